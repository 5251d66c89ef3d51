# Indexes: saving, opening, checking, and what is in them.

index <- sample_index()

test_that("an index is what its files hold", {
  sequences <- all_sequences()
  records <- mimicry_records(index)
  expect_identical(nrow(records), length(sequences))
  expect_identical(length(index), length(sequences))
  expect_identical(records$length, nchar(sequences))
  expect_identical(mimicry_residues(index, seq_along(sequences)), sequences)
  info <- mimicry_info(index)
  expect_equal(info$residues, sum(nchar(sequences)))
  sources <- mimicry_sources(index)
  expect_identical(sources$source, basename(fasta_files()))
  expect_equal(sources$bytes, file.size(fasta_files()))
  expect_identical(info$sources, 2)
  expect_identical(summary(index), info)
  expect_output(print(index), "index of")
})

test_that("residues are cut to the record, and NA stays NA", {
  whole <- mimicry_residues(index, 1)
  expect_identical(mimicry_residues(index, 1, c(1, 3, 5), c(2, 4, Inf)), c(
    substr(whole, 1, 2), substr(whole, 3, 4), substr(whole, 5, nchar(whole))
  ))
  expect_identical(mimicry_residues(index, 1, 5, 4), "")
  expect_identical(mimicry_residues(index, c(1, NA), 1, 1), c(substr(whole, 1, 1), NA))
  expect_identical(mimicry_residues(index, numeric()), character())
  expect_error(mimicry_residues(index, 1e9), class = "mimicry_argument_error")
  expect_error(mimicry_residues(index, 0), class = "mimicry_argument_error")
})

test_that("saved and opened it is the same", {
  path <- tempfile(fileext = ".mim")
  expect_identical(mimicry_save(index, path), path)
  expect_true(mimicry_verify(path))
  opened <- mimicry_open(path, verify = TRUE)
  expect_identical(
    mimicry_search(opened, "EVDPIGHLY", max_mismatches = 4),
    mimicry_search(index, "EVDPIGHLY", max_mismatches = 4)
  )
  expect_identical(mimicry_info(path)$records, mimicry_info(index)$records)
  bytes <- readBin(path, "raw", file.size(path))
  bytes[length(bytes) %/% 2] <- xor(bytes[length(bytes) %/% 2], as.raw(1))
  writeBin(bytes, path)
  expect_error(mimicry_verify(path), class = "mimicry_corrupt_error")
})

test_that("a FASTA file can stand in place of an index", {
  path <- extdata("known_offtargets.fasta")
  expect_error(mimicry_open(path), class = "mimicry_error")
  expect_identical(length(mimicry_open(path, fasta = TRUE)), length(read_fasta(path)))
})

test_that("a closed index is refused, and one of another session", {
  closed <- mimicry_index(extdata("known_offtargets.fasta"))
  mimicry_close(closed)
  mimicry_close(closed)
  expect_error(mimicry_search(closed, "A"), "closed", class = "mimicry_argument_error")
  expect_output(print(closed), "closed")
  again <- unserialize(serialize(index, NULL))
  expect_error(length(again), "another session", class = "mimicry_argument_error")
  expect_error(mimicry_search(list(), "A"), class = "mimicry_argument_error")
  other <- mimicry_model(motif = "A")
  class(other) <- "mimicry_index"
  expect_error(length(other), "mimicry_index was expected", class = "mimicry_argument_error")
})

test_that("names that are no UTF-8 are read", {
  path <- tempfile()
  writeBin(c(charToRaw(">a\xe9 b GN=\xe9X\nACDEFG\n>\xc3\xa9 c\nACDEFG\n")), path)
  records <- mimicry_records(mimicry_index(path))
  expect_identical(enc2utf8(records$accession), c("a\ufffd", "\u00e9"))
  expect_identical(nchar(records$gene), c(2L, NA_integer_))
})

test_that("versions go together", {
  for (good in list(c("0.1.0", "0.1.3"), c("1.2.0", "1.0.0"), c("10.0.0", "10.4.1"))) {
    expect_true(mimicry:::goes_with(good[1], good[2]))
  }
  for (bad in list(c("0.2.0", "0.1.0"), c("1.1.0", "0.1.0"), c("2.0.0", "1.0.0"))) {
    expect_false(mimicry:::goes_with(bad[1], bad[2]))
  }
  library <- strsplit(mimicry_version(), ".", fixed = TRUE)[[1]]
  expect_identical(as.character(packageVersion("mimicry")), paste(library, collapse = "."))
})

test_that("the shipped files are those of the repository", {
  root <- variable("MIMICRY_ROOT")
  skip_if(is.null(root), "away from the repository")
  for (name in list.files(dirname(extdata("antigens.tsv")))) {
    original <- file.path(root, "data", name)
    expect_identical(unname(tools::md5sum(extdata(name))), unname(tools::md5sum(original)))
  }
})
