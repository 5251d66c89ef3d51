# When the package is loaded.

.onLoad <- function(libname, pkgname) {
  # The library that is loaded may be another than the one this was built with.
  wanted <- c(0, 1)
  found <- as.integer(strsplit(mimicry_version(), ".", fixed = TRUE)[[1]])
  if (!all(found[1:2] == wanted)) {
    stop(
      "libmimicry ", mimicry_version(), " is installed; this package needs ",
      paste(wanted, collapse = "."), ".x"
    )
  }
}
