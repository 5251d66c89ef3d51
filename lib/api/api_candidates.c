/* Public functions: candidates. */
#include "api/check.h"
#include "query/candidates.h"

mimicry_status mimicry0_candidates_open(const char *path, mimicry0_candidates **out_candidates,
                                        mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(path != NULL && out_candidates != NULL, "path or out_candidates", opt_error);
    if (out_candidates != NULL)
        *out_candidates = NULL;
    return status == MIMICRY_OK ? mim_candidates_open(path, out_candidates, opt_error) : status;
}

mimicry_status mimicry0_candidates_next(mimicry0_candidates *candidates, size_t most,
                                        const mimicry0_candidate **out_block, size_t *out_count,
                                        size_t *out_stride, mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(candidates != NULL && out_block != NULL && out_count != NULL && most > 0,
                    "candidates, most, out_block or out_count", opt_error);
    if (out_block != NULL)
        *out_block = NULL;
    if (out_count != NULL)
        *out_count = 0;
    if (out_stride != NULL)
        *out_stride = sizeof(mimicry0_candidate);
    return status == MIMICRY_OK
               ? mim_candidates_next(candidates, most, out_block, out_count, opt_error)
               : status;
}

const char *mimicry0_candidates_columns(const mimicry0_candidates *candidates)
{
    return candidates == NULL ? NULL : mim_candidates_columns(candidates);
}

void mimicry0_candidates_close(mimicry0_candidates *opt_candidates)
{
    mim_candidates_close(opt_candidates);
}
