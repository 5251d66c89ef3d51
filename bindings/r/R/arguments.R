# What the functions share: their errors, and arguments that become what the library takes.

# Signals an error that the package itself found.
refuse <- function(...) {
  condition <- structure(
    class = c("mimicry_argument_error", "mimicry_error", "error", "condition"),
    list(
      message = paste0(...), call = NULL, status = -1L, line = 0, offset = 0, system = 0L
    )
  )
  stop(condition)
}

# A path as the library takes it.
file_path <- function(path, name = "path") {
  if (!is.character(path) || length(path) != 1 || is.na(path)) {
    refuse(name, ": the path of one file was expected")
  }
  enc2native(path.expand(path))
}

whole_number <- function(value, name, least = 0, most = .Machine$integer.max) {
  good <- is.numeric(value) && length(value) == 1 && !is.na(value)
  if (!good || value != trunc(value) || value < least || value > most) {
    refuse(name, " ", shown(value), ": a whole number from ", least, " to ", most, " was expected")
  }
  as.double(value)
}

real_number <- function(value, name) {
  if (!is.numeric(value) || length(value) != 1 || is.na(value)) {
    refuse(name, " ", shown(value), ": a number was expected")
  }
  as.double(value)
}

truth <- function(value, name) {
  if (!is.logical(value) || length(value) != 1 || is.na(value)) {
    refuse(name, " ", shown(value), ": TRUE or FALSE was expected")
  }
  value
}

progress_function <- function(progress) {
  if (!is.null(progress) && !is.function(progress)) {
    refuse("progress: a function of (done, total) was expected")
  }
  progress
}

# A value in a message.
shown <- function(value) {
  text <- paste(format(value), collapse = " ")
  if (nchar(text) > 40) paste0(substr(text, 1, 37), "...") else text
}

# The library's numbers of a choice; the first is 0.
choice <- function(value, name, choices) {
  if (!is.character(value) || length(value) != 1 || !value %in% choices) {
    refuse(name, " ", shown(value), ": ", paste(choices, collapse = ", "), " was expected")
  }
  match(value, choices) - 1L
}

plans <- c("auto", "suffix", "seeds", "planes", "lanes", "branch", "scan")
instruction_sets <- c("auto", "portable", "avx2", "avx512")

# The letters, in capitals, their ids, and which of those that were given they are: NA is left out.
queries_of <- function(peptides, name = "peptides") {
  if (is.factor(peptides)) {
    peptides <- setNames(as.character(peptides), names(peptides))
  }
  if (!is.character(peptides) && !all(is.na(peptides))) {
    refuse(name, ": strings were expected")
  }
  ids <- names(peptides)
  unnamed <- if (is.null(ids)) rep(TRUE, length(peptides)) else is.na(ids) | ids == ""
  ids <- ifelse(unnamed, as.character(seq_along(peptides)), ids)
  given <- which(!is.na(peptides))
  letters <- as.character(peptides)[given]
  list(letters = toupper(letters), ids = as.character(ids), given = given, count = length(peptides))
}

pointer_of <- function(object, class, name) {
  if (!inherits(object, class)) {
    refuse(name, ": a ", class, " was expected")
  }
  object$pointer
}

index_pointer <- function(index) pointer_of(index, "mimicry_index", "index")

# The set of genes that a search takes, or NULL.
genes_of <- function(genes, name) {
  if (is.null(genes)) {
    return(NULL)
  }
  if (is.factor(genes)) {
    genes <- as.character(genes)
  }
  if (!is.character(genes)) {
    refuse(name, ": names of genes were expected")
  }
  .Call(r_genes_create, genes[!is.na(genes)])
}

windows_of <- function(windows, name = "windows") {
  if (is.null(windows)) {
    return(c(0, 0))
  }
  if (!is.numeric(windows) || !length(windows) %in% 1:2) {
    refuse(name, ": a length, or the least and the most, was expected")
  }
  windows <- c(windows[1], windows[length(windows)])
  vapply(windows, whole_number, 0, name = name, least = 1, most = 1024)
}

# Columns of one length as a data frame.
frame_of <- function(columns) {
  structure(columns, class = "data.frame", row.names = .set_row_names(length(columns[[1]])))
}
