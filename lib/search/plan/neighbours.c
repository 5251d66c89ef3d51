/* Neighbours share their work, so it is decided for all jobs of one length whether they slide. What
 * each would cost by itself is told by a few of them. */
#include "search/plan/neighbours.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static int compare(const void *x, const void *y)
{
    const struct mim_neighbour *a = x, *b = y;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    if (a->mismatches != b->mismatches)
        return a->mismatches < b->mismatches ? -1 : 1;
    return (a->job > b->job) - (a->job < b->job);
}

/* Jobs have numbers in the order of their first windows. */
void mim_neighbours_sort(struct mim_neighbour *neighbours, size_t count)
{
    qsort(neighbours, count, sizeof *neighbours, compare);
}

/* The fewest with which a window goes on where the one before it ends. Where they stand does not
 * matter: peptides that were cut from a sequence beforehand are neighbours too. */
uint32_t mim_neighbour_adds(const struct mim_batch *batch, const struct mim_neighbour *opt_before,
                            const struct mim_neighbour *neighbour)
{
    const uint32_t length = neighbour->length;
    if (opt_before == NULL)
        return length;
    const uint8_t *before = batch->jobs[opt_before->job].final.codes;
    const uint8_t *codes = batch->jobs[neighbour->job].final.codes;
    uint32_t added = 1;
    while (added < length && memcmp(before + added, codes, length - added) != 0)
        added++;
    return added;
}

/* Jobs of one length. */
struct length_group {
    const struct mim_neighbour *jobs;
    uint32_t count, residues; /* of the stretches that they make */
};

static mimicry_status plan_group(const struct mim_round *round, const struct length_group *group,
                                 struct mim_splitter *splitter, mimicry_error *error)
{
    enum { SAMPLE = 8 };
    const uint32_t sample = group->count < SAMPLE ? group->count : SAMPLE;
    double alone = 0, together = 0;
    if (2 * (uint64_t)group->residues > (uint64_t)group->count * group->jobs->length)
        return MIMICRY_OK; /* hardly any overlap */
    for (uint32_t i = 0; i < sample; i++) {
        struct mim_job *job =
            &round->batch->jobs[group->jobs[(uint64_t)i * group->count / sample].job];
        struct mim_costs costs;
        const mimicry_status status = mim_job_prepare(round, splitter, job, &costs, error);
        if (status != MIMICRY_OK || !mim_plan_applies(MIMICRY_PLAN_SLIDING, &job->goal))
            return status;
        alone += mim_costs_least(&costs);
        together += mim_slide_cost(round->search->kernels->bit_lanes, splitter, &job->goal,
                                   &job->profile, group->residues, group->count);
    }
    for (uint32_t i = 0; i < group->count; i++) {
        struct mim_job *job = &round->batch->jobs[group->jobs[i].job];
        job->sliding_ns = together / sample;
        job->slides = together < alone;
    }
    return MIMICRY_OK;
}

static mimicry_status plan_groups(const struct mim_round *round,
                                  const struct mim_neighbour *neighbours, uint32_t count,
                                  struct mim_splitter *splitter, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t from = 0, to; from < count && status == MIMICRY_OK; from = to) {
        struct length_group group = {&neighbours[from], 0, 0};
        for (to = from; to < count && neighbours[to].length == neighbours[from].length; to++)
            group.residues += mim_neighbour_adds(
                round->batch, to > from ? &neighbours[to - 1] : NULL, &neighbours[to]);
        group.count = to - from;
        status = plan_group(round, &group, splitter, error);
    }
    return status;
}

/* One mismatch is always looked up. */
static bool may_slide(const struct mim_search *search)
{
    return search->plan == MIMICRY_PLAN_AUTO &&
           (search->threshold_kind != MIMICRY_MAX_MISMATCHES || search->threshold > 1);
}

mimicry_status mim_neighbours_plan(const struct mim_round *round, struct mim_splitter *splitter,
                                   mimicry_error *error)
{
    struct mim_batch *batch = round->batch;
    uint32_t count = 0;
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        batch->jobs[k].sliding_ns = NAN;
        batch->jobs[k].slides = false;
    }
    if (!may_slide(round->search))
        return MIMICRY_OK;
    struct mim_neighbour *neighbours = mim_alloc_array(batch->n_jobs, sizeof *neighbours);
    if (neighbours == NULL)
        return mim_fail_memory(error);
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        if (batch->jobs[k].active)
            neighbours[count++] = (struct mim_neighbour){batch->jobs[k].final.length, 0, k};
    }
    mim_neighbours_sort(neighbours, count);
    const mimicry_status status = plan_groups(round, neighbours, count, splitter, error);
    free(neighbours);
    return status;
}
