/* The scores of pairs from their definitions in the plainest way. It shares nothing with the
 * library: it reads the data files itself, and sums over all pieces where the library has a
 * recurrence. */
#ifndef MIMICRY_TESTS_ORACLE_SCORES_H
#define MIMICRY_TESTS_ORACLE_SCORES_H

#include "oracle.h"

/* Weights, one a position, or NULL: all 1. */
double oracle_hamming(const char *a, const char *b, const double *weights);
double oracle_weighted_score(const oracle_matrix *matrix, const char *a, const char *b,
                             const double *weights);
double oracle_gram_distance(const oracle_matrix *matrix, const char *a, const char *b,
                            const double *weights);

/* Over every pair of equally long pieces, the product along them: about length^4 steps. */
double oracle_self_similarity(const oracle_matrix *odds, const char *a, const char *b);

/* The 12 components of each residue, by its letter. */
typedef struct oracle_components {
    double of[128][12];
} oracle_components;

oracle_components oracle_components_read(const char *path);
double oracle_relatedness(const oracle_components *components, const char *a, const char *b,
                          const double *weights);

/* The weights written out for lengths 8, 9, 10 and 15 (`length` is one of them). */
double oracle_hex(const oracle_matrix *matrix, const char *a, const char *b);

#endif
