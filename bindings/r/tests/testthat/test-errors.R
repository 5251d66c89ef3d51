# Errors are conditions that say what is wrong, where, and what was expected.

index <- sample_index()

test_that("bad files are named, with the line", {
  path <- tempfile(fileext = ".fasta")
  writeLines(c(">one", "ACD", "AC?D"), path)
  problem <- tryCatch(mimicry_index(path), error = identity)
  expect_s3_class(
    problem, c("mimicry_format_error", "mimicry_error", "error", "condition"), exact = TRUE
  )
  expect_match(conditionMessage(problem), paste0(path, ":3: "), fixed = TRUE)
  expect_null(conditionCall(problem))
  expect_identical(problem$line, 3)
  missing <- tryCatch(mimicry_index("no/such/file"), error = identity)
  expect_s3_class(missing, "mimicry_io_error")
  expect_gt(missing$system, 0)
  expect_error(mimicry_search(index, path), class = "mimicry_format_error")
  list <- tempfile()
  writeLines(c("KVAELVHFL", "EVD1"), list)
  problem <- tryCatch(mimicry_search(index, list), error = identity)
  expect_match(conditionMessage(problem), paste0(list, ":2: "), fixed = TRUE)
  expect_identical(problem$line, 2)
})

test_that("bad peptides and thresholds are refused", {
  refused <- function(...) {
    expect_error(mimicry_search(index, ...), class = "mimicry_error")
  }
  refused("EVD1")
  refused("EVD*")
  refused("\u00e9")
  refused("")
  refused(17)
  refused()
  refused("EVD", max_mismatches = 1, min_score = 2)
  refused("EVD", max_mismatches = NA)
  refused("EVD", max_mismatches = -1)
  refused("EVD", max_mismatches = 1.5)
  refused("EVD", max_mismatches = 1:2)
  refused("EVD", min_score = "much")
  refused("EVD", min_score = NaN)
  refused("EVD", top = 0)
  refused("EVD", windows = 0)
  refused("EVD", windows = c(3, 2))
  refused("EVD", windows = 1:3)
  refused("EVD", plan = "best")
  refused("EVD", threads = -1)
  refused("EVD", max_indels = 9)
  refused("EVD", max_indels = 1, columns = "evalue")
  refused("EVD", rows = "peptides", flank = 1)
  refused("EVD", columns = NA)
  refused("EVD", rows = "none")
  refused("EVD", positions = "here")
  refused("EVD", model = 7)
  refused("EVD", annotations = "x")
  refused("EVD", only_genes = 7)
  refused("EVD", progress = 7)
  refused("EVD", columns = "vital")
  refused("EVD", model = mimicry_model(weights = 1:2))
})

test_that("other arguments are refused too", {
  refuses <- function(call) expect_error(call, class = "mimicry_argument_error")
  refuses(mimicry_index(character()))
  refuses(mimicry_index(NA_character_))
  refuses(mimicry_open(c("a", "b")))
  refuses(mimicry_open("a", verify = NA))
  refuses(mimicry_save(index, 7))
  refuses(mimicry_shared(index, "AA", min_length = 0))
  expect_error(mimicry_screen(index, data.frame()), class = "mimicry_error")
  refuses(mimicry_explain(index, "AA", 3))
  refuses(mimicry_explain(index, "AA", none = 3))
  refuses(mimicry_names("none"))
  refuses(mimicry_genes())
  refuses(mimicry_known(list(), "organs", "skin"))
  refuses(mimicry_evalue(index, "AA", 1, model = mimicry_model(weights = 1)))
  refuses(mimicry_evalue(index, "A1", 1))
  refuses(mimicry_score_table("none", "A", index))
  refuses(mimicry_score_table("dissimilarity", "A", index, weights = 1))
  expect_error(mimicry_search(index, "K3, A1", positions = "fixed"), class = "mimicry_error")
  expect_error(mimicry_screen(index, data.frame(other = "AA")), class = "mimicry_error")
})

test_that("bad candidates of a data frame are told by row and column", {
  bad <- data.frame(peptide = c("KVAELVHFL", "A1"), gene = "X")
  expect_error(mimicry_screen(index, bad), "^row 2: column 'peptide': character '1'")
})

test_that("many errors leave nothing behind", {
  for (i in 1:300) {
    try(mimicry_search(index, c("EVDPIGHLY", "EVD1"), max_mismatches = 5), silent = TRUE)
    try(mimicry_model(motif = "[["), silent = TRUE)
  }
  gc()
  expect_identical(nrow(mimicry_search(index, "EVDPIGHLY", max_mismatches = 3)), 8L)
})

test_that("notes are warnings, which may be errors", {
  note <- "match no record"
  warned <- capture_warnings(
    found <- mimicry_search(index, "EVDPIGHLY", exclude_genes = "NOSUCHGENE", max_mismatches = 1)
  )
  expect_true(any(grepl(note, warned)))
  expect_gt(nrow(found), 0)
  old <- options(warn = 2)
  on.exit(options(old))
  expect_error(mimicry_search(index, "EVDPIGHLY", exclude_genes = "NOSUCHGENE"), "gene")
})
