/* Searches with insertions and deletions, batch by batch: the peptides whose pieces are rare enough
 * one by one, the others in passes over the text, tile by tile; then all hits in order. */
#include "search/edits.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/batch.h"
#include "search/find/edits_align.h"

enum {
    BLOCK = 4096, /* hits handed over at once */
    BLOCKS_AN_ASKING = 16,
    MOST_ITEMS = 512,    /* peptides of a batch */
    TILE = 1 << 16,      /* places of a task */
    HITS_LIMIT = 1 << 23 /* 24 bytes each, at most three times in memory: below 600 MiB */
};

struct job {
    struct mim_edits_query query;
    bool scans;
    size_t first_hit, n_hits;
};

struct run {
    const struct mim_search *search;
    uint64_t done, total; /* windows of the peptides */
    mimicry_hits_fn each;
    void *each_data;
    mimicry_hit *block;
    size_t filled;
    uint64_t blocks; /* handed over */
    struct mim_batch batch;
    struct job *jobs; /* of the batch */
    struct mim_edits_finder *finders;
    struct mim_collection collection; /* counts the hits */
    struct mim_edits_hit *hits;       /* of all jobs, in final order */
    size_t hits_capacity;
    struct mim_alignment alignment;
};

/* ---- Finding ---- */

static mimicry_status count_new(struct run *r, unsigned worker, size_t before)
{
    return mim_collection_add(&r->collection, r->finders[worker].count - before);
}

static mimicry_status seek_job(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    struct run *r = data;
    struct job *job = &r->jobs[task];
    struct mim_edits_finder *finder = &r->finders[worker];
    const size_t before = finder->count;
    bool possible;
    const bool pays = mim_edits_seeds_pay(r->search->index, &job->query, &possible);
    if (r->search->plan == MIMICRY_PLAN_SEEDS && !possible)
        return mim_plan_fail(error);
    job->scans = !possible || r->search->plan == MIMICRY_PLAN_SCAN ||
                 (r->search->plan == MIMICRY_PLAN_AUTO && !pays);
    if (job->scans)
        return MIMICRY_OK;
    const mimicry_status status = mim_edits_seek(finder, &job->query, (uint32_t)task, error);
    return status == MIMICRY_OK ? count_new(r, worker, before) : status;
}

static mimicry_status scan_tile(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    struct run *r = data;
    struct mim_edits_finder *finder = &r->finders[worker];
    const uint64_t from = task * TILE, left = r->search->index->text_length - from;
    const size_t before = finder->count;
    mimicry_status status = MIMICRY_OK;
    for (uint32_t k = 0; k < r->batch.n_jobs && status == MIMICRY_OK; k++) {
        if (r->jobs[k].scans)
            status = mim_edits_scan(finder, &r->jobs[k].query, k, from,
                                    from + (left < TILE ? left : TILE), error);
    }
    return status == MIMICRY_OK ? count_new(r, worker, before) : status;
}

static int watch(void *data, uint64_t done, uint64_t total)
{
    const struct run *r = data;
    const double share = total == 0 ? 0 : (double)done / (double)total;
    return r->search->progress(r->search->progress_data,
                               r->done + (uint64_t)(share * r->batch.n_items), r->total);
}

static mimicry_status find(struct run *r, mimicry_error *error)
{
    struct mim_loop loop = {.threads = r->search->threads,
                            .tasks = r->batch.n_jobs,
                            .run = seek_job,
                            .data = r,
                            .watch = r->search->progress != NULL ? watch : NULL,
                            .watch_data = r};
    bool scans = false;
    mimicry_status status = mim_parallel(&loop, error);
    for (uint32_t k = 0; k < r->batch.n_jobs && status == MIMICRY_OK; k++)
        scans = scans || r->jobs[k].scans;
    if (status != MIMICRY_OK || !scans)
        return status;
    loop.tasks = (r->search->index->text_length + TILE - 1) / TILE;
    loop.run = scan_tile;
    return mim_parallel(&loop, error);
}

/* ---- Putting in order ---- */

static int fewest_edits_first(const void *x, const void *y)
{
    const struct mim_edits_hit *a = x, *b = y;
    const int edits = a->indels + a->mismatches - b->indels - b->mismatches;
    if (edits != 0)
        return edits;
    if (a->indels != b->indels)
        return a->indels - b->indels;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->length - b->length;
}

static mimicry_status order(struct run *r, mimicry_error *error)
{
    size_t total = 0;
    for (unsigned w = 0; w < r->search->threads; w++) {
        for (size_t i = 0; i < r->finders[w].count; i++)
            r->jobs[r->finders[w].hits[i].job].n_hits++;
    }
    for (uint32_t k = 0; k < r->batch.n_jobs; k++) {
        r->jobs[k].first_hit = total;
        total += r->jobs[k].n_hits;
        r->jobs[k].n_hits = 0;
    }
    void *grown = mim_grow(r->hits, &r->hits_capacity, total, sizeof *r->hits);
    if (grown == NULL)
        return mim_fail_memory(error);
    r->hits = grown;
    for (unsigned w = 0; w < r->search->threads; w++) {
        for (size_t i = 0; i < r->finders[w].count; i++) {
            struct job *job = &r->jobs[r->finders[w].hits[i].job];
            r->hits[job->first_hit + job->n_hits++] = r->finders[w].hits[i];
        }
    }
    for (uint32_t k = 0; k < r->batch.n_jobs; k++)
        qsort(r->hits + r->jobs[k].first_hit, r->jobs[k].n_hits, sizeof *r->hits,
              fewest_edits_first);
    return MIMICRY_OK;
}

/* ---- Handing over ---- */

static mimicry_status flush(struct run *r, mimicry_error *error)
{
    const size_t count = r->filled;
    r->filled = 0;
    if (count > 0 && r->each(r->each_data, r->block, count, sizeof *r->block) != 0)
        return mim_fail_cancelled(error);
    if (count > 0 && r->search->progress != NULL && ++r->blocks % BLOCKS_AN_ASKING == 0 &&
        r->search->progress(r->search->progress_data, r->done + r->batch.n_items, r->total) != 0)
        return mim_fail_cancelled(error);
    return MIMICRY_OK;
}

static mimicry_status emit_hit(struct run *r, const struct mim_item *item,
                               const struct mim_edits_hit *hit, mimicry_error *error)
{
    const struct mimicry_index *index = r->search->index;
    const struct mim_edits_query *query = &r->jobs[item->job].query;
    const struct mim_edits_pair pair = {query->codes, index->text + hit->at, query->length,
                                        hit->length,  hit->indels,           hit->mismatches};
    const uint64_t record = mim_index_record_at(index, hit->at);
    const mimicry_status status = mim_alignment_find(&r->alignment, &pair, error);
    if (status != MIMICRY_OK)
        return status;
    r->block[r->filled++] = (mimicry_hit){
        .query = item->window.sequence,
        .query_start = item->window.start,
        .record = record,
        .start = hit->at - index->starts[record],
        .length = hit->length,
        .mismatches = hit->mismatches,
        .score = mim_alignment_score(&r->alignment, &pair, &r->search->model->matrix),
        .indels = hit->indels,
        .query_length = query->length,
    };
    return r->filled == BLOCK ? flush(r, error) : MIMICRY_OK;
}

static mimicry_status emit(struct run *r, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t i = 0; i < r->batch.n_items && status == MIMICRY_OK; i++) {
        const struct mim_item *item = &r->batch.items[i];
        const struct job *job = &r->jobs[item->job];
        for (size_t k = 0; k < job->n_hits && status == MIMICRY_OK; k++)
            status = emit_hit(r, item, &r->hits[job->first_hit + k], error);
    }
    return status == MIMICRY_OK ? flush(r, error) : status;
}

/* ---- Batches ---- */

static void begin_batch(struct run *r)
{
    for (uint32_t k = 0; k < r->batch.n_jobs; k++) {
        const struct mim_goal *query = &r->batch.jobs[k].final;
        r->jobs[k] = (struct job){.query = {query->codes, query->length, r->search->max_indels,
                                            query->max_mismatches, r->batch.jobs[k].number}};
    }
    for (unsigned w = 0; w < r->search->threads; w++)
        r->finders[w].count = 0;
    r->collection.most = r->batch.n_jobs > 1 ? HITS_LIMIT : UINT64_MAX;
    atomic_store(&r->collection.total, 0);
}

/* A batch with too many hits is filled anew with half as many windows. */
static mimicry_status run_next_batch(struct run *r, struct mim_windows *windows, uint32_t *most,
                                     mimicry_error *error)
{
    const struct mim_windows from = *windows;
    mimicry_status status;
    for (;;) {
        mim_batch_fill(&r->batch, r->search, windows, *most);
        begin_batch(r);
        status = find(r, error);
        if (status != MIM_TOO_MANY)
            break;
        *windows = from;
        *most = r->batch.n_items / 2;
    }
    if (status == MIMICRY_OK)
        status = order(r, error);
    if (status == MIMICRY_OK)
        status = emit(r, error);
    r->done += r->batch.n_items;
    *most = *most < MOST_ITEMS ? *most * 2 : MOST_ITEMS;
    return status;
}

static mimicry_status run_all(struct run *r, struct mim_windows *windows, mimicry_error *error)
{
    const struct mim_search *search = r->search;
    uint32_t most = MOST_ITEMS;
    mimicry_status status = mim_batch_create(search, r->total, &r->batch, error);
    if (status != MIMICRY_OK)
        return status;
    r->block = mim_alloc_array(BLOCK, sizeof *r->block);
    r->jobs = mim_alloc_array(MOST_ITEMS, sizeof *r->jobs);
    r->finders = mim_alloc_zeroed(search->threads, sizeof *r->finders);
    if (r->block == NULL || r->jobs == NULL || r->finders == NULL)
        return mim_fail_memory(error);
    for (unsigned w = 0; w < search->threads; w++)
        r->finders[w] = (struct mim_edits_finder){
            .index = search->index, .kernels = search->kernels, .filter = search->filter};
    do {
        status = run_next_batch(r, windows, &most, error);
    } while (status == MIMICRY_OK && r->batch.n_items > 0);
    if (status == MIMICRY_OK && search->progress != NULL &&
        search->progress(search->progress_data, r->total, r->total) != 0)
        status = mim_fail_cancelled(error);
    return status;
}

mimicry_status mim_edits_run(const struct mim_search *search, const char *const *peptides,
                             size_t n_peptides, mimicry_hits_fn each, void *each_data,
                             mimicry_error *error)
{
    struct mim_windows windows;
    struct run r = {.search = search, .each = each, .each_data = each_data};
    mimicry_status status =
        mim_windows_open(&windows, search, peptides, n_peptides, &r.total, error);
    if (status == MIMICRY_OK)
        status = run_all(&r, &windows, error);
    for (unsigned w = 0; r.finders != NULL && w < search->threads; w++)
        mim_edits_finder_free(&r.finders[w]);
    mim_alignment_free(&r.alignment);
    mim_batch_free(&r.batch);
    free(r.block);
    free(r.jobs);
    free(r.finders);
    free(r.hits);
    return status;
}
