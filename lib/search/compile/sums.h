/* Penalties for windows that overlap: those of a residue are the same wherever it stands, and the
 * same for all windows that are searched together. */
#ifndef MIM_SEARCH_COMPILE_SUMS_H
#define MIM_SEARCH_COMPILE_SUMS_H

#include "search/compile/profile.h"

/* The unit of penalty that windows share. */
struct mim_sums_scale {
    double scale;   /* 0: whole numbers as they are; else units a point of score */
    uint32_t limit; /* the highest that one of them has; below UINT8_MAX */
    uint8_t most;   /* higher penalties count as this */
};

/* What a job may cost: the limit of its profile, in points of score. */
double mim_sums_budget(const struct mim_profile *profile);

/* The scale for jobs of which the highest budget is this, and `whole` if all profiles are. The
 * highest penalty is the one with which the fewest random windows would be proposed for `goal`,
 * one of the jobs; `*out_share` is their share. */
struct mim_sums_scale mim_sums_scale_set(double budget, bool whole, const struct mim_goal *goal,
                                         const struct mim_frequencies *frequencies,
                                         double *out_share);

/* The limit of a job: no window within its profile's limit costs more. */
uint8_t mim_sums_limit(const struct mim_sums_scale *scale, const struct mim_profile *profile);

/* The penalties of a residue with these scores, by code; or (NULL) those of what is in no window.
 */
void mim_sums_penalties(const struct mim_sums_scale *scale, const double *opt_scores,
                        uint8_t out[MIM_CODES]);

#endif
