/* The table of hits. */
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "table/hit_source.h"

struct hits {
    struct mim_hit_source source;
    const mimicry_hit *hits; /* the last that were taken, */
    size_t count;
    size_t at; /* and the next of them */
};

/* Puts the next hit. Hits are in any order in memory: what later ones need is asked for by then.
 * That is done here: gcc leaves out the call of a function that does nothing else. */
static mimicry_status put_next(struct hits *h, struct mim_table *table, mimicry_error *error)
{
    enum { NAMES = 16, TEXT = 8 };
    const struct mimicry_index *index = h->source.row.search->index;
    const size_t left = h->count - h->at;
    const mimicry_hit *hit = &h->hits[h->at++];
    if (left > NAMES) {
        __builtin_prefetch(&index->name_offsets[hit[NAMES].record]);
        __builtin_prefetch(&index->starts[hit[NAMES].record]);
    }
    if (left > TEXT) {
        const mimicry_hit *later = &hit[TEXT];
        const uint64_t names = index->name_offsets[later->record]; /* of a damaged index: any */
        __builtin_prefetch((const void *)((uintptr_t)index->names + (uintptr_t)names));
        __builtin_prefetch(index->text + index->starts[later->record] + later->start);
    }
    const mimicry_status status = mim_hit_source_at(&h->source, hit, error);
    return status == MIMICRY_OK ? mim_hit_put(&h->source.row, table, hit, error) : status;
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct hits *h = data;
    mimicry_status status = mim_hit_source_begin(&h->source, error);
    *more = true;
    while (status == MIMICRY_OK && !mim_table_full(table)) {
        if (h->at == h->count) {
            h->at = 0;
            status = mim_hit_reader_next(&h->source.reader, &h->hits, &h->count, error);
            *more = h->count > 0;
            if (status != MIMICRY_OK || !*more)
                break;
        }
        status = put_next(h, table, error);
    }
    return status;
}

static void release(void *data)
{
    struct hits *h = data;
    mim_hit_source_close(&h->source);
    free(h);
}

mimicry_status mim_hits_create(const struct mim_search_request *request,
                               struct mim_table **out_table, struct mim_producer *out_producer,
                               mimicry_error *error)
{
    struct mim_column columns[MIM_HIT_COLUMNS];
    struct hits *h = mim_alloc_zeroed(1, sizeof *h);
    if (h == NULL)
        return mim_fail_memory(error);
    mimicry_status status = mim_hit_source_open(&h->source, request, error);
    if (status == MIMICRY_OK)
        status =
            mim_table_create(columns, mim_hit_columns(&h->source.row, columns), out_table, error);
    if (status != MIMICRY_OK)
        release(h);
    else
        *out_producer = (struct mim_producer){.next = next, .free = release, .data = h};
    return status;
}
