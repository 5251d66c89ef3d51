/* Which way of searching is cheapest for a query: a pure function of sizes. */
#ifndef MIM_SEARCH_PLAN_H
#define MIM_SEARCH_PLAN_H

#include "index/index.h"
#include "search/profile.h"

struct mim_plan_setting {
    const struct mimicry_index *index;
    const struct mim_frequencies *frequencies;
    uint32_t lanes;   /* of the bit planes */
    uint32_t queries; /* that share the planes of a tile */
};

/* One of MIMICRY_PLAN_..., never AUTO. */
int32_t mim_plan_choose(const struct mim_plan_setting *setting, const struct mim_query *query,
                        const struct mim_profile *profile);

/* Whether a plan can search a query at all. */
bool mim_plan_applies(int32_t plan, const struct mim_query *query);

/* Piece `i` of the m + 1 that a peptide is cut into: m mismatches leave one of them intact. */
struct mim_piece {
    uint32_t from, to;
};
struct mim_piece mim_plan_piece(const struct mim_query *query, uint32_t i);

#endif
