/* Runs the kernels over one tile for all queries, and tests what they propose. */
#include "search/scan.h"

#include <stdlib.h>

#include "base/memory.h"

enum { TILE = 1 << 16 };

/* A segment has to be long against the peptide, whose last residues are in the next segment. */
static uint32_t segment_of(const struct mim_tiling *tiling)
{
    return tiling->windows / tiling->kernels->lanes;
}

void mim_tiling_set(struct mim_tiling *tiling, const struct mim_kernels *kernels, uint32_t longest,
                    bool planes)
{
    const uint32_t shortest_segment = longest;
    uint32_t windows = TILE;
    while (planes && windows / kernels->lanes < shortest_segment)
        windows *= 2;
    *tiling = (struct mim_tiling){kernels, windows, longest, planes};
}

uint64_t mim_tiling_tiles(const struct mim_tiling *tiling, const struct mimicry_index *index)
{
    return (index->text_length + tiling->windows - 1) / tiling->windows;
}

static uint32_t rows_of(const struct mim_tiling *tiling)
{
    return segment_of(tiling) + tiling->longest - 1;
}

mimicry_status mim_scratch_set(struct mim_scratch *scratch, const struct mim_tiling *tiling,
                               mimicry_error *error)
{
    const size_t vector = tiling->kernels->lanes / 8;
    scratch->offsets = mim_alloc_array(tiling->windows, sizeof *scratch->offsets);
    if (scratch->offsets == NULL)
        return mim_fail_memory(error);
    if (!tiling->planes)
        return MIMICRY_OK;
    scratch->planes = mim_alloc_aligned((size_t)MIM_PLANES * rows_of(tiling), vector);
    scratch->work = mim_alloc_aligned(tiling->longest, vector);
    if (scratch->planes == NULL || scratch->work == NULL)
        return mim_fail_memory(error);
    return MIMICRY_OK;
}

void mim_scratch_free(struct mim_scratch *scratch)
{
    free(scratch->planes);
    free(scratch->work);
    free(scratch->offsets);
    *scratch = (struct mim_scratch){0};
}

static size_t propose(const struct mim_tiling *tiling, const struct mim_planes *planes,
                      const struct mim_job *job, const uint8_t *text, uint32_t windows,
                      struct mim_scratch *scratch)
{
    const struct mim_query *query = &job->query;
    if (job->plan == MIMICRY_PLAN_LANES)
        return tiling->kernels->scan_bytes(text, windows, &job->profile, scratch->offsets);
    return tiling->kernels->scan_planes(planes, query->codes, query->length,
                                        query->length - query->max_mismatches, scratch->work,
                                        scratch->offsets);
}

mimicry_status mim_scan_tile(const struct mimicry_index *index, const struct mim_tiling *tiling,
                             uint64_t tile, const struct mim_job *jobs, uint32_t n_jobs,
                             struct mim_scratch *scratch, struct mim_collector *collector,
                             mimicry_error *error)
{
    const uint64_t from = tile * tiling->windows, left = index->text_length - from;
    const uint32_t windows = left < tiling->windows ? (uint32_t)left : tiling->windows;
    const struct mim_planes planes = {scratch->planes, segment_of(tiling), rows_of(tiling)};
    if (tiling->planes)
        tiling->kernels->build_planes(index->text + from, left, &planes);
    for (uint32_t k = 0; k < n_jobs; k++) {
        const struct mim_job *job = &jobs[k];
        if (!job->active || (job->plan != MIMICRY_PLAN_LANES && job->plan != MIMICRY_PLAN_PLANES))
            continue;
        const size_t count = propose(tiling, &planes, job, index->text + from, windows, scratch);
        for (size_t i = 0; i < count; i++) {
            const uint32_t offset = scratch->offsets[i];
            if (offset >= windows) /* the planes reach beyond the text */
                continue;
            const mimicry_status status =
                mim_collect(collector, job, k, index->text, from + offset, error);
            if (status != MIMICRY_OK)
                return status;
        }
    }
    return MIMICRY_OK;
}
