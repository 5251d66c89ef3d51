# Indexes: making, opening, saving them, and what is in them.

new_index <- function(pointer) structure(list(pointer = pointer), class = "mimicry_index")

mimicry_version <- function() .Call(r_version)[1]

mimicry_index <- function(fasta, progress = NULL, exclude_decoys = FALSE, variants = NULL) {
  if (!is.character(fasta) || length(fasta) == 0 || anyNA(fasta)) {
    refuse("fasta: paths of FASTA files were expected")
  }
  paths <- vapply(fasta, file_path, "", name = "fasta", USE.NAMES = FALSE)
  new_index(.Call(
    r_index_build, paths, truth(exclude_decoys, "exclude_decoys"),
    if (is.null(variants)) NULL else file_path(variants, "variants"),
    run_options(progress = progress)$progress
  ))
}

mimicry_open <- function(path, verify = FALSE, fasta = FALSE, exclude_decoys = FALSE) {
  flags <- truth(verify, "verify") + 2L * truth(fasta, "fasta") +
    4L * truth(exclude_decoys, "exclude_decoys")
  new_index(.Call(r_index_open, file_path(path), as.integer(flags)))
}

mimicry_save <- function(index, path) {
  .Call(r_index_save, index_pointer(index), file_path(path))
  invisible(path)
}

mimicry_close <- function(index) {
  .Call(r_index_close, index_pointer(index))
  invisible(NULL)
}

mimicry_verify <- function(path) {
  .Call(r_index_verify, file_path(path))
  invisible(TRUE)
}

mimicry_info <- function(index) {
  if (is.character(index)) {
    index <- mimicry_open(index)
    on.exit(mimicry_close(index))
  }
  as.data.frame(.Call(r_index_info, index_pointer(index)))
}

mimicry_records <- function(index) .Call(r_index_table, index_pointer(index), 1L)

mimicry_sources <- function(index) .Call(r_index_table, index_pointer(index), 2L)

mimicry_residues <- function(index, record, start = 1, end = Inf) {
  numbers <- list(record = record, start = start, end = end)
  for (name in names(numbers)) {
    if (!is.numeric(numbers[[name]]) && !all(is.na(numbers[[name]]))) {
      refuse(name, ": numbers were expected")
    }
  }
  count <- if (all(lengths(numbers) > 0)) max(lengths(numbers)) else 0
  numbers <- lapply(numbers, function(x) rep_len(as.double(x), count))
  .Call(r_index_residues, index_pointer(index), numbers$record, numbers$start, numbers$end)
}

length.mimicry_index <- function(x) as.integer(mimicry_info(x)$records)

print.mimicry_index <- function(x, ...) {
  info <- tryCatch(mimicry_info(x), mimicry_error = function(problem) NULL)
  if (is.null(info)) {
    cat("<closed mimicry index>\n")
  } else {
    cat(sprintf("<mimicry index of %.0f records, %.0f residues>\n", info$records, info$residues))
  }
  invisible(x)
}

summary.mimicry_index <- function(object, ...) mimicry_info(object)
