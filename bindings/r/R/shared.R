# What sequences share with a proteome.

mimicry0_shared <- function(index, sequences, min_length = 8, only_genes = NULL,
                           exclude_genes = NULL, threads = 0, progress = NULL) {
  changes <- list(NULL, NULL)
  if (is.data.frame(sequences)) {
    changes <- candidate_changes(sequences)
    sequences <- setNames(sequences[["peptide"]], sequences[["id"]])
  }
  queries <- queries_of(sequences, "sequences")
  options <- list(
    min_length = whole_number(min_length, "min_length", 1),
    change_starts = changes[[1]][queries$given],
    change_ends = changes[[2]][queries$given],
    threads = whole_number(threads, "threads"),
    only_genes = genes_of(only_genes, "only_genes"),
    exclude_genes = genes_of(exclude_genes, "exclude_genes")
  )
  found <- .Call(
    r_shared, index_pointer(index), queries$letters, options, progress_function(progress)
  )
  frame_of(c(
    list(query_id = queries$ids[queries$given[found$number]]),
    found[c(
      "segment", "length", "query_start", "query_end", "accession", "gene", "start", "end"
    )]
  ))
}

# The changes of candidates as the library has them: from 0, half-open.
candidate_changes <- function(candidates) {
  wanted <- c("id", "peptide", "change_start", "change_end")
  if (!all(wanted %in% names(candidates))) {
    refuse("sequences: a data frame of mimicry0_candidates was expected, or strings")
  }
  list(as.double(candidates[["change_start"]]) - 1, as.double(candidates[["change_end"]]))
}

mimicry0_shared_profile <- function(index, sequences, window = 9, only_genes = NULL,
                                   exclude_genes = NULL, threads = 0, progress = NULL) {
  queries <- queries_of(sequences, "sequences")
  options <- list(
    window = whole_number(window, "window", 0, 1024),
    threads = whole_number(threads, "threads"),
    only_genes = genes_of(only_genes, "only_genes"),
    exclude_genes = genes_of(exclude_genes, "exclude_genes")
  )
  found <- .Call(
    r_shared_profile, index_pointer(index), queries$letters, options, progress_function(progress)
  )
  id <- queries$ids[queries$given[found$number]]
  frame_of(c(list(query_id = id), found[names(found) != "number"]))
}
