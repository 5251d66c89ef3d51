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

const char *mimicry_model_remarks(const mimicry_model *model)
{
    return model == NULL || model->remarks == NULL ? "" : model->remarks;
}

void mimicry_model_free(mimicry_model *opt_model)
{
    mim_model_free(opt_model);
}
