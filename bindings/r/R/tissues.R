# Where genes are expressed, and which peptides are presented.

mimicry0_expression <- function(path) {
  pointer <- .Call(r_expression_read, file_path(path))
  structure(
    list(pointer = pointer, tissues = .Call(r_tissue_names, pointer)),
    class = "mimicry0_expression"
  )
}

print.mimicry0_expression <- function(x, ...) {
  cat(sprintf("<mimicry expression in %d tissues>\n", length(x$tissues)))
  invisible(x)
}

# A table that was read, or the path of one.
expression_of <- function(expression) {
  if (is.null(expression) || inherits(expression, "mimicry0_expression")) {
    return(expression)
  }
  mimicry0_expression(expression)
}

# The organ systems: TRUE is the table that is built in, a path another. What it leaves out would be
# told wrongly without a word.
organs_of <- function(organs, table) {
  if (is.null(organs) || identical(organs, FALSE)) {
    return(NULL)
  }
  systems <- .Call(r_organs_read, if (!isTRUE(organs)) file_path(organs, "organs"))
  unmapped <- table$tissues[.Call(r_unmapped, table$pointer, systems)]
  if (length(unmapped) > 0) {
    warning(
      length(unmapped), " of ", length(table$tissues), " tissues are not in the table of organs ",
      "and count as not vital, '", unmapped[1], "' the first", call. = FALSE
    )
  }
  systems
}

binders_of <- function(binders) {
  if (is.null(binders) || inherits(binders, "mimicry0_binders")) {
    return(binders)
  }
  structure(
    list(pointer = .Call(r_binders_read, file_path(binders, "binders"))),
    class = "mimicry0_binders"
  )
}

mimicry_tissues <- function(expression, genes, min_expression = 1, organs = TRUE) {
  table <- expression_of(expression)
  if (is.null(table)) {
    refuse("expression: a table was expected")
  }
  if (is.factor(genes)) {
    genes <- as.character(genes)
  }
  if (!is.character(genes) && !all(is.na(genes))) {
    refuse("genes: names of genes were expected")
  }
  systems <- organs_of(organs, table)
  frame_of(c(
    list(gene = as.character(genes)),
    gene_columns(genes, table, real_number(min_expression, "min_expression"), systems)
  ))
}

gene_columns <- function(genes, table, min_expression, systems) {
  genes <- ifelse(is.na(genes), "", as.character(genes))
  distinct <- unique(genes)
  found <- .Call(r_gene_tissues, table$pointer, systems, as.character(distinct), min_expression)
  found <- found[!vapply(found, is.null, NA)]
  lapply(found, `[`, match(genes, distinct))
}

mimicry0_binders <- function(binders, peptides) {
  table <- binders_of(binders)
  if (is.null(table)) {
    refuse("binders: a table was expected")
  }
  if (!is.character(peptides) && !all(is.na(peptides))) {
    refuse("peptides: strings were expected")
  }
  frame_of(c(list(peptide = as.character(peptides)), peptide_binders(peptides, table)))
}

peptide_binders <- function(peptides, table) {
  peptides <- ifelse(is.na(peptides), "", as.character(peptides))
  distinct <- unique(peptides)
  found <- .Call(r_peptide_binders, table$pointer, as.character(distinct))
  lapply(found, `[`, match(peptides, distinct))
}

# ---- The columns that they add to hits ----

# The tables of a search or a screen.
tables_of <- function(tissues, min_expression, vital, organs, organs_table, binders) {
  vital <- truth(vital, "vital")
  organs <- truth(organs, "organs")
  if (is.null(tissues) && (vital || organs)) {
    refuse("vital or organs without tissues: a table of expression was expected")
  }
  if (!is.null(organs_table) && !vital && !organs) {
    refuse("organs_table without organs or vital")
  }
  table <- expression_of(tissues)
  systems <- if (vital || organs) if (is.null(organs_table)) TRUE else organs_table
  list(
    expression = table,
    organs = organs_of(systems, table),
    vital = vital,
    by_organ = organs,
    binders = binders_of(binders),
    floor = real_number(min_expression, "min_expression")
  )
}

# What the tables say of single hits.
hit_columns <- function(genes, peptides, tables) {
  columns <- list()
  if (!is.null(tables$expression)) {
    columns <- gene_columns(genes, tables$expression, tables$floor, tables$organs)
    if (!tables$vital) {
      columns$vital <- NULL
    }
    if (!tables$by_organ) {
      columns$organs <- NULL
    }
  }
  if (!is.null(tables$binders)) {
    columns <- c(columns, peptide_binders(peptides, tables$binders))
  }
  columns
}
