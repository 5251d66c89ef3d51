/* A peptide cut into pieces that are looked up in the suffix array.
 *
 * Pigeonhole: if every piece i has a penalty above its budget b_i, the sum is at least the sum of
 * the b_i + 1. So when those add up to limit + 1, a window within the limit has some piece within
 * its budget. A budget of -1 adds nothing: that piece is not looked up. With one mismatch a unit,
 * and all budgets 0, these are the m + 1 intact seeds of the textbooks. */
#ifndef MIM_SEARCH_PLAN_SPLIT_H
#define MIM_SEARCH_PLAN_SPLIT_H

#include "index/suffix.h"
#include "search/plan/densities.h"

enum {
    MIM_MOST_PIECES = 64,
    MIM_FEW_SUFFIXES = 24 /* stop descending at an interval of so many suffixes or fewer, and test
                             each: that is cheaper than to tell them apart */
};

struct mim_piece {
    uint32_t from, to; /* positions [from, to) of the peptide */
    uint32_t head;     /* the first of them, which have the budget: all but in an overlap */
    int32_t budget;    /* highest penalty that is looked up, or -1 */
};

struct mim_split {
    struct mim_piece *pieces; /* room for the smaller of length and MIM_MOST_PIECES */
    uint32_t count;
    bool overlap; /* two pieces that share residues (overlap.h): what one costs is at most */
    uint8_t (*most)[MIM_MOST_PENALTY + 1]; /* this, by piece and by what its head costs */
};

/* One worker's memory for splitting. */
struct mim_splitter {
    const struct mimicry_index *index;
    const struct mim_frequencies *frequencies;
    bool sieves; /* windows by what stands around the suffixes (search/around.h) */
    struct mim_densities densities;
    double cost[MIM_MOST_PIECES][MIM_MOST_PENALTY + 1]; /* by piece and budget */
    struct mim_piece trial[MIM_MOST_PIECES];
};

/* Cuts into the pieces and budgets that cost least, at least `least` pieces if the peptide is so
 * long; returns the cost, in nanoseconds. */
double mim_split_best(struct mim_splitter *splitter, const struct mim_profile *profile,
                      uint32_t least, struct mim_split *out);

/* One piece, with the whole limit as its budget. */
void mim_split_whole(const struct mim_profile *profile, struct mim_split *out);

/* How many residues from the beginning of a piece on are looked up: those that the tables tell
 * apart behind a short one, too, under scores. Few mismatches leave out no residue there. A sieve
 * tells all residues apart but those of the first table. */
static inline uint32_t mim_piece_reach(const struct mimicry_index *index,
                                       const struct mim_profile *profile,
                                       const struct mim_piece *piece, bool sieves)
{
    const uint32_t length = piece->to - piece->from, left = profile->length - piece->from;
    if (sieves)
        return left < MIM_PREFIX_LENGTH ? left : MIM_PREFIX_LENGTH;
    const uint32_t told = MIM_PREFIX_LENGTH + (index->fifths != NULL);
    const uint32_t reach = left < told ? left : told;
    return profile->by_pattern || reach < length ? length : reach;
}

/* What positions [from, to) of a window cost. */
static inline uint32_t mim_penalty_of(const struct mim_profile *profile, uint32_t from, uint32_t to,
                                      const uint8_t *window)
{
    uint32_t sum = 0;
    for (uint32_t j = from; j < to; j++)
        sum += profile->penalty[j][window[j] % MIM_CODES]; /* of a damaged text too */
    return sum;
}

/* Whether a window within the limit is found by a piece. */
static inline bool mim_piece_finds(const struct mim_profile *profile, const struct mim_split *split,
                                   uint32_t piece, const uint8_t *window)
{
    const struct mim_piece *p = &split->pieces[piece];
    const uint32_t behind = p->from + p->head;
    const uint32_t head = mim_penalty_of(profile, p->from, behind, window);
    if (p->budget < 0 || head > (uint32_t)p->budget)
        return false;
    return !split->overlap ||
           head + mim_penalty_of(profile, behind, p->to, window) <= split->most[piece][head];
}

#endif
