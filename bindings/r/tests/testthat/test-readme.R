# What the README shows is what happens.

test_that("the examples of the README print what it says", {
  root <- variable("MIMICRY_ROOT")
  skip_if(is.null(root), "away from the repository")
  text <- paste(readLines(file.path(root, "bindings", "r", "README.md")), collapse = "\n")
  blocks <- regmatches(text, gregexpr("(?s)```r\n.*?\n```\n(```text\n.*?```)?", text, perl = TRUE))
  blocks <- blocks[[1]]
  expect_gt(length(blocks), 5)
  folder <- tempfile()
  dir.create(folder)
  file.symlink(file.path(root, "data"), file.path(folder, "data"))
  before <- setwd(folder)
  on.exit(setwd(before))
  old <- options(width = 100)
  on.exit(options(old), add = TRUE)
  space <- new.env(parent = globalenv())
  for (block in blocks) {
    code <- sub("(?s)^```r\n(.*?)\n```\n.*", "\\1", block, perl = TRUE)
    printed <- capture.output({
      for (expression in parse(text = code)) {
        result <- withVisible(eval(expression, space))
        if (result$visible) {
          print(result$value)
        }
      }
    })
    printed <- sub(" +$", "", printed)
    shown <- sub("(?s)^.*```text\n(.*?)\n?```$", "\\1", block, perl = TRUE)
    if (grepl("```text", block)) {
      expect_identical(printed, strsplit(shown, "\n")[[1]])
    } else {
      expect_identical(printed, character())
    }
  }
})
