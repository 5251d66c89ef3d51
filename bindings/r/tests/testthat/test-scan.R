scan_file <- function(name, lines) {
  path <- file.path(tempdir(), name)
  writeLines(lines, path)
  path
}

test_that("a scan is searched by its index peptide", {
  path <- scan_file("scan.csv", c("position,residue,percent", "E1,A,10", "V2,A,70", "D3,A,5"))
  model <- mimicry_model(scan = path)
  expect_equal(model$peptide, "EVD")
  expect_match(model$remarks, "3 single mutants")
  fasta <- scan_file("scan.fasta", c(">a", "EVDKEADKAVA"))
  found <- mimicry_search(mimicry_index(fasta), model = model, min_activity = 0.3)
  expect_equal(found$match, c("EVD", "EAD"))
  expect_equal(found$activity[1], 1)
  expect_equal(mimicry_model()$remarks, "")
})

test_that("a scan is screened and reported without queries", {
  path <- scan_file("scan.csv", c("position,residue,percent", "E1,A,10", "V2,A,70", "D3,A,5"))
  model <- mimicry_model(scan = path)
  index <- mimicry_index(scan_file("scan.fasta", c(">a", "EVDKEADKAVA")))
  screened <- mimicry_screen(index, model = model, min_activity = 0.3)
  expect_equal(screened$rows$peptide, "EVD")
  expect_equal(screened$hits$match, c("EVD", "EAD"))
  page <- tempfile(fileext = ".html")
  mimicry_report(index, NULL, page, model = model, min_activity = 0.3)
  expect_true(file.exists(page))
  expect_error(mimicry_screen(index), "only a scan goes without")
  expect_equal(mimicry_score_table("activity", c("EVD", "AVD"), model = model)$value[1], 1)
})

test_that("the index peptide can be named", {
  path <- scan_file("numbers.csv", c("position,residue,percent", "1,A,10", "2,A,70"))
  expect_error(mimicry_model(scan = path), "not told")
  expect_equal(mimicry_model(scan = path, peptide = "EV")$peptide, "EV")
})
