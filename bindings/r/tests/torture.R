# With a garbage collection at every third allocation (gctorture(TRUE), at every one, takes long)
# the results are the same: nothing that the C code still uses is left to the collector.
library(mimicry)

offtargets <- system.file("extdata", "known_offtargets.fasta", package = "mimicry")
antigens <- system.file("extdata", "antigens.tsv", package = "mimicry")
levels <- tempfile()
writeLines(c("gene\theart muscle\tskin", "TTN\t900\t0.2"), levels)
binders <- tempfile()
writeLines(c("peptide\tallele\trank", "ESDPIVAQY\tHLA-A*01:01\t0.3"), binders)
stops <- function(done, total) stop("enough")

use_all <- function() {
  index <- mimicry_index(offtargets)
  peptide <- "EVDPIGHLY"
  info <- mimicry_info(index)
  list(
    info[names(info) != "memory"],
    mimicry_records(index)[1:3, ],
    mimicry_residues(index, 1:3, 2),
    mimicry0_search(index, c(peptide, NA, "KVAELVHFL"), max_mismatches = 4, flank = 2),
    mimicry0_search(index, "KVAEELVHFL", max_indels = 1, max_mismatches = 1),
    mimicry0_search(index, peptide, top = 2, evalue = TRUE, by_peptide = TRUE),
    mimicry0_search(index, peptide, weights = "mhc1-face", min_score = 20, only_genes = "TTN"),
    mimicry0_search(index, "ESDPIVAQY", progress = function(done, total) FALSE),
    mimicry_count(index, peptide, max_mismatches = 4),
    mimicry_explain(index, peptide, max_mismatches = 4),
    mimicry_epitopes(index, "D103, P104, Y109"),
    mimicry_evalues(index, peptide, 1:3),
    mimicry0_shared(index, "MKKAELVHFLAA", min_length = 4),
    mimicry0_shared_profile(index, "KVAELVHFLLL"),
    mimicry0_screen(
      index, antigens, hits = TRUE, tissues = levels, vital = TRUE, organs = TRUE,
      binders = binders
    ),
    mimicry0_candidates(antigens),
    mimicry_partition(index, c(peptide, NA)),
    mimicry_score("hamming", "AAA", c("AAB", NA)),
    mimicry_matrices(),
    mimicry_matrix(),
    mimicry_read_peptides(antigens),
    tryCatch(mimicry0_search(index, "EV1"), error = conditionMessage),
    tryCatch(
      mimicry0_search(index, peptide, max_mismatches = 4, progress = stops),
      error = conditionMessage
    )
  )
}

expected <- use_all()
gctorture2(3)
found <- use_all()
gctorture2(0)
stopifnot(length(expected) == 23, identical(found, expected))
