# What the READMEs show is what happens: the package's own, and the repository's.

# The examples of a file, each with what it shows.
examples_of <- function(path) {
  text <- paste(readLines(path), collapse = "\n")
  pattern <- "(?s)```r\n.*?\n```(\n```text\n.*?```)?"
  blocks <- regmatches(text, gregexpr(pattern, text, perl = TRUE))[[1]]
  lapply(blocks, function(block) {
    shown <- sub("(?s)^.*```text\n(.*?)\n?```$", "\\1", block, perl = TRUE)
    list(
      code = sub("(?s)^```r\n(.*?)\n```.*", "\\1", block, perl = TRUE),
      shown = if (grepl("```text", block)) strsplit(shown, "\n")[[1]] else character()
    )
  })
}

test_that("the examples print what they show", {
  root <- variable("MIMICRY_ROOT")
  skip_if(is.null(root), "away from the repository")
  examples <- c(
    examples_of(file.path(root, "README.md")),
    examples_of(file.path(root, "bindings", "r", "README.md"))
  )
  expect_gt(length(examples), 6)
  folder <- tempfile()
  dir.create(folder)
  file.symlink(file.path(root, "data"), file.path(folder, "data"))
  before <- setwd(folder)
  on.exit(setwd(before))
  old <- options(width = 100)
  on.exit(options(old), add = TRUE)
  space <- new.env(parent = globalenv())
  for (example in examples) {
    printed <- capture.output({
      for (expression in parse(text = example$code)) {
        result <- withVisible(eval(expression, space))
        if (result$visible) {
          print(result$value)
        }
      }
    })
    expect_identical(sub(" +$", "", printed), example$shown)
  }
})
