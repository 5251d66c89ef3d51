/* Estimates what each plan costs (costs.h) and takes the least. */
#include "search/plan/plan.h"

#include <math.h>

#include "search/compile/sums.h"
#include "search/kernels/kernels.h"
#include "search/plan/costs.h"

bool mim_plan_applies(int32_t plan, const struct mim_goal *goal)
{
    switch (plan) {
    case MIMICRY_PLAN_SUFFIX:
        return !goal->by_score && goal->max_mismatches == 0;
    case MIMICRY_PLAN_SEEDS:
        return !goal->by_score && goal->max_mismatches < goal->length;
    case MIMICRY_PLAN_PLANES:
        return !goal->by_score && goal->is_single;
    case MIMICRY_PLAN_SLIDING:
        return goal->by_score ? goal->is_uniform : goal->is_single;
    default:
        return plan == MIMICRY_PLAN_LANES || plan == MIMICRY_PLAN_BRANCH;
    }
}

bool mim_plan_takes_scores(int32_t plan, const struct mimicry_model *model)
{
    return plan == MIMICRY_PLAN_LANES || plan == MIMICRY_PLAN_BRANCH ||
           (plan == MIMICRY_PLAN_SLIDING && model->kind == MIM_MODEL_MATRIX);
}

const char *mim_plan_name(int32_t plan)
{
    static const char *const names[] = {
        [MIMICRY_PLAN_AUTO] = "auto",   [MIMICRY_PLAN_SUFFIX] = "suffix",
        [MIMICRY_PLAN_SEEDS] = "seeds", [MIMICRY_PLAN_PLANES] = "planes",
        [MIMICRY_PLAN_LANES] = "lanes", [MIMICRY_PLAN_BRANCH] = "branch",
        [MIMICRY_PLAN_SCAN] = "scan",   [MIMICRY_PLAN_SLIDING] = "sliding",
    };
    return plan < MIMICRY_PLAN_AUTO || plan > MIMICRY_PLAN_SLIDING ? NULL : names[plan];
}

mimicry_status mim_plan_fail(mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_ARGUMENT, "the plan that was asked for cannot do this search");
}

static double planes_cost(const struct mim_plan_setting *s, const struct mimicry_index *index,
                          const struct mim_goal *goal)
{
    const double windows = (double)index->text_length;
    const double row = mim_plan_costs_of(s->lanes).plane * goal->length;
    return MIM_COST_BUILD_PLANES * windows / s->queries + row * windows / s->lanes;
}

static double lanes_cost(const struct mim_plan_setting *s, const struct mimicry_index *index,
                         const struct mim_profile *profile)
{
    const double per = mim_plan_costs_of(s->lanes).byte;
    const double windows = (double)index->text_length;
    return MIM_COST_BUILD_LANES * windows / s->queries + per * profile->effort * windows;
}

/* Rows of lanes that stretches pass: each diagonal begins with the residues of a window, and passes
 * a segment; tiles are whole. `row` is what a step takes, `build` a residue of a layout. */
static double passing_cost(const struct mimicry_index *index, const struct mim_goal *goal,
                           uint32_t residues, double rows, double lanes, double build, double step)
{
    const double windows = ceil((double)index->text_length / (rows * lanes)) * rows * lanes;
    const double steps = residues * (1 + goal->length / rows) + goal->length;
    return (build + step * steps / lanes) * windows;
}

double mim_slide_cost(uint32_t lanes, const struct mim_splitter *splitter,
                      const struct mim_goal *goal, const struct mim_profile *profile,
                      uint32_t residues, uint32_t jobs)
{
    const struct mimicry_index *index = splitter->index;
    if (!goal->by_score) {
        const struct mim_slide_query query = {.length = goal->length,
                                              .need = goal->length - goal->max_mismatches};
        const double step = mim_plan_costs_of(lanes).digit * mim_slide_digits(&query);
        return passing_cost(index, goal, residues, MIM_SLIDE_ROWS, lanes, MIM_COST_BUILD_PLANES,
                            step) /
               jobs;
    }
    double share;
    mim_sums_scale_set(mim_sums_budget(profile), profile->is_exact, goal, splitter->frequencies,
                       &share);
    return passing_cost(index, goal, residues + MIM_SUMS_ROWS, MIM_SUMS_ROWS, MIM_SLIDE_LANES,
                        MIM_COST_BUILD_LANES, mim_plan_costs_of(lanes).line) /
               jobs +
           MIM_COST_LOOKED_AT * share * (double)index->text_length;
}

double mim_costs_least(const struct mim_costs *costs)
{
    const double least = fmin(costs->look_ups, fmin(costs->planes, costs->lanes));
    return isnan(least) ? 0 : least;
}

/* One piece for an exact search and for branch and bound by mismatches; else the best pieces. */
static double split(int32_t plan, struct mim_splitter *splitter, const struct mim_goal *goal,
                    const struct mim_profile *profile, struct mim_split *out)
{
    if (plan == MIMICRY_PLAN_SUFFIX || (plan == MIMICRY_PLAN_BRANCH && !goal->by_score)) {
        mim_split_whole(profile, out);
        return NAN;
    }
    return mim_split_best(splitter, profile, plan == MIMICRY_PLAN_AUTO ? 1 : 2, out);
}

/* No scan costs less: it looks at one position of every window at least. */
static double least_scan(const struct mim_plan_setting *s, const struct mimicry_index *index,
                         const struct mim_goal *goal)
{
    const struct mim_plan_costs costs = mim_plan_costs_of(s->lanes);
    const double planes = costs.plane * goal->length / s->lanes;
    const double a_window = costs.byte < planes ? costs.byte : planes;
    return fmax(MIM_COST_CHEAP, a_window * (double)index->text_length);
}

/* Both scans, or the look-ups if they are cheaper. */
static int32_t compare_scans(const struct mim_plan_setting *setting,
                             const struct mim_splitter *splitter, const struct mim_goal *goal,
                             struct mim_profile *profile, struct mim_costs *costs)
{
    mim_profile_set_order(profile, splitter->frequencies);
    costs->lanes = lanes_cost(setting, splitter->index, profile);
    if (mim_plan_applies(MIMICRY_PLAN_PLANES, goal))
        costs->planes = planes_cost(setting, splitter->index, goal);
    const bool planes = costs->planes < costs->lanes;
    if (costs->look_ups < (planes ? costs->planes : costs->lanes))
        return goal->by_score ? MIMICRY_PLAN_BRANCH : MIMICRY_PLAN_SEEDS;
    return planes ? MIMICRY_PLAN_PLANES : MIMICRY_PLAN_LANES;
}

int32_t mim_plan_choose(const struct mim_plan_setting *setting, struct mim_splitter *splitter,
                        const struct mim_goal *goal, struct mim_profile *profile,
                        struct mim_split *out, struct mim_costs *costs)
{
    int32_t plan = setting->forced;
    *costs = (struct mim_costs){NAN, NAN, NAN};
    if (plan == MIMICRY_PLAN_AUTO && mim_plan_applies(MIMICRY_PLAN_SUFFIX, goal))
        plan = MIMICRY_PLAN_SUFFIX;
    if (plan == MIMICRY_PLAN_AUTO && setting->slides &&
        mim_plan_applies(MIMICRY_PLAN_SLIDING, goal))
        plan = MIMICRY_PLAN_SLIDING;
    if (plan == MIMICRY_PLAN_SLIDING)
        return plan;
    if (plan == MIMICRY_PLAN_PLANES || plan == MIMICRY_PLAN_LANES) {
        mim_profile_set_order(profile, splitter->frequencies);
        return plan;
    }
    costs->look_ups =
        mim_plan_costs_of(setting->lanes).reads * split(plan, splitter, goal, profile, out);
    if (plan != MIMICRY_PLAN_AUTO)
        return plan;
    if (costs->look_ups < least_scan(setting, splitter->index, goal))
        return goal->by_score ? MIMICRY_PLAN_BRANCH : MIMICRY_PLAN_SEEDS;
    return compare_scans(setting, splitter, goal, profile, costs);
}
