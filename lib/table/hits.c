/* The table of hits. */
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "table/gathered.h"

struct hits {
    struct mim_hit_source source;
    const struct mim_model_list *opt_models;
    struct mim_gathered gathered; /* used where there are models */
    struct mim_hits taken;        /* the last that were taken, */
    size_t at;                    /* and the next of them */
};

/* Puts the next hits of a query, as many as one block of the table takes. */
static mimicry_status put_next(struct hits *h, struct mim_table *table, mimicry_error *error)
{
    const struct mim_hits *taken = &h->taken;
    const mimicry_hit *hits = &taken->at[h->at];
    const uint64_t *ranks = taken->ranks != NULL ? taken->ranks + h->at : NULL;
    const uint64_t *by_model =
        taken->by_model != NULL ? taken->by_model + h->at * h->opt_models->count : NULL;
    const size_t left = taken->count - h->at, room = mim_table_room(table);
    const size_t most = left < room ? left : room;
    size_t n = 1;
    while (n < most && hits[n].query == hits[0].query)
        n++;
    h->at += n;
    const mimicry_status status = mim_hit_source_at(&h->source, hits, error);
    const struct mim_hits now = {hits, n, left - n, ranks, by_model};
    return status == MIMICRY_OK ? mim_hit_put(&h->source.row, table, now, error) : status;
}

static mimicry_status take(struct hits *h, mimicry_error *error)
{
    return h->opt_models != NULL ? mim_gathered_next(&h->gathered, &h->taken, error)
                                 : mim_hit_source_next(&h->source, &h->taken, error);
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct hits *h = data;
    mimicry_status status = mim_hit_source_begin(&h->source, error);
    *more = true;
    while (status == MIMICRY_OK && !mim_table_full(table)) {
        if (h->at == h->taken.count) {
            h->at = 0;
            status = take(h, error);
            *more = h->taken.count > 0;
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
    mim_gathered_close(&h->gathered);
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
    h->opt_models = request->style.opt_models;
    mimicry_status status = mim_hit_source_open(&h->source, request, error);
    if (h->opt_models != NULL)
        mim_gathered_open(&h->gathered, &h->source, h->opt_models);
    if (status == MIMICRY_OK)
        status =
            mim_table_create(columns, mim_hit_columns(&h->source.row, columns), out_table, error);
    if (status != MIMICRY_OK)
        release(h);
    else
        *out_producer = (struct mim_producer){.next = next, .free = release, .data = h};
    return status;
}
