/* The naive oracle of local alignments: every way to end in a match or a gap, tried one by one, and
 * the sum over all records, by the definitions. It shares nothing with the library. */
#ifndef MIMICRY_TESTS_ALIGN_ORACLE_H
#define MIMICRY_TESTS_ALIGN_ORACLE_H

#include "oracle.h"

typedef struct oracle_gaps {
    int32_t open; /* a gap of g residues costs open + g * extend */
    int32_t extend;
} oracle_gaps;

/* The best score of a local alignment of the query with these letters, none of them `*`; 0 if none
 * is positive. Either case of the query. */
int64_t oracle_align(const oracle_matrix *matrix, oracle_gaps gaps, const char *query,
                     const char *letters, size_t length);

/* The best scores of the query with each record, cut at every `*`; the caller frees them. */
int64_t *oracle_align_records(const oracle_matrix *matrix, oracle_gaps gaps, const char *query,
                              const oracle_records *records);

/* 1 + Z, where Z is the sum of e^(-k (a - s)) over the positive ones of `count` scores s. */
long double oracle_partition(const int64_t *scores, size_t count, double a, double k);

#endif
