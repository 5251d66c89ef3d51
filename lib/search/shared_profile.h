/* How similar the index is at each residue of sequences. */
#ifndef MIM_SEARCH_SHARED_PROFILE_H
#define MIM_SEARCH_SHARED_PROFILE_H

#include "search/shared.h"

struct mim_shared_profile {
    const struct mim_shared_search *shared; /* its min_length and changes do not count */
    const char *const *letters;             /* of its sequences */
    const struct mim_search *windows;       /* for the one nearest window of each; NULL: none */
};

/* Hands over all positions in order. */
mimicry_status mim_shared_profile_run(const struct mim_shared_profile *profile,
                                      mimicry0_shared_positions_fn each, void *each_data,
                                      mimicry_error *error);

#endif
