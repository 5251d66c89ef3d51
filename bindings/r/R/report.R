# Reports: a screen, or the tables of one, as a page for a browser.

mimicry_report <- function(index, queries, path, title = NULL, along = NULL, ...) {
  given <- given_to_screen(list(...))
  index <- index_pointer(index)
  title <- title_of(title)
  along <- table_given(along, "along")
  write_page(path, function(part) {
    .Call(
      r_report, index, candidates(queries, given), do.call(screen_options, given), part, title,
      along
    )
  })
}

mimicry_report_tables <- function(rows, path, hits = NULL, along = NULL, title = NULL,
                                  index = NULL, annotations = NULL, model = NULL) {
  if (inherits(rows, "mimicry_screen")) {
    if (is.null(hits)) {
      hits <- rows$hits
    }
    rows <- rows$rows
  }
  if (is.null(rows)) {
    refuse("rows: a data frame, or the path of a table, was expected")
  }
  given <- list(
    rows = table_given(rows, "rows"), hits = table_given(hits, "hits"),
    along = table_given(along, "along"), title = title_of(title),
    index = if (!is.null(index)) index_pointer(index),
    annotations = if (!is.null(annotations)) {
      pointer_of(annotations, "mimicry_annotations", "annotations")
    },
    model = model_pointer(model)
  )
  write_page(path, function(part) .Call(r_report_tables, given, part))
}

# The page is written beside its place, and moved there when it is whole.
write_page <- function(path, write) {
  path <- file_path(path)
  part <- paste0(path, ".part")
  on.exit(unlink(part))
  write(part)
  if (!file.rename(part, path)) {
    refuse("path ", shown(path), ": the page could not be moved there")
  }
  invisible(path)
}

title_of <- function(title) {
  if (!is.null(title) && !(is.character(title) && length(title) == 1 && !is.na(title))) {
    refuse("title: one string was expected")
  }
  if (!is.null(title)) enc2utf8(title)
}

# A data frame or a path as the C code takes it.
table_given <- function(table, name) {
  if (is.data.frame(table)) {
    return(list(columns = written_columns(table), said = columns_of(table)))
  }
  if (!is.null(table) && !is.character(table)) {
    refuse(name, ": a data frame, or the path of a table, was expected")
  }
  if (!is.null(table)) file_path(table, name)
}
