/* Which way of searching is cheapest for a query: a pure function of sizes. */
#ifndef MIM_SEARCH_PLAN_PLAN_H
#define MIM_SEARCH_PLAN_PLAN_H

#include "search/plan/split.h"

struct mim_plan_setting {
    uint32_t lanes;   /* of the bit planes */
    uint32_t queries; /* that share a tile */
    int32_t forced;   /* MIMICRY_PLAN_AUTO, or the one to take */
    bool slides;      /* if it is AUTO: SLIDING was found to be cheaper */
};

/* What a search is expected to take, in nanoseconds; NAN where that was not asked. */
struct mim_costs {
    double look_ups, planes, lanes;
};

/* The least of them; 0 without any. */
double mim_costs_least(const struct mim_costs *costs);

/* What one of `jobs` windows would take that make stretches of `residues` together, with planes of
 * so many lanes. */
double mim_slide_cost(uint32_t lanes, const struct mim_splitter *splitter,
                      const struct mim_goal *goal, const struct mim_profile *profile,
                      uint32_t residues, uint32_t jobs);

/* One of MIMICRY_PLAN_..., never AUTO. Splits the query for those down the suffix array, and
 * orders the profile for LANES. */
int32_t mim_plan_choose(const struct mim_plan_setting *setting, struct mim_splitter *splitter,
                        const struct mim_goal *goal, struct mim_profile *profile,
                        struct mim_split *split, struct mim_costs *costs);

/* Whether a plan can search a query at all. */
bool mim_plan_applies(int32_t plan, const struct mim_goal *goal);

/* Whether a plan that was asked for can search by a threshold of scores, of any query. */
bool mim_plan_takes_scores(int32_t plan, const struct mimicry_model *model);

/* The name of MIMICRY_PLAN_...; NULL for any other number. */
const char *mim_plan_name(int32_t plan);

/* The failure of a search whose plan, which was asked for, does not apply. */
mimicry_status mim_plan_fail(mimicry_error *error);

#endif
