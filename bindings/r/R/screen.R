# Screens: what of the proteome is like each candidate, once its own source is left out.

mimicry_screen <- function(index, queries = NULL, max_mismatches = NULL, min_score = NULL,
                           min_similarity = NULL, max_penalty = NULL, max_evalue = NULL,
                           min_activity = NULL,
                           top = NULL, model = NULL, windows = NULL, exclude_wildtype = FALSE,
                           exclude_own_gene = FALSE, exclude_paralogs = 0,
                           dissimilarity = FALSE, hits = TRUE, columns = NULL, flank = 0,
                           only_genes = NULL, exclude_genes = NULL, annotations = NULL,
                           min_expression = 0, levels = NULL, models = NULL, alleles = NULL,
                           max_presented = 0, max_rank = 0, order = NULL, junctions = FALSE,
                           threads = 0, plan = "auto", instructions = "auto", progress = NULL) {
  given <- mget(setdiff(names(formals()), c("index", "queries")))
  screen(index, queries, given)
}

screen <- function(index, queries, given, more = list()) {
  screen_of(.Call(
    r_screen, index_pointer(index), candidates(queries, given),
    c(more, do.call(screen_options, given)) # the first of a name counts
  ))
}

# The queries of a screen, which a scan goes without; those of a cassette are as long as the longest
# window wants.
candidates <- function(queries, given) {
  if (is.null(queries)) {
    return(NULL)
  }
  longest <- if (is.null(given$windows)) 0 else max(given$windows)
  queries_pointer(queries, junctions = if (truth(given$junctions, "junctions")) longest else -1)
}

# Own columns stay as they are; ours come after them.
mimicry_annotate <- function(index, queries, ..., mutated = NULL) {
  given <- given_to_screen(list(...))
  given$hits <- FALSE
  if (is_file(queries)) {
    mutated <- if (!is.null(mutated)) queries_pointer(mutated)
    return(screen(index, queries, given, list(annotate = 1L, mutated = mutated))$rows)
  }
  if (!is.data.frame(queries)) {
    refuse("queries: a data frame, or the path of a table, was expected")
  }
  if (!is.null(mutated)) {
    refuse("mutated: it goes with a table of a file")
  }
  ours <- screen(index, queries, given)$rows
  names(ours) <- free_names(names(ours), names(queries))
  row.names(ours) <- NULL
  joined <- c(as.list(queries), as.list(ours))
  attr(joined, "row.names") <- attr(queries, "row.names")
  class(joined) <- class(queries)
  joined
}

# Names of ours that are there already begin with mimicry_.
free_names <- function(names, taken) {
  while (any(names %in% taken)) {
    names <- ifelse(names %in% taken, paste0("mimicry_", names), names)
  }
  names
}

# The arguments of mimicry_screen, those that were asked for and else the usual ones.
given_to_screen <- function(asked) {
  given <- lapply(formals(mimicry_screen)[-(1:2)], eval)
  strange <- setdiff(c(names(asked), if (is.null(names(asked)) && length(asked)) ""), names(given))
  if (length(strange)) {
    refuse("an argument ", shown(strange[1]), ": those of mimicry_screen were expected")
  }
  given[names(asked)] <- asked
  given
}

# The keywords of a screen, checked.
screen_options <- function(exclude_wildtype, exclude_own_gene, exclude_paralogs, dissimilarity,
                           hits, max_rank, junctions, ...) {
  c(reach_options(list(...)), list(
    exclude_wildtype = truth(exclude_wildtype, "exclude_wildtype"),
    exclude_own_gene = truth(exclude_own_gene, "exclude_own_gene"),
    exclude_paralogs = real_number(exclude_paralogs, "exclude_paralogs"),
    dissimilarity = truth(dissimilarity, "dissimilarity"),
    hits = truth(hits, "hits"),
    max_rank = real_number(max_rank, "max_rank"),
    annotate = 0
  ))
}
