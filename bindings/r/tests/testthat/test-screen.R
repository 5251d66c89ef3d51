# Screens: what they count is what a plain search counts; tables come in many ways.

index <- sample_index()

test_that("rows are those of a plain search", {
  use_seed()
  scores <- blosum62()
  windows <- plain_windows(9)
  peptides <- sample(windows$match[!grepl("X", windows$match)], 4)
  substr(peptides[1:2], 5, 5) <- "W"
  both <- mimicry_screen(index, data.frame(peptide = peptides), columns = "lists")
  genes <- mimicry_records(index)$gene
  screen <- both$rows
  hits <- both$hits
  for (i in seq_along(peptides)) {
    found <- by_mismatches(plain_search(peptides[i], scores))
    self <- tabulate(found$mismatches + 1, 4)
    expect_identical(as.integer(screen[i, paste0("self_", 0:3)]), self)
    expect_identical(screen$nearest[i], found$match[1])
    expect_equal(screen$nearest_score[i], found$score[1])
    expect_equal(screen$nearest_start[i], found$start[1])
    expect_identical(screen$best[i], by_score(found)$match[1])
    near <- found[found$mismatches <= 3, ]
    expect_identical(screen$self_peptides[i], length(unique(near$match)))
    expect_identical(strsplit(screen$self_peptide_names[i], ";")[[1]], unique(near$match))
    named <- genes[near$record]
    named <- named[!is.na(named)]
    expect_identical(screen$genes[i], length(unique(toupper(named))))
    expect_identical(hits$match[hits$query_id == i], by_score(near)$match)
  }
})

test_that("the wild type and the own gene are left out on request", {
  windows <- plain_windows(9)
  records <- mimicry_records(index)
  row <- which(!is.na(records$gene) & records$length > 50)[1]
  wildtype <- windows$match[windows$record == row][20]
  mutant <- wildtype
  substr(mutant, 5, 5) <- if (substr(wildtype, 5, 5) == "W") "C" else "W"
  table <- data.frame(peptide = mutant, wildtype = wildtype, gene = records$gene[row])
  plain <- mimicry_screen(index, table)$rows
  expect_gte(plain$self_1, 1)
  expect_identical(plain$source, "found")
  without <- mimicry_screen(index, table, exclude_wildtype = TRUE)$rows
  expect_identical(without$self_1 + without$left_out_wildtype, plain$self_1)
  expect_gte(without$left_out_wildtype, 1)
  own <- mimicry_screen(index, table, exclude_own_gene = TRUE)$rows
  expect_gte(own$left_out_own_gene, 1)
})

test_that("a data frame is read as its file would be", {
  for (name in c(
    "pvacseq.HCC1395.MHC_I.filtered.tsv", "neofox.balachandran.neoantigens.tsv",
    "pvacseq.HCC1395.MHC_I.all_epitopes.aggregated.tsv"
  )) {
    path <- shared_table(name)
    table <- read.delim(path, check.names = FALSE, quote = "", colClasses = "character")
    read <- mimicry_screen(index, path, exclude_wildtype = TRUE, exclude_own_gene = TRUE)
    again <- mimicry_screen(index, table, exclude_wildtype = TRUE, exclude_own_gene = TRUE)
    expect_identical(again, read)
    expect_gt(nrow(read$rows), 5)
  }
})

test_that("no candidates have no rows, and many have many blocks", {
  plain <- mimicry_screen(index, data.frame(peptide = "EVDPIGHLY"))
  for (none in list(data.frame(peptide = character()), data.frame(id = 1, peptide = "A")[0, ])) {
    screen <- mimicry_screen(index, none)
    for (which in c("rows", "hits")) {
      expect_identical(dim(screen[[which]]), c(0L, ncol(plain[[which]])))
      expect_identical(vapply(screen[[which]], typeof, ""), vapply(plain[[which]], typeof, ""))
    }
  }
  alone <- mimicry_screen(index, data.frame(peptide = "EVDPIGHLY"), hits = FALSE)
  expect_identical(alone["hits"], list(hits = NULL))
  expect_identical(alone$rows, plain$rows)

  use_seed()
  small <- mimicry_index(extdata("known_offtargets.fasta"))
  n <- if (thorough) 50000L else 10000L
  last <- n - 1L
  table <- data.frame(id = paste0("candidate-", seq_len(n)), peptide = random_peptides(n, 9))
  table$peptide[c(2, last)] <- "ESDPIVAQY"
  screen <- mimicry_screen(small, table)
  expect_identical(screen$rows$id, table$id)
  expect_identical(screen$rows$peptide, table$peptide)
  expect_identical(
    which(screen$rows$self_0 > 0 & screen$rows$nearest_gene %in% "TTN"), c(2L, last)
  )
  exact <- screen$hits[screen$hits$mismatches == 0 & screen$hits$gene %in% "TTN", ]
  expect_identical(exact$query_id, c("candidate-2", paste0("candidate-", last)))
})

test_that("the reach is that of a search", {
  table <- data.frame(id = c("x", "y"), peptide = c("EVDPIGHLY", "KVAELVHFL"))
  screen <- mimicry_screen(index, table, max_mismatches = 4, flank = 2, columns = "alignment")
  found <- mimicry_search(index, table, max_mismatches = 4, flank = 2, columns = "alignment")
  expect_identical(as.data.frame(screen$hits[names(found)]), as.data.frame(found))
  best <- mimicry_screen(index, table, top = 3)
  expect_identical(best$hits$match, mimicry_search(index, table, top = 3)$match)
  expect_true(all(c("self", "left_out_genes") %in% names(best$rows)))
})

test_that("cells with quotes, tabs and other letters", {
  table <- data.frame(
    id = c("a\"b", "tab\there", "\u00e9"), peptide = "KVAELVHFL",
    "a note" = c("line\nend", NA, "\"\""), check.names = FALSE
  )
  expect_identical(mimicry_screen(index, table)$rows$id, table$id)
})

test_that("sequences are cut into windows", {
  table <- data.frame(
    mutatedXmer = "MEEPQSDPSVEPPLSQETFSDLW", wildTypeXmer = "MEEPQSDPSVEPPLSQETFSDLL"
  )
  screen <- mimicry_screen(index, table)$rows
  expect_identical(screen$windows, 1L)
  expect_identical(mimicry_screen(index, table, windows = c(8, 9))$rows$windows, 2L)
  table$wildTypeXmer <- NULL
  expect_identical(mimicry_screen(index, table)$rows$windows, 15L)
})

test_that("tissues, organs and binders", {
  levels <- tempfile(fileext = ".tsv")
  writeLines(c(
    "gene\theart muscle\tskin\tliver", "TTN\t900\t0.2\t5", "FSD2\t3\t\t", "MAGEA12\t0\t0\t0"
  ), levels)
  known <- mimicry_annotations(levels, organs = TRUE)
  genes <- mimicry_known(known, "expression", c("TTN", "none", NA))
  expect_identical(genes$gene[1:4], c("TTN", "TTN", "TTN", "none"))
  expect_identical(genes$level, c(900, 0.2, 5, NA, NA))
  expect_identical(genes$tissue[1:4], c("heart muscle", "skin", "liver", NA))
  expect_identical(genes$vital[1], "yes")
  hits <- mimicry_search(
    index, "EVDPIGHLY", max_mismatches = 4, annotations = known, columns = "vital"
  )
  expect_identical(hits$tissues[which(hits$gene == "TTN")], "heart muscle;liver")
  expect_match(hits$vital[which(hits$gene == "TTN")], "heart muscle")
  expect_true(all(is.na(hits$expression[is.na(hits$gene)])))
  target <- data.frame(peptide = "ESDPIVALY")
  screen <- mimicry_screen(index, target, annotations = known, columns = "vital")$rows
  expect_identical(screen$nearest_gene, "TTN")
  expect_identical(screen$expression, 900)
  expect_identical(screen$vital, "yes")
  expect_error(mimicry_annotations("none"), class = "mimicry_io_error")

  binders <- tempfile(fileext = ".tsv")
  writeLines(c(
    "peptide\tallele\trank", "ESDPIVAQY\tHLA-A*01:01\t0.3", "ESDPIVAQY\tHLA-A*02:01\t0.1"
  ), binders)
  presented <- mimicry_annotations(binders = binders)
  found <- mimicry_known(presented, "binders", c("ESDPIVAQY", "AAAA"))
  expect_identical(found$allele, c("HLA-A*02:01", "HLA-A*01:01", NA))
  expect_identical(found$rank, c(0.1, 0.3, NA))
  hits <- mimicry_search(index, "ESDPIVAQY", annotations = presented)
  expect_identical(hits$presented, 0.1)
  by_both <- mimicry_search(index, "EVDPIGHLY", top = 1, annotations = presented)
  expect_error(mimicry_search(index, "EVDPIGHLY", order = "nearest"), "similarity")
  alike <- mimicry_search(
    index, "EVDPIGHLY", top = 1, annotations = presented, order = "similarity"
  )
  expect_true("ESDPIVAQY" %in% by_both$match || alike$score[1] >= by_both$score[1])
  screen <- mimicry_screen(index, target, annotations = presented)$rows
  expect_identical(screen$binder, "ESDPIVAQY")
  expect_identical(screen$nearest_allele, "HLA-A*02:01")

  both <- mimicry_screen(index, "EVDPIGHLY", top = 3, annotations = presented)
  alike <- mimicry_screen(
    index, "EVDPIGHLY", top = 3, annotations = presented, order = "similarity"
  )
  expect_true("first" %in% names(both$rows))
  expect_false("first" %in% names(alike$rows))
  expect_identical(both$rows$first, both$hits$match[1])
  expect_identical(alike$rows$best, alike$hits$match[1])
  expect_error(mimicry_screen(index, "EVDPIGHLY", order = "nearest"), "similarity")
})

test_that("a table is given back with what is like its candidates", {
  frame <- data.frame(
    "Best Peptide" = c("KVAELVHFL", "EVDPIGHLY"), Tier = factor(c("Pass", NA)),
    Day = as.Date(c("2026-01-02", NA)), best = c(2L, NA), check.names = FALSE
  )
  row.names(frame) <- c("x", "y")
  given <- mimicry_annotate(index, frame, max_mismatches = 2)
  expect_identical(given[names(frame)], frame)
  expect_identical(names(given)[seq_along(frame)], names(frame))
  rows <- mimicry_screen(index, frame, max_mismatches = 2)$rows
  ours <- given[-seq_along(frame)]
  expect_identical(sub("^mimicry_best$", "best", names(ours)), names(rows))
  for (i in seq_along(rows)) {
    expect_identical(ours[[i]], rows[[i]])
  }
  expect_error(mimicry_annotate(index, c("KVAELVHFL", "EVDPIGHLY")), "a data frame")
  expect_error(mimicry_annotate(index, frame, mutated = "none.fasta"), "mutated")
  expect_error(mimicry_annotate(index, frame, nothing = 1), "nothing")
})

test_that("pVACtools' matches and a cassette's junctions are those of the library", {
  folder <- tempfile("screen")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  path <- function(name, lines) {
    writeLines(lines, file.path(folder, name))
    file.path(folder, name)
  }
  table <- path("best.tsv", c("ID\tBest Peptide\tEvaluation", "1\tKMAELVHFL\tPending"))
  flanks <- path("flanks.fasta", c(">WT.1", "RKMAELVRFLLLK", ">MT.1", "RKMAELVHFLLLK"))
  given <- mimicry_annotate(index, table, mutated = flanks)
  expect_identical(names(given)[1:5], c("ID", "Best Peptide", "Ref Match", "Evaluation", "id"))
  expect_identical(given[["Ref Match"]], "True")
  expect_identical(given$nearest, "KMAELVHFL")

  parts <- path("parts.fasta", c(">a", "TGKVAELVHFLT", ">b", "AAY", ">c", "ESDPIVAQYK"))
  screen <- mimicry_screen(index, parts, junctions = TRUE)
  expect_identical(screen$rows$id, c("a+b", "b+c"))
  expect_identical(screen$rows$windows, c(8L, 3L))
  expect_error(mimicry_screen(index, c("KVAELVHFL"), junctions = TRUE), "cassette")
})
