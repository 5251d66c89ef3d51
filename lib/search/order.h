/* The hits of a round: brought together, sorted, and cut to the best. */
#ifndef MIM_SEARCH_ORDER_H
#define MIM_SEARCH_ORDER_H

#include "search/batch.h"
#include "search/found_sort.h"

enum mim_order mim_search_order(const struct mim_search *search);

/* Moves the workers' hits to the batch's, behind those of jobs that are done. Jobs that have the
 * `top` of the search (0: any number), or whose threshold is final, are done: their hits are put
 * into the final order and cut to the best `top` with all ties. The others give theirs up and stay
 * active. */
mimicry_status mim_order_hits(struct mim_batch *batch, const struct mim_collection *collection,
                              const struct mim_search *search, mimicry_error *error);

#endif
