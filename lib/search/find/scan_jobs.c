/* The finder that scans the text: all jobs that were planned so pass over it together, tile by
 * tile. */
#include <stdlib.h>

#include "base/memory.h"
#include "search/find/finder.h"
#include "search/find/scan.h"

struct scan_work {
    struct mim_scan_list list;
    struct mim_tiling tiling;
    struct mim_scratch *scratch; /* one a worker, set when it is first needed */
};

static void end(const struct mim_round *round, void *data)
{
    struct scan_work *work = data;
    for (unsigned w = 0; work->scratch != NULL && w < round->search->threads; w++)
        mim_scratch_free(&work->scratch[w]);
    mim_scan_list_free(&work->list);
    free(work->scratch);
    free(work);
}

static mimicry_status begin(const struct mim_round *round, void **out_work, uint64_t *out_tasks,
                            mimicry_error *error)
{
    const struct mim_search *search = round->search;
    const struct mim_batch *batch = round->batch;
    struct scan_work *work = mim_alloc_zeroed(1, sizeof *work);
    if (work == NULL)
        return mim_fail_memory(error);
    work->scratch = mim_alloc_zeroed(search->threads, sizeof *work->scratch);
    mimicry_status status = work->scratch != NULL ? MIMICRY_OK : mim_fail_memory(error);
    if (status == MIMICRY_OK)
        status = mim_scan_list_set(&work->list, batch->jobs, batch->n_jobs,
                                   mim_search_counts(search) ? NULL : &batch->packing, error);
    if (status != MIMICRY_OK || work->list.longest == 0) {
        end(round, work);
        *out_tasks = 0;
        return status;
    }
    mim_tiling_set(&work->tiling, search->kernels, &work->list);
    *out_work = work;
    *out_tasks = mim_tiling_tiles(&work->tiling, search->index);
    return MIMICRY_OK;
}

static mimicry_status find(const struct mim_round *round, void *data, unsigned worker,
                           uint64_t tile, struct mim_collector *collector, mimicry_error *error)
{
    const struct scan_work *work = data;
    const struct mim_search *search = round->search;
    struct mim_scratch *scratch = &work->scratch[worker];
    const uint64_t from = tile * work->tiling.windows, to = from + work->tiling.windows;
    mimicry_status status = MIMICRY_OK;
    if (search->filter != NULL && !mim_filter_takes_any(search->filter, search->index, from, to))
        return MIMICRY_OK;
    if (scratch->offsets == NULL)
        status = mim_scratch_set(scratch, &work->tiling, error);
    return status == MIMICRY_OK
               ? mim_scan_tile(search->index, &work->tiling, tile, round->batch->jobs, &work->list,
                               scratch, collector, error)
               : status;
}

const struct mim_finder mim_finder_scan = {begin, find, end};
