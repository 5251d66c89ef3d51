/* Estimates what each plan costs and takes the least.
 *
 * Costs are in nanoseconds, measured on one core of a 2023 server (Zen 4) by the library's
 * benchmark; only their ratios matter. Those of the look-ups are in split.c. */
#include "search/plan.h"

static const double BUILD_PLANES = 0.6;  /* a residue, for all queries together */
static const double PLANE_VECTOR = 0.40; /* a vector and position */
static const double BUILD_LANES = 0.5;
static const double BYTE_512 = 0.0060; /* a window and position, by width of the lanes */
static const double BYTE_256 = 0.02;
static const double BYTE_PORTABLE = 0.5;
static const double CHEAP = 10000; /* a search that no scan can beat */

bool mim_plan_applies(int32_t plan, const struct mim_query *query)
{
    switch (plan) {
    case MIMICRY_PLAN_SUFFIX:
        return !query->by_score && query->max_mismatches == 0;
    case MIMICRY_PLAN_SEEDS:
        return !query->by_score && query->max_mismatches < query->length;
    case MIMICRY_PLAN_PLANES:
        return !query->by_score;
    default:
        return plan == MIMICRY_PLAN_LANES || plan == MIMICRY_PLAN_BRANCH;
    }
}

static double planes_cost(const struct mim_plan_setting *s, const struct mimicry_index *index,
                          const struct mim_query *query)
{
    const double windows = (double)index->text_length;
    return BUILD_PLANES * windows / s->queries + PLANE_VECTOR * query->length * windows / s->lanes;
}

static double lanes_cost(const struct mim_plan_setting *s, const struct mimicry_index *index,
                         const struct mim_profile *profile)
{
    const double per = s->lanes == 512 ? BYTE_512 : s->lanes == 256 ? BYTE_256 : BYTE_PORTABLE;
    const double positions = (profile->lookahead + profile->length) / 2.0;
    const double windows = (double)index->text_length;
    return BUILD_LANES * windows / s->queries + per * positions * windows;
}

static bool is_down_the_array(int32_t plan)
{
    return plan == MIMICRY_PLAN_SUFFIX || plan == MIMICRY_PLAN_SEEDS || plan == MIMICRY_PLAN_BRANCH;
}

/* One piece for an exact search and for branch and bound by mismatches; else the best pieces. */
static double split(int32_t plan, struct mim_splitter *splitter, const struct mim_query *query,
                    const struct mim_profile *profile, struct mim_split *out)
{
    if (plan == MIMICRY_PLAN_SUFFIX || (plan == MIMICRY_PLAN_BRANCH && !query->by_score)) {
        mim_split_whole(profile, out);
        return 0;
    }
    return mim_split_best(splitter, profile, plan == MIMICRY_PLAN_AUTO ? 1 : 2, out);
}

int32_t mim_plan_choose(const struct mim_plan_setting *setting, struct mim_splitter *splitter,
                        const struct mim_query *query, struct mim_profile *profile,
                        struct mim_split *out)
{
    int32_t plan = setting->forced;
    if (plan == MIMICRY_PLAN_AUTO && mim_plan_applies(MIMICRY_PLAN_SUFFIX, query))
        plan = MIMICRY_PLAN_SUFFIX;
    if (is_down_the_array(plan)) {
        split(plan, splitter, query, profile, out);
        return plan;
    }
    if (plan == MIMICRY_PLAN_AUTO) {
        const int32_t seeds = query->by_score ? MIMICRY_PLAN_BRANCH : MIMICRY_PLAN_SEEDS;
        const double down = split(plan, splitter, query, profile, out);
        if (down < CHEAP)
            return seeds;
        mim_profile_set_order(profile, splitter->frequencies);
        const double lanes = lanes_cost(setting, splitter->index, profile);
        const double planes =
            query->by_score ? lanes : planes_cost(setting, splitter->index, query);
        if (down < lanes && down < planes)
            return seeds;
        return planes < lanes ? MIMICRY_PLAN_PLANES : MIMICRY_PLAN_LANES;
    }
    mim_profile_set_order(profile, splitter->frequencies);
    return plan;
}
