/* Ranks of hits that come one after the other. */
#ifndef MIM_TABLE_RANKS_H
#define MIM_TABLE_RANKS_H

#include <mimicry/mimicry.h>
#include <stdbool.h>

/* A rank is 1 more than how many of the window's hits are better: hits that are as good share it.
 * All zero before the first hit of a query. */
struct mim_ranks {
    uint64_t query_start, count; /* hits of the window so far, */
    uint64_t rank;               /* the rank of the last, */
    double score;                /* and what it is by */
    uint64_t given;
    uint32_t query_length, mismatches, indels;
};

/* Hits are as good as each other by their score; with indels (`edits`), where scores of windows of
 * unlike lengths do not compare, by their edits. */
static inline bool mim_ranks_tie(const struct mim_ranks *ranks, const mimicry_hit *hit, bool edits)
{
    return edits ? ranks->mismatches == hit->mismatches && ranks->indels == hit->indels
                 : !(ranks->score < hit->score || ranks->score > hit->score);
}

/* The rank of the next hit of a query. `opt_given`: its rank among others, by which alone hits are
 * as good as each other. */
static inline int64_t mim_ranks_next(struct mim_ranks *ranks, const mimicry_hit *hit, bool edits,
                                     const uint64_t *opt_given)
{
    if (ranks->query_start != hit->query_start || ranks->query_length != hit->query_length)
        *ranks =
            (struct mim_ranks){.query_start = hit->query_start, .query_length = hit->query_length};
    ranks->count++;
    const bool ties =
        opt_given != NULL ? ranks->given == *opt_given : mim_ranks_tie(ranks, hit, edits);
    if (ranks->count == 1 || !ties)
        ranks->rank = ranks->count;
    ranks->given = opt_given != NULL ? *opt_given : 0;
    ranks->score = hit->score;
    ranks->mismatches = hit->mismatches;
    ranks->indels = hit->indels;
    return (int64_t)ranks->rank;
}

/* So many hits follow that are as good as the last. */
static inline void mim_ranks_pass(struct mim_ranks *ranks, uint64_t count)
{
    ranks->count += count;
}

#endif
