/* Drives a search batch by batch, and hands the hits over in order. */
#include "search/search.h"

#include <stdlib.h>

#include "base/memory.h"
#include "search/batch.h"
#include "search/edits.h"

enum {
    BLOCK = 4096,         /* hits handed over at once */
    BLOCKS_AN_ASKING = 64 /* a batch can have so many hits that they take seconds to hand over */
};

/* 24 bytes each, at most three times in memory: below 600 MiB. */
static const uint64_t MOST_HITS = UINT64_C(1) << 23;

struct run {
    const struct mim_search *search;
    uint64_t done, total; /* windows of the peptides */
    uint64_t in_batch;
    uint32_t most_items; /* of a batch */
    uint64_t told;       /* to the caller's progress function */
    mimicry_hits_fn each;
    void *each_data;
    mimicry_hit *block;
    size_t filled;
    uint64_t blocks; /* handed over */
};

/* The share of a batch that is done, in windows: several rounds start again, but never go back
 * beyond the batch's start. */
static int watch_batch(void *data, uint64_t done, uint64_t total)
{
    const struct run *run = data;
    const double share = total == 0 ? 0 : (double)done / (double)total;
    return run->search->progress(run->search->progress_data,
                                 run->done + (uint64_t)(share * (double)run->in_batch), run->total);
}

static mimicry_status cancelled(mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_CANCELLED, "cancelled");
}

static mimicry_status flush(struct run *run, mimicry_error *error)
{
    const size_t count = run->filled;
    run->filled = 0;
    if (count > 0 && run->each(run->each_data, run->block, count, sizeof *run->block) != 0)
        return cancelled(error);
    if (count > 0 && run->search->progress != NULL && ++run->blocks % BLOCKS_AN_ASKING == 0 &&
        run->search->progress(run->search->progress_data, run->done + run->in_batch, run->total) !=
            0)
        return cancelled(error);
    return MIMICRY_OK;
}

static mimicry_status emit_item(struct run *run, const struct mim_batch *batch,
                                const struct mim_item *item, mimicry_error *error)
{
    const struct mimicry_index *index = run->search->index;
    const struct mim_job *job = &batch->jobs[item->job];
    for (size_t i = 0; i < job->n_hits; i++) {
        const struct mim_hit *hit = &batch->hits[job->first_hit + i];
        const uint64_t record = mim_index_record_at(index, hit->at);
        run->block[run->filled++] = (mimicry_hit){
            .query = item->window.sequence,
            .query_start = item->window.start,
            .record = record,
            .start = hit->at - index->starts[record],
            .length = item->window.length,
            .mismatches = hit->mismatches,
            .score = hit->score,
            .query_length = item->window.length,
        };
        if (run->filled == BLOCK) {
            const mimicry_status status = flush(run, error);
            if (status != MIMICRY_OK)
                return status;
        }
    }
    return MIMICRY_OK;
}

/* A peptide has as many hits as its windows together. */
static void add_counts(const struct mim_search *search, const struct mim_batch *batch,
                       const struct mim_item *item)
{
    const uint64_t *from = batch->counts + (size_t)item->job * search->count_columns;
    uint64_t *to = search->counts + item->window.sequence * search->count_columns;
    for (uint32_t k = 0; k < search->count_columns; k++)
        to[k] += from[k];
}

static mimicry_status emit(struct run *run, const struct mim_batch *batch, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t i = 0; i < batch->n_items && status == MIMICRY_OK; i++) {
        if (run->search->counts != NULL)
            add_counts(run->search, batch, &batch->items[i]);
        else
            status = emit_item(run, batch, &batch->items[i], error);
    }
    return status == MIMICRY_OK ? flush(run, error) : status;
}

/* A batch with too many hits is filled anew with half as many windows. */
static mimicry_status run_next_batch(struct run *run, struct mim_batch *batch,
                                     struct mim_stream *stream, uint32_t *most,
                                     mimicry_error *error)
{
    const struct mim_stream from = *stream;
    const struct mim_batch_watch watch = {run->search->progress != NULL ? watch_batch : NULL, run};
    mimicry_status status;
    for (;;) {
        mim_batch_fill(batch, run->search, stream, *most);
        if (batch->n_items == 0)
            return MIMICRY_OK;
        run->in_batch = batch->n_items;
        status = mim_batch_run(batch, run->search, MOST_HITS, &watch, error);
        if (status != MIM_TOO_MANY)
            break;
        *stream = from;
        *most = batch->n_items / 2;
    }
    if (status == MIMICRY_OK)
        status = emit(run, batch, error);
    run->done += batch->n_items;
    *most = *most < run->most_items ? *most * 2 : *most;
    return status;
}

/* Searches that never scan the text gain nothing by large batches, and small ones stay in cache. */
static uint32_t most_items(const struct mim_search *search)
{
    enum { SMALL = 256 };
    const bool looks_up = search->threshold_kind == MIMICRY_MAX_MISMATCHES &&
                          search->threshold <= 1 && search->plan != MIMICRY_PLAN_PLANES &&
                          search->plan != MIMICRY_PLAN_LANES;
    return looks_up ? SMALL * search->threads : MIM_BATCH_ITEMS;
}

static mimicry_status run_all(struct run *run, struct mim_stream *stream, mimicry_error *error)
{
    struct mim_batch batch;
    uint32_t most = run->most_items;
    mimicry_status status = mim_batch_create(run->search, run->total, &batch, error);
    if (status != MIMICRY_OK)
        return status;
    do {
        status = run_next_batch(run, &batch, stream, &most, error);
    } while (status == MIMICRY_OK && batch.n_items > 0);
    mim_batch_free(&batch);
    if (status == MIMICRY_OK && run->search->progress != NULL &&
        run->search->progress(run->search->progress_data, run->total, run->total) != 0)
        status = cancelled(error);
    return status;
}

mimicry_status mim_search_run(const struct mim_search *search, const char *const *peptides,
                              size_t n_peptides, mimicry_hits_fn each, void *each_data,
                              mimicry_error *error)
{
    if (search->max_indels > 0)
        return mim_edits_run(search, peptides, n_peptides, each, each_data, error);
    struct mim_stream stream;
    struct run run = {.search = search, .each = each, .each_data = each_data};
    mimicry_status status =
        mim_stream_open(&stream, search, peptides, n_peptides, &run.total, error);
    if (status != MIMICRY_OK)
        return status;
    run.most_items = most_items(search);
    run.block = mim_alloc_array(BLOCK, sizeof *run.block);
    if (run.block == NULL)
        return mim_fail_memory(error);
    status = run_all(&run, &stream, error);
    free(run.block);
    return status;
}
