/* Public functions: hits that show the same peptide. */
#include "api/check.h"
#include "search/groups.h"

mimicry_status mimicry0_hits_group(const mimicry_index *index, const mimicry_hit *hits,
                                   size_t count, size_t stride, uint64_t *out_groups,
                                   uint64_t *opt_out_count, mimicry_error *opt_error)
{
    uint64_t groups = 0;
    mimicry_status status =
        mim_require(index != NULL && ((hits != NULL && out_groups != NULL) || count == 0),
                    "index, hits or out_groups", opt_error);
    if (status == MIMICRY_OK && count > 0 && stride < sizeof(mimicry_hit))
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT,
                          "a stride of %zu bytes: the size of a hit was expected", stride);
    if (status == MIMICRY_OK)
        status = mim_hits_group(index, hits, count, stride, out_groups, &groups, opt_error);
    if (opt_out_count != NULL)
        *opt_out_count = groups;
    return status;
}
