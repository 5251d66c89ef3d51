# Shared segments are those that a plain comparison finds.

index <- sample_index()

# All maximal segments of a sequence and the records of at least a length, diagonal by diagonal.
plain_shared <- function(sequence, least) {
  query <- strsplit(sequence, "")[[1]]
  query[!query %in% amino_acids] <- NA
  found <- list()
  sequences <- all_sequences()
  for (record in seq_along(sequences)) {
    residues <- strsplit(sequences[record], "")[[1]]
    for (shift in seq(-length(query) + 1, length(residues) - 1)) {
      i <- seq_along(query)
      same <- query == residues[ifelse(i + shift >= 1, i + shift, NA)]
      runs <- rle(same %in% TRUE)
      ends <- cumsum(runs$lengths)
      for (run in which(runs$values & runs$lengths >= least)) {
        start <- ends[run] - runs$lengths[run] + 1
        found[[length(found) + 1]] <- data.frame(
          query_start = start, length = runs$lengths[run], record = record, start = start + shift
        )
      }
    }
  }
  found <- do.call(rbind, found)
  found[order(found$query_start, -found$length, found$record, found$start), ]
}

test_that("segments are those of a plain comparison", {
  use_seed()
  old <- mget(c("index", "sequences"), envir = kept, ifnotfound = list(NULL))
  on.exit(list2env(old, kept))
  # A few short records: the plain comparison takes long.
  path <- tempfile(fileext = ".fasta")
  some <- sample(which(nchar(all_sequences()) < 400), 12)
  sequences <- all_sequences()[some]
  writeLines(paste0(">", some, "\n", sequences), path)
  small <- mimicry_index(path)
  kept$sequences <- sequences
  pieces <- substring(sequences[1:3], 3, 3 + 25)
  sequence <- paste(pieces, collapse = "X")
  expected <- plain_shared(sequence, 4)
  found <- mimicry_shared(small, sequence, min_length = 4)
  expect_equal(found$query_start, expected$query_start)
  expect_equal(found$length, expected$length)
  expect_identical(found$accession, as.character(some[expected$record]))
  expect_equal(found$start, expected$start)
  expect_identical(found$segment, substring(sequence, found$query_start, found$query_end))
})

test_that("the profile agrees with segments and searches", {
  sequence <- "KVAELVHFLEVDPIGHLY"
  profile <- mimicry_along(index, c(x = sequence), window = 9)
  expect_identical(profile$residue, strsplit(sequence, "")[[1]])
  expect_identical(profile$query_id, rep("x", 18))
  segments <- mimicry_shared(index, sequence, min_length = 1)
  # A segment within a longer one begins anywhere in it.
  longest <- vapply(1:18, function(i) {
    max(0, (segments$query_end - i + 1)[segments$query_start <= i & segments$query_end >= i])
  }, 0)
  expect_equal(profile$longest, longest)
  for (i in which(!is.na(profile$window))) {
    every <- mimicry_search(index, profile$window[i], max_mismatches = 9)
    best <- every[order(every$mismatches), ][1, ]
    expect_identical(profile$nearest[i], best$match)
    expect_identical(profile$mismatches[i], best$mismatches)
  }
  expect_identical(which(is.na(profile$window)), 11:18)
  none <- mimicry_along(index, sequence, window = 0)
  expect_true(all(is.na(none$nearest)))
  expect_identical(none$longest, profile$longest)
})

test_that("NA, nothing, and genes", {
  found <- mimicry_shared(index, c(a = NA, b = "KVAELVEFL"), min_length = 9)
  expect_identical(found$query_id, "b")
  expect_identical(found$gene, "MAGEE1")
  expect_warning(
    without <- mimicry_shared(index, "KVAELVEFL", min_length = 9, exclude_genes = "MAGEE1"),
    "records without a gene, which are searched: 74 of 269"
  )
  expect_identical(dim(without), c(0L, 9L))
  expect_identical(vapply(without, typeof, ""), vapply(found, typeof, ""))
})

test_that("changed leaves what the wild type has, too", {
  table <- data.frame(peptide = "KVAELVEFL", wildtype = "KVAELVEFW")
  all <- mimicry_shared(index, table, min_length = 4)
  changed <- mimicry_shared(index, table, min_length = 4, changed = TRUE)
  expect_gt(nrow(changed), 0)
  expect_identical(changed$segment, all$segment[all$query_end == 9])
})
