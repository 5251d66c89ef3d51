# Models: how similar two residues are.

mimicry_matrices <- function() .Call(r_model_names)

mimicry_model <- function(matrix = NULL, weights = NULL, motif = NULL, profile = NULL,
                          distance = NULL, uo_as_ck = FALSE) {
  truth(uo_as_ck, "uo_as_ck")
  whole <- list(motif = motif, profile = profile, distance = distance)
  whole <- names(whole)[!vapply(whole, is.null, NA)]
  others <- c("matrix", "weights", "uo_as_ck")[c(!is.null(matrix), !is.null(weights), uo_as_ck)]
  together <- identical(whole, "distance") && identical(others, "weights")
  if (length(whole) > 1 || (length(whole) == 1 && length(others) > 0 && !together)) {
    refuse(paste(c(whole, others), collapse = " and "), " together: one of them was expected")
  }
  if (length(whole) == 1) {
    return(whole_model(whole, motif, profile, distance, weights))
  }
  base <- matrix_model(matrix, uo_as_ck)
  if (is.null(weights)) base else weighted_model(base, weights, !is.null(matrix) || uo_as_ck)
}

new_model <- function(pointer, name) {
  consensus <- .Call(r_model_consensus, pointer)
  structure(list(pointer = pointer, name = name, consensus = consensus), class = "mimicry_model")
}

# A motif, a profile or a distance.
whole_model <- function(which, motif, profile, distance, weights) {
  if (which == "motif") {
    if (!is.character(motif) || length(motif) != 1 || is.na(motif)) {
      refuse("motif: one string was expected")
    }
    return(new_model(.Call(r_model_motif, motif), motif))
  }
  if (which == "profile") {
    return(new_model(.Call(r_model_profile, file_path(profile, "profile")), profile))
  }
  parameters <- if (identical(distance, "relatedness")) NULL else file_path(distance, "distance")
  numbers <- if (is.null(weights)) NULL else weight_numbers(weights)
  new_model(.Call(r_model_distance, parameters, numbers), distance)
}

matrix_model <- function(matrix, uo_as_ck) {
  if (inherits(matrix, "mimicry_model")) {
    if (uo_as_ck) {
      refuse("uo_as_ck with a model: give it when the model is made")
    }
    return(matrix)
  }
  name <- if (is.null(matrix)) "BLOSUM62" else matrix
  new_model(.Call(r_model_matrix, file_path(name, "matrix"), as.integer(uo_as_ck)), name)
}

weight_numbers <- function(weights) {
  if (!is.numeric(weights) || length(weights) == 0 || anyNA(weights)) {
    refuse("weights: a number for each position was expected")
  }
  as.double(weights)
}

weighted_model <- function(base, weights, named) {
  preset <- is.character(weights) && length(weights) == 1 && !is.na(weights)
  words <- if (preset) weights else "weights"
  if (!preset) {
    weights <- weight_numbers(weights)
  }
  new_model(
    .Call(r_model_weighted, if (named) base$pointer, weights),
    paste(base$name, "with", words)
  )
}

# The model of a search; NULL is the library's default.
search_model <- function(matrix, weights, motif, profile, distance, uo_as_ck) {
  given <- list(matrix, weights, motif, profile, distance)
  if (all(vapply(given, is.null, NA)) && !truth(uo_as_ck, "uo_as_ck")) {
    return(NULL)
  }
  mimicry_model(matrix, weights, motif, profile, distance, uo_as_ck)
}

model_pointer <- function(model) if (is.null(model)) NULL else model$pointer

mimicry_matrix <- function(matrix = "BLOSUM62", uo_as_ck = FALSE) {
  model <- mimicry_model(matrix, uo_as_ck = uo_as_ck)
  letters <- strsplit("ARNDCQEGHILKMFPSTWYVBZJXUO", "")[[1]]
  scores <- .Call(r_model_scores, model$pointer, paste(letters, collapse = ""))
  dimnames(scores) <- list(query = letters, residue = letters)
  scores
}

print.mimicry_model <- function(x, ...) {
  cat("<mimicry model: ", x$name, ">\n", sep = "")
  invisible(x)
}
