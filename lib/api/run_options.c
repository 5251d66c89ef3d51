/* Checks threads, plan and instructions. */
#include "api/run_options.h"

#include "base/limits.h"
#include "base/parallel.h"
#include "search/kernels/kernels.h"

mimicry_status mim_check_threads(int32_t threads, mimicry_error *error)
{
    if (threads < 0 || threads > MIM_MOST_THREADS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%d threads: 0 to %d were expected",
                        (int)threads, (int)MIM_MOST_THREADS);
    return MIMICRY_OK;
}

mimicry_status mim_check_run(const mimicry_run *run, mimicry_error *error)
{
    const mimicry_status status = mim_check_threads(run->threads, error);
    if (status != MIMICRY_OK)
        return status;
    if (run->plan < MIMICRY_PLAN_AUTO || run->plan > MIMICRY_PLAN_SLIDING)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "plan %d is not known", (int)run->plan);
    if (mim_kernels_get(run->instructions) == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "instructions %d are not known or this machine lacks them",
                        (int)run->instructions);
    if (run->reserved != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "run.reserved is %d: 0 was expected",
                        (int)run->reserved);
    return MIMICRY_OK;
}

mimicry_status mim_check_run_without_plan(const mimicry_run *run, const char *what,
                                          mimicry_error *error)
{
    const mimicry_status status = mim_check_run(run, error);
    if (status != MIMICRY_OK || run->plan == MIMICRY_PLAN_AUTO)
        return status;
    return mim_fail(error, MIMICRY_E_ARGUMENT, "%s takes no plan", what);
}

unsigned mim_threads(int32_t threads)
{
    return threads > 0 ? (unsigned)threads : mim_processors();
}
