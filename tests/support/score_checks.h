/* What the tests of pair scores share. Each fails the test when the library has an error. */
#ifndef MIMICRY_TESTS_SCORE_CHECKS_H
#define MIMICRY_TESTS_SCORE_CHECKS_H

#include "support.h"

/* A scorer with weights, or NULL, under a matrix, built-in or a file, or NULL. */
mimicry0_scorer *make_scorer(int32_t method, const char *matrix, const double *weights,
                             size_t n_weights);

double score_of(const mimicry0_scorer *scorer, const char *a, const char *b);

void expect_close(double got, double want, double tolerance, const char *what, const char *a,
                  const char *b);

#endif
