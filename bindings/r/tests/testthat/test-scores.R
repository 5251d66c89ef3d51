# Published values, and how scores treat NA.

index <- sample_index()

test_that("scores are the published ones", {
  root <- variable("MIMICRY_ROOT")
  skip_if(is.null(root), "away from the repository")
  path <- file.path(root, "tests", "api", "golden_scores.tsv")
  golden <- read.delim(path, na.strings = "", quote = "", comment.char = "")
  expect_gt(nrow(golden), 100)
  for (i in seq_len(nrow(golden))) {
    row <- golden[i, ]
    weights <- if (!is.na(row$weights)) as.numeric(strsplit(row$weights, ",")[[1]])
    matrix <- if (!is.na(row$matrix)) row$matrix
    ours <- mimicry_score(row$method, row$a, row$b, model = matrix, weights = weights)
    expect_lte(abs(ours - row$expected), row$tolerance)
  }
})

test_that("vectors are recycled and NA stays NA", {
  expect_identical(mimicry_score("hamming", "KVAELVHFL", c("KMAELVHFL", NA)), c(1, NA))
  expect_identical(mimicry_score("hamming", NA, "A"), NA_real_)
  expect_identical(mimicry_score("hamming", character(), "A"), numeric())
  expect_error(
    mimicry_score("hamming", c("A", "A"), c("A", "A", "A")), class = "mimicry_argument_error"
  )
  expect_error(mimicry_score("none", "A", "A"), "hamming", class = "mimicry_argument_error")
  expect_error(mimicry_score("hamming", "A", "AA"), class = "mimicry_argument_error")
  expect_identical(nrow(mimicry_score_table("dissimilarity", c(x = NA), index)), 0L)
})

test_that("dissimilarity, foreignness and recognition go together", {
  peptides <- c(a = "KVAELVHFL", b = "SIINFEKL")
  value <- function(...) mimicry_score_table(...)$value
  dissimilar <- value("dissimilarity", peptides, index, midpoint = 26)
  foreign <- value("foreignness", peptides, index)
  expect_equal(foreign + dissimilar, c(1, 1))
  constants <- data.frame(peptide = peptides, kd_wt = c(1000, 1 / 3), kd_mt = 10)
  amplitude <- value("amplitude", constants)
  expect_equal(amplitude, c(1000 / 10 / 1.3, 1 / 30 / 1.0001))
  missing <- data.frame(kd_wt = NA, kd_mt = 10)
  expect_error(value("amplitude", missing), "row 1: column 'kd_wt'", class = "mimicry_format_error")
  expect_equal(value("recognition-potential", constants, index), foreign * amplitude)
})

test_that("models are told, and what does not go together is refused", {
  expect_output(print(mimicry_model("pam30")), "pam30")
  expect_true(all(c("BLOSUM62", "PAM30") %in% mimicry_names("matrices")))
  expect_error(mimicry_model(motif = "A", matrix = "PAM30"), class = "mimicry_argument_error")
  expect_error(mimicry_model("NOTHING"), class = "mimicry_error")
  expect_error(mimicry_model(weights = c(1, NA)), class = "mimicry_argument_error")
  cysteine <- mimicry_model_scores(mimicry_model(), "C")
  expect_identical(
    mimicry_model_scores(mimicry_model(uo_as_ck = TRUE), "U")["C", 1], cysteine["C", 1]
  )
})
