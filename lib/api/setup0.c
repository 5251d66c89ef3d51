/* Turns options of the first edition into those of this one. */
#include "api/setup0.h"

#include "api/check.h"

void mim_search0_defaults(mimicry0_search_options *options)
{
    *options = (mimicry0_search_options){
        .size = sizeof *options,
        .threshold_kind = MIMICRY_MAX_MISMATCHES,
    };
}

mimicry_status mim_search0_take(const mimicry0_search_options *opt_options,
                                mimicry_search_options *out, mimicry_error *error)
{
    mimicry0_search_options o;
    mim_search0_defaults(&o);
    const mimicry_status status = mim_take_options(opt_options, &o, sizeof o, error);
    if (status != MIMICRY_OK)
        return status;
    if (o.reserved != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a reserved option is not 0");
    if (o.threshold_kind == MIMICRY_NO_THRESHOLD)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "threshold_kind 0 is not known");
    *out = (mimicry_search_options){
        .size = sizeof *out,
        .run = {.threads = o.threads,
                .plan = o.plan,
                .instructions = o.instructions,
                .progress = o.progress,
                .data = o.progress_data},
        .model = o.model,
        .threshold_kind = o.threshold_kind,
        .threshold = o.threshold,
        .top = o.top,
        .window_min = o.window_min,
        .window_max = o.window_max,
        .max_indels = o.max_indels,
        .only_genes = o.only_genes,
        .exclude_genes = o.exclude_genes,
    };
    return MIMICRY_OK;
}
