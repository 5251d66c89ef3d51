/* Chooses the units of penalty for windows that overlap.
 *
 * Sums are kept modulo 256. A window within the limit is always found: to cut penalties, or to
 * round them down, makes its sum no higher. Which other windows are proposed depends on the highest
 * penalty that is kept. Without a cut the sums of long windows pass 256 and look low again; with a
 * low one too many are within the limit. */
#include "search/compile/sums.h"

#include <math.h>
#include <string.h>

enum {
    VALUES = 256,       /* of a byte */
    SCALED_LIMIT = 60,  /* of penalties that are no whole numbers: 254 would leave no room */
    LARGEST = UINT8_MAX /* penalty */
};

double mim_sums_budget(const struct mim_profile *profile)
{
    return profile->limit * profile->unit;
}

uint8_t mim_sums_limit(const struct mim_sums_scale *scale, const struct mim_profile *profile)
{
    static const double rounding = 1e-9;
    if (scale->scale == 0)
        return profile->limit;
    const double limit = ceil(mim_sums_budget(profile) * scale->scale * (1 + rounding));
    return limit < scale->limit ? (uint8_t)limit : (uint8_t)scale->limit;
}

void mim_sums_penalties(const struct mim_sums_scale *scale, const double *opt_scores,
                        uint8_t out[MIM_CODES])
{
    memset(out, scale->most, MIM_CODES);
    if (opt_scores == NULL)
        return;
    mim_penalties_set(opt_scores, scale->scale, out);
    for (int code = 0; code < MIM_RESIDUES; code++)
        out[code] = out[code] < scale->most ? out[code] : scale->most;
}

/* Adds a position to the distribution of sums modulo 256. Residues of one penalty count together:
 * most positions have few penalties. */
static void add_position(double at[VALUES], const uint8_t penalty[MIM_CODES], uint8_t most,
                         const struct mim_frequencies *frequencies)
{
    double before[2 * VALUES], shares[VALUES];
    memset(shares, 0, (most + (size_t)1) * sizeof *shares);
    for (int code = 0; code < MIM_RESIDUES; code++)
        shares[penalty[code]] += frequencies->of[code];
    memcpy(before, at, VALUES * sizeof *at);
    memcpy(before + VALUES, at, VALUES * sizeof *at);
    memset(at, 0, VALUES * sizeof *at);
    for (unsigned p = 0; p <= most; p++) {
        const double *shifted = before + VALUES - p;
        const double share = shares[p];
        for (int k = 0; k < VALUES && share > 0; k++)
            at[k] += share * shifted[k];
    }
}

/* The share of random windows that look as if they were within the limit. */
static double share_within(const struct mim_sums_scale *scale, const struct mim_goal *goal,
                           const struct mim_frequencies *frequencies)
{
    double at[VALUES] = {1}, within = 0;
    for (uint32_t j = 0; j < goal->length; j++) {
        uint8_t penalty[MIM_CODES];
        mim_sums_penalties(scale, goal->positions[j].scores, penalty);
        add_position(at, penalty, scale->most, frequencies);
    }
    for (uint32_t k = 0; k <= scale->limit; k++)
        within += at[k];
    return within;
}

struct mim_sums_scale mim_sums_scale_set(double budget, bool whole, const struct mim_goal *goal,
                                         const struct mim_frequencies *frequencies,
                                         double *out_share)
{
    static const double smallest = 1e-9; /* keeps the scale finite */
    struct mim_sums_scale scale = {
        .scale = whole ? 0 : (SCALED_LIMIT - 1) / fmax(budget, smallest),
        .limit = whole ? (uint32_t)budget : SCALED_LIMIT,
    };
    /* Penalties that cannot add up to 256, and some that are a little higher. */
    const double clean = (double)LARGEST / goal->length;
    const double tried[] = {scale.limit + 1.0, 2 * clean, 1.5 * clean, clean};
    uint8_t best = 1;
    *out_share = INFINITY;
    for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
        scale.most = (uint8_t)fmax(1, fmin(tried[i], scale.limit + 1.0));
        const double share = share_within(&scale, goal, frequencies);
        if (share < *out_share) {
            *out_share = share;
            best = scale.most;
        }
    }
    scale.most = best;
    return scale;
}
