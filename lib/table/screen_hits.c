/* Turns the hits of a screen into cells. */
#include "table/screen_hits.h"

mimicry_status mim_screen_hits_open(struct mim_screen_hits *h,
                                    const struct mim_screen_request *request,
                                    const struct mim_screen_style *style, mimicry_error *error)
{
    static const mimicry_run silent; /* the notes are those of the rows */
    const struct mim_hit_style hit_style = {
        .columns = style->columns,
        .flank = style->flank,
        .windows = true,
        .annotations = style->opt_annotations,
        .min_expression = style->min_expression,
        .presentation = request->presentation,
        .opt_levels = style->opt_levels,
        .opt_models = request->opt_models,
    };
    *h = (struct mim_screen_hits){.search = {.index = request->index,
                                             .model = request->opt_model,
                                             .kernels = mim_kernels_get(MIMICRY_INSTRUCTIONS_AUTO),
                                             .positions = MIMICRY_POSITIONS_NONE}};
    return mim_hit_row_open(&h->row, &h->search, &hit_style, &silent, error);
}

void mim_screen_hits_close(struct mim_screen_hits *h)
{
    mim_hit_row_close(&h->row);
}

mimicry_status mim_screen_hits_table(struct mim_screen_hits *h, struct mim_table **out,
                                     mimicry_error *error)
{
    struct mim_column columns[MIM_HIT_COLUMNS];
    return mim_table_create(columns, mim_hit_columns(&h->row, columns), out, error);
}

mimicry_status mim_screen_hits_put(struct mim_screen_hits *h, struct mim_table *table,
                                   const struct mim_screen_block *block, size_t query,
                                   uint64_t number, mimicry_error *error)
{
    size_t count;
    const uint64_t *ranks, *by_model;
    const mimicry_hit *hits = mim_screen_hits(block, query, &count, &ranks, &by_model);
    const mimicry_query *given = mim_screen_query(block, query);
    const struct mim_hit_query hit_query = {number, given->id, strlen(given->id), given->peptide,
                                            given->allele};
    const mimicry_status status = mim_hit_row_begin(&h->row, &hit_query, error);
    return status == MIMICRY_OK
               ? mim_hit_put(&h->row, table, (struct mim_hits){hits, count, 0, ranks, by_model},
                             error)
               : status;
}
