# Sets of genes, and annotations: what is known of genes and peptides.

mimicry_genes <- function(names = NULL, path = NULL) {
  if (is.null(names) == is.null(path)) {
    refuse("names or path: one of them was expected")
  }
  pointer <- if (is.null(path)) {
    words <- words_of(names, "names")
    .Call(r_genes_create, words[!is.na(words)])
  } else {
    .Call(r_genes_read, file_path(path))
  }
  structure(list(pointer = pointer), class = "mimicry_genes")
}

mimicry_has <- function(genes, names) {
  .Call(r_genes_has, pointer_of(genes, "mimicry_genes", "genes"), words_of(names, "names"))
}

print.mimicry_genes <- function(x, ...) {
  cat("<mimicry set of genes>\n")
  invisible(x)
}

annotation_kinds <- c("expression", "organs", "binders", "motifs")

mimicry_annotations <- function(expression = NULL, organs = FALSE, binders = NULL,
                                motifs = FALSE) {
  sources <- list(
    expression, if (!identical(organs, FALSE)) organs, binders,
    if (!identical(motifs, FALSE)) motifs
  )
  pointer <- .Call(r_annotations_create)
  for (kind in which(!vapply(sources, is.null, NA))) {
    builtin <- annotation_kinds[kind] %in% c("organs", "motifs") && isTRUE(sources[[kind]])
    source <- if (!builtin) file_path(sources[[kind]], annotation_kinds[kind])
    .Call(r_annotations_add, pointer, kind, source)
  }
  structure(list(pointer = pointer), class = "mimicry_annotations")
}

mimicry_known <- function(annotations, kind, names) {
  pointer <- pointer_of(annotations, "mimicry_annotations", "annotations")
  number <- choice(kind, "kind", annotation_kinds)
  words <- words_of(names, "names")
  .Call(r_annotations_table, pointer, number, ifelse(is.na(words), "", words))
}

print.mimicry_annotations <- function(x, ...) {
  cat("<mimicry annotations>\n")
  invisible(x)
}
