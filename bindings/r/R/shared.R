# What sequences share with a proteome, and how near it is along them.

mimicry_shared <- function(index, queries, min_length = 8, changed = FALSE, only_genes = NULL,
                           exclude_genes = NULL, threads = 0, progress = NULL) {
  options <- c(
    run_options(threads, progress = progress),
    genes_options(only_genes, exclude_genes),
    list(
      min_length = whole_number(min_length, "min_length", 1),
      changed = truth(changed, "changed")
    )
  )
  table_of(
    .Call(r_shared, index_pointer(index), queries_pointer(queries), options), "mimicry_segments"
  )
}

mimicry_along <- function(index, queries, window = 9, only_genes = NULL, exclude_genes = NULL,
                          threads = 0, progress = NULL) {
  window <- whole_number(window, "window", 0, 1024)
  options <- c(
    run_options(threads, progress = progress),
    genes_options(only_genes, exclude_genes),
    list(window = if (window == 0) -1 else window)
  )
  table_of(
    .Call(r_along, index_pointer(index), queries_pointer(queries), options), "mimicry_profile"
  )
}
