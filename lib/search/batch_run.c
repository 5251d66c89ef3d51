/* Runs a batch: first every job is compiled, planned and, if the suffix array does it, searched;
 * then the scans that are left pass over the text together, tile by tile. The N best take several
 * rounds, with a looser threshold each, for the jobs that had too few hits. */
#include "search/batch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/compile/best.h"
#include "search/order.h"
#include "search/plan/plan.h"
#include "search/find/scan.h"
#include "search/find/seek.h"

enum { JOBS_A_TASK = 32 };

/* What one worker needs besides its collector. */
struct worker {
    struct mim_splitter splitter;
    struct mim_seeker seeker;
    struct mim_scratch scratch; /* set when it is first needed */
};

struct round {
    struct mim_batch *batch;
    const struct mim_search *search;
    struct mim_plan_setting setting;
    double wanted; /* hits of each job that would do; 0: all */
    struct mim_scan_list list;
    struct mim_tiling tiling;
    struct worker *workers;
    struct mim_collection collection;
};

static uint32_t count_active(const struct mim_batch *batch)
{
    uint32_t count = 0;
    for (uint32_t k = 0; k < batch->n_jobs; k++)
        count += batch->jobs[k].active;
    return count;
}

static bool is_scan(const struct mim_job *job)
{
    return job->active && (job->plan == MIMICRY_PLAN_PLANES || job->plan == MIMICRY_PLAN_LANES);
}

static mimicry_status count_new_hits(struct round *r, unsigned worker, size_t before)
{
    return mim_collection_add(&r->collection, r->collection.collectors[worker].count - before);
}

/* ---- The jobs, one by one ---- */

static void compile(const struct round *r, struct mim_job *job)
{
    const struct mim_batch *batch = r->batch;
    const struct mim_filter *filter = r->search->filter;
    const uint64_t windows =
        filter != NULL && filter->records != NULL ? filter->kept : r->search->index->text_length;
    job->goal = job->final;
    job->is_final = true;
    mim_profile_compile(&job->goal, &job->profile);
    if (r->wanted > 0 && !job->profile.impossible)
        mim_best_guess(&job->goal, &job->profile, &batch->frequencies, (double)windows, r->wanted,
                       &job->is_final);
    if (!job->is_final)
        mim_profile_compile(&job->goal, &job->profile);
}

static bool nothing_counts(const struct mim_filter *filter)
{
    return filter != NULL && filter->records != NULL && filter->kept == 0;
}

static mimicry_status start_job(struct round *r, struct worker *worker, uint32_t k,
                                mimicry_error *error)
{
    struct mim_job *job = &r->batch->jobs[k];
    compile(r, job);
    if (r->setting.forced != MIMICRY_PLAN_AUTO && !mim_plan_applies(r->setting.forced, &job->goal))
        return mim_plan_fail(error);
    if (job->profile.impossible || nothing_counts(r->search->filter)) {
        job->active = false;
        return MIMICRY_OK;
    }
    struct mim_costs costs;
    job->plan = mim_plan_choose(&r->setting, &worker->splitter, &job->goal, &job->profile,
                                &job->split, &costs);
    if (!is_scan(job))
        mim_seek_prefetch(&worker->seeker, k);
    return MIMICRY_OK;
}

static mimicry_status start_jobs(void *data, unsigned number, uint64_t task, mimicry_error *error)
{
    struct round *r = data;
    struct worker *worker = &r->workers[number];
    const size_t before = r->collection.collectors[number].count;
    const uint32_t from = (uint32_t)task * JOBS_A_TASK;
    mimicry_status status = MIMICRY_OK;
    const uint32_t left = r->batch->n_jobs - from,
                   to = from + (left < JOBS_A_TASK ? left : JOBS_A_TASK);
    for (uint32_t k = from; k < to && status == MIMICRY_OK; k++) {
        if (r->batch->jobs[k].active)
            status = start_job(r, worker, k, error);
    }
    for (uint32_t k = from; k < to && status == MIMICRY_OK; k++) {
        if (r->batch->jobs[k].active && !is_scan(&r->batch->jobs[k]))
            status = mim_seek(&worker->seeker, k, error);
    }
    if (status == MIMICRY_OK)
        status = mim_seek_finish(&worker->seeker, error);
    return status == MIMICRY_OK ? count_new_hits(r, number, before) : status;
}

/* ---- The scans, together ---- */

/* Whether a window that begins in a tile may count. */
static bool tile_counts(const struct round *r, uint64_t tile)
{
    const struct mimicry_index *index = r->search->index;
    const uint64_t from = tile * r->tiling.windows, left = index->text_length - from;
    return r->search->filter == NULL ||
           mim_filter_takes_any(r->search->filter, index, from,
                                from + (left < r->tiling.windows ? left : r->tiling.windows));
}

static mimicry_status scan_tile(void *data, unsigned number, uint64_t tile, mimicry_error *error)
{
    struct round *r = data;
    struct mim_scratch *scratch = &r->workers[number].scratch;
    const size_t before = r->collection.collectors[number].count;
    mimicry_status status = MIMICRY_OK;
    if (!tile_counts(r, tile))
        return MIMICRY_OK;
    if (scratch->offsets == NULL)
        status = mim_scratch_set(scratch, &r->tiling, error);
    if (status == MIMICRY_OK)
        status = mim_scan_tile(r->search->index, &r->tiling, tile, r->batch->jobs, &r->list,
                               scratch, &r->collection.collectors[number], error);
    return status == MIMICRY_OK ? count_new_hits(r, number, before) : status;
}

static mimicry_status scan(struct round *r, const struct mim_batch_watch *watch,
                           mimicry_error *error)
{
    mimicry_status status = mim_scan_list_set(&r->list, r->batch->jobs, r->batch->n_jobs, error);
    if (status != MIMICRY_OK || r->list.longest == 0)
        return status;
    mim_tiling_set(&r->tiling, r->search->kernels, &r->list);
    const struct mim_loop loop = {r->collection.workers,
                                  mim_tiling_tiles(&r->tiling, r->search->index),
                                  scan_tile,
                                  r,
                                  watch->fn,
                                  watch->data};
    return mim_parallel(&loop, error);
}

/* ---- Rounds ---- */

static struct mim_plan_setting setting_of(const struct mim_search *search, uint32_t queries)
{
    return (struct mim_plan_setting){search->kernels->bit_lanes, queries, search->plan};
}

static mimicry_status set_collector(const struct round *r, struct mim_collector *collector,
                                    mimicry_error *error)
{
    const struct mim_search *search = r->search;
    collector->filter = search->filter;
    collector->index = search->index;
    if (search->counts == NULL)
        return MIMICRY_OK;
    collector->count_columns = search->count_columns;
    collector->counts =
        mim_alloc_zeroed(r->batch->n_jobs, search->count_columns * sizeof *collector->counts);
    return collector->counts != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

/* Adds up what the workers counted. */
static void take_counts(const struct round *r)
{
    struct mim_batch *batch = r->batch;
    const size_t n = (size_t)batch->n_jobs * r->search->count_columns;
    memset(batch->counts, 0, n * sizeof *batch->counts);
    for (unsigned w = 0; w < r->collection.workers; w++) {
        for (size_t i = 0; i < n; i++)
            batch->counts[i] += r->collection.collectors[w].counts[i];
    }
    for (uint32_t k = 0; k < batch->n_jobs; k++)
        batch->jobs[k].active = false;
}

static mimicry_status open_round(struct round *r, uint64_t most_hits, mimicry_error *error)
{
    const unsigned workers = r->search->threads;
    r->workers = mim_alloc_zeroed(workers, sizeof *r->workers);
    r->collection.collectors = mim_alloc_zeroed(workers, sizeof *r->collection.collectors);
    if (r->workers == NULL || r->collection.collectors == NULL)
        return mim_fail_memory(error);
    r->collection.workers = workers;
    r->setting = setting_of(r->search, count_active(r->batch));
    r->collection.most = r->setting.queries > 1 ? most_hits : UINT64_MAX;
    for (unsigned w = 0; w < workers; w++) {
        const mimicry_status status = set_collector(r, &r->collection.collectors[w], error);
        if (status != MIMICRY_OK)
            return status;
        r->workers[w].splitter.index = r->search->index;
        r->workers[w].splitter.frequencies = &r->batch->frequencies;
        r->workers[w].seeker.index = r->search->index;
        r->workers[w].seeker.collector = &r->collection.collectors[w];
        r->workers[w].seeker.jobs = r->batch->jobs;
    }
    return MIMICRY_OK;
}

static void close_round(struct round *r)
{
    for (unsigned w = 0; w < r->collection.workers; w++) {
        mim_scratch_free(&r->workers[w].scratch);
        free(r->collection.collectors[w].hits);
        free(r->collection.collectors[w].counts);
    }
    mim_scan_list_free(&r->list);
    free(r->workers);
    free(r->collection.collectors);
}

static mimicry_status run_round(struct mim_batch *batch, const struct mim_search *search,
                                uint64_t most_hits, double wanted,
                                const struct mim_batch_watch *watch, mimicry_error *error)
{
    struct round r = {.batch = batch, .search = search, .wanted = wanted};
    mimicry_status status = open_round(&r, most_hits, error);
    if (status == MIMICRY_OK) {
        const struct mim_loop loop = {
            search->threads, (batch->n_jobs + JOBS_A_TASK - 1) / JOBS_A_TASK,
            start_jobs,      &r,
            watch->fn,       watch->data};
        status = mim_parallel(&loop, error);
    }
    if (status == MIMICRY_OK)
        status = scan(&r, watch, error);
    if (status == MIMICRY_OK && search->counts != NULL)
        take_counts(&r);
    else if (status == MIMICRY_OK)
        status = mim_order_hits(batch, &r.collection, search->top, error);
    close_round(&r);
    return status;
}

/* When only the best are wanted, rounds with looser and looser thresholds look for them, each for
 * so many hits a job as random windows would give. The first one of few is for windows that are no
 * accident: it is quickly looked up, and saves the scan where there are some. The next has some to
 * spare, so that there rarely has to be another. */
static const double NO_ACCIDENT = 1e-3, LOOSER = 64;

/* So many are expected that there are `top` of them but for one search in thousands. */
static double with_spare(uint64_t top)
{
    return (double)top + 3 * sqrt((double)top) + 10;
}

static double first_wanted(uint64_t top)
{
    enum { FEW = 4 };
    if (top == 0)
        return 0; /* all */
    return top <= FEW ? NO_ACCIDENT : with_spare(top);
}

static double next_wanted(uint64_t top, double wanted)
{
    return wanted < 1 ? with_spare(top) : wanted * LOOSER;
}

mimicry_status mim_batch_run(struct mim_batch *batch, const struct mim_search *search,
                             uint64_t most_hits, const struct mim_batch_watch *watch,
                             mimicry_error *error)
{
    double wanted = first_wanted(search->top);
    mimicry_status status = MIMICRY_OK;
    batch->n_hits = 0;
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        batch->jobs[k].active = true;
        batch->jobs[k].n_hits = 0;
    }
    while (status == MIMICRY_OK && count_active(batch) > 0) {
        status = run_round(batch, search, most_hits, wanted, watch, error);
        wanted = next_wanted(search->top, wanted);
    }
    return status;
}

bool mim_batch_explain(struct mim_batch *batch, const struct mim_search *search, uint32_t job,
                       struct mim_splitter *splitter, struct mim_costs *costs)
{
    const struct round first = {
        .batch = batch, .search = search, .wanted = first_wanted(search->top)};
    const struct mim_plan_setting setting = setting_of(search, batch->n_jobs);
    struct mim_job *j = &batch->jobs[job];
    compile(&first, j);
    if (setting.forced != MIMICRY_PLAN_AUTO && !mim_plan_applies(setting.forced, &j->goal))
        return false;
    j->plan = mim_plan_choose(&setting, splitter, &j->goal, &j->profile, &j->split, costs);
    return true;
}
