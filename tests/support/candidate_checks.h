/* What the tests of candidates share: all of a file, and the change by its definition. */
#ifndef MIMICRY_TESTS_CANDIDATE_CHECKS_H
#define MIMICRY_TESTS_CANDIDATE_CHECKS_H

#include "support.h"

typedef struct candidate_row {
    char *id, *peptide, *wildtype, *gene, *accession;
    uint64_t line;
    uint32_t change_start, change_end, is_sequence;
} candidate_row;

/* What a file holds, copied. */
typedef struct candidate_rows {
    candidate_row *rows;
    size_t count;
    char *columns;
} candidate_rows;

/* Reads a file in blocks of at most `most`. What was read before a failure is to be freed too. */
mimicry_status candidates_try(const char *path, size_t most, candidate_rows *all,
                              mimicry_error *error);
void candidates_free(candidate_rows *all);

/* The definition, tried out: the longest beginning that both have, then the longest ending of what
 * is left of both. */
void candidate_change(const char *peptide, const char *wildtype, size_t *start, size_t *end);

#endif
