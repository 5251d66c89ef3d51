/* The naive oracle of p-values and E-values: every window that there could be, with its value and
 * its probability. Where values are equal the windows are kept as one, which sums of whole numbers
 * make many; others are one by one, and are for short peptides of few letters. */
#ifndef MIMICRY_TESTS_ORACLE_SIGNIFICANCE_H
#define MIMICRY_TESTS_ORACLE_SIGNIFICANCE_H

#include "oracle.h"

typedef struct oracle_outcome {
    double value;
    double share; /* its probability */
} oracle_outcome;

/* By value, lowest first. */
typedef struct oracle_outcomes {
    oracle_outcome *data;
    size_t count;
} oracle_outcomes;

/* Of windows whose letters are as common as in the records, `*` left out. Values are scores, or
 * with no matrix the number of positions that are no mismatches. Upper-case letters. */
oracle_outcomes oracle_outcomes_of(const oracle_records *records, const oracle_matrix *opt_matrix,
                                   const char *letters, size_t length);
void oracle_outcomes_free(oracle_outcomes *outcomes);

/* The probability of `value` or more. */
double oracle_p_value(const oracle_outcomes *outcomes, double value);

/* Windows of one record without `*`. */
double oracle_windows(const oracle_records *records, size_t length);

/* The lowest value that has an E-value of at most `evalue`, or INFINITY. */
double oracle_lowest_value(const oracle_records *records, const oracle_matrix *opt_matrix,
                           const char *letters, size_t length, double evalue);

#endif
