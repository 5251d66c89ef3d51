# What the tests share. MIMICRY_ROOT is the repository, MIMICRY_COMMAND the command that was built
# with the library, MIMICRY_SHARED a folder where real proteomes and tables may be at hand.

variable <- function(name) {
  value <- Sys.getenv(name)
  if (nzchar(value)) value else NULL
}

# Tests of many cases have all of them in the thorough run, else fewer.
thorough <- Sys.getenv("MIMICRY_THOROUGH") == "1"

extdata <- function(name) system.file("extdata", name, package = "mimicry", mustWork = TRUE)

# The sample of human proteins and the known off-targets.
fasta_files <- function() {
  c(extdata("self_sample.fasta.gz"), extdata("known_offtargets.fasta"))
}

kept <- new.env()

# An index of them, made once.
sample_index <- function() {
  if (is.null(kept$index)) {
    kept$index <- mimicry_index(fasta_files())
  }
  kept$index
}

# The antigens, by their names.
antigen_peptides <- function() {
  table <- read.delim(extdata("antigens.tsv"))
  setNames(table$peptide, table$id)
}

# Millions of residues: a proteome where there is one, else the sample many times.
big_files <- function() {
  shared <- variable("MIMICRY_SHARED")
  path <- if (!is.null(shared)) file.path(shared, "proteomes", "human5k.fasta.gz") else ""
  if (file.exists(path)) path else rep(fasta_files()[1], 20)
}

shared_table <- function(name) {
  path <- file.path(c(variable("MIMICRY_SHARED"), "none")[1], "tables", name)
  skip_if_not(file.exists(path), paste(name, "is not at hand"))
  path
}

command_path <- function() {
  command <- variable("MIMICRY_COMMAND")
  skip_if(is.null(command), "MIMICRY_COMMAND is not set")
  command
}

# The seed, printed, so that a failure can be had again.
use_seed <- function() {
  seed <- variable("MIMICRY_TEST_SEED")
  seed <- if (is.null(seed)) sample.int(1e9, 1) else as.integer(seed)
  cat("\nMIMICRY_TEST_SEED=", seed, "\n", sep = "")
  set.seed(seed)
}

amino_acids <- strsplit("ACDEFGHIKLMNPQRSTVWY", "")[[1]]

random_peptides <- function(count, length) {
  vapply(seq_len(count), function(i) {
    paste(sample(amino_acids, length, replace = TRUE), collapse = "")
  }, "")
}

# ---- The plainest search there is, to compare with; it shares nothing with the package ----

read_fasta <- function(path) {
  lines <- readLines(path)
  heads <- startsWith(lines, ">")
  sequences <- tapply(lines[!heads], cumsum(heads)[!heads], paste, collapse = "")
  toupper(as.vector(sequences))
}

all_sequences <- function() {
  if (is.null(kept$sequences)) {
    kept$sequences <- unlist(lapply(fasta_files(), read_fasta))
  }
  kept$sequences
}

# All windows of a length: their records, starts and letters; kept, as they are asked for often.
plain_windows <- function(length) {
  key <- paste("windows", length)
  if (is.null(kept[[key]])) {
    kept[[key]] <- make_windows(length)
  }
  kept[[key]]
}

make_windows <- function(length) {
  sequences <- all_sequences()
  counts <- pmax(nchar(sequences) - length + 1, 0)
  record <- rep(seq_along(sequences), counts)
  start <- sequence(counts)
  letters <- substring(sequences[record], start, start + length - 1)
  good <- !grepl("*", letters, fixed = TRUE)
  windows <- data.frame(record = record, start = start, match = letters)[good, ]
  attr(windows, "letters") <- letters_of(windows$match)
  windows
}

# A row of letters for each word; all are of one length.
letters_of <- function(words) {
  matrix(strsplit(paste(words, collapse = ""), "")[[1]], length(words), byrow = TRUE)
}

# A matrix of scores, from its file.
read_scores <- function(path) {
  lines <- readLines(path)
  lines <- lines[!startsWith(lines, "#")]
  columns <- strsplit(trimws(lines[1]), " +")[[1]]
  cells <- strsplit(trimws(lines[-1]), " +")
  scores <- t(vapply(cells, function(row) as.numeric(row[-1]), numeric(length(columns))))
  dimnames(scores) <- list(vapply(cells, `[`, "", 1), columns)
  scores
}

# Mismatches and score of all windows of the peptide's length.
plain_search <- function(peptide, scores, weights = rep(1, nchar(peptide))) {
  windows <- plain_windows(nchar(peptide))
  found <- attr(windows, "letters")
  attr(windows, "letters") <- NULL
  query <- strsplit(peptide, "")[[1]]
  windows$mismatches <- 0
  windows$score <- 0
  for (i in seq_along(query)) {
    differs <- found[, i] != query[i] | !found[, i] %in% amino_acids | !query[i] %in% amino_acids
    windows$mismatches <- windows$mismatches + (differs & weights[i] != 0)
    column <- match(found[, i], colnames(scores))
    row <- match(query[i], rownames(scores))
    score <- scores[cbind(row, column)]
    windows$score <- windows$score + weights[i] * ifelse(is.na(score), min(scores), score)
  }
  windows
}

by_mismatches <- function(windows) {
  windows[order(windows$mismatches, -windows$score, windows$record, windows$start), ]
}

by_score <- function(windows) {
  windows[order(-windows$score, windows$mismatches, windows$record, windows$start), ]
}

blosum62 <- function() {
  root <- variable("MIMICRY_ROOT")
  if (is.null(root)) {
    return(t(mimicry_model_scores(mimicry_model(), "ARNDCQEGHILKMFPSTWYV")))
  }
  read_scores(file.path(root, "data", "matrices", "BLOSUM62"))
}

# The same windows, in the same order.
expect_hits <- function(hits, windows) {
  testthat::expect_identical(hits$match, windows$match)
  testthat::expect_equal(hits$mismatches, windows$mismatches)
  testthat::expect_equal(hits$score, windows$score)
  testthat::expect_equal(hits$start, windows$start)
  testthat::expect_equal(hits$end, windows$start + nchar(windows$match) - 1)
  accessions <- mimicry_records(sample_index())$accession
  testthat::expect_identical(hits$accession, accessions[windows$record])
}

# ---- The command's tables ----

run_command <- function(...) {
  words <- vapply(c(...), shQuote, "", USE.NAMES = FALSE)
  lines <- system2(command_path(), words, stdout = TRUE)
  testthat::expect_null(attr(lines, "status"))
  cells <- strsplit(paste0(lines, "\t\u0001"), "\t", fixed = TRUE)
  cells <- lapply(cells, function(row) row[-length(row)])
  table <- as.data.frame(do.call(rbind, cells[-1]), stringsAsFactors = FALSE)
  if (nrow(table) == 0) {
    table <- as.data.frame(matrix("", 0, length(cells[[1]])))
  }
  names(table) <- cells[[1]]
  table
}

# A data frame is the table that the command printed, to its digits; absent values are NA.
expect_table <- function(frame, table) {
  testthat::expect_identical(names(frame), names(table))
  testthat::expect_identical(nrow(frame), nrow(table))
  for (name in names(table)) {
    column <- frame[[name]]
    cells <- ifelse(table[[name]] == "", NA, table[[name]])
    if (is.character(column)) {
      testthat::expect_identical(column, as.character(cells), label = name)
    } else {
      # R reads a number's last bit as it likes.
      testthat::expect_equal(
        as.numeric(column), as.numeric(cells), tolerance = 1e-14, label = name
      )
    }
  }
}
