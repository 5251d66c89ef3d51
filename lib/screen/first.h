/* The first window of each query by the order asked for. */
#ifndef MIM_SCREEN_FIRST_H
#define MIM_SCREEN_FIRST_H

#include "screen/listed.h"
#include "screen/valued.h"

/* Of COMBINED, at any distance: sets `first` of queries, and `best` of their parts, which have
 * their `nearest`. Lists are set. */
mimicry_status mim_first_find(struct mim_screen_block *block,
                              const struct mim_part_setting *setting,
                              struct mim_screen_order *order, struct mim_listed *listed,
                              mimicry_error *error);

/* Makes a hit the query's first if it is before that, or there is none. Its `query_start` is in the
 * query. */
void mim_first_take(struct mim_screened *query, const mimicry_hit *hit, double value);

#endif
