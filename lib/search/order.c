/* Puts hits into the order that is promised: the same whatever order they were found in. */
#include "search/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "search/found_sort.h"

enum {
    SHARED = 1 << 15, /* hits from which on threads share the work */
    JOBS = 32         /* that are sorted by a task */
};

/* The hits of a round. */
struct ordering {
    struct mim_batch *batch;
    const struct mim_collection *from;
    const struct mim_search *search;
    size_t *next; /* by worker, then job: how many hits; then where the next of them goes */
    size_t most;  /* hits of a job */
    void **spare; /* memory for so many, one a thread */
};

enum mim_order mim_search_order(const struct mim_search *search)
{
    if (search->max_indels > 0)
        return MIM_FEWEST_EDITS;
    return search->threshold_kind == MIMICRY_MAX_MISMATCHES && !search->similar_first
               ? MIM_FEWEST_MISMATCHES
               : MIM_HIGHEST_SCORE;
}

/* Does the tasks; threads share them where there are many hits. */
static mimicry_status share(struct ordering *o, mim_task_fn run, uint64_t tasks,
                            mimicry_error *error)
{
    const bool many = o->from->total >= SHARED;
    const struct mim_loop loop = {
        .threads = many ? o->search->threads : 1, .tasks = tasks, .run = run, .data = o};
    return mim_parallel(&loop, error);
}

/* ---- Bringing together ---- */

static mimicry_status count(void *data, unsigned thread, uint64_t w, mimicry_error *error)
{
    const struct ordering *o = data;
    const struct mim_collector *c = &o->from->collectors[w];
    size_t *counts = o->next + w * o->batch->n_jobs;
    (void)thread;
    (void)error;
    for (size_t i = 0; i < c->count && c->opt_packing != NULL; i++)
        counts[c->words[i] >> c->opt_packing->job_shift]++;
    for (size_t i = 0; i < c->count && c->opt_packing == NULL; i++)
        counts[c->hits[i].job]++;
    return MIMICRY_OK;
}

/* Sets where the hits of active jobs go, behind the batch's; and how many there will be. */
static size_t lay_out(struct ordering *o)
{
    struct mim_batch *batch = o->batch;
    size_t total = batch->n_hits;
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        struct mim_job *job = &batch->jobs[k];
        if (!job->active)
            continue;
        job->first_hit = total;
        for (unsigned w = 0; w < o->from->workers; w++) {
            size_t *next = &o->next[(size_t)w * batch->n_jobs + k];
            const size_t n = *next;
            *next = total;
            total += n;
        }
        job->n_hits = total - job->first_hit;
        o->most = job->n_hits > o->most ? job->n_hits : o->most;
    }
    return total;
}

static mimicry_status make_room(struct mim_batch *batch, size_t total, mimicry_error *error)
{
    void *grown;
    if (batch->packing.used)
        grown = mim_grow(batch->words, &batch->words_capacity, total, sizeof *batch->words);
    else
        grown = mim_grow(batch->hits, &batch->hits_capacity, total, sizeof *batch->hits);
    if (grown == NULL)
        return mim_fail_memory(error);
    if (batch->packing.used)
        batch->words = grown;
    else
        batch->hits = grown;
    return MIMICRY_OK;
}

static mimicry_status gather(void *data, unsigned thread, uint64_t w, mimicry_error *error)
{
    const struct ordering *o = data;
    const struct mim_collector *c = &o->from->collectors[w];
    size_t *next = o->next + w * o->batch->n_jobs;
    (void)thread;
    (void)error;
    for (size_t i = 0; i < c->count && c->opt_packing != NULL; i++)
        o->batch->words[next[c->words[i] >> c->opt_packing->job_shift]++] = c->words[i];
    for (size_t i = 0; i < c->count && c->opt_packing == NULL; i++)
        o->batch->hits[next[c->hits[i].job]++] = c->hits[i];
    return MIMICRY_OK;
}

/* ---- Sorting ---- */

static mimicry_status sort_some(void *data, unsigned thread, uint64_t task, mimicry_error *error)
{
    const struct ordering *o = data;
    struct mim_batch *batch = o->batch;
    const size_t end = (task + 1) * JOBS < batch->n_jobs ? (task + 1) * JOBS : batch->n_jobs;
    void **spare = &o->spare[thread];
    if (*spare == NULL)
        *spare = mim_alloc_array(o->most,
                                 batch->packing.used ? sizeof *batch->words : sizeof *batch->hits);
    if (*spare == NULL)
        return mim_fail_memory(error);
    for (size_t k = task * JOBS; k < end; k++) {
        const struct mim_job *job = &batch->jobs[k];
        if (job->active && batch->packing.used)
            mim_words_sort(batch->words + job->first_hit, job->n_hits, batch->packing.place_bits,
                           *spare);
        else if (job->active)
            mim_found_sort(batch->hits + job->first_hit, job->n_hits, mim_search_order(o->search),
                           *spare);
    }
    return MIMICRY_OK;
}

/* ---- Settling ---- */

/* How many of a job's sorted hits are the best `top` and the ties of the last of them. */
static size_t count_best(const struct mim_batch *batch, const struct mim_job *job, uint64_t top,
                         bool by_score)
{
    if (top == 0 || job->n_hits <= top)
        return job->n_hits;
    const struct mim_found last = mim_batch_hit(batch, job, top - 1);
    size_t n = (size_t)top;
    for (; n < job->n_hits; n++) {
        const struct mim_found hit = mim_batch_hit(batch, job, n);
        if (by_score ? hit.score < last.score - MIM_FORGIVEN : hit.mismatches != last.mismatches)
            break;
    }
    return n;
}

/* Whether the best `top` of a job's sorted hits, and all ties of the last of them, are among these:
 * a tie may be lower by what is forgiven, and still has to reach this round's threshold. */
static bool has_best(const struct mim_batch *batch, const struct mim_job *job, uint64_t top)
{
    if (job->n_hits < top)
        return false;
    return top == 0 || !job->goal.by_score ||
           mim_batch_hit(batch, job, top - 1).score - MIM_FORGIVEN >= job->goal.min_score;
}

/* Moves a job's hits behind those that are settled. */
static void move(struct mim_batch *batch, struct mim_job *job)
{
    if (job->first_hit == batch->n_hits)
        return;
    if (batch->packing.used)
        memmove(batch->words + batch->n_hits, batch->words + job->first_hit,
                job->n_hits * sizeof *batch->words);
    else
        memmove(batch->hits + batch->n_hits, batch->hits + job->first_hit,
                job->n_hits * sizeof *batch->hits);
    job->first_hit = batch->n_hits;
}

static void settle(struct mim_batch *batch, struct mim_job *job, const struct mim_search *search)
{
    if (!job->is_final && !has_best(batch, job, search->top)) {
        job->too_few = job->n_hits;
        job->n_hits = 0;
        return;
    }
    job->n_hits =
        count_best(batch, job, search->top, mim_search_order(search) == MIM_HIGHEST_SCORE);
    move(batch, job);
    batch->n_hits += job->n_hits;
    job->active = false;
}

static mimicry_status order(struct ordering *o, mimicry_error *error)
{
    struct mim_batch *batch = o->batch;
    mimicry_status status = share(o, count, o->from->workers, error);
    if (status == MIMICRY_OK)
        status = make_room(batch, lay_out(o), error);
    if (status == MIMICRY_OK)
        status = share(o, gather, o->from->workers, error);
    if (status == MIMICRY_OK)
        status = share(o, sort_some, (batch->n_jobs + JOBS - 1) / JOBS, error);
    for (uint32_t k = 0; k < batch->n_jobs && status == MIMICRY_OK; k++) {
        if (batch->jobs[k].active)
            settle(batch, &batch->jobs[k], o->search);
    }
    return status;
}

mimicry_status mim_order_hits(struct mim_batch *batch, const struct mim_collection *collection,
                              const struct mim_search *search, mimicry_error *error)
{
    const size_t jobs = batch->n_jobs;
    struct ordering o = {.batch = batch, .from = collection, .search = search};
    o.next = mim_alloc_zeroed(collection->workers, jobs * sizeof *o.next);
    o.spare = mim_alloc_zeroed(search->threads, sizeof *o.spare);
    const bool complete = o.next != NULL && o.spare != NULL;
    const mimicry_status status = complete ? order(&o, error) : mim_fail_memory(error);
    for (unsigned t = 0; t < search->threads && complete; t++)
        free(o.spare[t]);
    free(o.spare);
    free(o.next);
    return status;
}
