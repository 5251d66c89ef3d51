/* Checks thresholds. */
#include "api/threshold.h"

#include <math.h>
#include <stdbool.h>

#include "model/model.h"

static mimicry_status check_activity(double threshold, const mimicry_model *opt_model,
                                     mimicry_error *error)
{
    if (opt_model == NULL || opt_model->kind != MIM_MODEL_SCAN)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "a least activity goes with a scan, which predicts one");
    return threshold > 0 && threshold <= 1
               ? MIMICRY_OK
               : mim_fail(error, MIMICRY_E_ARGUMENT,
                          "an activity of %g: a number above 0, to 1, was expected", threshold);
}

mimicry_status mim_check_threshold(int32_t kind, double threshold, const mimicry_model *opt_model,
                                   mimicry_error *error)
{
    const bool counts = kind == MIMICRY_MAX_MISMATCHES;
    if (kind < MIMICRY_NO_THRESHOLD || kind > MIMICRY_MIN_ACTIVITY)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "threshold_kind %d is not known", (int)kind);
    if (kind == MIMICRY_NO_THRESHOLD)
        return threshold == 0
                   ? MIMICRY_OK
                   : mim_fail(error, MIMICRY_E_ARGUMENT,
                              "a threshold of %g without its kind: set threshold_kind", threshold);
    if (kind == MIMICRY_MIN_ACTIVITY)
        return check_activity(threshold, opt_model, error);
    if (counts && !(threshold >= 0 && threshold == floor(threshold)))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "%g mismatches: a whole number from 0 on was expected", threshold);
    if (isnan(threshold) || (!isfinite(threshold) && !counts && kind != MIMICRY_MIN_SCORE))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a threshold of %g: a number was expected",
                        threshold);
    if (kind == MIMICRY_MAX_EVALUE && threshold <= 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "an E-value of %g: a number above 0 was expected", threshold);
    return MIMICRY_OK;
}
