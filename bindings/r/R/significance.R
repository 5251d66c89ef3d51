# How surprising scores are.

significance_options <- function(by_mismatches, matrix, weights, motif, profile, distance,
                                 uo_as_ck) {
  model <- search_model(matrix, weights, motif, profile, distance, uo_as_ck)
  given <- list(max_indels = 0, threads = 0, plan = "auto", instructions = "auto")
  given[[if (truth(by_mismatches, "by_mismatches")) "max_mismatches" else "min_score"]] <- 0
  search_options(given, model)
}

one_peptide <- function(peptide) {
  if (!is.character(peptide) || length(peptide) != 1 || is.na(peptide)) {
    refuse("peptide: one string was expected")
  }
  toupper(peptide)
}

mimicry_evalues <- function(index, peptide, values, by_mismatches = FALSE, matrix = NULL,
                            weights = NULL, motif = NULL, profile = NULL, distance = NULL,
                            uo_as_ck = FALSE) {
  options <- significance_options(
    by_mismatches, matrix, weights, motif, profile, distance, uo_as_ck
  )
  if (!is.numeric(values) && !all(is.na(values))) {
    refuse("values: numbers were expected")
  }
  values <- as.double(values)
  given <- !is.na(values)
  found <- .Call(
    r_significance, index_pointer(index), options, one_peptide(peptide), values[given], NULL
  )
  columns <- list(value = values, p_value = values, evalue = values)
  columns$p_value[given] <- found$p_value
  columns$evalue[given] <- found$evalue
  frame_of(columns)
}

mimicry_evalue_threshold <- function(index, peptide, evalue, by_mismatches = FALSE,
                                     matrix = NULL, weights = NULL, motif = NULL,
                                     profile = NULL, distance = NULL, uo_as_ck = FALSE) {
  options <- significance_options(
    by_mismatches, matrix, weights, motif, profile, distance, uo_as_ck
  )
  .Call(
    r_significance, index_pointer(index), options, one_peptide(peptide), NULL,
    real_number(evalue, "evalue")
  )
}
