/* The driver of every search: batches of peptides go in, hits come out in final order. */
#ifndef MIM_SEARCH_RUN_H
#define MIM_SEARCH_RUN_H

#include "search/search.h"

struct mim_run;

/* Begins a search of all peptides. `search` is copied; what it points at, and the peptides, must
 * outlive the run. Errors: ARGUMENT (a peptide that cannot be searched), MEMORY. */
mimicry_status mim_run_create(const struct mim_search *search, const char *const *peptides,
                              size_t n_peptides, struct mim_run **out_run, mimicry_error *error);

/* The next hits, in final order, valid until the next call; NULL and 0 at the end, as often as
 * asked. When hits are only counted there are none. Errors: ARGUMENT, MEMORY, CORRUPT, CANCELLED;
 * after one, only free the run. */
mimicry_status mim_run_next(struct mim_run *run, const mimicry_hit **out_hits, size_t *out_count,
                            mimicry_error *error);

/* Takes NULL too. */
void mim_run_free(struct mim_run *run);

#endif
