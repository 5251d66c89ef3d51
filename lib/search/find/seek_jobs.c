/* The finder that looks jobs up in the suffix array. It also plans all of them, since a job's
 * look-up begins with memory that can be asked for while the next ones are planned. */
#include <stdlib.h>

#include "base/memory.h"
#include "search/find/finder.h"
#include "search/find/seek.h"
#include "search/plan/neighbours.h"
#include "search/plan/prepare.h"

enum { JOBS_A_TASK = 32 };

struct seek_worker {
    struct mim_splitter splitter;
    struct mim_seeker seeker;
};

static mimicry_status begin(const struct mim_round *round, void **out_work, uint64_t *out_tasks,
                            mimicry_error *error)
{
    const struct mim_search *search = round->search;
    /* Not zeroed: the splitter's memory is large, and some searches never use it. */
    struct seek_worker *workers = mim_alloc_array(search->threads, sizeof *workers);
    if (workers == NULL)
        return mim_fail_memory(error);
    for (unsigned w = 0; w < search->threads; w++) {
        workers[w].splitter.index = search->index;
        workers[w].splitter.frequencies = &round->batch->frequencies;
        workers[w].splitter.sieves = search->opt_around != NULL;
        workers[w].splitter.densities.known = workers[w].splitter.densities.limit = 0;
        workers[w].seeker =
            (struct mim_seeker){.candidates = {.index = search->index, .jobs = round->batch->jobs},
                                .opt_around = search->opt_around,
                                .sieve.around = search->opt_around};
    }
    const mimicry_status status = mim_neighbours_plan(round, &workers->splitter, error);
    if (status != MIMICRY_OK) {
        free(workers);
        return status;
    }
    *out_work = workers;
    *out_tasks = (round->batch->n_jobs + JOBS_A_TASK - 1) / JOBS_A_TASK;
    return MIMICRY_OK;
}

static bool is_sought(const struct mim_job *job)
{
    return job->active && !mim_job_scans(job);
}

static mimicry_status find(const struct mim_round *round, void *work, unsigned number,
                           uint64_t task, struct mim_collector *collector, mimicry_error *error)
{
    const struct mim_batch *batch = round->batch;
    struct seek_worker *worker = (struct seek_worker *)work + number;
    struct mim_seeker *seeker = &worker->seeker;
    struct mim_costs costs;
    const uint32_t from = (uint32_t)task * JOBS_A_TASK, left = batch->n_jobs - from;
    const uint32_t to = from + (left < JOBS_A_TASK ? left : JOBS_A_TASK);
    mimicry_status status = MIMICRY_OK;
    seeker->candidates.collector = collector;
    for (uint32_t k = from; k < to && status == MIMICRY_OK; k++) {
        if (!batch->jobs[k].active)
            continue;
        status = mim_job_prepare(round, &worker->splitter, &batch->jobs[k], &costs, error);
        if (status == MIMICRY_OK && is_sought(&batch->jobs[k]))
            mim_seek_prefetch(seeker, k);
    }
    for (uint32_t k = from; k < to && status == MIMICRY_OK; k++) {
        if (is_sought(&batch->jobs[k]))
            status = mim_seek(seeker, k, error);
    }
    return status == MIMICRY_OK ? mim_seek_finish(seeker, error) : status;
}

static void end(const struct mim_round *round, void *work)
{
    (void)round;
    free(work);
}

const struct mim_finder mim_finder_seek = {begin, find, end};
