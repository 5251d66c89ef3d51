# Searches of an index, and how surprising what they find is.

positions_kinds <- c("anywhere", "fixed")
rows_kinds <- c("hits", "peptides", "counts")

mimicry_search <- function(index, queries = NULL, max_mismatches = NULL, min_score = NULL,
                           min_similarity = NULL, max_penalty = NULL, max_evalue = NULL,
                           min_activity = NULL,
                           top = NULL, max_indels = 0, model = NULL, windows = NULL,
                           positions = NULL, rows = "hits", columns = NULL, flank = 0,
                           only_genes = NULL, exclude_genes = NULL, annotations = NULL,
                           min_expression = 0, levels = NULL, models = NULL, alleles = NULL,
                           max_presented = 0, order = NULL, threads = 0, plan = "auto",
                           instructions = "auto", progress = NULL) {
  given <- mget(setdiff(names(formals()), c("index", "queries")))
  table_of(run_search(r_search, index, queries, given), "mimicry_hits")
}

mimicry_explain <- function(index, queries = NULL, ...) {
  given <- formals(mimicry_search)
  given <- lapply(given[setdiff(names(given), c("index", "queries"))], eval)
  asked <- list(...)
  unnamed <- length(asked) > 0 && (is.null(names(asked)) || "" %in% names(asked))
  unknown <- setdiff(names(asked), c("", names(given)))
  if (unnamed || length(unknown) > 0) {
    refuse("arguments of mimicry_search, by their names, were expected", if (!unnamed) {
      paste0(": '", unknown[1], "' is none")
    })
  }
  run_search(r_explain, index, queries, modifyList(given, asked, keep.null = TRUE))
}

run_search <- function(verb, index, queries, given) {
  options <- reach_options(given)
  options$max_indels <- whole_number(given$max_indels, "max_indels")
  options$rows <- choice(given$rows, "rows", rows_kinds) - 1L
  epitopes <- !is.null(given$positions)
  options$positions <- if (epitopes) choice(given$positions, "positions", positions_kinds) else 0
  if (is.null(queries) && !has_peptide(given$model)) {
    refuse("no queries: they were expected, or a model of a motif or a profile")
  }
  pointer <- if (!is.null(queries)) {
    queries_pointer(queries, if (epitopes) "epitopes" else "none")
  }
  .Call(verb, index_pointer(index), pointer, options)
}

has_peptide <- function(model) inherits(model, "mimicry_model") && !is.null(model$peptide)

mimicry_evalue <- function(index, peptide, value, by = "score", model = NULL) {
  kind <- choice(by, "by", c("mismatches", "score"))
  peptides <- words_of(peptide, "peptide")
  if (!is.numeric(value) && !all(is.na(value))) {
    refuse("value: numbers were expected")
  }
  count <- recycled(length(peptides), length(value))
  .Call(
    r_evalue, index_pointer(index), model_pointer(model), rep_len(peptides, count), kind,
    rep_len(as.double(value), count)
  )
}

# How many values there are of two vectors together, of which the shorter is repeated.
recycled <- function(a, b) {
  count <- if (a > 0 && b > 0) max(a, b) else 0
  if (count > 0 && (count %% a != 0 || count %% b != 0)) {
    refuse(a, " and ", b, " values: as many of one as of the other were expected")
  }
  count
}
