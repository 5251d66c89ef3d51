/* Drives a search batch by batch, and gives the hits out block by block. */
#include "search/run.h"

#include <stdlib.h>

#include "base/inline.h"
#include "base/memory.h"
#include "search/best_within.h"
#include "search/presented_filter.h"
#include "search/round.h"

enum {
    BLOCK = 4096,         /* hits given out at once */
    BLOCKS_AN_ASKING = 64 /* a batch can have so many hits that taking them lasts seconds */
};

/* 24 bytes each, or 8 packed, at most three times in memory: below 600 MiB. */
static const uint64_t MOST_HITS = UINT64_C(1) << 23;

struct mim_run {
    struct mim_search search;
    struct mim_presented_filter presented;
    struct mim_windows windows;
    struct mim_batch batch;
    uint32_t largest_batch, next_batch; /* windows, at most */
    uint64_t done, total;               /* windows of the batches before, and of all */
    uint64_t told;                      /* the most that the caller was told is done */
    uint32_t item;                      /* of the batch: the next to give out, */
    size_t hit;                         /* from this hit on */
    mimicry_hit *block;
    size_t filled;
    uint64_t blocks; /* given out */
    bool at_end;
};

/* Rounds and batches that are repeated start again; what the caller sees never goes back. */
static int tell_most(struct mim_run *run, uint64_t done)
{
    if (done > run->told)
        run->told = done;
    return run->search.progress(run->search.progress_data, run->told, run->total);
}

static mimicry_status tell(struct mim_run *run, uint64_t done, mimicry_error *error)
{
    if (run->search.progress == NULL || tell_most(run, done) == 0)
        return MIMICRY_OK;
    return mim_fail_cancelled(error);
}

/* ---- Batches ---- */

/* The share of a batch that is done, in windows. */
static int watch_batch(void *data, uint64_t done, uint64_t total)
{
    struct mim_run *run = data;
    const double share = total == 0 ? 0 : (double)done / (double)total;
    return tell_most(run, run->done + (uint64_t)(share * run->batch.n_items));
}

/* Searches that never scan the text gain nothing by large batches, and small ones stay in cache. */
static uint32_t largest_batch(const struct mim_search *search)
{
    enum { SMALL = 256, EDITS = 512 };
    if (search->max_indels > 0)
        return EDITS;
    const bool looks_up = search->threshold_kind == MIMICRY_MAX_MISMATCHES &&
                          search->threshold <= 1 && search->plan != MIMICRY_PLAN_PLANES &&
                          search->plan != MIMICRY_PLAN_LANES &&
                          search->plan != MIMICRY_PLAN_SLIDING;
    return looks_up ? SMALL * search->threads : MIM_BATCH_ITEMS;
}

/* A peptide has as many hits as its windows together. */
static void add_counts(const struct mim_run *run)
{
    const struct mim_search *search = &run->search;
    for (uint32_t i = 0; i < run->batch.n_items; i++) {
        const struct mim_item *item = &run->batch.items[i];
        const struct mim_job *job = &run->batch.jobs[item->job];
        const uint64_t *from = run->batch.counts + job->first_count;
        uint64_t *to = job->opt_steps != NULL
                           ? job->opt_steps->counts
                           : search->counts + item->window.sequence * search->count_columns;
        const size_t n = job->opt_steps != NULL ? job->opt_steps->count : search->count_columns;
        for (size_t k = 0; k < n; k++)
            to[k] += from[k];
    }
}

/* A batch with too many hits is filled anew with half as many windows. */
static mimicry_status run_batch(struct mim_run *run, mimicry_error *error)
{
    const struct mim_windows from = run->windows;
    const mim_watch_fn watch = run->search.progress != NULL ? watch_batch : NULL;
    mimicry_status status;
    run->done += run->batch.n_items;
    run->item = 0;
    run->hit = 0;
    for (;;) {
        mim_batch_fill(&run->batch, &run->search, &run->windows, run->next_batch);
        if (run->batch.n_items == 0)
            return MIMICRY_OK;
        status = mim_batch_run(&run->batch, &run->search, MOST_HITS, watch, run, error);
        if (status != MIM_TOO_MANY)
            break;
        run->windows = from;
        run->next_batch = run->batch.n_items / 2;
    }
    if (run->next_batch < run->largest_batch)
        run->next_batch *= 2;
    if (status == MIMICRY_OK && mim_search_counts(&run->search)) {
        add_counts(run);
        run->item = run->batch.n_items; /* there is nothing to give out */
    }
    return status;
}

/* ---- Hits ---- */

static mimicry_hit public_hit(const struct mim_run *run, const struct mim_item *item,
                              const struct mim_job *job, struct mim_found hit)
{
    const struct mimicry_index *index = run->search.index;
    const uint64_t record = mim_index_record_at(index, hit.at);
    return (mimicry_hit){
        .query = item->window.sequence,
        .query_start = item->window.start,
        .record = record,
        .start = hit.at - index->starts[record],
        .length = (uint32_t)((int64_t)job->span + hit.longer),
        .mismatches = hit.mismatches,
        .score = hit.score,
        .indels = hit.indels,
        .query_length = job->final.length,
    };
}

/* Hits of a job are anywhere in the text: what their records are found by is asked for some hits
 * before. */
static MIM_ALWAYS_INLINE void ask_ahead(const struct mim_run *run, const struct mim_job *job,
                                        size_t i)
{
    enum { SOON = 8, LATER = 16 };
    const struct mimicry_index *index = run->search.index;
    if (i + LATER >= job->n_hits)
        return;
    const uint64_t soon = mim_batch_place(&run->batch, job, i + SOON);
    const uint64_t later = mim_batch_place(&run->batch, job, i + LATER);
    __builtin_prefetch(&index->blocks[later / MIM_INDEX_BLOCK]);
    __builtin_prefetch(&index->starts[index->blocks[soon / MIM_INDEX_BLOCK] + 1]);
}

/* Hits [from, to) of a job. Nothing else is where they go, so that what they are told by stays in
 * registers. */
static void put_hits(const struct mim_run *run, const struct mim_item *item, size_t from, size_t to,
                     mimicry_hit *restrict out)
{
    const struct mim_job *job = &run->batch.jobs[item->job];
    for (size_t i = from; i < to; i++) {
        ask_ahead(run, job, i);
        *out++ = public_hit(run, item, job, mim_batch_hit(&run->batch, job, i));
    }
}

/* Puts the batch's next hits into the block, until that is full or there are no more. */
static void fill_block(struct mim_run *run)
{
    const struct mim_batch *batch = &run->batch;
    for (; run->item < batch->n_items && run->filled < BLOCK; run->item++) {
        const struct mim_item *item = &batch->items[run->item];
        const size_t left = batch->jobs[item->job].n_hits - run->hit, room = BLOCK - run->filled;
        const size_t n = left < room ? left : room;
        put_hits(run, item, run->hit, run->hit + n, run->block + run->filled);
        run->filled += n;
        run->hit += n;
        if (n < left)
            return;
        run->hit = 0;
    }
}

/* Every so many blocks the caller is asked whether to go on. */
static mimicry_status ask(struct mim_run *run, mimicry_error *error)
{
    if (run->blocks++ % BLOCKS_AN_ASKING != BLOCKS_AN_ASKING - 1)
        return MIMICRY_OK;
    return tell(run, run->done + run->batch.n_items, error);
}

mimicry_status mim_run_next(struct mim_run *run, const mimicry_hit **out_hits, size_t *out_count,
                            mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    *out_hits = NULL;
    *out_count = 0;
    run->filled = 0;
    while (run->filled == 0 && !run->at_end && status == MIMICRY_OK) {
        fill_block(run);
        if (run->filled > 0) {
            status = ask(run, error);
        } else {
            status = run_batch(run, error);
            run->at_end = run->batch.n_items == 0;
            if (status == MIMICRY_OK && run->at_end)
                status = tell(run, run->total, error);
        }
    }
    if (status == MIMICRY_OK && run->filled > 0) {
        *out_hits = run->block;
        *out_count = run->filled;
    }
    return status;
}

/* ---- Begin and end ---- */

mimicry_status mim_run_create(const struct mim_search *search, const char *const *peptides,
                              size_t n_peptides, struct mim_run **out_run, mimicry_error *error)
{
    struct mim_run *run = mim_alloc_zeroed(1, sizeof *run);
    *out_run = NULL;
    if (run == NULL)
        return mim_fail_memory(error);
    run->search = *search;
    mimicry_status status =
        mim_windows_open(&run->windows, search, peptides, n_peptides, &run->total, error);
    if (status == MIMICRY_OK)
        status =
            mim_presented_filter_set(&run->presented, &run->search, peptides, n_peptides, error);
    if (status == MIMICRY_OK)
        status = mim_search_best_within(&run->search, peptides, n_peptides, error);
    run->largest_batch = run->next_batch = largest_batch(&run->search);
    if (status == MIMICRY_OK)
        status = mim_batch_create(&run->search, run->total, &run->batch, error);
    if (status == MIMICRY_OK) {
        run->block = mim_alloc_array(BLOCK, sizeof *run->block);
        status = run->block != NULL ? MIMICRY_OK : mim_fail_memory(error);
    }
    if (status != MIMICRY_OK) {
        mim_run_free(run);
        return status;
    }
    *out_run = run;
    return MIMICRY_OK;
}

void mim_run_free(struct mim_run *run)
{
    if (run == NULL)
        return;
    mim_batch_free(&run->batch);
    mim_presented_filter_free(&run->presented);
    free(run->block);
    free(run);
}

/* ---- Pushed ---- */

mimicry_status mim_search_run(const struct mim_search *search, const char *const *peptides,
                              size_t n_peptides, mimicry_hits_fn each, void *each_data,
                              mimicry_error *error)
{
    struct mim_run *run;
    const mimicry_hit *hits;
    size_t count;
    mimicry_status status = mim_run_create(search, peptides, n_peptides, &run, error);
    if (status != MIMICRY_OK)
        return status;
    while ((status = mim_run_next(run, &hits, &count, error)) == MIMICRY_OK && count > 0) {
        if (each(each_data, hits, count, sizeof *hits) != 0) {
            status = mim_fail_cancelled(error);
            break;
        }
    }
    mim_run_free(run);
    return status;
}
