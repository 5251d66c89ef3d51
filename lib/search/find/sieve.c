/* Sums penalties of the residues that are known; of others the window may have, farther from the
 * piece, nothing is known here and they count as 0. So what passes may be above the limit, but what
 * is within it passes. Nothing branches on which suffixes do. */
#include "search/find/sieve.h"

#include <string.h>

enum { PAIR_BITS = 2 * MIM_AROUND_BITS };

/* Sums stop at 255, which is above every limit. */
static uint8_t add(uint8_t a, uint8_t b)
{
    const uint32_t sum = (uint32_t)a + b;
    return sum > UINT8_MAX ? UINT8_MAX : (uint8_t)sum;
}

/* `near` and `far` are penalties of MIM_CODES residues. */
static void set_pair(uint8_t pair[MIM_SIEVE_KEYS], const uint8_t *near, const uint8_t *far)
{
    for (uint32_t b = 0; b < MIM_CODES; b++) {
        for (uint32_t a = 0; a < MIM_CODES; a++)
            pair[b * MIM_CODES + a] = add(near[a], far[b]);
    }
}

void mim_sieve_set(struct mim_sieve *s, const struct mim_profile *profile, uint32_t from)
{
    static const uint8_t nothing[MIM_CODES];
    const uint8_t *before[MIM_AROUND_RESIDUES], *behind[MIM_AROUND_RESIDUES];
    for (uint32_t i = 0; i < MIM_AROUND_RESIDUES; i++) {
        const uint32_t after = from + MIM_PREFIX_LENGTH + i;
        before[i] = i < from ? profile->penalty[from - 1 - i] : nothing;
        behind[i] = after < profile->length ? profile->penalty[after] : nothing;
    }
    s->limit = profile->limit;
    s->has_before = from > 0;
    s->has_behind = from + MIM_PREFIX_LENGTH < profile->length;
    for (uint32_t k = 0; k < MIM_SIEVE_PAIRS; k++) {
        if (s->has_before)
            set_pair(s->before[k], before[2 * k], before[2 * k + 1]);
        if (s->has_behind)
            set_pair(s->behind[k], behind[2 * k], behind[2 * k + 1]);
    }
}

static inline uint32_t cost_of(const uint8_t pairs[MIM_SIEVE_PAIRS][MIM_SIEVE_KEYS], uint32_t word)
{
    uint32_t sum = 0;
    for (uint32_t k = 0; k < MIM_SIEVE_PAIRS; k++)
        sum += pairs[k][word >> k * PAIR_BITS & (MIM_SIEVE_KEYS - 1)];
    return sum;
}

/* By one side. */
static uint32_t pass_one(const uint8_t pairs[MIM_SIEVE_PAIRS][MIM_SIEVE_KEYS],
                         const uint32_t *words, struct mim_interval in, uint32_t most,
                         uint64_t *passed)
{
    uint32_t n = 0;
    for (uint64_t rank = in.from; rank < in.to; rank++) {
        passed[n] = rank;
        n += cost_of(pairs, words[rank]) <= most;
    }
    return n;
}

static uint32_t pass_both(const struct mim_sieve *s, struct mim_interval in, uint32_t most,
                          uint64_t *passed)
{
    uint32_t n = 0;
    for (uint64_t rank = in.from; rank < in.to; rank++) {
        passed[n] = rank;
        n += cost_of(s->before, s->around->before[rank]) +
                 cost_of(s->behind, s->around->behind[rank]) <=
             most;
    }
    return n;
}

static uint32_t pass_all(struct mim_interval in, uint64_t *passed)
{
    uint32_t n = 0;
    for (uint64_t rank = in.from; rank < in.to; rank++)
        passed[n++] = rank;
    return n;
}

uint32_t mim_sieve_pass(const struct mim_sieve *s, struct mim_interval in, uint32_t spent,
                        uint64_t passed[MIM_SIEVE_AT_ONCE])
{
    if (spent > s->limit)
        return 0;
    const uint32_t most = s->limit - spent;
    if (s->has_before && s->has_behind)
        return pass_both(s, in, most, passed);
    if (s->has_before)
        return pass_one(s->before, s->around->before, in, most, passed);
    return s->has_behind ? pass_one(s->behind, s->around->behind, in, most, passed)
                         : pass_all(in, passed);
}
