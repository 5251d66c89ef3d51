# Tables print as the command writes them, know their columns, sum up and plot what they hold.

index <- sample_index()
hits <- mimicry_search(index, c(a = "KVAELVHFL", b = "EVDPIGHLY"), max_mismatches = 4)
antigens <- extdata("antigens.tsv")
screen <- suppressWarnings(
  mimicry_screen(index, antigens, exclude_own_gene = TRUE, max_mismatches = 4)
)

shown <- function(x, ...) capture.output(print(x, ...))
last <- function(lines) lines[length(lines)]

test_that("a table prints as the command writes it for reading", {
  file <- tempfile(fileext = ".mim")
  mimicry_save(index, file)
  peptides <- tempfile(fileext = ".tsv")
  writeLines(c("id\tpeptide", "a\tKVAELVHFL", "b\tEVDPIGHLY"), peptides)
  for (width in c(20, 80, 100, 200)) {
    expected <- suppressWarnings(system2(
      command_path(), c("search", "-m", "4", "--format", "table", file, peptides),
      env = paste0("COLUMNS=", width), stdout = TRUE
    ))
    printed <- shown(hits, n = Inf, width = width)
    # The line on what is left out, which is two where it is narrow, tells how to get it.
    said <- cumall(!startsWith(expected, "... "))
    expect_identical(printed[said], expected[said])
    expect_identical(sub(":.*", "", printed[!said][1]), sub(":.*", "", expected[!said][1]))
  }
})

test_that("rows and columns that are left out are counted, without being copied", {
  many <- hits[rep(1, 20001), ]
  printed <- shown(many, n = 3)
  expect_length(printed, 6)
  expect_match(last(printed), "^\\.\\.\\. 1 more column and 19,998 more rows: as.data.frame\\(\\)")
  expect_match(last(shown(hits, n = nrow(hits), width = 200)), "1 more column: as.data")
  expect_error(print(hits, n = 0), class = "mimicry_argument_error")
  expect_error(print(hits, width = "a"), class = "mimicry_argument_error")
  expect_match(paste(shown(hits, color = TRUE), collapse = ""), "K\033\\[1;31mM\033\\[0mAELVHFL")
  none <- mimicry_search(index, "WWWWWWWWW")
  expect_identical(shown(none)[2], "(no rows)")
})

test_that("a selection stays a table, and all of its columns are shown", {
  expect_s3_class(hits, c("mimicry_hits", "mimicry_table", "data.frame"), exact = TRUE)
  expect_s3_class(hits[1:2, ], "mimicry_hits")
  expect_identical(shown(hits[1:2, ], width = 60), shown(head(hits, 2), width = 60))
  expect_identical(shown(hits[c("end", "match")], n = 1)[1:2], c("end  match", "  9  KMAELVHFL"))
  expect_identical(shown(hits[2:3, c("end", "rank")])[1:2], c("end  rank", "152     2"))
  expect_identical(hits[["match"]], hits$match)
  expect_type(hits[, "match"], "character")
  expect_s3_class(hits[, "match", drop = FALSE], "mimicry_table")
  expect_identical(rbind(hits[1:3, ], hits[4:5, ])$match, hits$match[1:5])
  expect_identical(shown(rbind(hits[1:3, ], hits[4:5, ])), shown(hits[1:5, ]))
  plain <- as.data.frame(hits)
  expect_identical(class(plain), "data.frame")
  expect_null(attr(plain, "columns"))
  expect_identical(plain$match, hits$match)
})

test_that("columns of the caller's own are shown", {
  own <- hits[1:2, ]
  own$mine <- factor(c("x", NA))
  own$day <- as.Date("2020-02-01")
  own$exact <- c(123456.5, 1)
  printed <- shown(own, width = 100)
  expect_match(printed[2], "x +2020-02-01 +123500$")
  expect_match(printed[3], "- +2020-02-01 +1$")
  own$end <- c(123456, 2^40) # whole numbers are not rounded
  expect_match(paste(shown(own[c("match", "end")]), collapse = "\n"), "123456\n.*1099511627776")
  names(own)[1] <- "renamed"
  expect_match(shown(own, width = 100)[1], "renamed")
})

test_that("residues are compared with those of their own query", {
  rows <- screen$rows[3, ]
  together <- shown(rows[c("best", "best_window")])[2]
  expect_match(together, "[a-z]")
  # The first column of windows would be compared with that of another.
  expect_no_match(shown(rows[c("best", "nearest_window", "best_window")])[2], "[a-z]")
  expect_no_match(shown(rows["best"])[2], "[a-z]")
})

test_that("what is said of columns is the library's", {
  said <- attr(hits, "columns")
  expect_identical(said$name, names(hits))
  expect_identical(said$type, unname(vapply(hits, typeof, "")))
  expect_false(anyNA(said$description))
  expect_identical(said$name[said$residues %in% "match"], "match")
  expect_identical(said$unit[said$name == "mismatches"], "residues")
  own <- tempfile(fileext = ".tsv")
  writeLines(c("peptide\tday", "KVAELVHFL\tmonday"), own)
  said <- attr(suppressWarnings(mimicry_annotate(index, own)), "columns")
  expect_identical(said$brief[said$name == "day"], NA_character_)
  expect_match(said$description[said$name == "day"], "the table of queries")
})

test_that("a summary counts", {
  found <- summary(hits)
  expect_identical(found$rows, nrow(hits))
  expect_identical(found$columns$column[1:3], c("query", "match", "mismatches"))
  expect_identical(found$columns$distinct[1:2], c(2L, length(unique(hits$match))))
  expect_identical(found$columns$known[found$columns$column == "gene"], sum(!is.na(hits$gene)))
  expect_equal(found$columns$most[3], max(hits$mismatches))
  expect_identical(names(found$counts), "mismatches")
  expect_identical(as.vector(found$counts$mismatches), as.vector(table(hits$mismatches)))
  printed <- shown(found)
  expect_identical(printed[1], paste(nrow(hits), "rows"))
  counts <- table(hits$mismatches)
  expect_identical(
    last(printed),
    paste0("rows by mismatches: ", paste0(names(counts), " (", counts, ")", collapse = ", "))
  )
  both <- shown(summary(screen))
  expect_identical(sum(startsWith(both, "$")), 2L)
  expect_identical(shown(summary(hits[0, ])), "0 rows")
  many <- hits[rep(1, 15), ]
  many$mismatches <- 1:15
  expect_match(last(shown(summary(many))), "12 \\(1\\) and 3 more values$")
})

test_that("a screen prints both of its tables", {
  printed <- shown(screen)
  expect_identical(printed[1], "$rows")
  at <- which(printed == "$hits")
  expect_identical(printed[2:(at - 2)], shown(screen$rows))
  expect_identical(printed[-(1:at)], shown(screen$hits))
  rows <- suppressWarnings(mimicry_screen(index, antigens, hits = FALSE))
  expect_false(any(shown(rows) == "$hits"))
  expect_named(summary(rows), "rows")
})

test_that("plots draw what the tables hold", {
  grDevices::pdf(NULL)
  on.exit(grDevices::dev.off())
  counts <- plot(hits[hits$query == "KVAELVHFL", ])
  peptides <- unique(hits$match[hits$query == "KVAELVHFL"])
  expect_identical(dim(counts)[2], 9L)
  expect_equal(unname(colSums(counts)), rep(length(peptides), 9))
  expect_equal(counts["F", "8"], sum(substr(peptides, 8, 8) == "F"))
  one <- plot(mimicry_search(index, "KMAELVHFL"))
  expect_equal(unname(one[cbind(strsplit("KMAELVHFL", "")[[1]], 1:9)]), rep(1, 9))
  expect_error(plot(hits[0, ]), "no peptides")

  strip <- plot(screen)
  expect_identical(dimnames(strip), list(screen$rows$id, paste0("self_", 0:4)))
  expect_equal(strip[, "self_4"], setNames(screen$rows$self_4, screen$rows$id))
  many <- screen$rows[rep(1:4, 20), ]
  expect_warning(strip <- plot(many), "80 rows: the first 60")
  expect_identical(nrow(strip), 60L)

  along <- mimicry_along(index, antigen_peptides())
  expect_invisible(plot(along))
  expect_invisible(plot(mimicry_along(index, "KVAELVHFL", window = 0)))
  expect_warning(plot(mimicry_along(index, rep("KVAELVHFL", 7))), "7 sequences: the first 6")
  expect_invisible(plot(mimicry_shared(index, c(part = "MKKAELVHFLAA"), min_length = 5)))
  expect_invisible(plot(mimicry_score_table("dissimilarity", antigen_peptides(), index)))
  expect_identical(graphics::par("mfrow"), c(1L, 1L))
  # Where the columns are not there it is a plot of a data frame.
  expect_null(plot(hits[c("score", "mismatches")]))
})
