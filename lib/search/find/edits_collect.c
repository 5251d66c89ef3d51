/* What the two finders of windows with indels share: their memory, and how hits are collected. */
#include <stdlib.h>

#include "base/memory.h"
#include "search/find/edits.h"

mimicry_status mim_edits_begin(const struct mim_round *round, void **out_workers,
                               mimicry_error *error)
{
    *out_workers = mim_alloc_zeroed(round->search->threads, sizeof(struct mim_edits_worker));
    return *out_workers != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

void mim_edits_finish(const struct mim_round *round, void *data)
{
    struct mim_edits_worker *workers = data;
    for (unsigned w = 0; w < round->search->threads; w++) {
        mim_alignment_free(&workers[w].alignment);
        free(workers[w].lanes);
    }
    free(workers);
}

struct mim_edits_task mim_edits_task_of(const struct mim_round *round, uint32_t job,
                                        struct mim_edits_worker *worker,
                                        struct mim_collector *collector)
{
    const struct mim_goal *final = &round->batch->jobs[job].final;
    return (struct mim_edits_task){
        .search = round->search,
        .job = &round->batch->jobs[job],
        .number = job,
        .goal = {final->codes, final->length, round->search->max_indels, final->max_mismatches},
        .worker = worker,
        .collector = collector,
    };
}

/* The score is that of the alignment, which is found for hits alone. */
static mimicry_status collect_one(const struct mim_edits_task *task, uint64_t at,
                                  const struct mim_edits_end *end, mimicry_error *error)
{
    struct mim_alignment *alignment = &task->worker->alignment;
    const struct mim_edits_goal *goal = &task->goal;
    const struct mim_edits_pair pair = {goal->codes,  task->search->index->text + at,
                                        goal->length, end->length,
                                        end->indels,  end->mismatches};
    const mimicry_status status = mim_alignment_find(alignment, &pair, error);
    if (status != MIMICRY_OK)
        return status;
    const struct mim_found hit = {
        .at = at,
        .score = mim_alignment_score(alignment, &pair, &task->search->model->matrix),
        .mismatches = (uint16_t)end->mismatches,
        .job = (uint16_t)task->number,
        .indels = (uint8_t)end->indels,
        .longer = (int8_t)((int32_t)end->length - (int32_t)goal->length),
    };
    return mim_collector_add(task->collector, task->job, &hit, error);
}

mimicry_status mim_edits_collect(const struct mim_edits_task *task, uint64_t at,
                                 const struct mim_edits_end *ends, uint32_t n, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t i = 0; i < n && status == MIMICRY_OK; i++) {
        if (mim_collector_takes(task->collector, task->job, at, ends[i].length))
            status = collect_one(task, at, &ends[i], error);
    }
    return status;
}
