# Published values, and how scores treat NA.

index <- sample_index()

test_that("scores are the published ones", {
  root <- variable("MIMICRY_ROOT")
  skip_if(is.null(root), "away from the repository")
  path <- file.path(root, "tests", "golden_scores.tsv")
  golden <- read.delim(path, na.strings = "", quote = "", comment.char = "")
  golden <- golden[golden$method %in% mimicry_score_methods(), ]
  expect_gt(nrow(golden), 50)
  for (i in seq_len(nrow(golden))) {
    row <- golden[i, ]
    weights <- if (!is.na(row$weights)) as.numeric(strsplit(row$weights, ",")[[1]])
    matrix <- if (!is.na(row$matrix)) row$matrix
    ours <- mimicry_score(row$method, row$a, row$b, matrix = matrix, weights = weights)
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
  expect_identical(mimicry_dissimilarity(index, c(x = NA)), c(x = NA_real_))
  expect_identical(mimicry_amplitude(c(1000, NA), 10), c(1000 / 10 / 1.3, NA))
})

test_that("dissimilarity, foreignness and recognition go together", {
  peptides <- c(a = "KVAELVHFL", b = "SIINFEKL")
  both <- mimicry_partition(index, peptides)
  expect_equal(both$foreignness + both$dissimilarity, c(1, 1))
  named <- setNames(both$dissimilarity, c("a", "b"))
  expect_identical(mimicry_dissimilarity(index, peptides), named)
  foreign <- mimicry_foreignness(index, peptides)
  expect_equal(unname(foreign), mimicry_partition(index, peptides, a = 26)$foreignness)
  expect_equal(
    mimicry_recognition_potential(index, peptides, 1000, 10), foreign * mimicry_amplitude(1000, 10)
  )
})

test_that("models are told, and what does not go together is refused", {
  expect_output(print(mimicry_model("pam30")), "pam30")
  expect_true(all(c("BLOSUM62", "PAM30") %in% mimicry_matrices()))
  expect_error(mimicry_model(motif = "A", matrix = "PAM30"), class = "mimicry_argument_error")
  expect_error(mimicry_model("NOTHING"), class = "mimicry_error")
  expect_error(mimicry_model(weights = c(1, NA)), class = "mimicry_argument_error")
  expect_equal(mimicry_matrix(uo_as_ck = TRUE)["U", "C"], mimicry_matrix()["C", "C"])
})
