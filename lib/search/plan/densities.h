/* What some residues of a peptide can cost in random windows. */
#ifndef MIM_SEARCH_PLAN_DENSITIES_H
#define MIM_SEARCH_PLAN_DENSITIES_H

#include "search/compile/profile.h"

enum { MIM_SHARED_DENSITIES = 8 }; /* residues that the longest of them has */

/* Of the first residues of a peptide, or the last: pieces of several splits have them. */
struct mim_shared_densities {
    struct mim_density of[MIM_SHARED_DENSITIES]; /* of one residue, of two, ... */
    uint32_t known;
};

struct mim_densities {
    const struct mim_spread *spread[MIMICRY_MAX_PEPTIDE]; /* by position */
    struct mim_shared_densities first, last;
    struct mim_spread own[MIMICRY_MAX_PEPTIDE];
    /* What residues ask is the same wherever they stand, with the same limit. */
    struct mim_spread of[MIM_RESIDUES];
    uint32_t known; /* of these, a bit each; 0 before the first profile */
    uint8_t limit;
};

/* For another profile of the same search. */
void mim_densities_begin(struct mim_densities *densities, const struct mim_profile *profile,
                         const struct mim_frequencies *frequencies);

/* Of positions [from, to), one at least; in `work`, if it is not shared. */
const struct mim_density *mim_densities_of(struct mim_densities *densities,
                                           const struct mim_profile *profile, uint32_t from,
                                           uint32_t to, struct mim_density work[2]);

/* The chances that residues cost at most so much, in place of just so much: up to `limit`. */
void mim_density_add_up(const struct mim_density *density, uint32_t limit, double *at_most);

#endif
