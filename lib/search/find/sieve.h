/* Drops windows around a piece that was looked up whose penalties are above the limit, by what
 * stands around the suffixes (search/around.h). */
#ifndef MIM_SEARCH_FIND_SIEVE_H
#define MIM_SEARCH_FIND_SIEVE_H

#include "base/inline.h"
#include "search/around.h"
#include "search/compile/profile.h"

enum {
    MIM_SIEVE_PAIRS = MIM_AROUND_RESIDUES / 2,
    MIM_SIEVE_KEYS = 1 << 2 * MIM_AROUND_BITS,
    MIM_SIEVE_AT_ONCE = 256 /* suffixes, at most */
};

/* What the residues around a piece cost, two at a time: by both their codes. */
struct mim_sieve {
    const struct mim_around *around;
    uint32_t limit;
    bool has_before, has_behind; /* residues */
    uint8_t before[MIM_SIEVE_PAIRS][MIM_SIEVE_KEYS], behind[MIM_SIEVE_PAIRS][MIM_SIEVE_KEYS];
};

/* For windows of which position `from` is the first that was looked up. */
void mim_sieve_set(struct mim_sieve *sieve, const struct mim_profile *profile, uint32_t from);

/* The ranks of `in`, up to MIM_SIEVE_AT_ONCE, whose windows may be within the limit if the residues
 * that were looked up cost `spent`; how many. */
uint32_t mim_sieve_pass(const struct mim_sieve *sieve, struct mim_interval in, uint32_t spent,
                        uint64_t passed[MIM_SIEVE_AT_ONCE]);

/* Asks for the memory that mim_sieve_pass will read first. */
static MIM_ALWAYS_INLINE void mim_sieve_prefetch(const struct mim_sieve *sieve, uint64_t rank)
{
    if (sieve->has_before)
        __builtin_prefetch(&sieve->around->before[rank]);
    if (sieve->has_behind)
        __builtin_prefetch(&sieve->around->behind[rank]);
}

#endif
