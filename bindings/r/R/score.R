# Published scores of pairs of peptides, and of peptides against all records of an index.

score_options <- function(method, given, progress = NULL) {
  c(run_options(given$threads, progress = progress), list(
    method = choice(method, "method", mimicry_names("scores")),
    model = model_pointer(given$model),
    weights = if (!is.null(given$weights)) weight_numbers(given$weights),
    parameters = if (!is.null(given$parameters)) file_path(given$parameters, "parameters"),
    midpoint = real_number(given$midpoint, "midpoint"),
    slope = real_number(given$slope, "slope"),
    gap_open = whole_number(given$gap_open, "gap_open", -1),
    gap_extend = whole_number(given$gap_extend, "gap_extend", -1)
  ))
}

mimicry_score <- function(method, a, b, model = NULL, weights = NULL, parameters = NULL) {
  given <- list(
    model = model, weights = weights, parameters = parameters, midpoint = 0, slope = 0,
    gap_open = 0, gap_extend = 0, threads = 0
  )
  options <- score_options(method, given)
  a <- words_of(a, "a")
  b <- words_of(b, "b")
  count <- recycled(length(a), length(b))
  .Call(r_score_pairs, rep_len(a, count), rep_len(b, count), options)
}

constant_methods <- c("amplitude", "recognition-potential")

mimicry_score_table <- function(method, queries, index = NULL, model = NULL, weights = NULL,
                                parameters = NULL, midpoint = 0, slope = 0, gap_open = 0,
                                gap_extend = 0, peptide_column = NULL, target_column = NULL,
                                threads = 0, progress = NULL) {
  options <- score_options(method, mget(names(formals())), progress)
  # The target of activity is the scan's index peptide.
  read <- if (is.null(index) && method != "activity") "pairs" else "none"
  if (method %in% constant_methods) {
    read <- "constants"
  }
  pointer <- queries_pointer(queries, read, peptide_column, target_column)
  table_of(
    .Call(r_score_table, if (!is.null(index)) index_pointer(index), pointer, options),
    "mimicry_scores"
  )
}
