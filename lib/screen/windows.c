/* Cuts queries into the windows that are searched. */
#include "screen/windows.h"

#include <string.h>

#include "residue/change.h"

struct mim_cutter mim_cutter_begin(const struct mim_screen_request *request,
                                   const mimicry_query *query)
{
    struct mim_cutter cutter = {.query = query, .total = strlen(query->peptide)};
    /* A short sequence would be passed over in silence. */
    const bool whole = !query->is_sequence || cutter.total < request->window_min;
    cutter.min = whole ? (uint32_t)cutter.total : request->window_min;
    cutter.max = whole ? (uint32_t)cutter.total : request->window_max;
    cutter.length = cutter.min;
    return cutter;
}

static bool is_searched(const mimicry_query *query, uint64_t start, uint32_t length)
{
    const struct mim_change change = {query->change_start, query->change_end};
    return !query->is_sequence ||
           (mim_change_touches(&change, (size_t)start, (size_t)start + length) &&
            memchr(query->peptide + start, '*', length) == NULL);
}

bool mim_cutter_next(struct mim_cutter *cutter, uint64_t *out_start, uint32_t *out_length)
{
    while (cutter->start + cutter->min <= cutter->total) {
        *out_start = cutter->start;
        *out_length = cutter->length;
        if (cutter->length < cutter->max && *out_start + cutter->length < cutter->total) {
            cutter->length++;
        } else {
            cutter->length = cutter->min;
            cutter->start++;
        }
        if (is_searched(cutter->query, *out_start, *out_length))
            return true;
    }
    return false;
}

mimicry_status mim_check_lengths(const struct mim_cutter *cutter, const struct mimicry_model *model,
                                 mimicry_error *error)
{
    const mimicry_query *query = cutter->query;
    uint32_t least, most;
    mim_model_lengths(model, &least, &most);
    if (cutter->total > 0 && cutter->min >= least && cutter->max <= most)
        return MIMICRY_OK;
    const mimicry_status status =
        mim_fail(error, MIMICRY_E_ARGUMENT,
                 "query '%.100s' has %llu residues and is searched by windows of %u to %u: the "
                 "model takes %u to %u",
                 query->id, (unsigned long long)cutter->total, (unsigned)cutter->min,
                 (unsigned)cutter->max, (unsigned)least, (unsigned)most);
    if (error != NULL)
        error->line = query->line;
    return status;
}
