# Published scores of pairs of peptides, and of peptides against all records of an index.

mimicry_score_methods <- function() .Call(r_score_names)

mimicry_score <- function(method, a, b, matrix = NULL, weights = NULL, parameters = NULL) {
  methods <- mimicry_score_methods()
  number <- choice(method, "method", methods) + 1L
  a <- pair_letters(a, "a")
  b <- pair_letters(b, "b")
  count <- if (length(a) > 0 && length(b) > 0) max(length(a), length(b)) else 0
  if (count > 0 && (count %% length(a) != 0 || count %% length(b) != 0)) {
    refuse(length(a), " and ", length(b), " peptides: as many of one as of the other were expected")
  }
  model <- if (!is.null(matrix)) mimicry_model(matrix)
  .Call(
    r_score, number, rep_len(a, count), rep_len(b, count), model_pointer(model),
    if (!is.null(weights)) weight_numbers(weights),
    if (!is.null(parameters)) file_path(parameters, "parameters")
  )
}

pair_letters <- function(peptides, name) {
  if (!is.character(peptides) && !is.factor(peptides) && !all(is.na(peptides))) {
    refuse(name, ": strings were expected")
  }
  as.character(peptides)
}

mimicry_partition <- function(index, peptides, a = 32, k = 4.87, gap_open = 11, gap_extend = 1,
                              matrix = NULL, threads = 0, progress = NULL) {
  queries <- queries_of(peptides)
  model <- if (!is.null(matrix)) mimicry_model(matrix)
  options <- list(
    model = model_pointer(model),
    a = real_number(a, "a"),
    k = real_number(k, "k"),
    gap_open = whole_number(gap_open, "gap_open"),
    gap_extend = whole_number(gap_extend, "gap_extend"),
    threads = whole_number(threads, "threads")
  )
  found <- .Call(
    r_partition, index_pointer(index), queries$letters, options, progress_function(progress)
  )
  spread <- function(values) {
    all <- rep(NA_real_, queries$count)
    all[queries$given] <- values
    all
  }
  frame_of(list(
    query_id = queries$ids, foreignness = spread(found$r), dissimilarity = spread(found$rest)
  ))
}

mimicry_dissimilarity <- function(index, peptides, a = 32, ...) {
  found <- mimicry_partition(index, peptides, a = a, ...)$dissimilarity
  setNames(found, names(peptides))
}

mimicry_foreignness <- function(index, peptides, a = 26, ...) {
  found <- mimicry_partition(index, peptides, a = a, ...)$foreignness
  setNames(found, names(peptides))
}

mimicry_amplitude <- function(kd_wild_type, kd_mutant) {
  if (!is.numeric(kd_wild_type) || !is.numeric(kd_mutant)) {
    refuse("kd_wild_type and kd_mutant: numbers were expected")
  }
  both <- cbind(as.double(kd_wild_type), as.double(kd_mutant))
  found <- .Call(r_amplitude, both[, 1], both[, 2])
  found[is.na(both[, 1]) | is.na(both[, 2])] <- NA
  found
}

mimicry_recognition_potential <- function(index, peptides, kd_wild_type, kd_mutant, ...) {
  mimicry_amplitude(kd_wild_type, kd_mutant) * mimicry_foreignness(index, peptides, ...)
}
