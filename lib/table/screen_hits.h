/* The columns and cells of the hits of a screen: those of mimicry_search. */
#ifndef MIM_TABLE_SCREEN_HITS_H
#define MIM_TABLE_SCREEN_HITS_H

#include "screen/screen.h"
#include "table/hit_row.h"
#include "table/screen.h"

/* All zero before it is opened. It must not be moved. */
struct mim_screen_hits {
    struct mim_search search; /* what the cells need of one */
    struct mim_hit_row row;
};

/* To be closed after a failure too. */
mimicry_status mim_screen_hits_open(struct mim_screen_hits *hits,
                                    const struct mim_screen_request *request,
                                    const struct mim_screen_style *style, mimicry_error *error);
void mim_screen_hits_close(struct mim_screen_hits *hits);

/* An empty table of the columns. */
mimicry_status mim_screen_hits_table(struct mim_screen_hits *hits, struct mim_table **out,
                                     mimicry_error *error);

/* Adds the hits of a query of a block; `number` is its number of all. */
mimicry_status mim_screen_hits_put(struct mim_screen_hits *hits, struct mim_table *table,
                                   const struct mim_screen_block *block, size_t query,
                                   uint64_t number, mimicry_error *error);

#endif
