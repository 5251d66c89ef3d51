# Candidates of a vaccine or a receptor, and what in the proteome is like each.

candidates_a_call <- 65536L

# Calls `use` with the candidates of a file, or of a data frame, opened.
with_candidates <- function(candidates, use) {
  if (is.data.frame(candidates)) {
    path <- tempfile("candidates", fileext = ".tsv")
    on.exit(unlink(path))
    write_candidates(candidates, path)
    # Messages tell of the table, not of the file that it was written to.
    return(tryCatch(use(.Call(r_candidates_open, path)), mimicry_error = function(problem) {
      problem$message <- sub(path, "candidates", problem$message, fixed = TRUE)
      stop(problem)
    }))
  }
  use(.Call(r_candidates_open, file_path(candidates, "candidates")))
}

# A table that the library reads as it would read the one that the data frame came from.
write_candidates <- function(candidates, path) {
  simple <- vapply(candidates, function(column) is.atomic(column) || is.factor(column), NA)
  candidates <- candidates[simple]
  if (length(candidates) == 0) {
    refuse("candidates: a data frame without columns")
  }
  if ("is_sequence" %in% names(candidates)) {
    candidates <- rename_sequences(candidates)
  }
  cells <- lapply(candidates, function(column) {
    cell <- gsub("[\t\r\n]", " ", enc2utf8(as.character(column)))
    ifelse(is.na(cell), "", cell)
  })
  names(cells) <- gsub("[\t\r\n]", " ", enc2utf8(names(candidates)))
  # A second column: the table is one of tabs, and no row of it is blank.
  cells <- c(cells, list("#" = rep("-", nrow(candidates))))
  quoted <- function(x) paste0("\"", gsub("\"", "\"\"", x, fixed = TRUE), "\"")
  rows <- do.call(paste, c(unname(lapply(cells, quoted)), sep = "\t"))
  header <- paste(quoted(names(cells)), collapse = "\t")
  writeLines(c(header, if (nrow(candidates) > 0) rows), path, useBytes = TRUE)
}

# What mimicry0_candidates read as sequences is written under the names of such.
rename_sequences <- function(candidates) {
  sequence <- as.logical(candidates[["is_sequence"]])
  if (any(sequence) != all(sequence)) {
    refuse("candidates: is_sequence: all TRUE or all FALSE was expected")
  }
  if (any(sequence)) {
    names(candidates)[names(candidates) == "peptide"] <- "mutatedXmer"
    names(candidates)[names(candidates) == "wildtype"] <- "wildTypeXmer"
  }
  candidates
}

# One list of columns of several.
bind_columns <- function(chunks) {
  if (length(chunks) == 1) {
    return(chunks[[1]])
  }
  names <- setNames(names(chunks[[1]]), names(chunks[[1]]))
  lapply(names, function(name) unlist(lapply(chunks, `[[`, name)))
}

empty_candidates <- function() {
  list(
    id = character(), peptide = character(), wildtype = character(), gene = character(),
    accession = character(), line = double(), change_start = double(), change_end = double(),
    is_sequence = logical()
  )
}

mimicry0_candidates <- function(candidates) {
  with_candidates(candidates, function(pointer) {
    chunks <- list()
    while (!is.null(chunk <- .Call(r_candidates_next, pointer, candidates_a_call))) {
      chunks <- c(chunks, list(chunk))
    }
    columns <- if (length(chunks) > 0) bind_columns(chunks) else empty_candidates()
    columns$change_start <- columns$change_start + 1
    frame <- frame_of(columns)
    attr(frame, "columns") <- .Call(r_candidates_columns, pointer)
    frame
  })
}

mimicry0_screen <- function(index, candidates, exclude_wildtype = FALSE,
                           exclude_own_gene = FALSE, exclude_paralogs = 0, only_genes = NULL,
                           exclude_genes = NULL, matrix = NULL, uo_as_ck = FALSE, windows = 9,
                           dissimilarity = FALSE, tissues = NULL, min_expression = 1,
                           vital = FALSE, organs = FALSE, organs_table = NULL, binders = NULL,
                           hits = FALSE, threads = 0, progress = NULL) {
  model <- search_model(matrix, NULL, NULL, NULL, NULL, uo_as_ck)
  windows <- windows_of(windows)
  tables <- tables_of(tissues, min_expression, vital, organs, organs_table, binders)
  options <- list(
    model = model_pointer(model),
    window_min = windows[1],
    window_max = windows[2],
    exclude_wildtype = truth(exclude_wildtype, "exclude_wildtype"),
    exclude_own_gene = truth(exclude_own_gene, "exclude_own_gene"),
    exclude_paralogs = real_number(exclude_paralogs, "exclude_paralogs"),
    only_genes = genes_of(only_genes, "only_genes"),
    exclude_genes = genes_of(exclude_genes, "exclude_genes"),
    expression = tables$expression$pointer,
    organs = tables$organs,
    min_expression = tables$floor,
    binders = tables$binders$pointer,
    dissimilarity = truth(dissimilarity, "dissimilarity"),
    hits = truth(hits, "hits"),
    threads = whole_number(threads, "threads"),
    most = candidates_a_call
  )
  missing <- missing_candidates(candidates)
  found <- with_candidates(missing$candidates, function(pointer) {
    screen_chunks(index_pointer(index), pointer, options, progress_function(progress))
  })
  rows <- screen_columns(found$rows, dissimilarity, tables)
  frame <- frame_of(put_missing(rows, missing))
  if (hits) {
    attr(frame, "hits") <- frame_of(screen_hits(found$hits, tables))
  }
  frame
}

# All rows, and the hits with the ids of their candidates.
screen_chunks <- function(index, pointer, options, progress) {
  rows <- list()
  hits <- list()
  repeat {
    chunk <- .Call(r_screen, index, pointer, options, progress)
    done <- length(chunk$rows$id) == 0
    if (done && length(rows) > 0) {
      break
    }
    rows <- c(rows, list(chunk$rows))
    if (!is.null(chunk$hits)) {
      id <- list(query_id = chunk$rows$id[chunk$hits$number])
      hits <- c(hits, list(c(id, chunk$hits)))
    }
    if (done) {
      break # nothing, but columns of the right kind
    }
  }
  list(rows = bind_columns(rows), hits = if (length(hits) > 0) bind_columns(hits))
}

screen_columns <- function(rows, dissimilarity, tables) {
  shown <- function(name, asked) {
    if (!asked) {
      rows[[name]] <<- NULL
    }
  }
  shown("dissimilarity", dissimilarity)
  for (name in c("expression", "tissues", "unknown_genes")) {
    shown(name, !is.null(tables$expression))
  }
  shown("vital", tables$vital)
  shown("vital_tissues", tables$vital)
  shown("organs", tables$by_organ)
  for (name in c("binders", "binder", "binder_allele", "binder_rank")) {
    shown(name, !is.null(tables$binders))
  }
  for (which in c("nearest", "best")) {
    columns <- hit_columns(rows[[paste0(which, "_gene")]], rows[[which]], tables)
    none <- is.na(rows[[which]])
    columns <- lapply(columns, function(column) {
      column[none] <- NA
      column
    })
    if (length(columns) > 0) {
      names(columns) <- paste0(which, "_", names(columns))
    }
    rows <- c(rows, columns)
  }
  rows
}

screen_hits <- function(hits, tables) {
  frame <- hits[c(
    "query_id", "query", "match", "mismatches", "score", "accession", "gene", "start", "end",
    "query_start", "query_end"
  )]
  c(frame, hit_columns(frame$gene, frame$match, tables))
}

# Those of a data frame that have a peptide, with ids, and which have not.
missing_candidates <- function(candidates) {
  missing <- integer()
  if (is.data.frame(candidates) && "peptide" %in% names(candidates)) {
    missing <- which(is.na(candidates[["peptide"]]))
  }
  if (length(missing) == 0) {
    return(list(candidates = candidates, missing = missing))
  }
  words <- tolower(gsub("[ _.-]", "", names(candidates)))
  id <- match(c("id", "identifier", "index"), words)
  id <- id[!is.na(id)][1]
  if (is.na(id)) {
    candidates[["id"]] <- seq_len(nrow(candidates))
    id <- length(candidates)
  }
  list(
    candidates = candidates[-missing, , drop = FALSE],
    missing = missing,
    ids = as.character(candidates[[id]])
  )
}

# Candidates without a peptide have rows of NA, with their id.
put_missing <- function(rows, missing) {
  if (length(missing$missing) == 0) {
    return(rows)
  }
  place <- rep(NA_integer_, length(missing$ids))
  place[-missing$missing] <- seq_along(rows$id)
  rows <- lapply(rows, function(column) column[place])
  rows$id <- missing$ids
  rows
}
