/* A method for pairs of peptides, with all that it needs. */
#ifndef MIM_SCORE_SCORER_H
#define MIM_SCORE_SCORER_H

#include "model/distance.h"
#include "model/matrix.h"

struct mimicry0_scorer {
    int32_t method;                                  /* MIMICRY_SCORE_... */
    struct mim_matrix matrix;                        /* of the methods that take one */
    double kernel[MIM_AMINO_ACIDS][MIM_AMINO_ACIDS]; /* of self-similarity: K1 */
    struct mim_distance *distance;                   /* of the two distances */
    double *weights;                                 /* one a position, or NULL */
    size_t n_weights;
};

/* The method's name in the command and in messages; NULL if there is none of that number. */
const char *mim_score_name(int32_t method);

/* `options` is filled throughout. */
mimicry_status mim_scorer_create(int32_t method, const mimicry0_scorer_options *options,
                                 struct mimicry0_scorer **out, mimicry_error *error);
void mim_scorer_free(struct mimicry0_scorer *scorer);

#endif
