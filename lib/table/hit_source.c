/* Opens what a table of hits needs. */
#include "table/hit_source.h"

#include <string.h>

static mimicry_status begin_blocks(struct mim_hit_source *s,
                                   const struct mim_search_request *request, mimicry_error *error)
{
    bool more;
    if (request->style.columns & MIMICRY_COLUMN_EVALUE)
        return mim_significance_create(request->search, s->blocks, &s->row.significance, error);
    return mim_hit_reader_block(&s->reader, &more, error);
}

mimicry_status mim_hit_source_open(struct mim_hit_source *s,
                                   const struct mim_search_request *request, mimicry_error *error)
{
    mimicry_status status =
        mim_hit_row_open(&s->row, request->search, &request->style, request->run, error);
    s->row.query.number = UINT64_MAX;
    if (status == MIMICRY_OK)
        status = mim_blocks_create(request->search, request->opt_queries, request->run, &s->blocks,
                                   error);
    if (status != MIMICRY_OK)
        return status;
    struct mim_search search = *request->search;
    const int32_t order = request->style.order;
    search.top = mim_sorter_top(order, search.top);
    mim_hit_reader_open(&s->reader, &search, s->blocks);
    if (order != MIMICRY_ORDER_SIMILARITY)
        status = mim_sorter_open(&s->sorter, request->search, order, &s->reader, &s->row, error);
    return status != MIMICRY_OK ? status : begin_blocks(s, request, error);
}

void mim_hit_source_close(struct mim_hit_source *s)
{
    mim_hit_reader_close(&s->reader);
    mim_sorter_close(&s->sorter);
    mim_hit_row_close(&s->row);
    mim_held_hits_release(&s->held);
    mim_blocks_free(s->blocks);
}

mimicry_status mim_hit_source_begin(struct mim_hit_source *s, mimicry_error *error)
{
    if (s->row.significance == NULL || s->adjusted)
        return MIMICRY_OK;
    s->adjusted = true;
    const mimicry_status status =
        mim_significance_adjust(s->row.significance, &s->reader.search, &s->held, error);
    mim_hit_reader_repeat(&s->reader, &s->held);
    return status;
}

mimicry_status mim_hit_source_here(struct mim_hit_source *s, struct mim_hits *out,
                                   mimicry_error *error)
{
    *out = (struct mim_hits){.at = NULL};
    return s->sorter.reader != NULL ? mim_sorter_here(&s->sorter, out, error)
                                    : mim_hit_reader_here(&s->reader, &out->at, &out->count, error);
}

mimicry_status mim_hit_source_next(struct mim_hit_source *s, struct mim_hits *out,
                                   mimicry_error *error)
{
    bool more = true;
    for (;;) {
        mimicry_status status = mim_hit_source_here(s, out, error);
        if (status != MIMICRY_OK || out->count > 0 || !more)
            return status;
        status = mim_hit_reader_block(&s->reader, &more, error);
        if (status != MIMICRY_OK)
            return status;
    }
}

mimicry_status mim_hit_source_enter(struct mim_hit_source *s, const mimicry_hit *hit,
                                    mimicry_error *error)
{
    const struct mim_peptide_block *block = &s->reader.block;
    const struct mim_hit_query query = {.number = s->reader.first + hit->query,
                                        .id = block->ids[hit->query],
                                        .id_length = strlen(block->ids[hit->query]),
                                        .peptide = block->peptides[hit->query],
                                        .alleles = block->alleles[hit->query]};
    return mim_hit_row_begin(&s->row, &query, error);
}
