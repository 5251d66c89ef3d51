/* Public functions: how surprising a score is. */
#include <math.h>
#include <string.h>

#include "api/check.h"
#include "score/adjust.h"
#include "score/evalues.h"

static double evalue_of(struct mim_evalues *evalues, const char *peptide, double value)
{
    if (mim_evalues_set(evalues, peptide, strlen(peptide), NULL) != MIMICRY_OK)
        return NAN;
    return mim_evalue_of(evalues, value);
}

double mimicry_evalue(const mimicry_index *index, const mimicry_model *opt_model,
                      const char *peptide, int32_t threshold_kind, double value)
{
    struct mim_background significance;
    struct mim_evalues evalues;
    mimicry_model *built_in = NULL;
    double result = NAN;
    if (index == NULL || peptide == NULL || isnan(value) ||
        (threshold_kind != MIMICRY_MIN_SCORE && threshold_kind != MIMICRY_MAX_MISMATCHES))
        return NAN;
    if (opt_model == NULL &&
        mim_model_from_matrix("BLOSUM62", false, &built_in, NULL) != MIMICRY_OK)
        return NAN;
    mim_background_set(&significance, index, opt_model != NULL ? opt_model : built_in,
                       threshold_kind == MIMICRY_MIN_SCORE);
    if (mim_evalues_open(&evalues, &significance, NULL) == MIMICRY_OK)
        result = evalue_of(&evalues, peptide, value);
    mim_evalues_close(&evalues);
    mim_model_free(significance.model);
    mimicry_model_free(built_in);
    return result;
}

mimicry_status mimicry_adjust_p_values(const double *p_values, size_t count, double *out_adjusted,
                                       mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require((p_values != NULL && out_adjusted != NULL) || count == 0,
                    "p_values or out_adjusted", opt_error);
    return status == MIMICRY_OK ? mim_adjust_p_values(p_values, count, out_adjusted, opt_error)
                                : status;
}
