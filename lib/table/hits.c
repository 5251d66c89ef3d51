/* The table of hits. */
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "table/gathered.h"
#include "table/lines.h"

struct hits {
    struct mim_hit_source source;
    struct mim_line_source lines; /* used where there are no other columns */
    const struct mim_model_list *opt_models;
    struct mim_gathered gathered; /* used where there are models */
    struct mim_hits taken;        /* the last that were taken, */
    size_t at;                    /* and the next of them */
};

/* How many of the next hits, `most` or fewer, are of one query. */
static size_t count_next(const struct hits *h, size_t most)
{
    const mimicry_hit *hits = &h->taken.at[h->at];
    const size_t left = h->taken.count - h->at;
    size_t n = 1;
    most = left < most ? left : most;
    while (n < most && hits[n].query == hits[0].query)
        n++;
    return n;
}

/* Puts the next hits of a query, as many as one block of the table takes. */
static mimicry_status put_next(struct hits *h, struct mim_table *table, mimicry_error *error)
{
    const struct mim_hits *taken = &h->taken;
    const mimicry_hit *hits = &taken->at[h->at];
    const uint64_t *ranks = taken->ranks != NULL ? taken->ranks + h->at : NULL;
    const uint64_t *by_model =
        taken->by_model != NULL ? taken->by_model + h->at * h->opt_models->count : NULL;
    const size_t left = taken->count - h->at, n = count_next(h, mim_table_room(table));
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

/* Takes hits if none are left. */
static mimicry_status take_if_needed(struct hits *h, bool *more, mimicry_error *error)
{
    if (h->at < h->taken.count)
        return MIMICRY_OK;
    h->at = 0;
    const mimicry_status status = take(h, error);
    *more = status == MIMICRY_OK && h->taken.count > 0;
    return status;
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct hits *h = data;
    mimicry_status status = mim_hit_source_begin(&h->source, error);
    *more = true;
    while (status == MIMICRY_OK && !mim_table_full(table)) {
        status = take_if_needed(h, more, error);
        if (status != MIMICRY_OK || !*more)
            break;
        status = put_next(h, table, error);
    }
    return status;
}

static mimicry_status fill_next(struct hits *h, struct mim_line_block *block, mimicry_error *error)
{
    const mimicry_hit *hits = &h->taken.at[h->at];
    const size_t n = count_next(h, MIM_TABLE_ROWS - block->count);
    h->at += n;
    const mimicry_status status = mim_hit_source_at(&h->source, hits, error);
    return status == MIMICRY_OK ? mim_line_block_add(block, &h->source.row, hits, n, error)
                                : status;
}

static mimicry_status fill(void *data, struct mim_line_block *block, bool *more,
                           mimicry_error *error)
{
    struct hits *h = data;
    mimicry_status status = mim_line_block_begin(block, error);
    *more = true;
    while (status == MIMICRY_OK && block->count < MIM_TABLE_ROWS) {
        status = take_if_needed(h, more, error);
        if (status != MIMICRY_OK || !*more)
            break;
        status = fill_next(h, block, error);
    }
    return status;
}

/* Whether the columns are those of every table, and hits are windows in the search's order. */
static bool has_lines(const struct mim_search_request *request, const struct mim_hit_row *row)
{
    return !row->has_more && request->style.opt_models == NULL &&
           request->style.presentation == NULL &&
           request->style.order == MIMICRY_ORDER_SIMILARITY &&
           request->search->positions == MIMICRY_POSITIONS_NONE;
}

static void release(void *data)
{
    struct hits *h = data;
    mim_gathered_close(&h->gathered);
    mim_hit_source_close(&h->source);
    free(h);
}

static void set_producer(struct hits *h, const struct mim_search_request *request,
                         struct mim_producer *out)
{
    h->lines = (struct mim_line_source){request->search, h, fill};
    *out =
        (struct mim_producer){.next = next,
                              .free = release,
                              .data = h,
                              .opt_lines = has_lines(request, &h->source.row) ? &h->lines : NULL};
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
        set_producer(h, request, out_producer);
    return status;
}
