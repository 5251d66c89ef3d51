/* What the tests of scores share. Each fails the test when the library has an error, unless it
 * returns a status. */
#ifndef MIMICRY_TESTS_SCORE_CHECKS_H
#define MIMICRY_TESTS_SCORE_CHECKS_H

#include "support.h"

/* A scorer with weights, or NULL, under a matrix, built-in or a file, or NULL. */
mimicry_scorer *make_scorer(int32_t method, const char *matrix, const double *weights,
                            size_t n_weights);

double score_of(const mimicry_scorer *scorer, const char *a, const char *b);

void expect_close(double got, double want, double tolerance, const char *what, const char *a,
                  const char *b);

/* The values of the table of a scorer that is made of the options, for peptides and all records of
 * an index. A failure of the stream is given as CANCELLED, MEMORY or ARGUMENT, with its message. */
mimicry_status score_records(const mimicry_index *index, const mimicry_score_options *options,
                             const char *const *peptides, size_t count, double *out,
                             mimicry_error *error);

#endif
