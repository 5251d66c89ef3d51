# Searches find what a plain search finds.

index <- sample_index()
scores <- blosum62()

# Peptides of the proteome with some residues changed, and others of chance.
some_peptides <- function(count, length) {
  windows <- plain_windows(length)$match
  words <- letters_of(sample(windows, count))
  for (i in seq_len(count)) {
    places <- sample(length, min(length, sample(0:3, 1)))
    words[i, places] <- sample(amino_acids, length(places), replace = TRUE)
  }
  c(apply(words, 1, paste, collapse = ""), random_peptides(2, length))
}

# The score of a peptide with itself.
own_score <- function(peptide) {
  query <- strsplit(peptide, "")[[1]]
  sum(ifelse(query %in% rownames(scores), diag(scores)[query], min(scores)))
}

test_that("mismatches and scores are those of a plain search", {
  use_seed()
  for (length in c(1, 8, 9, 15)) {
    for (peptide in some_peptides(2, length)) {
      windows <- plain_search(peptide, scores)
      most <- if (length == 1) 0 else sample(1:4, 1)
      expect_hits(
        mimicry0_search(index, peptide, max_mismatches = most),
        by_mismatches(windows[windows$mismatches <= most, ])
      )
      itself <- own_score(peptide)
      least <- itself * 0.5
      expect_hits(
        mimicry0_search(index, peptide, min_similarity = 0.5),
        by_score(windows[windows$score >= least - 1e-9, ])
      )
      expect_hits(
        mimicry0_search(index, peptide, max_penalty = 18),
        by_score(windows[itself - windows$score <= 18 + 1e-9, ])
      )
      best <- by_score(windows)
      best <- best[best$score >= best$score[min(5, nrow(best))], ]
      expect_hits(mimicry0_search(index, peptide, top = 5), best)
    }
  }
})

test_that("weights, presets and models count", {
  use_seed()
  peptide <- some_peptides(1, 9)[1]
  weights <- c(0, 0.5, 1, 1, 2, 1, 1, 0.25, 0)
  windows <- by_score(plain_search(peptide, scores, weights))
  found <- mimicry0_search(index, peptide, weights = weights, min_score = 12)
  expect_hits(found, windows[windows$score >= 12 - 1e-9, ])
  model <- mimicry_model(weights = weights)
  expect_identical(mimicry0_search(index, peptide, matrix = model, min_score = 12), found)
  face <- c(0, 0, 0, 1, 1, 1, 1, 0, 0)
  expect_identical(
    mimicry0_search(index, peptide, weights = "mhc1-face", min_score = 10),
    mimicry0_search(index, peptide, weights = face, min_score = 10)
  )
  expect_equal(
    mimicry_matrix()[rownames(scores)[1:20], colnames(scores)[1:20]], scores[1:20, 1:20],
    ignore_attr = TRUE
  )
})

test_that("motifs take the place of peptides", {
  windows <- plain_windows(9)
  expected <- windows[grepl("^..DP....Y$", windows$match), ]
  found <- mimicry0_search(index, motif = "..DP....Y")
  expect_setequal(paste(found$match, found$start), paste(expected$match, expected$start))
  expect_identical(unique(found$query_id), "..DP....Y")
})

test_that("windows of longer sequences are those peptides", {
  use_seed()
  sequence <- some_peptides(1, 14)[1]
  found <- mimicry0_search(index, c(long = sequence), windows = 5, max_mismatches = 1)
  pieces <- substring(sequence, 1:10, 5:14)
  single <- mimicry0_search(index, pieces, max_mismatches = 1)
  expect_identical(found$match, single$match)
  expect_identical(found$query, single$query)
  expect_identical(found$query_start, as.integer(single$query_id))
  both <- mimicry0_search(index, sequence, windows = c(5, 6), max_mismatches = 1)
  expect_true(all(nchar(both$match) %in% c(5, 6)))
  expect_identical(both$match[nchar(both$match) == 5], found$match)
})

test_that("counts are those of the hits", {
  peptides <- c(a = "EVDPIGHLY", b = NA, c = "KVAELVHFL")
  counts <- mimicry_count(index, peptides, max_mismatches = 4)
  expect_identical(dimnames(counts), list(query_id = c("a", "b", "c"), mismatches = paste0(0:4)))
  expect_true(all(is.na(counts["b", ])))
  for (id in c("a", "c")) {
    hits <- mimicry0_search(index, peptides[id], max_mismatches = 4)
    expect_equal(unname(counts[id, ]), tabulate(hits$mismatches + 1, 5))
  }
})

test_that("peptides may be NA, small letters, factors, or none", {
  plain <- mimicry0_search(index, "KVAELVHFL", max_mismatches = 2)
  with_na <- mimicry0_search(index, c(NA, "kvaelvhfl", NA), max_mismatches = 2)
  expect_identical(with_na$query_id, rep("2", nrow(plain)))
  expect_identical(with_na[-1], plain[-1])
  expect_identical(mimicry0_search(index, factor("KVAELVHFL"), max_mismatches = 2), plain)
  for (none in list(character(), NA, NA_character_, c(NA, NA))) {
    nothing <- mimicry0_search(index, none, max_mismatches = 2)
    expect_identical(dim(nothing), c(0L, 9L))
    expect_identical(vapply(nothing, typeof, ""), vapply(plain, typeof, ""))
  }
})

test_that("genes, flanks and distinct self-peptides", {
  all <- mimicry0_search(index, "EVDPIGHLY", max_mismatches = 5, flank = 4)
  only <- mimicry0_search(index, "EVDPIGHLY", max_mismatches = 5, only_genes = c("fsd2", NA, "TTN"))
  expect_identical(only$match, all$match[all$gene %in% c("FSD2", "TTN")])
  rest <- mimicry0_search(index, "EVDPIGHLY", max_mismatches = 5, exclude_genes = c("FSD2", "TTN"))
  expect_identical(rest$match, all$match[!all$gene %in% c("FSD2", "TTN")])
  expect_true(anyNA(rest$gene))
  records <- match(all$accession, mimicry_records(index)$accession)
  before <- pmax(all$start - 4, 1)
  around <- mimicry_residues(index, records, before, all$end + 4)
  expect_identical(paste0(all$n_flank, all$match, all$c_flank), around)
  grouped <- mimicry0_search(index, "EVDPIGHLY", max_mismatches = 5, by_peptide = TRUE)
  expect_identical(grouped$match, unique(all$match))
  expect_identical(grouped$count, as.vector(table(all$match)[grouped$match]))
})

test_that("E-values are those of the library's significance", {
  found <- mimicry0_search(index, c("EVDPIGHLY", "KVAELVHFL"), top = 3, evalue = TRUE)
  of <- mimicry_evalues(index, "EVDPIGHLY", found$score[found$query_id == "1"])
  expect_equal(found$evalue[found$query_id == "1"], of$evalue)
  expect_equal(found$p_value[found$query_id == "1"], of$p_value)
  best <- tapply(-expm1(-found$evalue), found$query_id, min)
  expect_equal(found$q_value, unname(p.adjust(best, "BH")[found$query_id]))
  least <- mimicry_evalue_threshold(index, "EVDPIGHLY", 1)
  values <- mimicry_evalues(index, "EVDPIGHLY", c(least, least - 1, NA))
  expect_lte(values$evalue[1], 1)
  expect_gt(values$evalue[2], 1)
  expect_true(is.na(values$evalue[3]))
})

test_that("indels are found and told", {
  found <- mimicry0_search(index, "KVAEELVHFL", max_indels = 1, max_mismatches = 1)
  expect_true("d: E[4,5], m: H>E[8]" %in% found$edits)
  expect_true(all(found$indels <= 1))
})

test_that("the same for any plan, instructions and number of threads", {
  peptides <- mimicry_read_peptides(extdata("antigens.tsv"))
  plain <- mimicry0_search(index, peptides, max_mismatches = 3)
  for (plan in c("seeds", "planes", "lanes", "branch")) {
    expect_identical(mimicry0_search(index, peptides, max_mismatches = 3, plan = plan), plain)
  }
  other <- mimicry0_search(
    index, peptides, max_mismatches = 3, instructions = "portable", threads = 3
  )
  expect_identical(other, plain)
})
