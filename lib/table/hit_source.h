/* Where the tables of hits take their hits from, and the rows that these become. */
#ifndef MIM_TABLE_HIT_SOURCE_H
#define MIM_TABLE_HIT_SOURCE_H

#include "table/hit_reader.h"
#include "table/searches.h"
#include "table/sorter.h"

/* All zero before it is opened. It must not be moved. */
struct mim_hit_source {
    struct mim_blocks *blocks;
    struct mim_hit_reader reader;
    struct mim_hit_row row;
    struct mim_sorter sorter;  /* used where the order is not the search's */
    bool adjusted;             /* the significance knows its q-values, */
    struct mim_held_hits held; /* and found these for them */
};

/* To be closed after a failure too. */
mimicry_status mim_hit_source_open(struct mim_hit_source *source,
                                   const struct mim_search_request *request, mimicry_error *error);
void mim_hit_source_close(struct mim_hit_source *source);

/* To be called before hits are taken. */
mimicry_status mim_hit_source_begin(struct mim_hit_source *source, mimicry_error *error);

/* The next hits of the block, in order, valid until the next call; none at its end, as often as
 * asked. */
mimicry_status mim_hit_source_here(struct mim_hit_source *source, struct mim_hits *out,
                                   mimicry_error *error);

/* The next hits of this block or the next one that has any; none at the end. */
mimicry_status mim_hit_source_next(struct mim_hit_source *source, struct mim_hits *out,
                                   mimicry_error *error);

mimicry_status mim_hit_source_enter(struct mim_hit_source *source, const mimicry_hit *hit,
                                    mimicry_error *error);

/* Has the row be one of this hit's query. */
static inline mimicry_status mim_hit_source_at(struct mim_hit_source *source,
                                               const mimicry_hit *hit, mimicry_error *error)
{
    return source->row.query.number == source->reader.first + hit->query
               ? MIMICRY_OK
               : mim_hit_source_enter(source, hit, error);
}

#endif
