/* Runs a batch: the finders of the search one after the other, each task on any thread; then the
 * hits are brought together in order. The N best take several rounds, for the jobs that had too few
 * hits. */
#include "search/round.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/find/finder.h"
#include "search/order.h"
#include "search/plan/prepare.h"

/* The collectors of a round, and the finder that fills them. */
struct finding {
    struct mim_round round;
    struct mim_collection collection;
    const struct mim_finder *finder;
    void *work;
};

/* At most three, then NULL. */
static const struct mim_finder *const *finders_of(const struct mim_search *search)
{
    static const struct mim_finder *const windows[] = {&mim_finder_seek, &mim_finder_scan,
                                                       &mim_finder_slide, NULL};
    static const struct mim_finder *const listed[] = {&mim_finder_seek, &mim_finder_listed, NULL};
    static const struct mim_finder *const edits[] = {&mim_finder_edits_seek, &mim_finder_edits_scan,
                                                     NULL};
    static const struct mim_finder *const epitopes[] = {&mim_finder_epitopes, NULL};
    static const struct mim_finder *const fixed[] = {&mim_finder_epitopes_fixed, NULL};
    if (search->positions != MIMICRY_POSITIONS_NONE)
        return search->positions == MIMICRY_POSITIONS_FIXED ? fixed : epitopes;
    if (search->opt_list != NULL)
        return listed;
    return search->max_indels > 0 ? edits : windows;
}

/* ---- Collectors ---- */

static mimicry_status set_collector(const struct mim_round *round, struct mim_collector *collector,
                                    mimicry_error *error)
{
    const struct mim_search *search = round->search;
    collector->filter = search->filter;
    collector->index = search->index;
    collector->opt_packing = round->batch->packing.used ? &round->batch->packing : NULL;
    if (!mim_search_counts(search))
        return MIMICRY_OK;
    collector->count_columns = search->count_columns;
    collector->counts = mim_alloc_zeroed(round->batch->n_counts, sizeof *collector->counts);
    return collector->counts != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

static mimicry_status open_collection(struct finding *f, uint64_t most_hits, mimicry_error *error)
{
    const unsigned workers = f->round.search->threads;
    mimicry_status status = MIMICRY_OK;
    f->collection = (struct mim_collection){
        .collectors = mim_alloc_zeroed(workers, sizeof *f->collection.collectors),
        .most = f->round.active > 1 ? most_hits : UINT64_MAX,
    };
    if (f->collection.collectors == NULL)
        return mim_fail_memory(error);
    f->collection.workers = workers;
    for (unsigned w = 0; w < workers && status == MIMICRY_OK; w++)
        status = set_collector(&f->round, &f->collection.collectors[w], error);
    return status;
}

static void close_collection(struct mim_collection *collection)
{
    for (unsigned w = 0; w < collection->workers; w++) {
        free(collection->collectors[w].hits);
        free(collection->collectors[w].words);
        free(collection->collectors[w].counts);
    }
    free(collection->collectors);
}

/* Adds up what the workers counted. */
static mimicry_status take_counts(const struct finding *f, mimicry_error *error)
{
    struct mim_batch *batch = f->round.batch;
    const size_t n = batch->n_counts;
    uint64_t *counts = mim_grow(batch->counts, &batch->counts_room, n, sizeof *counts);
    if (counts == NULL)
        return mim_fail_memory(error);
    batch->counts = counts;
    memset(counts, 0, n * sizeof *counts);
    for (unsigned w = 0; w < f->collection.workers; w++) {
        for (size_t i = 0; i < n; i++)
            counts[i] += f->collection.collectors[w].counts[i];
    }
    for (uint32_t k = 0; k < batch->n_jobs; k++)
        batch->jobs[k].active = false;
    return MIMICRY_OK;
}

/* ---- Rounds ---- */

/* A task, after which its hits are counted. */
static mimicry_status find(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    struct finding *f = data;
    struct mim_collector *collector = &f->collection.collectors[worker];
    const size_t before = collector->count;
    const mimicry_status status =
        f->finder->find(&f->round, f->work, worker, task, collector, error);
    return status == MIMICRY_OK ? mim_collection_add(&f->collection, collector->count - before)
                                : status;
}

static mimicry_status run_finder(struct finding *f, mim_watch_fn watch, void *watch_data,
                                 mimicry_error *error)
{
    struct mim_loop loop = {.threads = f->round.search->threads,
                            .run = find,
                            .data = f,
                            .watch = watch,
                            .watch_data = watch_data};
    mimicry_status status = f->finder->begin(&f->round, &f->work, &loop.tasks, error);
    if (status != MIMICRY_OK || loop.tasks == 0)
        return status;
    status = mim_parallel(&loop, error);
    f->finder->end(&f->round, f->work);
    return status;
}

static mimicry_status run_round(const struct mim_round *round, uint64_t most_hits,
                                mim_watch_fn watch, void *watch_data, mimicry_error *error)
{
    struct finding f = {.round = *round};
    const struct mim_finder *const *finders = finders_of(round->search);
    mimicry_status status = open_collection(&f, most_hits, error);
    for (; *finders != NULL && status == MIMICRY_OK; finders++) {
        f.finder = *finders;
        status = run_finder(&f, watch, watch_data, error);
    }
    if (status == MIMICRY_OK && mim_search_counts(round->search))
        status = take_counts(&f, error);
    else if (status == MIMICRY_OK)
        status = mim_order_hits(round->batch, &f.collection, round->search, error);
    close_collection(&f.collection);
    return status;
}

mimicry_status mim_batch_run(struct mim_batch *batch, const struct mim_search *search,
                             uint64_t most_hits, mim_watch_fn watch, void *watch_data,
                             mimicry_error *error)
{
    struct mim_round round = mim_round_first(batch, search);
    mimicry_status status = MIMICRY_OK;
    uint32_t longest = 0;
    batch->n_hits = 0;
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        struct mim_job *job = &batch->jobs[k];
        job->goal = job->final;
        job->active = job->is_final = true;
        job->n_hits = job->too_few = 0;
        longest = job->final.length > longest ? job->final.length : longest;
    }
    mim_packing_set(&batch->packing, search->index, batch->n_jobs, longest,
                    mim_search_order(search) == MIM_HIGHEST_SCORE);
    for (; round.active > 0 && status == MIMICRY_OK; mim_round_loosen(&round))
        status = run_round(&round, most_hits, watch, watch_data, error);
    return status;
}
