/* The first window of each query by the order asked for. */
#ifndef MIM_SCREEN_FIRST_H
#define MIM_SCREEN_FIRST_H

#include "screen/valued.h"

/* Of COMBINED, at any distance: sets `first` of queries whose parts have their `best`. */
mimicry_status mim_first_find(struct mim_screen_block *block,
                              const struct mim_part_setting *setting,
                              struct mim_screen_order *order, mimicry_error *error);

/* Makes a hit the query's first if it is before that, or there is none. Parts come in their order;
 * the hit's `query_start` is in the query. */
void mim_first_take(struct mim_screened *query, const mimicry_hit *hit, double value);

#endif
