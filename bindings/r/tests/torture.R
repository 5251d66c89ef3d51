# With a garbage collection at every third allocation the results are the same: nothing that the C
# code still uses is left to the collector. Where tests are not thorough it is every 17th, from
# another one in each run.
library(mimicry)

offtargets <- system.file("extdata", "known_offtargets.fasta", package = "mimicry")
antigens <- system.file("extdata", "antigens.tsv", package = "mimicry")
levels <- tempfile()
writeLines(c("gene\theart muscle\tskin", "TTN\t900\t0.2"), levels)
page <- tempfile()
binders <- tempfile()
writeLines(c("peptide\tallele\trank", "ESDPIVAQY\tHLA-A*01:01\t0.3"), binders)
stops <- function(done, total) stop("enough")

use_all <- function() {
  index <- mimicry_index(offtargets)
  peptide <- "EVDPIGHLY"
  info <- mimicry_info(index)
  screen <- mimicry_screen(index, peptide, max_mismatches = 4)
  known <- mimicry_annotations(levels, organs = TRUE, binders = binders)
  list(
    info[names(info) != "memory"],
    mimicry_records(index)[1:3, ],
    mimicry_sources(index),
    mimicry_residues(index, 1:3, 2),
    mimicry_search(index, c(peptide, NA, "KVAELVHFL"), max_mismatches = 4, flank = 2),
    mimicry_search(index, "KVAEELVHFL", max_indels = 1, max_mismatches = 1),
    mimicry_search(index, peptide, top = 2, columns = "evalue", rows = "peptides"),
    mimicry_search(index, peptide, model = mimicry_model(weights = "mhc1-face"), min_score = 20),
    mimicry_search(index, "ESDPIVAQY", progress = function(done, total) FALSE),
    mimicry_search(index, "ESDPIVAQY", annotations = known, columns = "vital"),
    mimicry_search(index, peptide, max_mismatches = 4, rows = "counts"),
    mimicry_search(index, "D103, P104, Y109", positions = "anywhere"),
    mimicry_explain(index, peptide, max_mismatches = 4),
    mimicry_evalue(index, peptide, 1:3),
    mimicry_shared(index, "MKKAELVHFLAA", min_length = 4),
    mimicry_along(index, "KVAELVHFLLL"),
    mimicry_screen(index, antigens, annotations = known, columns = "vital"),
    mimicry_screen(index, data.frame(peptide = c(peptide, "KVAELVHFL"), gene = c(NA, "TTN"))),
    mimicry_score_table("dissimilarity", c(peptide, NA), index),
    mimicry_score_table("amplitude", data.frame(kd_wt = 1:3, kd_mt = 2)),
    mimicry_score("hamming", "AAA", c("AAB", NA)),
    mimicry_known(known, "expression", c("TTN", NA)),
    mimicry_has(mimicry_genes(c("TTN", NA)), c("TTN", "A")),
    mimicry_names("matrices"),
    mimicry_model_scores(mimicry_model(motif = "A[LV]"), "AL"),
    suppressWarnings(mimicry_search(index, peptide, exclude_genes = "NONE", max_mismatches = 2)),
    capture.output(print(suppressWarnings(mimicry_screen(index, antigens)), n = 2)),
    summary(mimicry_records(index))$counts,
    mimicry_report_tables(screen, page, along = mimicry_along(index, peptide), index = index),
    readLines(page, warn = FALSE),
    tryCatch(mimicry_search(index, "EV1"), error = conditionMessage),
    tryCatch(mimicry_search(index, data.frame(a = I(list(1)))), error = conditionMessage),
    tryCatch(
      mimicry_search(index, peptide, max_mismatches = 4, progress = stops),
      error = conditionMessage
    )
  )
}

expected <- use_all()
every <- if (Sys.getenv("MIMICRY_THOROUGH") == "1") 3 else 17
first <- sample.int(every, 1)
cat("a collection at every allocation of", every, "from the one of number", first, "\n")
gctorture2(every, first)
found <- use_all()
gctorture2(0)
stopifnot(length(expected) == 33, identical(found, expected))
