/* The table of hits. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "table/columns.h"
#include "table/hit_source.h"

static const struct mim_column place_columns[] = {MIM_COLUMN_ACCESSION, MIM_COLUMN_GENE,
                                                  MIM_COLUMN_START, MIM_COLUMN_END};
enum { PLACE_COLUMNS = sizeof place_columns / sizeof *place_columns };

struct hits {
    struct mim_hit_source source;
    const mimicry_hit *hits; /* the last that were taken, */
    size_t count;
    size_t at; /* and the next of them */
    bool has_more_columns;
};

static mimicry_status put(struct hits *h, struct mim_table *table, const mimicry_hit *hit,
                          mimicry_error *error)
{
    struct mim_hit_row *row = &h->source.row;
    mimicry_status status = mim_hit_source_at(&h->source, hit, error);
    if (status == MIMICRY_OK)
        status = mim_record_names_find(&row->names, hit->record, error);
    if (status != MIMICRY_OK)
        return status;
    mim_hit_put_match(row, table, hit);
    mim_put_known(table, row->names.accession, row->names.accession_length);
    mim_put_known(table, row->names.gene, row->names.gene_length);
    mim_put_integer(table, (int64_t)hit->start + 1);
    mim_put_integer(table, (int64_t)(hit->start + hit->length));
    if (h->has_more_columns)
        status = mim_hit_put_more(row, table, hit, error);
    return status == MIMICRY_OK ? mim_end_row(table, error) : status;
}

/* Hits are in any order in memory: what a later one needs is asked for while others are put. */
static void fetch(const struct hits *h)
{
    enum { NAMES = 16, TEXT = 8 };
    const struct mimicry_index *index = h->source.row.search->index;
    const size_t left = h->count - h->at;
    if (left > NAMES)
        __builtin_prefetch(&index->name_offsets[h->hits[h->at + NAMES].record]);
    if (left > TEXT) {
        const mimicry_hit *hit = &h->hits[h->at + TEXT];
        __builtin_prefetch(index->names + index->name_offsets[hit->record]);
        __builtin_prefetch(index->text + index->starts[hit->record] + hit->start);
    }
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
        fetch(h);
        status = put(h, table, &h->hits[h->at++], error);
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
    if (status == MIMICRY_OK) {
        size_t n = mim_hit_match_columns(columns);
        memcpy(columns + n, place_columns, sizeof place_columns);
        n += PLACE_COLUMNS;
        const size_t asked = mim_hit_more_columns(&h->source.row, columns + n);
        h->has_more_columns = asked > 0;
        status = mim_table_create(columns, n + asked, out_table, error);
    }
    if (status != MIMICRY_OK)
        release(h);
    else
        *out_producer = (struct mim_producer){.next = next, .free = release, .data = h};
    return status;
}
