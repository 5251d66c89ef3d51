/* A short peptide cut into two pieces of five residues that overlap: as many as the tables tell
 * apart.
 *
 * Let a window cost `a` by the residues of the first piece alone, `c` by those of both, and `b` by
 * those of the second alone, and let the first piece have units(c) of what is left beside c. A
 * window within the limit has a + c + b <= limit. Either a < units(c), and the first piece finds
 * it; or a >= units(c), so b <= limit - c - units(c), and the second does. So each window within
 * the limit is found, whatever the units are; those are taken with which the fewest strings of five
 * are looked up. What both pieces have costs so much in most windows that little may be spent
 * beside it, which pieces that do not overlap cannot know.
 *
 * The units do not rise with c. So for each `a` the first piece looks up all c up to a highest one,
 * as the second for each c looks up all b up to a highest one; both are kept as the most that the
 * piece may cost, by what its first residues do (split.h). */
#ifndef MIM_SEARCH_PLAN_OVERLAP_H
#define MIM_SEARCH_PLAN_OVERLAP_H

#include "search/plan/split.h"

/* Whether a profile can be cut so, in an index. */
bool mim_overlap_applies(const struct mimicry_index *index, const struct mim_profile *profile);

/* Cuts it; returns the cost, in nanoseconds. The splitter's densities are this profile's. */
double mim_overlap_cut(struct mim_splitter *splitter, const struct mim_profile *profile,
                       struct mim_split *out);

#endif
