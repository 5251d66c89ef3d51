# When the package is loaded.

# Whether a library of one version will do for a package that was built with another: the major
# version counts, and before 1.0 the minor one too.
goes_with <- function(found, built) {
  numbers <- lapply(strsplit(c(found, built), ".", fixed = TRUE), as.integer)
  counts <- if (numbers[[2]][1] == 0) 1:2 else 1
  all(numbers[[1]][counts] == numbers[[2]][counts])
}

.onLoad <- function(libname, pkgname) {
  # The library that is loaded may be another than the one this was built with.
  versions <- .Call(r_version)
  if (!goes_with(versions[1], versions[2])) {
    stop(
      "libmimicry ", versions[1], " is installed, but the package was built with ", versions[2],
      ": install the package again"
    )
  }
}
