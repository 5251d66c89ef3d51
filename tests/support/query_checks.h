/* What the tests of queries share: all of a file as text, and the change by its definition. */
#ifndef MIMICRY_TESTS_QUERY_CHECKS_H
#define MIMICRY_TESTS_QUERY_CHECKS_H

#include "support.h"

/* A query, copied. */
typedef struct query_row {
    char *id, *peptide, *wildtype, *target, *gene, *accession, *allele;
    uint64_t line;
    double kd_wildtype, kd_mutant;
    uint32_t change_start, change_end, is_sequence;
} query_row;

/* All queries, copied. */
typedef struct query_rows {
    query_row *rows;
    size_t count;
    char *columns;
    test_text cells; /* of all rows, a tab between two, and a line feed after a row */
} query_rows;

/* Reads queries to their end, in blocks of at most `most`, and closes them. What was read before a
 * failure is to be freed too. */
mimicry_status queries_read(mimicry_queries *queries, size_t most, query_rows *all,
                            mimicry_error *error);

/* The same for a file. */
mimicry_status queries_try(const char *path, const mimicry_read_options *options, size_t most,
                           query_rows *all, mimicry_error *error);

/* The same for a file of this text. */
mimicry_status queries_try_text(const char *text, const mimicry_read_options *options, size_t most,
                                query_rows *all, mimicry_error *error);
void queries_free(query_rows *all);

/* A line for each query: "id peptide wildtype target gene accession allele line start-end", the
 * empty ones as `.`, and ` sequence` or ` kd_wt/kd_mt` where it is so. */
void queries_text(const query_rows *all, test_text *out);

/* Fails unless a file of this text has these queries, as queries_text says it; or this error at
 * this line. */
void queries_expect(const char *text, uint32_t flags, const char *expected);
void queries_expect_error(const char *text, uint32_t flags, uint64_t line, const char *message);

/* The definition, tried out: the longest beginning that both have, then the longest ending of what
 * is left of both. */
void query_change(const char *peptide, const char *wildtype, size_t *start, size_t *end);

#endif
