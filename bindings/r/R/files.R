# Files of peptides, sequences, epitopes and genes.

mimicry_read_peptides <- function(path) .Call(r_sequences_read, file_path(path), 1L)

mimicry_read_sequences <- function(path) .Call(r_sequences_read, file_path(path), 0L)

mimicry_read_epitopes <- function(path) .Call(r_sequences_read, file_path(path), 2L)

mimicry_read_genes <- function(path) .Call(r_genes_read, file_path(path))
