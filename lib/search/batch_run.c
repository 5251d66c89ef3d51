/* Runs a batch: plans every job, shares tiles and jobs out to threads, sorts what they found. The N
 * best take several rounds, with a looser threshold each, for the jobs that had too few hits. */
#include "search/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/best.h"
#include "search/find.h"
#include "search/plan.h"
#include "search/scan.h"

enum { JOBS_A_TASK = 8 };

static const double FORGIVEN = 1e-9;

/* A round: the active jobs against the whole text. Tasks are the tiles of the scans, then groups
 * of jobs for the suffix array. */
struct round {
    struct mim_batch *batch;
    const struct mim_search *search;
    struct mim_tiling tiling;
    uint64_t tiles;
    struct mim_scratch *scratch; /* one a worker, made when it first needs it */
    struct mim_collection collection;
};

static bool is_scan(const struct mim_job *job)
{
    return job->plan == MIMICRY_PLAN_PLANES || job->plan == MIMICRY_PLAN_LANES;
}

/* ---- Planning ---- */

static uint32_t count_active(const struct mim_batch *batch)
{
    uint32_t count = 0;
    for (uint32_t k = 0; k < batch->n_jobs; k++)
        count += batch->jobs[k].active;
    return count;
}

static mimicry_status plan_job(struct round *r, struct mim_job *job, uint32_t queries,
                               mimicry_error *error)
{
    const struct mim_plan_setting setting = {r->search->index, &r->batch->frequencies,
                                             r->search->kernels->lanes, queries};
    if (r->search->plan == MIMICRY_PLAN_AUTO) {
        job->plan = mim_plan_choose(&setting, &job->query, &job->profile);
        return MIMICRY_OK;
    }
    if (!mim_plan_applies(r->search->plan, &job->query))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "the plan that was asked for cannot do this search");
    job->plan = r->search->plan;
    return MIMICRY_OK;
}

/* Plans the active jobs and cuts the text for the scans among them. */
static mimicry_status plan_round(struct round *r, mimicry_error *error)
{
    const uint32_t queries = count_active(r->batch);
    uint32_t longest = 0;
    bool planes = false;
    for (uint32_t k = 0; k < r->batch->n_jobs; k++) {
        struct mim_job *job = &r->batch->jobs[k];
        if (!job->active)
            continue;
        mim_profile_compile(&job->query, &r->batch->frequencies, &job->profile);
        const mimicry_status status = plan_job(r, job, queries, error);
        if (status != MIMICRY_OK)
            return status;
        job->active = !job->profile.impossible;
        if (job->active && is_scan(job)) {
            longest = job->query.length > longest ? job->query.length : longest;
            planes = planes || job->plan == MIMICRY_PLAN_PLANES;
        }
    }
    if (longest > 0) {
        mim_tiling_set(&r->tiling, r->search->kernels, longest, planes);
        r->tiles = mim_tiling_tiles(&r->tiling, r->search->index);
    }
    return MIMICRY_OK;
}

/* ---- Tasks ---- */

static mimicry_status search_tile(struct round *r, unsigned worker, uint64_t tile,
                                  mimicry_error *error)
{
    struct mim_scratch *scratch = &r->scratch[worker];
    if (scratch->offsets == NULL) {
        const mimicry_status status = mim_scratch_set(scratch, &r->tiling, error);
        if (status != MIMICRY_OK)
            return status;
    }
    return mim_scan_tile(r->search->index, &r->tiling, tile, r->batch->jobs, r->batch->n_jobs,
                         scratch, &r->collection.collectors[worker], error);
}

static mimicry_status search_jobs(struct round *r, unsigned worker, uint64_t group,
                                  mimicry_error *error)
{
    struct mim_collector *collector = &r->collection.collectors[worker];
    const uint32_t from = (uint32_t)group * JOBS_A_TASK;
    mimicry_status status = MIMICRY_OK;
    for (uint32_t k = from; k < r->batch->n_jobs && k < from + JOBS_A_TASK; k++) {
        const struct mim_job *job = &r->batch->jobs[k];
        if (!job->active || is_scan(job))
            continue;
        status = job->plan == MIMICRY_PLAN_BRANCH
                     ? mim_find_by_branches(r->search->index, job, k, collector, error)
                     : mim_find_by_pieces(r->search->index, job, k, collector, error);
        if (status != MIMICRY_OK)
            break;
    }
    return status;
}

static mimicry_status run_task(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    struct round *r = data;
    const size_t before = r->collection.collectors[worker].count;
    const mimicry_status status = task < r->tiles ? search_tile(r, worker, task, error)
                                                  : search_jobs(r, worker, task - r->tiles, error);
    if (status != MIMICRY_OK)
        return status;
    return mim_collection_add(&r->collection, r->collection.collectors[worker].count - before);
}

/* ---- Order ---- */

static int compare_places(const struct mim_hit *a, const struct mim_hit *b)
{
    return (a->at > b->at) - (a->at < b->at);
}

static int compare_scores(const struct mim_hit *a, const struct mim_hit *b)
{
    return (a->score < b->score) - (a->score > b->score);
}

static int compare_mismatches(const struct mim_hit *a, const struct mim_hit *b)
{
    return (a->mismatches > b->mismatches) - (a->mismatches < b->mismatches);
}

static int fewest_mismatches_first(const void *x, const void *y)
{
    int order = compare_mismatches(x, y);
    if (order == 0)
        order = compare_scores(x, y);
    return order != 0 ? order : compare_places(x, y);
}

static int highest_score_first(const void *x, const void *y)
{
    int order = compare_scores(x, y);
    if (order == 0)
        order = compare_mismatches(x, y);
    return order != 0 ? order : compare_places(x, y);
}

/* How many of a job's sorted hits are the best `top` and the ties of the last of them. */
static size_t count_best(const struct mim_job *job, const struct mim_hit *hits, uint64_t top)
{
    if (top == 0 || job->n_hits <= top)
        return job->n_hits;
    const struct mim_hit *last = &hits[top - 1];
    size_t n = (size_t)top;
    while (n < job->n_hits && (job->query.by_score ? hits[n].score >= last->score - FORGIVEN
                                                   : hits[n].mismatches == last->mismatches))
        n++;
    return n;
}

/* Brings the workers' hits together by job, behind those that the batch already has. */
static mimicry_status gather(struct round *r, mimicry_error *error)
{
    struct mim_batch *batch = r->batch;
    const struct mim_collection *c = &r->collection;
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
    for (unsigned w = 0; w < c->workers; w++) {
        for (size_t i = 0; i < c->collectors[w].count; i++) {
            const struct mim_hit *hit = &c->collectors[w].hits[i];
            struct mim_job *job = &batch->jobs[hit->job];
            batch->hits[job->first_hit + job->n_hits++] = *hit;
        }
    }
    return MIMICRY_OK;
}

/* Whether the best `top` of a job's sorted hits, and all ties of the last of them, are among these:
 * a tie may be lower by what is forgiven, and still has to reach this round's threshold. */
static bool has_best(const struct mim_job *job, const struct mim_hit *hits, uint64_t top)
{
    if (job->n_hits < top)
        return false;
    return top == 0 || !job->query.by_score ||
           hits[top - 1].score - FORGIVEN >= job->query.min_score;
}

/* Sorts the hits of the active jobs. A job that has enough of them, or whose threshold was the
 * last, is done; the others give their hits up and stay active. */
static void settle(struct round *r, const bool *is_final)
{
    struct mim_batch *batch = r->batch;
    const uint64_t top = r->search->top;
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        struct mim_job *job = &batch->jobs[k];
        if (!job->active)
            continue;
        struct mim_hit *hits = batch->hits + job->first_hit;
        qsort(hits, job->n_hits, sizeof *hits,
              job->query.by_score ? highest_score_first : fewest_mismatches_first);
        if (is_final[k] || has_best(job, hits, top)) {
            job->n_hits = count_best(job, hits, top);
            memmove(batch->hits + batch->n_hits, hits, job->n_hits * sizeof *hits);
            job->first_hit = batch->n_hits;
            batch->n_hits += job->n_hits;
            job->active = false;
        } else {
            job->n_hits = 0;
        }
    }
}

/* ---- Rounds ---- */

static void close_round(struct round *r)
{
    for (unsigned w = 0; w < r->collection.workers; w++) {
        mim_scratch_free(&r->scratch[w]);
        free(r->collection.collectors[w].hits);
    }
    free(r->scratch);
    free(r->collection.collectors);
}

static mimicry_status run_round(struct mim_batch *batch, const struct mim_search *search,
                                uint64_t most_hits, const struct mim_batch_watch *watch,
                                const bool *is_final, mimicry_error *error)
{
    const unsigned workers = search->threads;
    struct round r = {.batch = batch, .search = search};
    r.scratch = mim_alloc_zeroed(workers, sizeof *r.scratch);
    r.collection.collectors = mim_alloc_zeroed(workers, sizeof *r.collection.collectors);
    r.collection.most = count_active(batch) > 1 ? most_hits : UINT64_MAX;
    if (r.scratch != NULL && r.collection.collectors != NULL)
        r.collection.workers = workers;
    mimicry_status status =
        r.collection.workers > 0 ? plan_round(&r, error) : mim_fail_memory(error);
    if (status == MIMICRY_OK) {
        const uint64_t groups = (batch->n_jobs + JOBS_A_TASK - 1) / JOBS_A_TASK;
        const struct mim_loop loop = {workers, r.tiles + groups, run_task,
                                      &r,      watch->fn,        watch->data};
        status = mim_parallel(&loop, error);
    }
    if (status == MIMICRY_OK)
        status = gather(&r, error);
    if (status == MIMICRY_OK)
        settle(&r, is_final);
    close_round(&r);
    return status;
}

/* Guesses the threshold of every active job for this round. */
static void guess(struct mim_batch *batch, const struct mim_search *search,
                  const struct mim_query *final, double wanted, bool *is_final)
{
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        struct mim_job *job = &batch->jobs[k];
        if (!job->active)
            continue;
        job->query = final[k];
        mim_profile_compile(&job->query, &batch->frequencies, &job->profile);
        mim_best_guess(&job->query, &job->profile, &batch->frequencies,
                       (double)search->index->text_length, wanted, &is_final[k]);
    }
}

static mimicry_status run_best(struct mim_batch *batch, const struct mim_search *search,
                               uint64_t most_hits, const struct mim_batch_watch *watch,
                               bool *is_final, mimicry_error *error)
{
    static const double LOOSER = 32;
    mimicry_status status = MIMICRY_OK;
    struct mim_query *final = mim_alloc_array(batch->n_jobs, sizeof *final);
    if (final == NULL)
        return mim_fail_memory(error);
    for (uint32_t k = 0; k < batch->n_jobs; k++)
        final[k] = batch->jobs[k].query;
    for (double wanted = 2 * (double)search->top + 2;
         status == MIMICRY_OK && count_active(batch) > 0; wanted *= LOOSER) {
        guess(batch, search, final, wanted, is_final);
        status = run_round(batch, search, most_hits, watch, is_final, error);
    }
    free(final);
    return status;
}

mimicry_status mim_batch_run(struct mim_batch *batch, const struct mim_search *search,
                             uint64_t most_hits, const struct mim_batch_watch *watch,
                             mimicry_error *error)
{
    mimicry_status status;
    bool *is_final = mim_alloc_array(batch->n_jobs, sizeof *is_final);
    if (is_final == NULL)
        return mim_fail_memory(error);
    batch->n_hits = 0;
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        batch->jobs[k].active = true;
        batch->jobs[k].n_hits = 0;
        is_final[k] = true;
    }
    status = search->top == 0 ? run_round(batch, search, most_hits, watch, is_final, error)
                              : run_best(batch, search, most_hits, watch, is_final, error);
    free(is_final);
    return status;
}
