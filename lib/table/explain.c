/* The table of how queries would be searched. */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "search/plan/plan.h"
#include "table/blocks.h"
#include "table/columns.h"
#include "table/searches.h"

static const struct mim_column columns[] = {
    MIM_COLUMN_QUERY_ID,
    MIM_COLUMN_QUERY,
    {"plan", MIM_TEXT, MIM_BRIEF, NULL, "The way that would be taken"},
    {"look_ups_us", MIM_REAL, MIM_NULLABLE | MIM_ROOM, "us",
     "Estimate for look-ups in the suffix array"},
    {"planes_us", MIM_REAL, MIM_NULLABLE | MIM_ROOM, "us", "Estimate for a scan by bit planes"},
    {"lanes_us", MIM_REAL, MIM_NULLABLE | MIM_ROOM, "us", "Estimate for a scan by byte lanes"},
    {"sliding_us", MIM_REAL, MIM_NULLABLE | MIM_ROOM, "us",
     "Estimate for its share of a scan with its neighbours"}};

struct explain {
    const struct mim_search *search;
    struct mim_blocks *blocks;
    struct mim_peptide_block block;
    struct mim_explanation *rows; /* of the block */
    size_t count, room, at;
};

static mimicry_status take(void *data, const struct mim_explanation *row, mimicry_error *error)
{
    struct explain *e = data;
    struct mim_explanation *rows = mim_grow(e->rows, &e->room, e->count + 1, sizeof *rows);
    if (rows == NULL)
        return mim_fail_memory(error);
    e->rows = rows;
    e->rows[e->count++] = *row;
    return MIMICRY_OK;
}

static mimicry_status next_block(struct explain *e, mimicry_error *error)
{
    e->at = e->count = 0;
    mimicry_status status = mim_blocks_next(e->blocks, &e->block, error);
    if (status == MIMICRY_OK && e->block.count > 0)
        status = mim_search_explain(e->search, e->block.peptides, e->block.count, take, e, error);
    return status;
}

/* Nanoseconds as microseconds with two decimals. */
static double rounded(double nanoseconds)
{
    return round(nanoseconds / 10) / 100;
}

static mimicry_status put(const struct explain *e, struct mim_table *table, mimicry_error *error)
{
    const struct mim_explanation *row = &e->rows[e->at];
    mim_put_string(table, e->block.ids[row->query]);
    mim_put_text(table, e->block.peptides[row->query] + row->query_start, row->length);
    mim_put_string(table, mim_plan_name(row->plan));
    mim_put_real(table, rounded(row->look_ups_ns));
    mim_put_real(table, rounded(row->planes_ns));
    mim_put_real(table, rounded(row->lanes_ns));
    mim_put_real(table, rounded(row->sliding_ns));
    return mim_end_row(table, error);
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct explain *e = data;
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && e->block.count > 0 && !mim_table_full(table)) {
        if (e->at == e->count) {
            status = next_block(e, error);
            continue;
        }
        status = put(e, table, error);
        e->at++;
    }
    *more = e->block.count > 0;
    return status;
}

static void release(void *data)
{
    struct explain *e = data;
    mim_blocks_free(e->blocks);
    free(e->rows);
    free(e);
}

mimicry_status mim_explain_create(const struct mim_search_request *request,
                                  struct mim_table **out_table, struct mim_producer *out_producer,
                                  mimicry_error *error)
{
    struct explain *e = mim_alloc_zeroed(1, sizeof *e);
    if (e == NULL)
        return mim_fail_memory(error);
    e->search = request->search;
    mimicry_status status =
        mim_blocks_create(e->search, request->opt_queries, request->run, &e->blocks, error);
    if (status == MIMICRY_OK)
        status = next_block(e, error);
    if (status == MIMICRY_OK)
        status = mim_table_create(columns, sizeof columns / sizeof *columns, out_table, error);
    if (status != MIMICRY_OK)
        release(e);
    else
        *out_producer = (struct mim_producer){.next = next, .free = release, .data = e};
    return status;
}
