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

static const double SLOPE = 4.87; /* of the sums over records, as NeoFox has it */
static const int32_t GAP_OPEN = 11, GAP_EXTEND = 1;

enum {
    TAKES_MATRIX = 1,
    TAKES_WEIGHTS = 2,
    NEEDS_PARAMETERS = 4,
    HAS_RECORDS = 8, /* takes gap costs, midpoint and slope */
    HAS_CONSTANTS = 16,
    NEEDS_SCAN = 32
};

static const struct method {
    const char *name;
    unsigned takes;
    double midpoint; /* of those with records */
} methods[] = {
    [MIMICRY_SCORE_HAMMING] = {"hamming", TAKES_WEIGHTS, 0},
    [MIMICRY_SCORE_SUM] = {"score", TAKES_MATRIX | TAKES_WEIGHTS, 0},
    [MIMICRY_SCORE_SIMILARITY] = {"similarity", TAKES_MATRIX | TAKES_WEIGHTS, 0},
    [MIMICRY_SCORE_PENALTY] = {"penalty", TAKES_MATRIX | TAKES_WEIGHTS, 0},
    [MIMICRY_SCORE_GRAM_DISTANCE] = {"gram-distance", TAKES_MATRIX | TAKES_WEIGHTS, 0},
    [MIMICRY_SCORE_SELF_SIMILARITY] = {"self-similarity", 0, 0},
    [MIMICRY_SCORE_RELATEDNESS] = {"relatedness", TAKES_WEIGHTS, 0},
    [MIMICRY_SCORE_CROSS_REACTIVITY] = {"cross-reactivity", NEEDS_PARAMETERS, 0},
    [MIMICRY_SCORE_HEX] = {"hex", TAKES_MATRIX | TAKES_WEIGHTS, 0},
    [MIMICRY_SCORE_DISSIMILARITY] = {"dissimilarity", TAKES_MATRIX | HAS_RECORDS, 32},
    [MIMICRY_SCORE_FOREIGNNESS] = {"foreignness", TAKES_MATRIX | HAS_RECORDS, 26},
    [MIMICRY_SCORE_RECOGNITION_POTENTIAL] = {"recognition-potential",
                                             TAKES_MATRIX | HAS_RECORDS | HAS_CONSTANTS, 26},
    [MIMICRY_SCORE_AMPLITUDE] = {"amplitude", HAS_CONSTANTS, 0},
    [MIMICRY_SCORE_ACTIVITY] = {"activity", NEEDS_SCAN, 0},
};

const char *mim_score_name(int32_t method)
{
    if (method < 1 || (size_t)method >= sizeof methods / sizeof *methods)
        return NULL;
    return methods[method].name;
}

bool mim_score_has_records(int32_t method)
{
    return (methods[method].takes & HAS_RECORDS) != 0;
}

bool mim_score_has_constants(int32_t method)
{
    return (methods[method].takes & HAS_CONSTANTS) != 0;
}

bool mim_score_has_pairs(int32_t method)
{
    return (methods[method].takes & (HAS_RECORDS | HAS_CONSTANTS)) == 0;
}

/* ---- What is given ---- */

static mimicry_status check_weights(const mimicry_score_options *o, mimicry_error *error)
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

/* The first option that is given and that the method does not take, or NULL. */
static const char *not_taken(const mimicry_score_options *o)
{
    const struct {
        const char *option;
        bool given;
        unsigned needed;
    } options[] = {
        {"matrix", o->model != NULL && mim_model_only(o->model) == NULL, TAKES_MATRIX},
        {"weights", o->weights != NULL, TAKES_WEIGHTS},
        {"parameter file", o->parameters != NULL, NEEDS_PARAMETERS},
        {"gap_open", o->gap_open != 0, HAS_RECORDS},
        {"gap_extend", o->gap_extend != 0, HAS_RECORDS},
        {"midpoint", o->midpoint != 0, HAS_RECORDS},
        {"slope", o->slope != 0, HAS_RECORDS},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (options[i].given && (methods[o->method].takes & options[i].needed) == 0)
            return options[i].option;
    }
    const bool needs_scan = (methods[o->method].takes & NEEDS_SCAN) != 0;
    return o->model != NULL && !needs_scan && o->model->kind != MIM_MODEL_MATRIX
               ? "model that is no plain matrix"
               : NULL;
}

static mimicry_status check_options(const mimicry_score_options *o, mimicry_error *error)
{
    const struct method *m = &methods[o->method];
    const char *option = not_taken(o);
    if (option != NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%s takes no %s", m->name, option);
    if (o->parameters == NULL && (m->takes & NEEDS_PARAMETERS) != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "%s needs a parameter file: that of Luksza et al. 2022 cannot be had "
                        "with this library",
                        m->name);
    if ((m->takes & NEEDS_SCAN) != 0 && (o->model == NULL || mim_model_only(o->model) == NULL))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%s needs a scan, by which it is predicted",
                        m->name);
    return o->weights != NULL ? check_weights(o, error) : MIMICRY_OK;
}

static mimicry_status take_weights(struct mimicry_scorer *s, const mimicry_score_options *o,
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

static mimicry_status load_matrix(struct mimicry_scorer *s, const mimicry_score_options *o,
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
    mim_model_free(model);
    return MIMICRY_OK;
}

/* The kernel of single residues: the odds to the power of beta. */
static mimicry_status load_kernel(struct mimicry_scorer *s, mimicry_error *error)
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

/* 0 stands for `usual`, and -1 for no cost. */
static mimicry_status gap_cost(int32_t given, int32_t usual, const char *what, int32_t *out,
                               mimicry_error *error)
{
    if (given < -1 || given > MIM_MOST_GAP_COST)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%s is %d: 1 to %d, or -1, was expected", what,
                        (int)given, (int)MIM_MOST_GAP_COST);
    *out = given == 0 ? usual : given == -1 ? 0 : given;
    return MIMICRY_OK;
}

static mimicry_status load_alignment(struct mimicry_scorer *s, const mimicry_score_options *o,
                                     mimicry_error *error)
{
    int32_t open = 0, extend = 0;
    if (!isfinite(o->midpoint))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "midpoint is %g: a number was expected",
                        o->midpoint);
    if (!isfinite(o->slope) || o->slope < 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "slope is %g: a number above 0 was expected",
                        o->slope);
    s->midpoint = o->midpoint != 0 ? o->midpoint : methods[s->method].midpoint;
    s->slope = o->slope > 0 ? o->slope : SLOPE;
    mimicry_status status = gap_cost(o->gap_open, GAP_OPEN, "gap_open", &open, error);
    if (status == MIMICRY_OK)
        status = gap_cost(o->gap_extend, GAP_EXTEND, "gap_extend", &extend, error);
    return status == MIMICRY_OK
               ? mim_align_scoring_set(&s->alignment, &s->matrix, open, extend, error)
               : status;
}

static mimicry_status load(struct mimicry_scorer *s, const mimicry_score_options *o,
                           mimicry_error *error)
{
    const unsigned takes = methods[s->method].takes;
    if ((takes & TAKES_MATRIX) != 0) {
        const mimicry_status status = load_matrix(s, o, error);
        return status == MIMICRY_OK && (takes & HAS_RECORDS) != 0 ? load_alignment(s, o, error)
                                                                  : status;
    }
    switch (s->method) {
    case MIMICRY_SCORE_SELF_SIMILARITY:
        return load_kernel(s, error);
    case MIMICRY_SCORE_RELATEDNESS:
        return mim_distance_relatedness(o->weights, o->n_weights, &s->distance, error);
    case MIMICRY_SCORE_CROSS_REACTIVITY:
        return mim_distance_read(o->parameters, &s->distance, error);
    case MIMICRY_SCORE_ACTIVITY:
        s->scan = mim_model_share(o->model);
        return MIMICRY_OK;
    default:
        return MIMICRY_OK;
    }
}

mimicry_status mim_scorer_create(const mimicry_score_options *options, struct mimicry_scorer **out,
                                 mimicry_error *error)
{
    *out = NULL;
    if (mim_score_name(options->method) == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "method %d is not known", (int)options->method);
    mimicry_status status = check_options(options, error);
    if (status != MIMICRY_OK)
        return status;
    struct mimicry_scorer *s = mim_alloc_zeroed(1, sizeof *s);
    if (s == NULL)
        return mim_fail_memory(error);
    s->method = options->method;
    s->run = options->run;
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

void mim_scorer_free(struct mimicry_scorer *scorer)
{
    if (scorer == NULL || !mim_unshare(&scorer->shares))
        return;
    mim_distance_free(scorer->distance);
    mim_model_free(scorer->scan);
    free(scorer->weights);
    free(scorer);
}
