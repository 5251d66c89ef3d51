# Data frames are the tables that the command prints.

index <- sample_index()
file <- tempfile(fileext = ".mim")
mimicry_save(index, file)
antigens <- extdata("antigens.tsv")
peptides <- mimicry_read_peptides(antigens)

# A file of the antigens of 9 residues.
short_file <- function() {
  path <- tempfile(fileext = ".tsv")
  writeLines(c("id\tpeptide", paste(names(peptides)[1:2], peptides[1:2], sep = "\t")), path)
  path
}

test_that("search", {
  expect_table(
    mimicry0_search(index, peptides, max_mismatches = 4, flank = 3),
    run_command("search", "-m", 4, "--flank", 3, file, antigens)
  )
  expect_table(
    mimicry0_search(index, peptides, min_similarity = 0.4, matrix = "PAM30", evalue = TRUE),
    run_command(
      "search", "--min-similarity", 0.4, "--matrix", "PAM30", "--columns", "evalue", file, antigens
    )
  )
  expect_table(
    mimicry0_search(index, peptides, windows = c(5, 7), max_mismatches = 1, evalue = TRUE),
    run_command("search", "--windows", "5-7", "-m", 1, "--columns", "evalue", file, antigens)
  )
  expect_table(
    mimicry0_search(index, peptides, max_evalue = 2, top = 4, exclude_genes = "BST2"),
    run_command("search", "--max-evalue", 2, "--top", 4, "--exclude-gene", "BST2", file, antigens)
  )
  expect_table(
    mimicry0_search(index, peptides, max_indels = 2, max_mismatches = 2),
    run_command("search", "--max-indels", 2, "-m", 2, file, antigens)
  )
  expect_table(
    mimicry0_search(index, peptides["BST2"], max_mismatches = 1),
    run_command("search", "-m", 0, file, antigens)
  )
  expect_table(
    mimicry0_search(index, peptides[1:2], distance = "relatedness", top = 2),
    run_command("search", "--distance", "relatedness", "--top", 2, file, short_file())
  )
})

test_that("search with profiles, weights, and tables of tissues and binders", {
  profile <- tempfile(fileext = ".tsv")
  writeLines(c(
    "position\tE\tV\tD\tP\tY", "1\t3\t0\t2\t\t0", "2\t0\t2.5\t0\t0\t0", "3\t1\t0\t4\t0\t-1",
    "4\t0\t0\t0\t4\t0"
  ), profile)
  theirs <- run_command("search", "--profile", profile, "--min-score", 9, file)
  expect_gt(nrow(theirs), 0)
  expect_table(mimicry0_search(index, profile = profile, min_score = 9), theirs)
  expect_table(
    mimicry0_search(index, peptides[1:2], weights = c(1, 0.5, 1, 1, 1, 1, 1, 1, 0), top = 3),
    run_command("search", "--weights", "1,0.5,1,1,1,1,1,1,0", "--top", 3, file, short_file())
  )
  levels <- tempfile(fileext = ".tsv")
  writeLines(c(
    "gene\theart muscle\tskin\tnowhere", "TTN\t900\t0.2\t5", "FSD2\t3\t\t", "MAGEA12\t0\t0\t0"
  ), levels)
  binders <- tempfile(fileext = ".tsv")
  writeLines(c("peptide\tallele\trank", "ESDPIVAQY\tA*01:01\t0.3", "KMAELVHFL\t\t2"), binders)
  theirs <- run_command(
    "search", "-m", 4, "--tissues", levels, "--min-expression", 2, "--columns", "vital", "--organs",
    "--binders", binders, file, antigens
  )
  expect_warning(
    ours <- mimicry0_search(
      index, peptides, max_mismatches = 4, tissues = levels, min_expression = 2, vital = TRUE,
      organs = TRUE, binders = binders
    ),
    "1 of 3 tissues are not in the table of organs and count as not vital, 'nowhere'"
  )
  expect_table(ours, theirs)
})

test_that("search by peptide", {
  ours <- mimicry0_search(index, peptides, max_mismatches = 5, by_peptide = TRUE)
  theirs <- run_command("search", "-m", 5, "--by-peptide", file, antigens)
  expect_table(ours, theirs)
})

test_that("counts and explanations", {
  counts <- mimicry_count(index, peptides, max_mismatches = 4)
  theirs <- run_command("search", "--counts", "-m", 4, file, antigens)
  cells <- cbind(match(theirs$query_id, rownames(counts)), as.integer(theirs$mismatches) + 1)
  expect_equal(counts[cells], as.numeric(theirs$count))
  expect_equal(sum(counts), sum(as.numeric(theirs$count)))
  ours <- mimicry_explain(index, peptides, max_mismatches = 3)
  theirs <- run_command("search", "--explain", "-m", 3, file, antigens)
  expect_identical(ours$plan, theirs$plan)
  expect_identical(names(ours), names(theirs))
})

test_that("epitopes", {
  path <- tempfile()
  writeLines("E26, G29, L33, K40", path)
  expect_table(
    mimicry_epitopes(index, mimicry_read_epitopes(path), max_mismatches = 1),
    run_command("search", "--discontinuous", "-m", 1, file, path)
  )
})

test_that("shared segments and profiles", {
  sequences <- c(one = mimicry_residues(index, 7, 101, 160), two = "MKKAELVHFLEVDPIG*XHLY")
  path <- tempfile(fileext = ".fasta")
  writeLines(paste0(">", names(sequences), "\n", sequences), path)
  expect_table(
    mimicry0_shared(index, sequences, min_length = 5),
    run_command("shared", "--min-length", 5, file, path)
  )
  expect_table(
    mimicry0_shared_profile(index, sequences, window = 8),
    run_command("shared", "--profile", "--window", 8, file, path)
  )
})

test_that("screens", {
  for (name in c("pvacseq.HCC1395.MHC_I.filtered.tsv", "neofox.balachandran.neoantigens.tsv")) {
    table <- shared_table(name)
    levels <- shared_table("hpa.rna_tissue_consensus.sample.tsv.gz")
    hits <- tempfile()
    theirs <- run_command(
      "screen", "--exclude-wildtype", "--exclude-own-gene", "--exclude-paralogs", 0.5,
      "--dissimilarity", "--tissues", levels, "--columns", "vital", "--organs", "--hits", hits,
      file, table
    )
    ours <- mimicry0_screen(
      index, table, exclude_wildtype = TRUE, exclude_own_gene = TRUE, exclude_paralogs = 0.5,
      dissimilarity = TRUE, tissues = levels, vital = TRUE, organs = TRUE, hits = TRUE
    )
    behind <- attr(ours, "hits")
    attr(ours, "hits") <- NULL
    expect_table(ours, theirs)
    printed <- read.delim(hits, colClasses = "character", quote = "")
    expect_table(behind, printed)
    expect_gt(nrow(ours), 5)
  }
})

test_that("shared segments around the changes of candidates", {
  table <- shared_table("pvacseq.HCC1395.MHC_I.filtered.tsv")
  expect_table(
    mimicry0_shared(index, mimicry0_candidates(table), min_length = 3),
    run_command("shared", "--changed", "--min-length", 3, file, table)
  )
})

test_that("scores of pairs and of an index", {
  for (method in c("self-similarity", "gram-distance", "hex", "hamming")) {
    theirs <- run_command("score", method, peptides[1], peptides[2])
    ours <- mimicry_score(method, peptides[1], peptides[2])
    expect_equal(ours, as.numeric(theirs$value))
  }
  theirs <- run_command("score", "dissimilarity", file, antigens)
  expect_equal(unname(mimicry_dissimilarity(index, peptides)), as.numeric(theirs$value))
  theirs <- run_command("score", "foreignness", file, antigens)
  expect_equal(unname(mimicry_foreignness(index, peptides)), as.numeric(theirs$value))
  expect_identical(mimicry_matrices(), system2(command_path(), "matrices", stdout = TRUE))
})
