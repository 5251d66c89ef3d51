/* Puts hits into the order that is promised: the same whatever order they were found in. */
#include "search/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "search/found_sort.h"

static enum mim_order order_of(const struct mim_search *search)
{
    if (search->max_indels > 0)
        return MIM_FEWEST_EDITS;
    return search->threshold_kind == MIMICRY_MAX_MISMATCHES && !search->similar_first
               ? MIM_FEWEST_MISMATCHES
               : MIM_HIGHEST_SCORE;
}

/* How many of a job's sorted hits are the best `top` and the ties of the last of them. */
static size_t count_best(const struct mim_job *job, const struct mim_found *hits, uint64_t top,
                         bool by_score)
{
    if (top == 0 || job->n_hits <= top)
        return job->n_hits;
    const struct mim_found *last = &hits[top - 1];
    size_t n = (size_t)top;
    while (n < job->n_hits && (by_score ? hits[n].score >= last->score - MIM_FORGIVEN
                                        : hits[n].mismatches == last->mismatches))
        n++;
    return n;
}

/* Sets first_hit of the active jobs, behind the batch's hits, and makes room for all. */
static mimicry_status make_room(struct mim_batch *batch, const struct mim_collection *c,
                                mimicry_error *error)
{
    size_t total = batch->n_hits;
    for (unsigned w = 0; w < c->workers; w++) {
        for (size_t i = 0; i < c->collectors[w].count; i++)
            batch->jobs[c->collectors[w].hits[i].job].n_hits++;
    }
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        if (batch->jobs[k].active) {
            batch->jobs[k].first_hit = total;
            total += batch->jobs[k].n_hits;
            batch->jobs[k].n_hits = 0;
        }
    }
    void *grown = mim_grow(batch->hits, &batch->hits_capacity, total, sizeof *batch->hits);
    if (grown == NULL)
        return mim_fail_memory(error);
    batch->hits = grown;
    return MIMICRY_OK;
}

/* Of any active job. */
static size_t most_hits(const struct mim_batch *batch)
{
    size_t most = 0;
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        if (batch->jobs[k].active && batch->jobs[k].n_hits > most)
            most = batch->jobs[k].n_hits;
    }
    return most;
}

static void gather(struct mim_batch *batch, const struct mim_collection *c)
{
    for (unsigned w = 0; w < c->workers; w++) {
        for (size_t i = 0; i < c->collectors[w].count; i++) {
            const struct mim_found *hit = &c->collectors[w].hits[i];
            struct mim_job *job = &batch->jobs[hit->job];
            batch->hits[job->first_hit + job->n_hits++] = *hit;
        }
    }
}

/* Whether the best `top` of a job's sorted hits, and all ties of the last of them, are among these:
 * a tie may be lower by what is forgiven, and still has to reach this round's threshold. */
static bool has_best(const struct mim_job *job, const struct mim_found *hits, uint64_t top)
{
    if (job->n_hits < top)
        return false;
    return top == 0 || !job->goal.by_score ||
           hits[top - 1].score - MIM_FORGIVEN >= job->goal.min_score;
}

static void settle(struct mim_batch *batch, struct mim_job *job, const struct mim_search *search,
                   struct mim_found *spare)
{
    struct mim_found *hits = batch->hits + job->first_hit;
    const uint64_t top = search->top;
    const enum mim_order order = order_of(search);
    mim_found_sort(hits, job->n_hits, order, spare);
    if (!job->is_final && !has_best(job, hits, top)) {
        job->too_few = job->n_hits;
        job->n_hits = 0;
        return;
    }
    job->n_hits = count_best(job, hits, top, order == MIM_HIGHEST_SCORE);
    memmove(batch->hits + batch->n_hits, hits, job->n_hits * sizeof *hits);
    job->first_hit = batch->n_hits;
    batch->n_hits += job->n_hits;
    job->active = false;
}

mimicry_status mim_order_hits(struct mim_batch *batch, const struct mim_collection *collection,
                              const struct mim_search *search, mimicry_error *error)
{
    const mimicry_status status = make_room(batch, collection, error);
    if (status != MIMICRY_OK)
        return status;
    gather(batch, collection);
    struct mim_found *spare = mim_alloc_array(most_hits(batch), sizeof *spare);
    if (spare == NULL)
        return mim_fail_memory(error);
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        if (batch->jobs[k].active)
            settle(batch, &batch->jobs[k], search, spare);
    }
    free(spare);
    return MIMICRY_OK;
}
