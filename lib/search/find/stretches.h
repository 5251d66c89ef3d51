/* Jobs whose windows overlap, one after the other. */
#ifndef MIM_SEARCH_FIND_STRETCHES_H
#define MIM_SEARCH_FIND_STRETCHES_H

#include "search/batch.h"

/* Windows of one length and one number of mismatches. */
struct mim_stretch {
    size_t first; /* among the residues of all */
    uint32_t count, length, mismatches;
};

/* The jobs of a round that slide. */
struct mim_stretches {
    struct mim_stretch *at;
    uint32_t count;
    uint8_t *codes; /* the residues of all, */
    uint32_t *jobs; /* and whose window begins there, or MIM_NO_JOB */
    size_t residues;
    uint32_t longest; /* window; 0 without jobs */
};

/* Errors: MEMORY; then there is nothing to free. */
mimicry_status mim_stretches_set(struct mim_stretches *stretches, const struct mim_batch *batch,
                                 mimicry_error *error);
void mim_stretches_free(struct mim_stretches *stretches);

#endif
