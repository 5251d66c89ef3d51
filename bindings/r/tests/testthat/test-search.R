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

nrow_windows <- function(length) nrow(plain_windows(length))

# The score of a peptide with itself.
own_score <- function(peptide) {
  query <- strsplit(peptide, "")[[1]]
  sum(ifelse(query %in% rownames(scores), diag(scores)[query], min(scores)))
}

test_that("mismatches and scores are those of a plain search", {
  use_seed()
  for (length in c(1, 8, 9, 15)) {
    for (peptide in some_peptides(if (thorough) 2 else 1, length)) {
      windows <- plain_search(peptide, scores)
      most <- if (length == 1) 0 else sample(1:4, 1)
      expect_hits(
        mimicry_search(index, peptide, max_mismatches = most),
        by_score(windows[windows$mismatches <= most, ])
      )
      itself <- own_score(peptide)
      least <- itself * 0.5
      expect_hits(
        mimicry_search(index, peptide, min_similarity = 0.5),
        by_score(windows[windows$score >= least - 1e-9, ])
      )
      expect_hits(
        mimicry_search(index, peptide, max_penalty = 18),
        by_score(windows[itself - windows$score <= 18 + 1e-9, ])
      )
      fifth <- sort(windows$score, decreasing = TRUE)[min(5, nrow(windows))]
      best <- by_score(windows[windows$score >= fifth, ])
      expect_hits(mimicry_search(index, peptide, top = 5), best)
    }
  }
})

test_that("weights, presets and models count", {
  use_seed()
  peptide <- some_peptides(1, 9)[1]
  weights <- c(0, 0.5, 1, 1, 2, 1, 1, 0.25, 0)
  windows <- by_score(plain_search(peptide, scores, weights))
  found <- mimicry_search(index, peptide, model = mimicry_model(weights = weights), min_score = 12)
  expect_hits(found, windows[windows$score >= 12 - 1e-9, ])
  face <- c(0, 0, 0, 1, 1, 1, 1, 0, 0)
  expect_identical(
    mimicry_search(index, peptide, model = mimicry_model(weights = "mhc1-face"), min_score = 10),
    mimicry_search(index, peptide, model = mimicry_model(weights = face), min_score = 10)
  )
  letters <- paste(amino_acids, collapse = "")
  expect_equal(
    t(mimicry_model_scores(mimicry_model(), letters))[, amino_acids],
    scores[amino_acids, amino_acids], ignore_attr = TRUE
  )
})

test_that("motifs take the place of peptides", {
  windows <- plain_windows(9)
  expected <- windows[grepl("^..DP....Y$", windows$match), ]
  found <- mimicry_search(index, model = mimicry_model(motif = "..DP....Y"))
  expect_setequal(paste(found$match, found$start), paste(expected$match, expected$start))
  expect_identical(unique(found$query_id), "..DP....Y")
})

test_that("windows of longer sequences are those peptides", {
  use_seed()
  sequence <- some_peptides(1, 14)[1]
  found <- mimicry_search(index, c(long = sequence), windows = 5, max_mismatches = 1)
  pieces <- substring(sequence, 1:10, 5:14)
  single <- mimicry_search(index, pieces, max_mismatches = 1)
  expect_identical(found$match, single$match)
  expect_identical(found$query, single$query)
  expect_identical(found$query_start, as.integer(single$query_id))
  both <- mimicry_search(index, sequence, windows = c(5, 6), max_mismatches = 1)
  expect_true(all(nchar(both$match) %in% c(5, 6)))
  expect_identical(both$match[nchar(both$match) == 5], found$match)
})

test_that("counts are those of the hits", {
  peptides <- c(a = "EVDPIGHLY", b = NA, c = "KVAELVHFL", d = "WWWWWWWWW")
  counts <- mimicry_search(index, peptides, max_mismatches = 4, rows = "counts")
  expect_setequal(counts$query_id, c("a", "c", "d"))
  for (id in c("a", "c", "d")) {
    hits <- mimicry_search(index, peptides[id], max_mismatches = 4)
    mine <- counts[counts$query_id == id & counts$count > 0, ]
    found <- table(hits$mismatches)
    expect_identical(mine$mismatches, as.integer(names(found)))
    expect_identical(mine$count, as.vector(found))
  }
})

test_that("peptides may be NA, small letters, factors, or none", {
  plain <- mimicry_search(index, "KVAELVHFL", max_mismatches = 2)
  with_na <- mimicry_search(index, c(NA, "kvaelvhfl", NA), max_mismatches = 2)
  expect_identical(with_na$query_id, rep("2", nrow(plain)))
  expect_identical(with_na[-1], plain[-1])
  expect_identical(mimicry_search(index, factor("KVAELVHFL"), max_mismatches = 2), plain)
  for (none in list(character(), NA, NA_character_, c(NA, NA))) {
    nothing <- mimicry_search(index, none, max_mismatches = 2)
    expect_identical(dim(nothing), c(0L, 10L))
    expect_identical(vapply(nothing, typeof, ""), vapply(plain, typeof, ""))
  }
})

test_that("genes, flanks and distinct self-peptides", {
  mimicry_search <- function(...) suppressWarnings(mimicry::mimicry_search(...))
  all <- mimicry_search(index, "EVDPIGHLY", max_mismatches = 5, flank = 4)
  only <- mimicry_search(index, "EVDPIGHLY", max_mismatches = 5, only_genes = c("fsd2", NA, "TTN"))
  expect_identical(only$match, all$match[all$gene %in% c("FSD2", "TTN")])
  set <- mimicry_genes(c("fsd2", "TTN"))
  expect_identical(mimicry_search(index, "EVDPIGHLY", max_mismatches = 5, only_genes = set), only)
  expect_identical(mimicry_has(set, c("FSD2", " ttn", NA, "FSD")), c(TRUE, TRUE, FALSE, FALSE))
  rest <- mimicry_search(index, "EVDPIGHLY", max_mismatches = 5, exclude_genes = c("FSD2", "TTN"))
  expect_identical(rest$match, all$match[!all$gene %in% c("FSD2", "TTN")])
  expect_true(anyNA(rest$gene))
  records <- match(all$accession, mimicry_records(index)$accession)
  before <- pmax(all$start - 4, 1)
  around <- mimicry_residues(index, records, before, all$end + 4)
  blank <- function(flank) ifelse(is.na(flank), "", flank)
  expect_identical(paste0(blank(all$n_flank), all$match, blank(all$c_flank)), around)
  grouped <- mimicry_search(index, "EVDPIGHLY", max_mismatches = 5, rows = "peptides")
  expect_identical(grouped$match, unique(all$match))
  expect_identical(grouped$count, as.vector(table(all$match)[grouped$match]))
})

test_that("E-values are those of the library's significance", {
  found <- mimicry_search(index, c("EVDPIGHLY", "KVAELVHFL"), top = 3, columns = "evalue")
  of <- mimicry_evalue(index, found$query, found$score)
  expect_equal(found$evalue, of, tolerance = 1e-5)
  expect_equal(found$p_value, of / nrow_windows(9), tolerance = 1e-2)
  best <- tapply(-expm1(-of), found$query_id, min)
  expect_equal(found$q_value, unname(p.adjust(best, "BH")[found$query_id]), tolerance = 1e-5)
  expect_identical(is.na(mimicry_evalue(index, "EVDPIGHLY", c(20, NA))), c(FALSE, TRUE))
  chance <- mimicry_evalue(index, "EVDPIGHLY", 0:9, by = "mismatches")
  expect_true(all(diff(chance) >= 0))
  expect_equal(chance[10], nrow_windows(9), tolerance = 0.01)
})

test_that("indels are found and told", {
  found <- mimicry_search(index, "KVAEELVHFL", max_indels = 1, max_mismatches = 1)
  expect_true("d: E[4,5], m: H>E[8]" %in% found$edits)
  expect_true(all(found$indels <= 1))
})

test_that("the same for any plan, instructions and number of threads", {
  peptides <- antigen_peptides()
  plain <- mimicry_search(index, peptides, max_mismatches = 3)
  for (plan in c("seeds", "planes", "lanes", "branch", "sliding")) {
    expect_identical(mimicry_search(index, peptides, max_mismatches = 3, plan = plan), plain)
  }
  other <- mimicry_search(
    index, peptides, max_mismatches = 3, instructions = "portable", threads = 3
  )
  expect_identical(other, plain)
})

test_that("a file, a data frame and strings are the same queries", {
  peptides <- antigen_peptides()
  plain <- mimicry_search(index, peptides, max_mismatches = 3)
  of_file <- mimicry_search(
    index, extdata("antigens.tsv"), max_mismatches = 3, alleles = character()
  )
  expect_identical(of_file, plain)
  table <- data.frame(
    "Epitope Seq" = factor(peptides), Index = names(peptides), other = seq_along(peptides),
    check.names = FALSE
  )
  expect_identical(mimicry_search(index, table, max_mismatches = 3), plain)
  table$list <- as.list(peptides)
  expect_identical(mimicry_search(index, table, max_mismatches = 3), plain)
})

test_that("epitopes are found at their distances", {
  windows <- plain_windows(7)
  some <- windows[grepl("^E..G", windows$match), ][1, ]
  place <- some$start
  epitope <- paste0("E", place, ", G", place + 3)
  found <- mimicry_search(index, epitope, positions = "anywhere")
  expected <- windows[grepl("^E..G", windows$match), ]
  expect_gte(nrow(found), nrow(expected)) # and those that end within 7 of a record's end
  expect_true(all(found$end - found$start == 3))
  fixed <- mimicry_search(index, epitope, positions = "fixed")
  expect_identical(unique(fixed$start), place)
  expect_identical(nrow(fixed), sum(found$start == place))
})
