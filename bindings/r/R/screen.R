# Screens: what of the proteome is like each candidate, once its own source is left out.

mimicry_screen <- function(index, queries, max_mismatches = NULL, min_score = NULL,
                           min_similarity = NULL, max_penalty = NULL, max_evalue = NULL,
                           min_activity = NULL,
                           top = NULL, model = NULL, windows = NULL, exclude_wildtype = FALSE,
                           exclude_own_gene = FALSE, exclude_paralogs = 0,
                           dissimilarity = FALSE, hits = TRUE, columns = NULL, flank = 0,
                           only_genes = NULL, exclude_genes = NULL, annotations = NULL,
                           min_expression = 0, levels = NULL, alleles = NULL, max_presented = 0,
                           max_rank = 0, threads = 0, plan = "auto",
                           instructions = "auto", progress = NULL) {
  given <- mget(setdiff(names(formals()), c("index", "queries")))
  .Call(r_screen, index_pointer(index), queries_pointer(queries), do.call(screen_options, given))
}

# The page is written beside its place, and moved there when it is whole.
mimicry_report <- function(index, queries, path, title = NULL, ...) {
  given <- lapply(formals(mimicry_screen)[-(1:2)], eval)
  asked <- list(...)
  strange <- setdiff(c(names(asked), if (is.null(names(asked)) && length(asked)) ""), names(given))
  if (length(strange)) {
    refuse("an argument ", shown(strange[1]), ": those of mimicry_screen were expected")
  }
  given[names(asked)] <- asked
  if (!is.null(title) && !(is.character(title) && length(title) == 1 && !is.na(title))) {
    refuse("title: one string was expected")
  }
  path <- file_path(path)
  part <- paste0(path, ".part")
  on.exit(unlink(part))
  .Call(
    r_report, index_pointer(index), queries_pointer(queries), do.call(screen_options, given),
    part, title
  )
  if (!file.rename(part, path)) {
    refuse("path ", shown(path), ": the page could not be moved there")
  }
  invisible(path)
}

# The keywords of a screen, checked.
screen_options <- function(exclude_wildtype, exclude_own_gene, exclude_paralogs, dissimilarity,
                           hits, max_rank, ...) {
  c(reach_options(list(...)), list(
    exclude_wildtype = truth(exclude_wildtype, "exclude_wildtype"),
    exclude_own_gene = truth(exclude_own_gene, "exclude_own_gene"),
    exclude_paralogs = real_number(exclude_paralogs, "exclude_paralogs"),
    dissimilarity = truth(dissimilarity, "dissimilarity"),
    hits = truth(hits, "hits"),
    max_rank = real_number(max_rank, "max_rank")
  ))
}
