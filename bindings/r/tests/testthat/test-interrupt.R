# Interrupts, and what a progress function does, end a search soon and leave nothing behind.

big <- mimicry_index(big_files())

threads <- function() length(list.files("/proc/self/task"))

# KiB of this process that are in memory.
memory <- function() {
  gc()
  line <- grep("^VmRSS", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line))
}

test_that("a progress function is told how far it is, and may cancel", {
  use_seed()
  peptides <- random_peptides(300, 9)
  seen <- NULL
  found <- mimicry_search(big, peptides, max_mismatches = 3, progress = function(done, total) {
    seen <<- rbind(seen, c(done, total))
  })
  expect_identical(found, mimicry_search(big, peptides, max_mismatches = 3))
  expect_gt(nrow(seen), 0)
  expect_true(all(seen[, 1] <= seen[, 2] & seen[, 1] >= 0))
  expect_error(
    mimicry_search(big, peptides, max_mismatches = 3, progress = function(done, total) TRUE),
    class = "mimicry_cancelled_error"
  )
  expect_error(
    mimicry_index(fasta_files(), progress = function(done, total) TRUE),
    class = "mimicry_cancelled_error"
  )
})

test_that("an error of a progress function goes through as it is", {
  condition <- structure(
    list(message = "mine", call = NULL), class = c("own", "error", "condition")
  )
  stops <- function(done, total) stop(condition)
  peptides <- random_peptides(50, 9)
  expect_error(mimicry_search(big, peptides, min_score = 30, progress = stops), class = "own")
  expect_error(
    mimicry_search(big, peptides, rows = "counts", max_mismatches = 4, progress = stops),
    class = "own"
  )
  expect_error(
    mimicry_score_table("dissimilarity", peptides, big, progress = stops), class = "own"
  )
  expect_error(
    mimicry_screen(big, data.frame(peptide = peptides), progress = stops),
    class = "own"
  )
  expect_error(mimicry_along(big, peptides, progress = stops), class = "own")
  expect_error(mimicry_shared(big, rep(peptides, 100), 2, progress = stops), class = "own")
})

test_that("what was cut short leaves no memory and no thread", {
  peptides <- random_peptides(2000, 9)
  cut_short <- function(seconds) {
    start <- proc.time()[["elapsed"]]
    until <- function(done, total) if (proc.time()[["elapsed"]] > start + seconds) stop("enough")
    expect_error(
      mimicry_search(big, peptides, min_score = 18, threads = 2, progress = until), "enough"
    )
  }
  for (i in 1:3) {
    cut_short(0.03)
  }
  used <- memory()
  running <- threads()
  for (i in 1:12) {
    cut_short(0.01 + 0.003 * i)
  }
  expect_lt(memory() - used, 64 * 1024)
  expect_identical(threads(), running)
})

test_that("a jump through a progress function arrives", {
  out <- withRestarts(
    mimicry_search(
      big, random_peptides(50, 9), min_score = 30,
      progress = function(done, total) invokeRestart("away", "there")
    ),
    away = function(where) where
  )
  expect_identical(out, "there")
})

child <- '
library(mimicry)
index <- mimicry_open(commandArgs(TRUE)[1])
set.seed(1)
letters <- strsplit("ACDEFGHIKLMNPQRSTVWY", "")[[1]]
peptides <- vapply(1:60000, function(i) paste(sample(letters, 9, TRUE), collapse = ""), "")
run <- switch(commandArgs(TRUE)[2],
  search = function() mimicry_search(index, peptides, min_score = 30, threads = 1),
  screen = function() mimicry_screen(index, data.frame(peptide = peptides), threads = 1),
  score = function() mimicry_score_table("dissimilarity", peptides, index, threads = 1)
)
invisible(file.create(commandArgs(TRUE)[3]))
answer <- tryCatch({
  run()
  "it went to its end"
}, interrupt = function(condition) "interrupted")
threads <- length(list.files("/proc/self/task"))
hits <- nrow(mimicry_search(index, "EVDPIGHLY", max_mismatches = 5))
cat(answer, threads, hits, "\\ndone\\n")
'

wait_for <- function(good, seconds) {
  end <- proc.time()[["elapsed"]] + seconds
  while (!good() && proc.time()[["elapsed"]] < end) {
    Sys.sleep(0.01)
  }
  good()
}

# Children find the packages that this process found.
with_libraries <- function(call) {
  old <- Sys.getenv("R_LIBS", NA)
  on.exit(if (is.na(old)) Sys.unsetenv("R_LIBS") else Sys.setenv(R_LIBS = old))
  Sys.setenv(R_LIBS = paste(.libPaths(), collapse = ":"))
  call
}

test_that("Ctrl-C ends a search within a second", {
  index <- tempfile(fileext = ".mim")
  mimicry_save(big, index)
  script <- tempfile(fileext = ".R")
  writeLines(child, script)
  for (what in c("search", "screen", "score")) {
    ready <- tempfile()
    said <- tempfile()
    pid <- tempfile()
    r <- file.path(R.home("bin"), "Rscript")
    launch <- c("-c", "echo $$ >\"$0\"; exec \"$@\"", pid)
    arguments <- c(launch, r, "--vanilla", script, index, what, ready)
    with_libraries(system2("sh", shQuote(arguments), stdout = said, stderr = said, wait = FALSE))
    expect_true(wait_for(function() file.exists(ready), 60))
    Sys.sleep(0.3)
    start <- proc.time()[["elapsed"]]
    tools::pskill(as.integer(readLines(pid)), tools::SIGINT)
    done <- function() "done" %in% readLines(said, warn = FALSE)
    expect_true(wait_for(done, 60))
    took <- proc.time()[["elapsed"]] - start
    answer <- strsplit(readLines(said)[1], " ")[[1]]
    expect_identical(answer[1:2], c("interrupted", "1"))
    expect_gt(as.integer(answer[3]), 0)
    # A second is the promise; the machine may be busy with other work.
    load <- as.numeric(strsplit(readLines("/proc/loadavg"), " ")[[1]][1])
    expect_lt(took, 1 + 3 * (load > 1))
  }
})
