/* Makes models of substitution matrices. */
#include "seq/model.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/memory.h"

enum { CODE_C = 4, CODE_K = 11 };

static const struct mim_matrix_file *find_built_in(const char *name)
{
    for (size_t i = 0; i < mim_matrix_file_count; i++) {
        if (strcasecmp(mim_matrix_files[i].name, name) == 0)
            return &mim_matrix_files[i];
    }
    return NULL;
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
        free(model);
        return status;
    }
    if (uo_as_ck) {
        score_as(&model->matrix, MIM_U, CODE_C);
        score_as(&model->matrix, MIM_O, CODE_K);
    }
    *out = model;
    return MIMICRY_OK;
}
