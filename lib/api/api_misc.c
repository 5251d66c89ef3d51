/* Public functions: version, status names, models, sequences. */
#include <math.h>
#include <stdlib.h>

#include "api/check.h"
#include "seq/model.h"
#include "seq/sequences.h"

#define TEXT_(x) #x
#define TEXT(x)  TEXT_(x)

const char *mimicry_version(void)
{
    return TEXT(MIMICRY_VERSION_MAJOR) "." TEXT(MIMICRY_VERSION_MINOR) "." TEXT(
        MIMICRY_VERSION_PATCH);
}

const char *mimicry_status_name(mimicry_status status)
{
    switch (status) {
    case MIMICRY_OK:
        return "ok";
    case MIMICRY_E_ARGUMENT:
        return "argument";
    case MIMICRY_E_MEMORY:
        return "memory";
    case MIMICRY_E_IO:
        return "io";
    case MIMICRY_E_FORMAT:
        return "format";
    case MIMICRY_E_CORRUPT:
        return "corrupt";
    case MIMICRY_E_VERSION:
        return "version";
    case MIMICRY_E_CANCELLED:
        return "cancelled";
    default:
        return "unknown";
    }
}

mimicry_status mimicry_model_matrix(const char *name_or_path, uint32_t flags,
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

const char *mimicry_model_name(size_t i)
{
    return i < mim_matrix_file_count ? mim_matrix_files[i].name : NULL;
}

double mimicry_model_score(const mimicry_model *model, char query, char residue)
{
    const uint8_t q = mim_code_of[(unsigned char)query], r = mim_code_of[(unsigned char)residue];
    if (model == NULL || q >= MIM_RESIDUES || r >= MIM_RESIDUES || query != mim_letter_of[q] ||
        residue != mim_letter_of[r])
        return (double)NAN;
    return model->matrix.score[q][r];
}

void mimicry_model_free(mimicry_model *opt_model)
{
    free(opt_model);
}

mimicry_status mimicry_sequences_read(const char *path, uint32_t flags,
                                      mimicry_sequences **out_sequences, mimicry_error *opt_error)
{
    mimicry_status status =
        mim_require(path != NULL && out_sequences != NULL, "path or out_sequences", opt_error);
    if (out_sequences != NULL)
        *out_sequences = NULL;
    if (status == MIMICRY_OK && (flags & ~(uint32_t)MIMICRY_READ_PEPTIDES) != 0)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "unknown flags");
    if (status != MIMICRY_OK)
        return status;
    return mim_sequences_read(path, (flags & MIMICRY_READ_PEPTIDES) != 0, out_sequences, opt_error);
}

uint64_t mimicry_sequences_count(const mimicry_sequences *sequences)
{
    return sequences == NULL ? 0 : sequences->count;
}

const char *const *mimicry_sequences_letters(const mimicry_sequences *sequences)
{
    return sequences == NULL ? NULL : sequences->letters;
}

const char *const *mimicry_sequences_ids(const mimicry_sequences *sequences)
{
    return sequences == NULL ? NULL : sequences->ids;
}

void mimicry_sequences_free(mimicry_sequences *opt_sequences)
{
    mim_sequences_free(opt_sequences);
}
