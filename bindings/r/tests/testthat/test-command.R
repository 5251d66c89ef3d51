# Data frames are the tables that the command prints.

index <- sample_index()
file <- tempfile(fileext = ".mim")
mimicry_save(index, file)
peptides <- antigen_peptides()

# The antigens without their alleles, which vectors of peptides do not have either.
antigens <- local({
  table <- utils::read.delim(extdata("antigens.tsv"), colClasses = "character")
  path <- tempfile(fileext = ".tsv")
  utils::write.table(
    table[names(table) != "hla"], path, sep = "\t", quote = FALSE, row.names = FALSE
  )
  path
})

# A file of the antigens of 9 residues.
short_file <- function() {
  path <- tempfile(fileext = ".tsv")
  writeLines(c("id\tpeptide", paste(names(peptides)[1:2], peptides[1:2], sep = "\t")), path)
  path
}

test_that("search", {
  expect_table(
    mimicry_search(index, peptides, max_mismatches = 4, flank = 3),
    run_command("search", "-m", 4, "--flank", 3, file, antigens)
  )
  expect_table(
    mimicry_search(index, peptides, min_similarity = 0.4, model = "PAM30", columns = "evalue"),
    run_command(
      "search", "--min-similarity", 0.4, "--matrix", "PAM30", "--columns", "evalue", file, antigens
    )
  )
  expect_table(
    mimicry_search(index, peptides, windows = c(5, 7), max_mismatches = 1, columns = "evalue"),
    run_command("search", "--windows", "5-7", "-m", 1, "--columns", "evalue", file, antigens)
  )
  expect_table(
    suppressWarnings(
      mimicry_search(index, peptides, max_evalue = 2, top = 4, exclude_genes = "BST2")
    ),
    run_command("search", "--max-evalue", 2, "--top", 4, "--exclude-gene", "BST2", file, antigens)
  )
  expect_table(
    mimicry_search(index, peptides, max_indels = 2, max_mismatches = 2),
    run_command("search", "--max-indels", 2, "-m", 2, file, antigens)
  )
  expect_table(
    mimicry_search(index, peptides),
    run_command("search", "--exact", file, antigens)
  )
  expect_table(
    mimicry_search(index, peptides[1:2], model = mimicry_model(distance = "relatedness"), top = 2),
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
  model <- mimicry_model(profile = profile)
  expect_table(mimicry_search(index, model = model, min_score = 9), theirs)
  expect_table(
    mimicry_search(
      index, peptides[1:2], model = mimicry_model(weights = c(1, 0.5, 1, 1, 1, 1, 1, 1, 0)), top = 3
    ),
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
    "--binders", binders, "--levels", "skin,nowhere", "--models", "PAM30,relatedness",
    file, antigens
  )
  known <- mimicry_annotations(levels, organs = TRUE, binders = binders)
  expect_warning(
    ours <- mimicry_search(
      index, peptides, max_mismatches = 4, annotations = known, min_expression = 2,
      columns = "vital", levels = c("skin", "nowhere"), models = c("PAM30", "relatedness")
    ),
    "not in the table of organs, so that it is unknown whether they are vital: 1 of 3, 'nowhere'"
  )
  expect_table(ours, theirs)
})

test_that("alleles, their filter and what binds", {
  theirs <- run_command("search", "-m", 4, "--allele", "A0201,HLA-A*01:01", file, antigens)
  ours <- mimicry_search(
    index, peptides, max_mismatches = 4, alleles = c("A0201", "HLA-A*01:01")
  )
  expect_table(ours, theirs)
  expect_setequal(unique(ours$allele), c("HLA-A*02:01", "HLA-A*01:01"))
  few <- mimicry_search(
    index, peptides, max_mismatches = 4, alleles = "A0201", max_presented = 5
  )
  expect_table(few, run_command(
    "search", "-m", 4, "--allele", "A0201", "--max-presented", 5, file, antigens
  ))
  expect_true(nrow(few) > 0 && nrow(few) < nrow(ours) && all(few$presented <= 5))
  own <- extdata("antigens.tsv") # it has a column of alleles
  expect_table(
    mimicry_search(index, own, max_mismatches = 3), run_command("search", "-m", 3, file, own)
  )
  screen <- mimicry_screen(
    index, antigens, max_mismatches = 4, alleles = "HLA-A*01:01", max_rank = 20
  )
  expect_table(screen$rows, run_command(
    "screen", "-m", 4, "--allele", "HLA-A*01:01", "--max-rank", 20, file, antigens
  ))
  strict <- mimicry_screen(index, antigens, max_mismatches = 4, alleles = "HLA-A*01:01")$rows
  expect_true(all(strict$binders <= screen$rows$binders))
  expect_lt(sum(strict$binders), sum(screen$rows$binders))
})

test_that("presentation is refused where it says nothing", {
  expect_error(mimicry_search(index, peptides, alleles = "B27x"), class = "mimicry_argument_error")
  expect_error(
    mimicry_search(index, peptides, alleles = "A0201", max_presented = -1),
    class = "mimicry_argument_error"
  )
  expect_error(
    mimicry_search(index, peptides, alleles = "A0201", max_presented = "5"), "max_presented"
  )
  expect_error(mimicry_screen(index, peptides, max_rank = 2), class = "mimicry_argument_error")
  expect_error(mimicry_screen(index, peptides, alleles = 1, max_rank = 2), "alleles")
})

test_that("search by peptide", {
  ours <- mimicry_search(index, peptides, max_mismatches = 5, rows = "peptides")
  theirs <- run_command("search", "-m", 5, "--by-peptide", file, antigens)
  expect_table(ours, theirs)
})

test_that("counts and explanations", {
  expect_table(
    mimicry_search(index, peptides, max_mismatches = 4, rows = "counts"),
    run_command("search", "--counts", "-m", 4, file, antigens)
  )
  expect_table(
    mimicry_explain(index, peptides, max_mismatches = 3),
    run_command("search", "--explain", "-m", 3, file, antigens)
  )
})

test_that("all columns on request", {
  expect_table(
    mimicry_search(
      index, peptides, top = 3,
      columns = setdiff(mimicry_names("columns"), c("vital", "lists"))
    ),
    run_command(
      "search", "--top", 3, "--columns", "evalue,alignment,protein,group", file, antigens
    )
  )
})

test_that("epitopes", {
  path <- tempfile()
  writeLines("E26, G29, L33, K40", path)
  theirs <- run_command("search", "--discontinuous", "-m", 1, file, path)
  expect_table(
    mimicry_search(index, "E26, G29, L33, K40", positions = "anywhere", max_mismatches = 1), theirs
  )
  expect_table(mimicry_search(index, path, positions = "anywhere", max_mismatches = 1), theirs)
})

test_that("records and files", {
  expect_table(mimicry_records(index), run_command("info", "--records", file))
  expect_table(mimicry_sources(index), run_command("info", "--sources", file))
})

test_that("shared segments and profiles", {
  sequences <- c(one = mimicry_residues(index, 7, 101, 160), two = "MKKAELVHFLEVDPIG*XHLY")
  path <- tempfile(fileext = ".fasta")
  writeLines(paste0(">", names(sequences), "\n", sequences), path)
  expect_table(
    mimicry_shared(index, sequences, min_length = 5),
    run_command("shared", "--min-length", 5, file, path)
  )
  expect_table(
    mimicry_along(index, sequences, window = 8),
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
      "--dissimilarity", "--tissues", levels, "--columns", "vital,lists", "--organs", "--hits",
      hits,
      file, table
    )
    ours <- suppressWarnings(mimicry_screen(
      index, table, exclude_wildtype = TRUE, exclude_own_gene = TRUE, exclude_paralogs = 0.5,
      dissimilarity = TRUE, annotations = mimicry_annotations(levels, organs = TRUE),
      columns = c("vital", "lists")
    ))
    expect_table(ours$rows, theirs)
    printed <- read.delim(hits, colClasses = "character", quote = "")
    expect_table(ours$hits, printed)
    expect_gt(nrow(ours$rows), 5)
  }
})

test_that("shared segments around the changes of candidates", {
  table <- shared_table("pvacseq.HCC1395.MHC_I.filtered.tsv")
  expect_table(
    mimicry_shared(index, table, min_length = 3, changed = TRUE),
    run_command("shared", "--changed", "--min-length", 3, file, table)
  )
})

test_that("scores of pairs and of an index", {
  for (method in c("self-similarity", "gram-distance", "hex", "hamming")) {
    theirs <- run_command("score", method, peptides[1], peptides[2])
    ours <- mimicry_score(method, peptides[1], peptides[2])
    expect_equal(ours, as.numeric(theirs$value))
  }
  for (method in c("dissimilarity", "foreignness")) {
    expect_table(
      mimicry_score_table(method, peptides, index), run_command("score", method, file, antigens)
    )
  }
  pairs <- tempfile()
  writeLines(c("a\tb", "KVAELVHFL\tKMAELVHFL", "EVDPIGHLY\tESDPIVAQY"), pairs)
  theirs <- run_command("score", "relatedness", pairs)
  expect_table(mimicry_score_table("relatedness", pairs), theirs)
  expect_table(mimicry_score_table("relatedness", read.delim(pairs)), theirs)
  matrices <- system2(command_path(), "matrices", stdout = TRUE)
  expect_identical(mimicry_names("matrices"), matrices)
})
