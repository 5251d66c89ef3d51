/* Public functions: models. */
#include <math.h>

#include "api/check.h"
#include "model/create.h"

mimicry_status mimicry_model_create(const mimicry_model_options *opt_options,
                                    mimicry_model **out_model, mimicry_error *opt_error)
{
    mimicry_model_options options = {.size = sizeof options};
    mimicry_status status = mim_require(out_model != NULL, "out_model", opt_error);
    if (status != MIMICRY_OK)
        return status;
    *out_model = NULL;
    status = mim_take_options(opt_options, &options, sizeof options, opt_error);
    return status == MIMICRY_OK ? mim_model_create(&options, out_model, opt_error) : status;
}

double mimicry_model_score(const mimicry_model *model, const char *peptide, uint32_t position,
                           char residue)
{
    return model == NULL || peptide == NULL ? (double)NAN
                                            : mim_model_score(model, peptide, position, residue);
}

const char *mimicry_model_peptide(const mimicry_model *model)
{
    return model == NULL ? NULL : model->table.consensus;
}

mimicry_status mimicry0_model_matrix(const char *name_or_path, uint32_t flags,
                                     mimicry_model **out_model, mimicry_error *opt_error)
{
    mimicry_status status = mim_require(name_or_path != NULL && out_model != NULL,
                                        "a matrix name or out_model", opt_error);
    if (out_model != NULL)
        *out_model = NULL;
    if (status == MIMICRY_OK && (flags & ~(uint32_t)MIMICRY_MODEL_UO_AS_CK) != 0)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "unknown flags");
    if (status != MIMICRY_OK)
        return status;
    return mim_model_from_matrix(name_or_path, (flags & MIMICRY_MODEL_UO_AS_CK) != 0, out_model,
                                 opt_error);
}

const char *mimicry0_model_name(size_t i)
{
    return i < mim_matrix_file_count ? mim_matrix_files[i].name : NULL;
}

double mimicry0_model_score(const mimicry_model *model, char query, char residue)
{
    const uint8_t q = mim_code_of[(unsigned char)query], r = mim_code_of[(unsigned char)residue];
    if (model == NULL || q >= MIM_RESIDUES || r >= MIM_RESIDUES || query != mim_letter_of[q] ||
        residue != mim_letter_of[r] || model->kind != MIM_MODEL_MATRIX)
        return (double)NAN;
    return model->matrix.score[q][r];
}

void mimicry_model_free(mimicry_model *opt_model)
{
    mim_model_free(opt_model);
}

/* A model for `base`, BLOSUM62 if it is NULL, with weights that this takes over. */
static mimicry_status weigh(const mimicry_model *opt_base, struct mim_weights weights,
                            mimicry_model **out_model, mimicry_error *error)
{
    mimicry_model *blosum = NULL;
    mimicry_status status = MIMICRY_OK;
    if (opt_base == NULL)
        status = mim_model_from_matrix("BLOSUM62", false, &blosum, error);
    else if (opt_base->kind != MIM_MODEL_MATRIX)
        status = mim_fail(error, MIMICRY_E_ARGUMENT, "weights need a plain matrix");
    if (status == MIMICRY_OK)
        status =
            mim_model_weighted(opt_base != NULL ? opt_base : blosum, weights, out_model, error);
    else
        mim_weights_free(&weights);
    mim_model_free(blosum);
    return status;
}

mimicry_status mimicry0_model_weighted(const mimicry_model *opt_base, const double *weights,
                                       size_t n_weights, mimicry_model **out_model,
                                       mimicry_error *opt_error)
{
    struct mim_weights list;
    mimicry_status status =
        mim_require(weights != NULL && out_model != NULL, "weights or out_model", opt_error);
    if (out_model != NULL)
        *out_model = NULL;
    if (status == MIMICRY_OK)
        status = mim_weights_from_list(weights, n_weights, &list, opt_error);
    return status == MIMICRY_OK ? weigh(opt_base, list, out_model, opt_error) : status;
}

mimicry_status mimicry0_model_preset(const mimicry_model *opt_base, const char *preset,
                                     mimicry_model **out_model, mimicry_error *opt_error)
{
    struct mim_weights mask;
    mimicry_status status =
        mim_require(preset != NULL && out_model != NULL, "a preset or out_model", opt_error);
    if (out_model != NULL)
        *out_model = NULL;
    if (status == MIMICRY_OK)
        status = mim_weights_from_preset(preset, &mask, opt_error);
    return status == MIMICRY_OK ? weigh(opt_base, mask, out_model, opt_error) : status;
}

mimicry_status mimicry0_model_motif(const char *pattern, mimicry_model **out_model,
                                    mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(pattern != NULL && out_model != NULL, "a pattern or out_model", opt_error);
    if (out_model != NULL)
        *out_model = NULL;
    return status == MIMICRY_OK ? mim_model_from_motif(pattern, out_model, opt_error) : status;
}

mimicry_status mimicry0_model_profile(const char *path, mimicry_model **out_model,
                                      mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(path != NULL && out_model != NULL, "a path or out_model", opt_error);
    if (out_model != NULL)
        *out_model = NULL;
    return status == MIMICRY_OK ? mim_model_from_profile(path, out_model, opt_error) : status;
}

mimicry_status mimicry0_model_distance(const char *opt_parameters, const double *opt_weights,
                                       size_t n_weights, mimicry_model **out_model,
                                       mimicry_error *opt_error)
{
    struct mim_distance *distance = NULL;
    mimicry_status status = mim_require(out_model != NULL, "out_model", opt_error);
    if (out_model != NULL)
        *out_model = NULL;
    if (status == MIMICRY_OK && opt_parameters != NULL && opt_weights != NULL)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT,
                          "a parameter file has factors: no weights were expected");
    if (status != MIMICRY_OK)
        return status;
    status = opt_parameters != NULL
                 ? mim_distance_read(opt_parameters, &distance, opt_error)
                 : mim_distance_relatedness(opt_weights, n_weights, &distance, opt_error);
    return status == MIMICRY_OK ? mim_model_from_distance(distance, out_model, opt_error) : status;
}

const char *mimicry0_model_consensus(const mimicry_model *model)
{
    return model == NULL ? NULL : model->table.consensus;
}
