/* Lines the jobs that slide up as stretches. */
#include "search/find/stretches.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/plan/neighbours.h"

static bool slides(const struct mim_job *job)
{
    return job->active && job->plan == MIMICRY_PLAN_SLIDING;
}

/* By score jobs of one length go together, whatever their limits are. */
static uint32_t list_neighbours(const struct mim_batch *batch, struct mim_neighbour *out)
{
    uint32_t count = 0;
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        const struct mim_goal *goal = &batch->jobs[k].goal;
        if (slides(&batch->jobs[k]))
            out[count++] =
                (struct mim_neighbour){goal->length, goal->by_score ? 0 : goal->max_mismatches, k};
    }
    mim_neighbours_sort(out, count);
    return count;
}

/* A stretch grows by the last residues of the job's window, which ends there. */
static void append(struct mim_stretches *s, struct mim_stretch *stretch, const struct mim_job *job,
                   uint32_t number, uint32_t added)
{
    const size_t end = stretch->first + stretch->count;
    memcpy(s->codes + end, job->goal.codes + job->goal.length - added, added);
    for (uint32_t i = 0; i < added; i++)
        s->jobs[end + i] = MIM_NO_JOB;
    stretch->count += added;
    s->residues += added;
    s->jobs[s->residues - job->goal.length] = number;
}

static void line_up(struct mim_stretches *s, const struct mim_batch *batch,
                    const struct mim_neighbour *neighbours, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct mim_neighbour *now = &neighbours[i], *before = i > 0 ? now - 1 : NULL;
        const bool is_first = before == NULL || before->length != now->length ||
                              before->mismatches != now->mismatches;
        const uint32_t added = mim_neighbour_adds(batch, is_first ? NULL : before, now);
        if (is_first)
            s->at[s->count++] = (struct mim_stretch){s->residues, 0, now->length, now->mismatches};
        append(s, &s->at[s->count - 1], &batch->jobs[now->job], now->job, added);
        s->longest = now->length; /* they come by length */
    }
}

mimicry_status mim_stretches_set(struct mim_stretches *s, const struct mim_batch *batch,
                                 mimicry_error *error)
{
    struct mim_neighbour *neighbours = mim_alloc_array(batch->n_jobs, sizeof *neighbours);
    *s = (struct mim_stretches){0};
    if (neighbours == NULL)
        return mim_fail_memory(error);
    const uint32_t count = list_neighbours(batch, neighbours);
    mimicry_status status = MIMICRY_OK;
    if (count > 0) {
        s->at = mim_alloc_array(count, sizeof *s->at);
        s->codes = mim_alloc_array(batch->n_residues, sizeof *s->codes);
        s->jobs = mim_alloc_array(batch->n_residues, sizeof *s->jobs);
        if (s->at != NULL && s->codes != NULL && s->jobs != NULL)
            line_up(s, batch, neighbours, count);
        else
            status = mim_fail_memory(error);
    }
    free(neighbours);
    if (status != MIMICRY_OK)
        mim_stretches_free(s);
    return status;
}

void mim_stretches_free(struct mim_stretches *s)
{
    free(s->at);
    free(s->codes);
    free(s->jobs);
    *s = (struct mim_stretches){0};
}
