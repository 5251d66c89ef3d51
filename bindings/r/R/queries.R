# Queries: what is looked for, from whatever the caller has.

read_flags <- c(none = 0L, epitopes = 1L, pairs = 2L, constants = 4L)

# One string is a path unless it is a peptide: those have letters alone, or digits and commas.
is_file <- function(queries) {
  is.character(queries) && length(queries) == 1 && is.null(names(queries)) && !is.na(queries) &&
    (queries == "-" || grepl("[./]", queries) || file.exists(queries))
}

# The library's queries, to be read once. junctions: residues of the longest window over those of a
# cassette, 0 for the usual one; -1: queries are none.
queries_pointer <- function(queries, read = "none", peptide_column = NULL, target_column = NULL,
                            junctions = -1) {
  given <- list(
    flags = read_flags[[read]],
    peptide_column = column_name(peptide_column, "peptide_column"),
    target_column = column_name(target_column, "target_column"),
    junctions = junctions
  )
  if (is_file(queries)) {
    return(.Call(r_queries_open, file_path(queries, "queries"), given))
  }
  if (junctions >= 0) {
    refuse("junctions: the path of FASTA with the parts of a cassette was expected")
  }
  frame <- if (is.data.frame(queries)) queries else named_queries(queries)
  .Call(r_queries_table, plain_columns(frame), given)
}

column_name <- function(column, name) {
  if (!is.null(column) && (!is.character(column) || length(column) != 1 || is.na(column))) {
    refuse(name, ": the name of a column was expected")
  }
  column
}

# Strings, their names or else their numbers as ids; those that are NA are left out.
named_queries <- function(queries) {
  words <- words_of(queries, "queries")
  ids <- names(queries)
  unnamed <- if (is.null(ids)) rep(TRUE, length(words)) else is.na(ids) | ids == ""
  ids <- ifelse(unnamed, as.character(seq_along(words)), ids)
  given <- !is.na(words)
  list(id = enc2utf8(as.character(ids))[given], peptide = words[given])
}

# The columns of a data frame that are text or numbers, as the C code takes them.
plain_columns <- function(frame) {
  simple <- vapply(frame, function(column) {
    is.factor(column) || is.character(column) || is.numeric(column) || is.logical(column)
  }, NA)
  columns <- lapply(as.list(frame)[simple], function(column) {
    if (is.numeric(column) && !is.factor(column)) as.double(column) else words_of_cells(column)
  })
  names(columns) <- enc2utf8(names(columns))
  columns
}

words_of_cells <- function(column) enc2utf8(as.character(column))
