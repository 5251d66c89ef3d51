/* A search for parts of a block whose hits get their values by the order asked for. */
#ifndef MIM_SCREEN_VALUED_H
#define MIM_SCREEN_VALUED_H

#include "screen/order.h"
#include "screen/part_search.h"

/* Takes all hits of a part, as a search orders them, with their values. Any status but MIMICRY_OK
 * ends the search. */
typedef mimicry_status (*mim_valued_fn)(void *data, size_t part, const mimicry_hit *hits,
                                        const double *values, size_t count, mimicry_error *error);

/* The same as mim_part_search_run, but `reach.top` counts by the order: of each part the hits are
 * at least the `top` first and what is as good as the last of these. Parts without a hit are not
 * told. `first_only`: other hits than the first may have INFINITY for their value. */
mimicry_status mim_valued_run(const struct mim_part_search *search, struct mim_screen_order *order,
                              bool first_only, mim_valued_fn take, void *data,
                              mimicry_error *error);

#endif
