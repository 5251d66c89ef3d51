# Tables that the library gives: data frames that show themselves by what it says of their columns,
# which is the attribute `columns`. No column is known by name.

# The table of a verb, by which it is drawn.
table_of <- function(frame, verb) {
  class(frame) <- c(verb, class(frame))
  frame
}

# What is said of each column of a frame; of one that is not the library's only that it is shown.
columns_of <- function(frame) {
  said <- attr(frame, "columns")
  if (is.null(said)) {
    return(NULL)
  }
  said <- said[match(names(frame), said[[1]]), , drop = FALSE]
  said$brief[is.na(said[[1]])] <- "always"
  said[[1]] <- names(frame)
  row.names(said) <- NULL
  said
}

# The n-th column of windows goes with the n-th of queries: where a choice of columns has left other
# pairs, residues are not compared.
compared_columns <- function(frame) {
  whole <- attr(frame, "columns")
  said <- columns_of(frame)
  of_query <- said$residues %in% "query"
  of_match <- said$residues %in% "match"
  number <- ifelse(
    whole$residues %in% "query", cumsum(whole$residues %in% "query"),
    cumsum(whole$residues %in% "match")
  )[match(said[[1]], whole[[1]])]
  pairs <- seq_len(min(sum(of_query), sum(of_match)))
  if (!identical(number[of_query][pairs], number[of_match][pairs])) {
    said$residues <- rep(NA_character_, nrow(said))
  }
  said
}

# Whether each column is in the short selection; all are where none is marked.
are_brief <- function(said) {
  brief <- said$brief %in% "always"
  if (any(brief)) brief else rep(TRUE, length(brief))
}

# Columns that somebody chose are all shown.
`[.mimicry_table` <- function(x, ...) {
  part <- NextMethod()
  said <- attr(x, "columns")
  if (!is.data.frame(part) || is.null(said)) {
    return(part)
  }
  attr(part, "columns") <- said
  if (!identical(names(part), names(x))) {
    said <- compared_columns(part)
    said$brief <- rep("always", nrow(said))
    attr(part, "columns") <- said
  }
  part
}

as.data.frame.mimicry_table <- function(x, ...) {
  frame <- as.data.frame(NextMethod(), ...)
  attr(frame, "columns") <- NULL
  frame
}

# The columns as the C code takes them; what is neither text nor a number as R shows it.
written_columns <- function(frame) {
  columns <- lapply(as.list(frame), function(column) {
    if (is.character(column)) {
      enc2utf8(column)
    } else if (is.numeric(column) && !is.object(column)) {
      as.vector(column)
    } else {
      words <- vapply(column, function(cell) paste(format(cell), collapse = " "), "")
      words[is.na(column)] <- NA
      enc2utf8(unname(words))
    }
  })
  names(columns) <- enc2utf8(names(columns))
  columns
}

has_color <- function() {
  interactive() && isatty(stdout()) && sink.number() == 0 && !nzchar(Sys.getenv("NO_COLOR")) &&
    !identical(Sys.getenv("TERM"), "dumb")
}

print.mimicry_table <- function(x, n = 20, width = getOption("width"), color = NULL, ...) {
  color <- if (is.null(color)) has_color() else color
  all <- identical(n, Inf)
  rows <- if (all) nrow(x) else whole_number(n, "n", 1)
  given <- list(
    width = whole_number(width, "width", 1), color = truth(color, "color"),
    rows = if (all) 0 else rows, rest = "as.data.frame() has all"
  )
  # Rows that are only counted need not be copied.
  first <- utils::head(x, max(rows, 8192))
  cat(.Call(r_table_text, written_columns(first), compared_columns(x), nrow(x), given))
  invisible(x)
}

# ---- What is in a table, by numbers ----

summary.mimicry_table <- function(object, ...) {
  said <- columns_of(object)
  shown <- if (is.null(said)) rep(TRUE, length(object)) else are_brief(said)
  unit <- if (is.null(said)) rep(NA, length(object)) else said$unit
  columns <- lapply(which(shown), function(i) {
    column_summary(names(object)[i], object[[i]], unit[i])
  })
  counted <- names(object)[shown & unit %in% "residues" & vapply(object, is.numeric, NA)]
  counts <- lapply(as.list(as.data.frame(object)[counted]), table)
  structure(
    list(rows = nrow(object), columns = do.call(rbind, columns), counts = counts),
    class = "summary.mimicry_table"
  )
}

column_summary <- function(name, values, unit) {
  known <- values[!is.na(values)]
  ordered <- is.numeric(known) && length(known) > 0
  data.frame(
    column = name, known = length(known), distinct = length(unique(known)),
    least = if (ordered) min(known) else NA_real_,
    median = if (ordered) stats::median(known) else NA_real_,
    most = if (ordered) max(known) else NA_real_,
    unit = unit
  )
}

most_counts <- 12

print.summary.mimicry_table <- function(x, digits = 4, ...) {
  cat(x$rows, if (x$rows == 1) "row\n" else "rows\n")
  if (x$rows > 0) {
    columns <- x$columns
    for (name in c("least", "median", "most")) {
      columns[[name]] <- ifelse(is.na(columns[[name]]), "", format_number(columns[[name]], digits))
    }
    columns$unit[is.na(columns$unit)] <- ""
    print(columns, row.names = FALSE)
  }
  for (name in names(x$counts)[lengths(x$counts) > 0]) {
    cat(strwrap(counted_words(name, x$counts[[name]]), exdent = 2), sep = "\n")
  }
  invisible(x)
}

format_number <- function(values, digits) {
  vapply(values, function(value) format(value, digits = digits), "")
}

counted_words <- function(name, counts) {
  first <- utils::head(counts, most_counts)
  words <- paste0(names(first), " (", as.vector(first), ")", collapse = ", ")
  more <- length(counts) - length(first)
  if (more > 0) {
    words <- paste0(words, " and ", more, " more values")
  }
  paste0("rows by ", name, ": ", words)
}

# ---- The two tables of a screen ----

screen_of <- function(both) {
  both$rows <- table_of(both$rows, "mimicry_rows")
  if (!is.null(both$hits)) {
    both$hits <- table_of(both$hits, "mimicry_hits")
  }
  structure(both, class = "mimicry_screen")
}

print.mimicry_screen <- function(x, ...) {
  cat("$rows\n")
  print(x$rows, ...)
  if (!is.null(x$hits)) {
    cat("\n$hits\n")
    print(x$hits, ...)
  }
  invisible(x)
}

summary.mimicry_screen <- function(object, ...) {
  structure(
    lapply(object[!vapply(object, is.null, NA)], summary),
    class = "summary.mimicry_screen"
  )
}

print.summary.mimicry_screen <- function(x, ...) {
  for (name in names(x)) {
    cat(if (name != names(x)[1]) "\n", "$", name, ": ", sep = "")
    print(x[[name]], ...)
  }
  invisible(x)
}
