/* Comparing the tables of shared segments, and of positions along queries, with the oracle. */
#ifndef MIMICRY_TESTS_SHARED_CHECKS_H
#define MIMICRY_TESTS_SHARED_CHECKS_H

#include "checks.h"
#include "oracle_shared.h"
#include "table_reader.h"

/* Parts of sequences that are changed: residues [starts[i], ends[i]). NULL: no wild types. */
typedef struct sequence_changes {
    const uint32_t *starts;
    const uint32_t *ends;
} sequence_changes;

/* The sequences as queries, which have wild types with which they have those changes. */
mimicry_queries *queries_of(const test_peptides *sequences, sequence_changes changes);

/* The segments; the stream must not fail. */
read_table find_segments(const mimicry_index *index, const test_peptides *sequences,
                         sequence_changes changes, const mimicry_shared_options *options);

/* Fails the test unless all rows are the oracle's. Frees both. */
void expect_segments(const mimicry_index *index, const test_peptides *sequences, read_table got,
                     oracle_segments wanted, const char *label, uint64_t number);

/* Fails the test unless the library's positions are the oracle's. `counts` tells the oracle which
 * records the sets of genes leave, or is NULL. */
void check_along(const tested_proteome *proteome, const mimicry_index *index,
                 const oracle_matrix *matrix, const test_peptides *sequences,
                 const mimicry_along_options *options, const bool *counts, const char *label);

#endif
