library(testthat)
library(mimicry)

test_check("mimicry")
