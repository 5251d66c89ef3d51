# Models: how similar two residues are.

model_kinds <- c("matrix", "motif", "profile", "distance", "scan")

mimicry_model <- function(matrix = NULL, motif = NULL, profile = NULL, distance = NULL,
                          weights = NULL, uo_as_ck = FALSE, scan = NULL, peptide = NULL) {
  sources <- list(
    matrix = matrix, motif = motif, profile = profile, distance = distance, scan = scan
  )
  sources <- sources[!vapply(sources, is.null, NA)]
  if (length(sources) > 1) {
    refuse(paste(names(sources), collapse = " and "), " together: one of them was expected")
  }
  kind <- if (length(sources) == 1) names(sources) else "matrix"
  source <- if (length(sources) == 1) file_path(sources[[1]], kind)
  if (is.character(weights) && length(weights) == 1) {
    weights <- file_path(weights, "weights")
  } else if (!is.null(weights)) {
    weights <- weight_numbers(weights)
  }
  pointer <- .Call(
    r_model_create, match(kind, model_kinds) - 1L, source, weights,
    truth(uo_as_ck, "uo_as_ck") + 0L,
    if (!is.null(peptide)) words_of(peptide, "peptide")
  )
  words <- c(if (is.null(source)) "BLOSUM62" else source, if (!is.null(weights)) "weighted")
  structure(
    list(
      pointer = pointer, name = paste(words, collapse = ", "),
      peptide = .Call(r_model_peptide, pointer), remarks = .Call(r_model_remarks, pointer)
    ),
    class = "mimicry_model"
  )
}

weight_numbers <- function(weights) {
  if (!is.numeric(weights) || length(weights) == 0 || anyNA(weights)) {
    refuse("weights: a number for each position was expected")
  }
  as.double(weights)
}

residue_letters <- strsplit("ARNDCQEGHILKMFPSTWYVBZJXUO", "")[[1]]

mimicry_model_scores <- function(model, peptide) {
  word <- words_of(peptide, "peptide")
  if (length(word) != 1 || is.na(word)) {
    refuse("peptide: one string was expected")
  }
  pointer <- pointer_of(model, "mimicry_model", "model")
  scores <- .Call(r_model_scores, pointer, word, paste(residue_letters, collapse = ""))
  dimnames(scores) <- list(residue = residue_letters, position = strsplit(toupper(word), "")[[1]])
  scores
}

print.mimicry_model <- function(x, ...) {
  cat("<mimicry model: ", x$name, ">\n", sep = "")
  invisible(x)
}
