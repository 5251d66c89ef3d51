/* Public functions: what queries share with an index. */
#include "api/check.h"
#include "api/run_options.h"
#include "search/plan/plan.h"
#include "table/shared.h"

enum { USUAL_LENGTH = 8 };

static mimicry_status check_arguments(const mimicry_index *index, const mimicry_queries *queries,
                                      struct ArrowArrayStream *out, mimicry_error *error)
{
    if (out != NULL)
        *out = (struct ArrowArrayStream){0};
    return mim_require(index != NULL && queries != NULL && out != NULL,
                       "index, queries or out_table", error);
}

static mimicry_status check_segments(const mimicry_shared_options *o, mimicry_error *error)
{
    if (o->changed != 0 && o->changed != 1)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "changed is %d: 0 or 1 was expected",
                        (int)o->changed);
    if (o->reserved != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a reserved option is not 0");
    return mim_check_run_without_plan(&o->run, "mimicry_shared", error);
}

mimicry_status mimicry_shared(const mimicry_index *index, mimicry_queries *queries,
                              const mimicry_shared_options *opt_options,
                              struct ArrowArrayStream *out_table, mimicry_error *opt_error)
{
    mimicry_shared_options o = {.size = sizeof o};
    mimicry_status status = check_arguments(index, queries, out_table, opt_error);
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &o, sizeof o, opt_error);
    if (status == MIMICRY_OK)
        status = check_segments(&o, opt_error);
    if (status != MIMICRY_OK)
        return status;
    const struct mim_shared_request request = {index, queries, &o.run, o.only_genes,
                                               o.exclude_genes};
    return mim_segments_table(&request, o.min_length > 0 ? o.min_length : USUAL_LENGTH,
                              o.changed != 0, out_table, opt_error);
}

static mimicry_status check_along(const mimicry_along_options *o, mimicry_error *error)
{
    if (o->window < -1 || o->window > MIMICRY_MAX_PEPTIDE)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "windows of %d residues: 1 to %d, or -1 for none, were expected",
                        (int)o->window, (int)MIMICRY_MAX_PEPTIDE);
    if (o->reserved != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a reserved option is not 0");
    if (o->window >= 0 && o->run.plan == MIMICRY_PLAN_SCAN)
        return mim_plan_fail(error);
    return o->window < 0
               ? mim_check_run_without_plan(&o->run, "mimicry_along without windows", error)
               : mim_check_run(&o->run, error);
}

mimicry_status mimicry_along(const mimicry_index *index, mimicry_queries *queries,
                             const mimicry_along_options *opt_options,
                             struct ArrowArrayStream *out_table, mimicry_error *opt_error)
{
    mimicry_along_options o = {.size = sizeof o};
    mimicry_status status = check_arguments(index, queries, out_table, opt_error);
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &o, sizeof o, opt_error);
    if (status == MIMICRY_OK)
        status = check_along(&o, opt_error);
    if (status != MIMICRY_OK)
        return status;
    const struct mim_shared_request request = {index, queries, &o.run, o.only_genes,
                                               o.exclude_genes};
    const uint32_t window = o.window < 0    ? 0
                            : o.window == 0 ? MIMICRY_USUAL_WINDOW
                                            : (uint32_t)o.window;
    return mim_along_table(&request, window, out_table, opt_error);
}
