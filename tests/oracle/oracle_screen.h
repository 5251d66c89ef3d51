/* The naive oracle of a screen: every window of every record, one by one, for each window of a
 * candidate; lists are gone through from the front for each question. It shares nothing with the
 * library. */
#ifndef MIMICRY_TESTS_ORACLE_SCREEN_H
#define MIMICRY_TESTS_ORACLE_SCREEN_H

#include "oracle_scope.h"
#include "support.h"

/* A table of expression and of organs: levels[gene * n_tissues + tissue]; NAN: not known. */
typedef struct screen_tissues {
    size_t n_genes, n_tissues;
    const char *const *genes;
    const char *const *tissues;
    const char *const *systems; /* NULL: the tissue is in no table of organs */
    const bool *vital;
    const double *levels;
    double floor;
} screen_tissues;

/* Peptides that are presented, any number of rows each; NAN: no rank. */
typedef struct screen_binders {
    size_t count;
    const char *const *peptides;
    const char *const *alleles;
    const double *ranks;
} screen_binders;

typedef struct screen_request {
    const scope_proteome *proteome;
    const oracle_matrix *matrix;
    scope_rules rules;
    size_t window_min, window_max; /* of sequences */
    const screen_tissues *tissues; /* NULL: nothing is asked */
    const screen_binders *binders;
} screen_request;

/* What a row is to say, written out, but for real numbers. */
typedef struct screen_answer {
    test_text text;
    test_text hits; /* within reach, in order */
    mimicry_hit nearest, best;
    double evalue; /* of the best by score; only where the matrix has whole numbers */
} screen_answer;

screen_answer oracle_screen(const screen_request *request, const mimicry0_candidate *candidate);
void screen_answer_free(screen_answer *answer);

/* Writes a hit as both texts have it. */
void screen_print_hit(test_text *text, const mimicry_hit *hit);

#endif
