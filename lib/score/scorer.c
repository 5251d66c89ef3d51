/* Makes scorers: checks that the method takes what it is given, and gets it what it needs. */
#include "score/scorer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/embedded.h"
#include "model/model.h"

static const double BETA = 0.11387;       /* of Shen et al. 2012 */
static const double LARGEST_WEIGHT = 1e6; /* keeps the rounding of a sum far below 1e-9 */

enum { TAKES_MATRIX = 1, TAKES_WEIGHTS = 2, NEEDS_PARAMETERS = 4 };

static const struct method {
    const char *name;
    unsigned takes;
} methods[] = {
    [MIMICRY_SCORE_HAMMING] = {"hamming", TAKES_WEIGHTS},
    [MIMICRY_SCORE_SUM] = {"score", TAKES_MATRIX | TAKES_WEIGHTS},
    [MIMICRY_SCORE_SIMILARITY] = {"similarity", TAKES_MATRIX | TAKES_WEIGHTS},
    [MIMICRY_SCORE_PENALTY] = {"penalty", TAKES_MATRIX | TAKES_WEIGHTS},
    [MIMICRY_SCORE_GRAM_DISTANCE] = {"gram-distance", TAKES_MATRIX | TAKES_WEIGHTS},
    [MIMICRY_SCORE_SELF_SIMILARITY] = {"self-similarity", 0},
    [MIMICRY_SCORE_RELATEDNESS] = {"relatedness", TAKES_WEIGHTS},
    [MIMICRY_SCORE_CROSS_REACTIVITY] = {"cross-reactivity", NEEDS_PARAMETERS},
    [MIMICRY_SCORE_HEX] = {"hex", TAKES_MATRIX | TAKES_WEIGHTS},
};

const char *mim_score_name(int32_t method)
{
    if (method < 1 || (size_t)method >= sizeof methods / sizeof *methods)
        return NULL;
    return methods[method].name;
}

/* ---- What is given ---- */

static mimicry_status check_weights(const mimicry0_scorer_options *o, mimicry_error *error)
{
    if (o->n_weights == 0 || o->n_weights > MIMICRY_MAX_PEPTIDE)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "%zu weights: one a position, 1 to %d, were expected", o->n_weights,
                        (int)MIMICRY_MAX_PEPTIDE);
    for (size_t i = 0; i < o->n_weights; i++) {
        if (!(o->weights[i] >= 0 && o->weights[i] <= LARGEST_WEIGHT))
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "weight %g of position %zu: a number from 0 to 1e6 was expected",
                            o->weights[i], i + 1);
    }
    return MIMICRY_OK;
}

/* What a method would ignore is refused: who gives it expects that it matters. */
static mimicry_status check_options(int32_t method, const mimicry0_scorer_options *o,
                                    mimicry_error *error)
{
    const struct method *m = &methods[method];
    const char *not_taken = NULL;
    if (o->model != NULL && (m->takes & TAKES_MATRIX) == 0)
        not_taken = "matrix";
    if (o->model != NULL && o->model->kind != MIM_MODEL_MATRIX)
        not_taken = "model that is no plain matrix";
    if (o->weights != NULL && (m->takes & TAKES_WEIGHTS) == 0)
        not_taken = "weights";
    if (o->parameters != NULL && (m->takes & NEEDS_PARAMETERS) == 0)
        not_taken = "parameter file";
    if (not_taken != NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%s takes no %s", m->name, not_taken);
    if (o->parameters == NULL && (m->takes & NEEDS_PARAMETERS) != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "%s needs a parameter file: that of Luksza et al. 2022 cannot be had "
                        "with this library",
                        m->name);
    return o->weights != NULL ? check_weights(o, error) : MIMICRY_OK;
}

static mimicry_status take_weights(struct mimicry0_scorer *s, const mimicry0_scorer_options *o,
                                   mimicry_error *error)
{
    if (o->weights == NULL)
        return MIMICRY_OK;
    s->weights = mim_alloc_array(o->n_weights, sizeof *s->weights);
    if (s->weights == NULL)
        return mim_fail_memory(error);
    memcpy(s->weights, o->weights, o->n_weights * sizeof *s->weights);
    s->n_weights = o->n_weights;
    return MIMICRY_OK;
}

/* ---- What is needed ---- */

static mimicry_status load_matrix(struct mimicry0_scorer *s, const mimicry0_scorer_options *o,
                                  mimicry_error *error)
{
    struct mimicry_model *model;
    if (o->model != NULL) {
        s->matrix = o->model->matrix;
        return MIMICRY_OK;
    }
    const mimicry_status status = mim_model_from_matrix("BLOSUM62", false, &model, error);
    if (status != MIMICRY_OK)
        return status;
    s->matrix = model->matrix;
    free(model);
    return MIMICRY_OK;
}

/* The kernel of single residues: the odds to the power of beta. */
static mimicry_status load_kernel(struct mimicry0_scorer *s, mimicry_error *error)
{
    struct mim_source *source;
    mimicry_status status = mim_source_from_memory(mim_blosum62_odds.name, mim_blosum62_odds.data,
                                                   mim_blosum62_odds.size, &source, error);
    if (status != MIMICRY_OK)
        return status;
    status = mim_matrix_read(source, &s->matrix, error);
    for (size_t a = 0; status == MIMICRY_OK && a < MIM_AMINO_ACIDS; a++) {
        for (size_t b = 0; b < MIM_AMINO_ACIDS; b++)
            s->kernel[a][b] = pow(s->matrix.score[a][b], BETA);
    }
    mim_source_close(source);
    return status;
}

static mimicry_status load(struct mimicry0_scorer *s, const mimicry0_scorer_options *o,
                           mimicry_error *error)
{
    if ((methods[s->method].takes & TAKES_MATRIX) != 0)
        return load_matrix(s, o, error);
    switch (s->method) {
    case MIMICRY_SCORE_SELF_SIMILARITY:
        return load_kernel(s, error);
    case MIMICRY_SCORE_RELATEDNESS:
        return mim_distance_relatedness(o->weights, o->n_weights, &s->distance, error);
    case MIMICRY_SCORE_CROSS_REACTIVITY:
        return mim_distance_read(o->parameters, &s->distance, error);
    default:
        return MIMICRY_OK;
    }
}

mimicry_status mim_scorer_create(int32_t method, const mimicry0_scorer_options *options,
                                 struct mimicry0_scorer **out, mimicry_error *error)
{
    *out = NULL;
    if (mim_score_name(method) == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "method %d is not known", (int)method);
    mimicry_status status = check_options(method, options, error);
    if (status != MIMICRY_OK)
        return status;
    struct mimicry0_scorer *s = mim_alloc_zeroed(1, sizeof *s);
    if (s == NULL)
        return mim_fail_memory(error);
    s->method = method;
    status = take_weights(s, options, error);
    if (status == MIMICRY_OK)
        status = load(s, options, error);
    if (status != MIMICRY_OK) {
        mim_scorer_free(s);
        return status;
    }
    *out = s;
    return MIMICRY_OK;
}

void mim_scorer_free(struct mimicry0_scorer *scorer)
{
    if (scorer == NULL)
        return;
    mim_distance_free(scorer->distance);
    free(scorer->weights);
    free(scorer);
}
