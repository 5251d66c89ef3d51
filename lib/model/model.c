/* Makes models, and fills in what they say of the positions of a peptide. */
#include "model/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fold.h"
#include "base/memory.h"

enum { CODE_C = 4, CODE_K = 11 };

static const struct mim_matrix_file *find_built_in(const char *name)
{
    for (size_t i = 0; i < mim_matrix_file_count; i++) {
        if (mim_same_folded(mim_matrix_files[i].name, name))
            return &mim_matrix_files[i];
    }
    return NULL;
}

const char *mim_built_in_matrix(const char *name)
{
    const struct mim_matrix_file *file = find_built_in(name);
    return file != NULL ? file->name : NULL;
}

static mimicry_status open_matrix(const char *name_or_path, struct mim_source **out,
                                  mimicry_error *error)
{
    const struct mim_matrix_file *file = find_built_in(name_or_path);
    if (file != NULL)
        return mim_source_from_memory(file->name, file->data, file->size, out, error);
    if (strchr(name_or_path, '/') == NULL && access(name_or_path, F_OK) != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "unknown matrix '%.100s': it is not built in, nor is there a file of that "
                        "name",
                        name_or_path);
    return mim_source_open(name_or_path, out, error);
}

/* Gives `code` the row and column of `as`. */
static void score_as(struct mim_matrix *m, uint8_t code, uint8_t as)
{
    memcpy(m->score[code], m->score[as], sizeof m->score[code]);
    for (size_t row = 0; row < MIM_CODES; row++)
        m->score[row][code] = m->score[row][as];
}

mimicry_status mim_model_from_matrix(const char *name_or_path, bool uo_as_ck,
                                     struct mimicry_model **out, mimicry_error *error)
{
    struct mim_source *source;
    *out = NULL;
    mimicry_status status = open_matrix(name_or_path, &source, error);
    if (status != MIMICRY_OK)
        return status;
    struct mimicry_model *model = mim_alloc_zeroed(1, sizeof *model);
    status =
        model == NULL ? mim_fail_memory(error) : mim_matrix_read(source, &model->matrix, error);
    mim_source_close(source);
    if (status != MIMICRY_OK) {
        mim_model_free(model);
        return status;
    }
    if (uo_as_ck) {
        score_as(&model->matrix, MIM_U, CODE_C);
        score_as(&model->matrix, MIM_O, CODE_K);
    }
    model->is_integer = model->matrix.is_integer;
    *out = model;
    return MIMICRY_OK;
}

mimicry_status mim_model_weighted(const struct mimicry_model *base, struct mim_weights weights,
                                  struct mimicry_model **out, mimicry_error *error)
{
    struct mimicry_model *model = mim_alloc_zeroed(1, sizeof *model);
    if (model == NULL) {
        mim_weights_free(&weights);
        return mim_fail_memory(error);
    }
    model->kind = MIM_MODEL_WEIGHTED;
    model->matrix = base->matrix;
    model->weights = weights;
    model->is_integer = base->is_integer && mim_weights_are_whole(&weights);
    *out = model;
    return MIMICRY_OK;
}

mimicry_status mim_model_from_distance(struct mim_distance *distance, struct mimicry_model **out,
                                       mimicry_error *error)
{
    struct mimicry_model *model = mim_alloc_zeroed(1, sizeof *model);
    if (model == NULL) {
        mim_distance_free(distance);
        return mim_fail_memory(error);
    }
    model->kind = MIM_MODEL_DISTANCE;
    model->distance = distance;
    *out = model;
    return MIMICRY_OK;
}

mimicry_status mim_model_from_positions(uint32_t length, const char *source,
                                        struct mimicry_model **out, mimicry_error *error)
{
    struct mimicry_model *model = mim_alloc_zeroed(1, sizeof *model);
    if (model == NULL)
        return mim_fail_memory(error);
    struct mim_positions *t = &model->table;
    model->kind = MIM_MODEL_TABLE;
    t->length = length;
    t->scores = mim_alloc_zeroed(length, sizeof *t->scores);
    t->accepts = mim_alloc_zeroed(length, sizeof *t->accepts);
    t->consensus = mim_alloc_zeroed((size_t)length + 1, 1);
    const size_t source_size = strlen(source) + 1;
    t->source = mim_alloc_array(source_size, 1);
    if (t->scores == NULL || t->accepts == NULL || t->consensus == NULL || t->source == NULL) {
        mim_model_free(model);
        return mim_fail_memory(error);
    }
    memset(t->consensus, 'X', length);
    memcpy(t->source, source, source_size);
    *out = model;
    return MIMICRY_OK;
}

struct mimicry_model *mim_model_share(const struct mimicry_model *model)
{
    struct mimicry_model *shared = (struct mimicry_model *)(uintptr_t)model;
    mim_share(&shared->shares);
    return shared;
}

void mim_model_free(struct mimicry_model *model)
{
    if (model == NULL || !mim_unshare(&model->shares))
        return;
    mim_weights_free(&model->weights);
    mim_distance_free(model->distance);
    free(model->table.scores);
    free(model->table.accepts);
    free(model->table.consensus);
    free(model->table.source);
    free(model->remarks);
    free(model);
}

void mim_model_lengths(const struct mimicry_model *model, uint32_t *least, uint32_t *most)
{
    *least = 1;
    *most = MIMICRY_MAX_PEPTIDE;
    if (model->kind == MIM_MODEL_WEIGHTED)
        mim_weights_lengths(&model->weights, least, most);
    else if (model->kind == MIM_MODEL_DISTANCE && model->distance->factors != NULL)
        *least = *most = (uint32_t)model->distance->n_factors;
    else if (mim_model_has_peptide(model))
        *least = *most = model->table.length;
}

const char *mim_model_only(const struct mimicry_model *model)
{
    return model->kind == MIM_MODEL_SCAN ? model->table.consensus : NULL;
}

bool mim_model_takes(const struct mimicry_model *model, const char *letters, size_t length)
{
    const char *only = mim_model_only(model);
    uint32_t least, most;
    mim_model_lengths(model, &least, &most);
    bool takes = length >= least && length <= most;
    for (size_t i = 0; i < length && takes && only != NULL; i++)
        takes = mim_code_of[(unsigned char)letters[i]] == mim_code_of[(unsigned char)only[i]];
    return takes;
}

static void fill_weighted(const struct mimicry_model *m, const uint8_t *codes, uint32_t length,
                          double (*scores)[MIM_CODES], uint32_t *accepts)
{
    for (uint32_t j = 0; j < length; j++) {
        const double weight = mim_weights_at(&m->weights, j, length);
        for (int code = 0; code < MIM_CODES; code++)
            scores[j][code] = weight == 0 ? 0 : weight * m->matrix.score[codes[j]][code];
        accepts[j] = weight == 0 ? (UINT32_C(1) << MIM_RESIDUES) - 1 : mim_same_residue(codes[j]);
    }
}

/* What is none of the 20 amino acids has no distance, and is as far as can be. */
static void fill_distance(const struct mimicry_model *m, const uint8_t *codes, uint32_t length,
                          double (*scores)[MIM_CODES], uint32_t *accepts)
{
    double most = 0;
    mim_distance_table(m->distance, codes, length, scores);
    for (uint32_t j = 0; j < length; j++) {
        for (int code = 0; code < MIM_AMINO_ACIDS; code++)
            most = isfinite(scores[j][code]) ? fmax(most, scores[j][code]) : most;
        accepts[j] = mim_same_residue(codes[j]);
    }
    for (uint32_t j = 0; j < length; j++) {
        for (int code = 0; code < MIM_CODES; code++)
            scores[j][code] = isfinite(scores[j][code]) ? -scores[j][code] : -most;
    }
}

void mim_model_fill(const struct mimicry_model *m, const uint8_t *codes, uint32_t length,
                    double (*scores)[MIM_CODES], uint32_t *accepts)
{
    switch (m->kind) {
    case MIM_MODEL_WEIGHTED:
        fill_weighted(m, codes, length, scores, accepts);
        break;
    case MIM_MODEL_DISTANCE:
        fill_distance(m, codes, length, scores, accepts);
        break;
    case MIM_MODEL_TABLE:
    case MIM_MODEL_SCAN:
        memcpy(scores, m->table.scores, length * sizeof *scores);
        memcpy(accepts, m->table.accepts, length * sizeof *accepts);
        break;
    default:
        for (uint32_t j = 0; j < length; j++) {
            memcpy(scores[j], m->matrix.score[codes[j]], sizeof *scores);
            accepts[j] = mim_same_residue(codes[j]);
        }
    }
}
