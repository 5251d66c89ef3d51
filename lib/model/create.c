/* Makes the model that options ask for. */
#include "model/create.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/weights_text.h"

/* Weights are either numbers or text; neither: an empty list. */
static mimicry_status take_weights(const mimicry_model_options *o, struct mim_weights *out,
                                   mimicry_error *error)
{
    *out = (struct mim_weights){0};
    if (o->weights != NULL && o->mask != NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "weights and mask: one of them was expected");
    if (o->weights != NULL)
        return mim_weights_from_list(o->weights, o->n_weights, out, error);
    return o->mask != NULL ? mim_weights_from_text(o->mask, out, error) : MIMICRY_OK;
}

static mimicry_status create_matrix(const mimicry_model_options *o, struct mimicry_model **out,
                                    mimicry_error *error)
{
    struct mim_weights weights;
    struct mimicry_model *matrix = NULL;
    mimicry_status status = take_weights(o, &weights, error);
    if (status == MIMICRY_OK)
        status = mim_model_from_matrix(o->source != NULL ? o->source : "BLOSUM62",
                                       (o->flags & MIMICRY_MODEL_UO_AS_CK) != 0, &matrix, error);
    if (status == MIMICRY_OK && (o->weights != NULL || o->mask != NULL)) {
        status = mim_model_weighted(matrix, weights, out, error);
    } else {
        mim_weights_free(&weights);
        *out = matrix;
        matrix = NULL;
    }
    mim_model_free(matrix);
    return status;
}

static mimicry_status create_distance(const mimicry_model_options *o, struct mimicry_model **out,
                                      mimicry_error *error)
{
    struct mim_weights weights;
    struct mim_distance *distance = NULL;
    const bool is_file = o->source != NULL && strcmp(o->source, "relatedness") != 0;
    const bool weighted = o->weights != NULL || o->mask != NULL;
    if (is_file && weighted)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "%.300s has factors of its own: no weights were expected", o->source);
    mimicry_status status = take_weights(o, &weights, error);
    if (status == MIMICRY_OK && weights.mask != MIM_MASK_NONE)
        status = mim_fail(error, MIMICRY_E_ARGUMENT,
                          "weights '%.60s' with relatedness: numbers were expected", o->mask);
    if (status == MIMICRY_OK)
        status = is_file ? mim_distance_read(o->source, &distance, error)
                         : mim_distance_relatedness(weighted ? weights.values : NULL, weights.count,
                                                    &distance, error);
    mim_weights_free(&weights);
    return status == MIMICRY_OK ? mim_model_from_distance(distance, out, error) : status;
}

/* Motifs, profiles and scans: they have their own scores at every position. */
static mimicry_status create_positions(const mimicry_model_options *o, struct mimicry_model **out,
                                       mimicry_error *error)
{
    const char *what = o->kind == MIMICRY_MODEL_MOTIF     ? "motif"
                       : o->kind == MIMICRY_MODEL_PROFILE ? "profile"
                                                          : "scan";
    if (o->source == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "the %s of a %s is missing",
                        o->kind == MIMICRY_MODEL_MOTIF ? "pattern" : "file", what);
    if (o->weights != NULL || o->mask != NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "weights with a %s: one of them was expected",
                        what);
    if (o->kind == MIMICRY_MODEL_SCAN)
        return mim_model_from_scan(o->source, o->peptide, out, error);
    return o->kind == MIMICRY_MODEL_MOTIF ? mim_model_from_motif(o->source, out, error)
                                          : mim_model_from_profile(o->source, out, error);
}

mimicry_status mim_model_create(const mimicry_model_options *o, struct mimicry_model **out,
                                mimicry_error *error)
{
    *out = NULL;
    if ((o->flags & ~(uint32_t)MIMICRY_MODEL_UO_AS_CK) != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "unknown flags of a model");
    if (o->flags != 0 && o->kind != MIMICRY_MODEL_MATRIX)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "U and O as C and K: a matrix was expected");
    if (o->peptide != NULL && o->kind != MIMICRY_MODEL_SCAN)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "an index peptide with a model that is no scan: none was expected");
    switch (o->kind) {
    case MIMICRY_MODEL_MATRIX:
        return create_matrix(o, out, error);
    case MIMICRY_MODEL_MOTIF:
    case MIMICRY_MODEL_PROFILE:
    case MIMICRY_MODEL_SCAN:
        return create_positions(o, out, error);
    case MIMICRY_MODEL_DISTANCE:
        return create_distance(o, out, error);
    default:
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a model of kind %d is not known", (int)o->kind);
    }
}

/* ---- One score ---- */

/* The codes of a peptide that the model takes, and how many; 0 for another. */
static uint32_t read_peptide(const struct mimicry_model *model, const char *peptide, uint8_t *codes)
{
    uint32_t least, most, length = 0;
    mim_model_lengths(model, &least, &most);
    for (; peptide[length] != '\0'; length++) {
        if (length == most || mim_code_of[(unsigned char)peptide[length]] >= MIM_RESIDUES)
            return 0;
        codes[length] = mim_code_of[(unsigned char)peptide[length]];
    }
    return mim_model_takes(model, peptide, length) ? length : 0;
}

double mim_model_score(const struct mimicry_model *model, const char *peptide, uint32_t position,
                       char residue)
{
    uint8_t codes[MIMICRY_MAX_PEPTIDE];
    uint32_t accepts[MIMICRY_MAX_PEPTIDE];
    const uint8_t code = mim_code_of[(unsigned char)residue];
    const uint32_t length = read_peptide(model, peptide, codes);
    double score = (double)NAN;
    if (position >= length || code >= MIM_RESIDUES)
        return score;
    double(*scores)[MIM_CODES] = mim_alloc_array(length, sizeof *scores);
    if (scores != NULL) {
        mim_model_fill(model, codes, length, scores, accepts);
        score = scores[position][code];
    }
    free(scores);
    return score;
}
