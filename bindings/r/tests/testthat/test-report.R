# Reports: a page has the tables of the screen, and is written whole or not at all.

index <- sample_index()
queries <- data.frame(id = c("<b>", "y"), peptide = c("EVDPIGHLY", "KVAELVHFL"))

# The elements of a page by name, as they are packed.
elements <- function(path) {
  page <- paste(readLines(path, warn = FALSE), collapse = "\n")
  found <- regmatches(page, gregexpr("data-table=\"[a-z]+\">[^<]+<", page))[[1]]
  values <- sub("^[^>]*>(.*)<$", "\\1", found)
  names(values) <- sub("^data-table=\"([a-z]+)\".*", "\\1", found)
  values
}

test_that("a page has the tables, the same each time", {
  paths <- c(tempfile(), tempfile())
  for (path in paths) {
    expect_identical(mimicry_report(index, queries, path, max_mismatches = 4), path)
  }
  expect_named(elements(paths[1]), c("candidates", "hits", "chance", "about", "sources"))
  expect_identical(elements(paths[1]), elements(paths[2]))
  wider <- tempfile()
  mimicry_report(index, queries, wider, max_mismatches = 5, title = "five")
  expect_false(elements(wider)[["hits"]] == elements(paths[1])[["hits"]])
  expect_false(file.exists(paste0(wider, ".part")))
})

test_that("notes are warnings, and stand in the page", {
  path <- tempfile()
  plain <- tempfile()
  mimicry_report(index, queries, plain)
  expect_warning(
    expect_warning(mimicry_report(index, queries, path, only_genes = "NOSUCHGENE"), "NOSUCHGENE"),
    "without a gene"
  )
  expect_gt(nchar(elements(path)[["about"]]), nchar(elements(plain)[["about"]]))
})

test_that("a failure leaves what was there", {
  path <- tempfile()
  writeLines("old", path)
  expect_error(mimicry_report(index, data.frame(peptide = "K?A"), path))
  expect_error(mimicry_report(index, queries, path, nonsense = 1), "nonsense")
  expect_error(mimicry_report(index, queries, path, progress = function(done, total) TRUE))
  expect_identical(readLines(path), "old")
  expect_false(file.exists(paste0(path, ".part")))
  expect_error(
    mimicry_report(index, queries, file.path(tempdir(), "none", "page.html")),
    class = "mimicry_error"
  )
})

test_that("tables that are there make the page of their screen", {
  page <- tempfile()
  mimicry_report(index, queries, page, max_mismatches = 4, title = "t")
  screen <- mimicry_screen(index, queries, max_mismatches = 4)
  path <- tempfile()
  made <- function(...) elements(mimicry_report_tables(..., path = path, title = "t"))
  expect_identical(made(screen, index = index), elements(page))
  expect_identical(made(screen$rows, hits = screen$hits, index = index), elements(page))
  expect_named(made(screen$rows), c("candidates", "about"))
  expect_named(made(screen), c("candidates", "hits", "about"))
  # What chance gives by another model is not that of these rows.
  other <- made(screen, index = index, model = "PAM30")
  expect_named(other, c("candidates", "hits", "about", "sources"))

  # As text: the same page from a data frame that was read as from the file.
  files <- c(tempfile(fileext = ".tsv"), tempfile(fileext = ".tsv"))
  for (i in 1:2) {
    utils::write.table(screen[[i]], files[i], sep = "\t", quote = FALSE, row.names = FALSE, na = "")
  }
  saved <- made(files[1], hits = files[2])
  read <- lapply(files, utils::read.delim, colClasses = "character", na.strings = "")
  expect_identical(made(read[[1]], hits = read[[2]]), saved)
  expect_error(made(files[2]), "no column")
  expect_error(made(tempfile()), class = "mimicry_io_error")
  expect_error(made(NULL), class = "mimicry_argument_error")
  expect_error(made(1), "rows: a data frame")
})

test_that("sequences have tracks", {
  sequence <- c(long = paste(rep("KVAELVHFLA", 4), collapse = ""))
  along <- mimicry_along(index, sequence)
  page <- tempfile()
  mimicry_report(index, sequence, page, along = along)
  track <- elements(page)[["along"]]
  mimicry_report_tables(mimicry_screen(index, sequence), page, along = along)
  expect_identical(elements(page)[["along"]], track)
  expect_error(mimicry_report(index, sequence, page, along = data.frame(a = 1)), "no column")
  expect_error(mimicry_report(index, sequence, page, along = 1), "along: a data frame")
})
