# Screens: what they count is what a plain search counts; tables come in many ways.

index <- sample_index()

test_that("rows are those of a plain search", {
  use_seed()
  scores <- blosum62()
  windows <- plain_windows(9)
  peptides <- sample(windows$match[!grepl("X", windows$match)], 4)
  substr(peptides[1:2], 5, 5) <- "W"
  screen <- mimicry0_screen(index, data.frame(peptide = peptides), hits = TRUE)
  genes <- mimicry_records(index)$gene
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
    hits <- attr(screen, "hits")
    expect_identical(hits$match[hits$query_id == i], near$match)
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
  plain <- mimicry0_screen(index, table)
  expect_gte(plain$self_1, 1)
  expect_identical(plain$source, "found")
  without <- mimicry0_screen(index, table, exclude_wildtype = TRUE)
  expect_identical(without$self_1 + without$left_out_wildtype, plain$self_1)
  expect_gte(without$left_out_wildtype, 1)
  own <- mimicry0_screen(index, table, exclude_own_gene = TRUE)
  expect_gte(own$left_out_own_gene, 1)
})

test_that("a data frame is read as its file would be", {
  for (name in c(
    "pvacseq.HCC1395.MHC_I.filtered.tsv", "neofox.balachandran.neoantigens.tsv",
    "pvacseq.HCC1395.MHC_I.all_epitopes.aggregated.tsv"
  )) {
    path <- shared_table(name)
    read <- mimicry0_candidates(path)
    table <- read.delim(path, check.names = FALSE, quote = "", colClasses = "character")
    again <- mimicry0_candidates(table)
    expect_identical(again, read)
    # And what was read is a table of candidates.
    third <- mimicry0_candidates(read)
    same <- c("id", "peptide", "wildtype", "gene", "change_start", "change_end", "is_sequence")
    expect_identical(third[same], read[same])
    expect_match(attr(read, "columns"), "^(peptide|sequence) '")
  }
})

test_that("candidates without a peptide have rows of NA", {
  table <- data.frame(
    peptide = factor(c(NA, "EVDPIGHLY", NA, "KVAELVHFL")), gene = c("A", NA, "B", "MAGEA12")
  )
  screen <- mimicry0_screen(index, table, exclude_own_gene = TRUE, hits = TRUE)
  expect_identical(screen$id, as.character(1:4))
  expect_identical(is.na(screen$peptide), c(TRUE, FALSE, TRUE, FALSE))
  expect_identical(is.na(screen$self_1), c(TRUE, FALSE, TRUE, FALSE))
  expect_setequal(attr(screen, "hits")$query_id, c("2", "4"))
  table$Index <- c("w", "x", "y", "z")
  expect_identical(mimicry0_screen(index, table)$id, c("w", "x", "y", "z"))
  alone <- mimicry0_screen(index, table[c(2, 4), c("peptide", "gene")], exclude_own_gene = TRUE)
  expect_identical(alone$nearest, screen$nearest[c(2, 4)])
})

test_that("no candidates have no rows, and many have many blocks", {
  plain <- mimicry0_screen(index, data.frame(peptide = "EVDPIGHLY"), hits = TRUE)
  for (none in list(data.frame(peptide = character()), data.frame(id = 1, peptide = "A")[0, ])) {
    screen <- mimicry0_screen(index, none, hits = TRUE)
    expect_identical(dim(screen), c(0L, ncol(plain)))
    expect_identical(vapply(screen, typeof, ""), vapply(plain, typeof, ""))
    expect_identical(dim(attr(screen, "hits")), c(0L, ncol(attr(plain, "hits"))))
  }
  nothing <- mimicry0_screen(index, data.frame(peptide = c(NA, NA)))
  expect_identical(nothing$id, c("1", "2"))
  expect_true(all(is.na(nothing$self_0)))

  use_seed()
  small <- mimicry_index(extdata("known_offtargets.fasta"))
  table <- data.frame(id = paste0("candidate-", 1:50000), peptide = random_peptides(50000, 9))
  table$peptide[c(2, 49999)] <- "ESDPIVAQY"
  read <- mimicry0_candidates(table)
  expect_identical(read$id, table$id)
  expect_identical(read$peptide, table$peptide)
  screen <- mimicry0_screen(small, table, hits = TRUE)
  expect_identical(screen$id, table$id)
  expect_identical(which(screen$self_0 > 0 & screen$nearest_gene %in% "TTN"), c(2L, 49999L))
  exact <- attr(screen, "hits")
  exact <- exact[exact$mismatches == 0 & exact$gene %in% "TTN", ]
  expect_identical(exact$query_id, c("candidate-2", "candidate-49999"))
})

test_that("cells with quotes, tabs and other letters", {
  table <- data.frame(
    id = c("a\"b", "tab\there", "\u00e9"), peptide = "KVAELVHFL",
    "a note" = c("line\nend", NA, "\"\""), check.names = FALSE
  )
  expect_identical(mimicry0_screen(index, table)$id, c("a\"b", "tab here", "\u00e9"))
})

test_that("sequences are cut into windows", {
  table <- data.frame(
    mutatedXmer = "MEEPQSDPSVEPPLSQETFSDLW", wildTypeXmer = "MEEPQSDPSVEPPLSQETFSDLL"
  )
  read <- mimicry0_candidates(table)
  expect_true(read$is_sequence)
  expect_equal(c(read$change_start, read$change_end), c(23, 23))
  screen <- mimicry0_screen(index, table)
  expect_identical(screen$windows, 1L)
  expect_identical(mimicry0_screen(index, read)$nearest, screen$nearest)
  expect_identical(mimicry0_screen(index, table, windows = c(8, 9))$windows, 2L)
})

test_that("tissues, organs and binders", {
  levels <- tempfile(fileext = ".tsv")
  writeLines(c(
    "gene\theart muscle\tskin\tliver", "TTN\t900\t0.2\t5", "FSD2\t3\t\t", "MAGEA12\t0\t0\t0"
  ), levels)
  table <- mimicry0_expression(levels)
  expect_identical(table$tissues, c("heart muscle", "skin", "liver"))
  genes <- mimicry_tissues(table, c("TTN", "MAGEA12", "none", NA, "ttn"))
  expect_identical(genes$expression, c(900, 0, NA, NA, 900))
  expect_identical(
    genes$tissues, c("heart muscle;liver", "none", "unknown", "unknown", "heart muscle;liver")
  )
  expect_identical(names(mimicry_tissues(table, "TTN", organs = FALSE)), c(
    "gene", "expression", "tissues"
  ))
  hits <- mimicry0_search(index, "EVDPIGHLY", max_mismatches = 4, tissues = table, vital = TRUE)
  expect_identical(hits$tissues[which(hits$gene == "TTN")], "heart muscle;liver")
  expect_match(hits$vital[which(hits$gene == "TTN")], "heart muscle")
  expect_true(all(hits$tissues[is.na(hits$gene)] == "unknown"))
  target <- data.frame(peptide = "ESDPIVALY")
  screen <- mimicry0_screen(index, target, tissues = levels, vital = TRUE, organs = TRUE)
  expect_identical(screen$nearest_gene, "TTN")
  expect_identical(screen$expression, 900)
  expect_true(screen$vital)
  expect_error(mimicry0_search(index, "A", tissues = "none"), class = "mimicry_io_error")

  binders <- tempfile(fileext = ".tsv")
  writeLines(c(
    "peptide\tallele\trank", "ESDPIVAQY\tHLA-A*01:01\t0.3", "ESDPIVAQY\tHLA-A*02:01\t0.1"
  ), binders)
  found <- mimicry0_binders(binders, c("ESDPIVAQY", NA, "AAAA"))
  expect_identical(found$allele, c("HLA-A*02:01", NA, NA))
  expect_identical(found$rank, c(0.1, NA, NA))
  hits <- mimicry0_search(index, "ESDPIVAQY", binders = binders)
  expect_identical(hits$rank, 0.1)
  screen <- mimicry0_screen(index, target, binders = binders)
  expect_identical(screen$binder, "ESDPIVAQY")
  expect_identical(screen$nearest_allele, "HLA-A*02:01")
})
