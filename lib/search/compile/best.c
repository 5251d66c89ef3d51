/* Guesses a threshold from the distribution of the scores of random windows. A guess only decides
 * how much work is done: the search is repeated with a looser one until there are enough hits. */
#include "search/compile/best.h"

#include <math.h>

void mim_best_guess(struct mim_goal *goal, const struct mim_profile *profile,
                    const struct mim_frequencies *frequencies, double windows, double wanted,
                    bool *is_final)
{
    struct mim_density densities[2]; /* the one in hand and the next, in turn */
    struct mim_spread spread;
    /* Beyond 254 mismatches the penalties saturate; keep the asked threshold. */
    *is_final = !goal->by_score && goal->max_mismatches > MIM_MOST_PENALTY;
    if (*is_final)
        return;
    mim_spread_set(&spread, profile, frequencies, 0);
    mim_density_add(NULL, profile->limit, &spread, &densities[0]);
    for (uint32_t j = 1; j < profile->length; j++) {
        mim_spread_set(&spread, profile, frequencies, j);
        mim_density_add(&densities[(j - 1) % 2], profile->limit, &spread, &densities[j % 2]);
    }
    const struct mim_density *density = &densities[(profile->length - 1) % 2];
    uint32_t limit = 0;
    double expected = density->at[0] * windows;
    while (limit < profile->limit && expected < wanted)
        expected += density->at[++limit] * windows;
    *is_final = limit == profile->limit;
    if (*is_final)
        return;
    /* A profile may be looser than its threshold, which is not to be loosened. */
    if (goal->by_score)
        goal->min_score = fmax(goal->min_score, profile->best - (limit + 0.5) * profile->unit);
    else
        goal->max_mismatches = limit;
}
