/* Finds discontinuous epitopes by a look at every place of the text: for a block of places at once,
 * each residue of the epitope adds 1 where the text has another one. */
#include "search/find/epitope.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum {
    BLOCK = 1024,  /* places; fewer than the text's padding */
    GROUP = 64,    /* of them, that are looked at together */
    TILE = 1 << 16 /* places of a task */
};

struct run {
    const struct mim_epitope_search *search;
    const struct mim_epitope *epitope;
    uint64_t query;
    uint64_t span;                    /* residues from the first to the last */
    uint64_t places;                  /* at which it may begin */
    struct mim_epitope_hits *workers; /* one each */
};

static uint64_t span_of(const struct mim_epitope *epitope)
{
    return epitope->offsets[epitope->count - 1] + 1;
}

/* Adds the place as a hit if it is one. This is the definition: all else only proposes. */
static mimicry_status test(const struct run *r, uint64_t at, struct mim_epitope_hits *out,
                           mimicry_error *error)
{
    const struct mimicry_index *index = r->search->index;
    const struct mim_epitope *epitope = r->epitope;
    const uint8_t *text = index->text + at;
    uint32_t mismatches = 0;
    double score = 0;
    for (uint64_t j = 0; j < r->span; j++) {
        if (text[j] >= MIM_RESIDUES)
            return MIMICRY_OK;
    }
    for (uint32_t k = 0; k < epitope->count; k++) {
        const uint8_t code = epitope->codes[k], found = text[epitope->offsets[k]];
        mismatches += code != found || !mim_is_amino_acid(code);
        score += r->search->matrix->score[code][found];
    }
    if (mismatches > r->search->max_mismatches)
        return MIMICRY_OK;
    if (r->search->filter != NULL &&
        !mim_filter_takes(r->search->filter, index, r->query, at, (uint32_t)r->span))
        return MIMICRY_OK;
    void *grown = mim_grow(out->hits, &out->capacity, out->count + 1, sizeof *out->hits);
    if (grown == NULL)
        return mim_fail_memory(error);
    out->hits = grown;
    const uint64_t record = mim_index_record_at(index, at);
    out->hits[out->count++] = (mimicry_hit){
        .query = r->query,
        .record = record,
        .start = at - index->starts[record],
        .length = (uint32_t)r->span,
        .mismatches = mismatches,
        .score = score,
        .query_length = epitope->count,
    };
    return MIMICRY_OK;
}

/* How many residues of the epitope are others, for each place of a block. */
static void count_block(const struct mim_epitope *epitope, const uint8_t *restrict text,
                        uint8_t *restrict counts)
{
    memset(counts, 0, BLOCK);
    for (uint32_t k = 0; k < epitope->count; k++) {
        const uint8_t code = mim_is_amino_acid(epitope->codes[k]) ? epitope->codes[k] : MIM_CODES;
        const uint8_t *residues = text + epitope->offsets[k];
        for (unsigned l = 0; l < BLOCK; l++)
            counts[l] = (uint8_t)(counts[l] + (residues[l] != code));
    }
}

/* Whether any of GROUP counts is low enough. */
static bool any_within(const uint8_t *counts, uint32_t most)
{
    const uint8_t limit = most < UINT8_MAX ? (uint8_t)most : UINT8_MAX;
    uint8_t any = 0;
    for (unsigned l = 0; l < GROUP; l++)
        any |= counts[l] <= limit;
    return any != 0;
}

static mimicry_status scan_tile(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    const struct run *r = data;
    const uint64_t from = task * TILE, left = r->places - from;
    const uint64_t to = from + (left < TILE ? left : TILE);
    mimicry_status status = MIMICRY_OK;
    for (uint64_t at = from; at < to && status == MIMICRY_OK; at += BLOCK) {
        uint8_t counts[BLOCK];
        count_block(r->epitope, r->search->index->text + at, counts);
        for (unsigned l = 0; l < BLOCK && at + l < to && status == MIMICRY_OK; l++) {
            if (l % GROUP == 0 && !any_within(counts + l, r->search->max_mismatches))
                l += GROUP - 1;
            else if (counts[l] <= r->search->max_mismatches)
                status = test(r, at + l, &r->workers[worker], error);
        }
    }
    return status;
}

/* Looks at one place of each record. */
static mimicry_status test_records(const struct run *r, mimicry_error *error)
{
    const struct mimicry_index *index = r->search->index;
    mimicry_status status = MIMICRY_OK;
    for (uint64_t i = 0; i < index->records && status == MIMICRY_OK; i++) {
        const uint64_t residues = index->starts[i + 1] - 1 - index->starts[i];
        if (r->span <= residues && r->epitope->first <= residues - r->span)
            status = test(r, index->starts[i] + r->epitope->first, &r->workers[0], error);
    }
    return status;
}

/* ---- */

static int fewest_mismatches_first(const void *x, const void *y)
{
    const mimicry_hit *a = x, *b = y;
    if (a->mismatches != b->mismatches)
        return a->mismatches < b->mismatches ? -1 : 1;
    if (a->score < b->score || a->score > b->score)
        return a->score > b->score ? -1 : 1;
    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    return (a->start > b->start) - (a->start < b->start);
}

static mimicry_status gather(const struct run *r, struct mim_epitope_hits *out,
                             mimicry_error *error)
{
    const size_t before = out->count;
    size_t total = before;
    for (unsigned w = 0; w < r->search->threads; w++)
        total += r->workers[w].count;
    void *grown = mim_grow(out->hits, &out->capacity, total, sizeof *out->hits);
    if (grown == NULL)
        return mim_fail_memory(error);
    out->hits = grown;
    for (unsigned w = 0; w < r->search->threads; w++) {
        if (r->workers[w].count > 0)
            memcpy(out->hits + out->count, r->workers[w].hits,
                   r->workers[w].count * sizeof *out->hits);
        out->count += r->workers[w].count;
    }
    qsort(out->hits + before, total - before, sizeof *out->hits, fewest_mismatches_first);
    return MIMICRY_OK;
}

mimicry_status mim_epitope_find(const struct mim_epitope_search *search,
                                const struct mim_epitope *epitope, uint64_t query,
                                struct mim_epitope_hits *out, mimicry_error *error)
{
    struct run r = {search, epitope, query, span_of(epitope), 0, NULL};
    const uint64_t length = search->index->text_length;
    mimicry_status status;
    r.places = r.span <= length ? length - r.span + 1 : 0;
    r.workers = mim_alloc_zeroed(search->threads, sizeof *r.workers);
    if (r.workers == NULL)
        return mim_fail_memory(error);
    const struct mim_loop loop = {.threads = search->threads,
                                  .tasks = (r.places + TILE - 1) / TILE,
                                  .run = scan_tile,
                                  .data = &r,
                                  .watch = search->watch,
                                  .watch_data = search->watch_data};
    status = search->fixed ? test_records(&r, error) : mim_parallel(&loop, error);
    if (status == MIMICRY_OK)
        status = gather(&r, out, error);
    for (unsigned w = 0; w < search->threads; w++)
        free(r.workers[w].hits);
    free(r.workers);
    return status;
}
