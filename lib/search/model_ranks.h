/* Ranks of hits under another model than the one that they were found by. */
#ifndef MIM_SEARCH_MODEL_RANKS_H
#define MIM_SEARCH_MODEL_RANKS_H

#include "search/search.h"

/* Hits, without indels, of some peptides, each of which has one or more. */
struct mim_to_rank {
    const char *const *peptides;
    size_t n_peptides;
    const mimicry_hit *hits;
    const uint32_t *of; /* by hit: the number of its peptide; `query` says nothing */
    size_t count;
};

/* Sets out[i * stride] for each hit to 1 more than how many windows of the index score more than it
 * by the model of `search`, whichever was found: windows as good share a rank. Which windows count,
 * and how the search runs, is what `search` says; a plan that cannot do it is left to the planner.
 * The model takes the peptides. Memory: 32 bytes a hit. Errors: MEMORY, CORRUPT, CANCELLED. */
mimicry_status mim_model_ranks(const struct mim_search *search, const struct mim_to_rank *hits,
                               uint64_t *out, size_t stride, mimicry_error *error);

#endif
