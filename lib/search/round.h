/* Finds all hits of a batch. */
#ifndef MIM_SEARCH_ROUND_H
#define MIM_SEARCH_ROUND_H

#include "search/batch.h"

/* Finds the hits of every job, in final order. `watch`, or NULL, is told how far it is; non-zero
 * cancels. MIM_TOO_MANY: there are more than `most_hits` of them, and more than one job: a batch of
 * fewer windows has to be run instead. */
mimicry_status mim_batch_run(struct mim_batch *batch, const struct mim_search *search,
                             uint64_t most_hits, mim_watch_fn watch, void *watch_data,
                             mimicry_error *error);

#endif
