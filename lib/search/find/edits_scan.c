/* Finds windows with indels by a look at every place of the text, many at once: for peptides whose
 * pieces are so short that they occur everywhere. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/find/edits.h"

enum { TILE = 1 << 16 }; /* places of a task */

/* The first lane from `l` on that is not 0; the first behind `count` or later if there is none.
 * Mostly there are few, so that eight are looked at together. */
static uint32_t next_lane(const uint8_t *lanes, uint32_t l, uint32_t count)
{
    while (l < count) {
        uint64_t eight;
        memcpy(&eight, lanes + (l & ~UINT32_C(7)), sizeof eight);
        if (eight == 0)
            l = (l | 7) + 1;
        else if (lanes[l] == 0)
            l++;
        else
            break;
    }
    return l;
}

static mimicry_status scan_lanes(const struct mim_edits_task *task, uint64_t from, uint32_t count,
                                 mimicry_error *error)
{
    const struct mim_search *search = task->search;
    const struct mim_edits_goal *q = &task->goal;
    const struct mim_edits_pattern pattern = {q->codes, q->length, q->max_indels,
                                              q->max_mismatches};
    const uint8_t *text = search->index->text + from;
    uint8_t *lanes = task->worker->lanes;
    mimicry_status status = MIMICRY_OK;
    if (q->max_mismatches < UINT8_MAX)
        search->kernels->scan_edits(&pattern, text, lanes);
    else
        memset(lanes, 1, MIM_EDITS_LANES); /* more than a byte counts: every place is tested */
    for (uint32_t l = next_lane(lanes, 0, count); l < count && status == MIMICRY_OK;
         l = next_lane(lanes, l + 1, count)) {
        struct mim_edits_end ends[MIM_EDITS_ENDS];
        const uint32_t n = mim_edits_test(q, text + l, ends);
        if (n > 0)
            status = mim_edits_collect(task, from + l, ends, n, error);
    }
    return status;
}

static mimicry_status scan_job(const struct mim_edits_task *task, uint64_t from, uint64_t to,
                               mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint64_t at = from; at < to && status == MIMICRY_OK; at += MIM_EDITS_LANES)
        status = scan_lanes(
            task, at, to - at < MIM_EDITS_LANES ? (uint32_t)(to - at) : MIM_EDITS_LANES, error);
    return status;
}

/* ---- The finder ---- */

static bool any_scans(const struct mim_batch *batch)
{
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        if (batch->jobs[k].plan == MIMICRY_PLAN_SCAN)
            return true;
    }
    return false;
}

static mimicry_status begin(const struct mim_round *round, void **out_work, uint64_t *out_tasks,
                            mimicry_error *error)
{
    *out_tasks = 0;
    if (!any_scans(round->batch))
        return MIMICRY_OK;
    *out_tasks = (round->search->index->text_length + TILE - 1) / TILE;
    return mim_edits_begin(round, out_work, error);
}

/* All jobs that scan, in a tile. */
static mimicry_status find(const struct mim_round *round, void *work, unsigned number,
                           uint64_t tile, struct mim_collector *collector, mimicry_error *error)
{
    const struct mim_batch *batch = round->batch;
    struct mim_edits_worker *worker = (struct mim_edits_worker *)work + number;
    const uint64_t from = tile * TILE, left = round->search->index->text_length - from;
    const uint64_t to = from + (left < TILE ? left : TILE);
    mimicry_status status = MIMICRY_OK;
    if (worker->lanes == NULL)
        worker->lanes = mim_alloc_aligned(MIM_EDITS_WORK, 1);
    if (worker->lanes == NULL)
        return mim_fail_memory(error);
    for (uint32_t k = 0; k < batch->n_jobs && status == MIMICRY_OK; k++) {
        const struct mim_edits_task task = mim_edits_task_of(round, k, worker, collector);
        if (batch->jobs[k].plan == MIMICRY_PLAN_SCAN)
            status = scan_job(&task, from, to, error);
    }
    return status;
}

const struct mim_finder mim_finder_edits_scan = {begin, find, mim_edits_finish};
