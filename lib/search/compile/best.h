/* The N best: which threshold will probably have so many hits. */
#ifndef MIM_SEARCH_COMPILE_BEST_H
#define MIM_SEARCH_COMPILE_BEST_H

#include "search/compile/profile.h"

/* Tightens a query's threshold to the strictest that is expected to have `wanted` hits among
 * `windows` random windows; it stays as it is when that has fewer. `profile` is compiled for the
 * threshold as it is. Sets `*is_final` when the threshold stays. */
void mim_best_guess(struct mim_goal *goal, const struct mim_profile *profile,
                    const struct mim_frequencies *frequencies, double windows, double wanted,
                    bool *is_final);

#endif
