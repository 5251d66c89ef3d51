/* A method to score peptides by, with all that it needs. */
#ifndef MIM_SCORE_SCORER_H
#define MIM_SCORE_SCORER_H

#include "base/shares.h"
#include "model/distance.h"
#include "model/model.h"
#include "score/align.h"

struct mimicry_scorer {
    mim_shares shares;
    int32_t method; /* MIMICRY_SCORE_... */
    mimicry_run run;
    struct mim_matrix matrix;                        /* of the methods that take one */
    double kernel[MIM_AMINO_ACIDS][MIM_AMINO_ACIDS]; /* of self-similarity: K1 */
    struct mim_distance *distance;                   /* of the two distances */
    struct mimicry_model *scan;                      /* of activity */
    double *weights;                                 /* one a position, or NULL */
    size_t n_weights;
    struct mim_align_scoring alignment; /* of the methods with records, as what follows */
    double midpoint, slope;
};

/* The method's name in the command and in messages; NULL if there is none of that number. */
const char *mim_score_name(int32_t method);

/* What a method scores. */
bool mim_score_has_records(int32_t method);   /* a peptide and all records of an index */
bool mim_score_has_constants(int32_t method); /* dissociation constants, or also these */
bool mim_score_has_pairs(int32_t method);     /* two peptides */

/* `options` is filled throughout, its run checked. */
mimicry_status mim_scorer_create(const mimicry_score_options *options, struct mimicry_scorer **out,
                                 mimicry_error *error);
void mim_scorer_free(struct mimicry_scorer *scorer);

#endif
