/* Estimates what each plan costs and takes the least.
 *
 * Costs are in nanoseconds, measured on one core of a 2023 server (Zen 4) by the library's
 * benchmark; only their ratios matter. */
#include "search/plan.h"

#include <math.h>

#include "index/suffix.h"

static const double LOOK_UP = 600;      /* an interval of the suffix array, by binary search */
static const double VERIFY = 4.0;       /* one position of a seed */
static const double BRANCH_NODE = 120;  /* one child in the descent */
static const double BUILD_PLANES = 1.5; /* a residue, for all queries together */
static const double PLANE_VECTOR = 2.6; /* a vector and position */
static const double BYTE_512 = 0.0075;  /* a window and position, by width of the lanes */
static const double BYTE_256 = 0.02;
static const double BYTE_PORTABLE = 0.5;

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

struct mim_piece mim_plan_piece(const struct mim_query *query, uint32_t i)
{
    const uint32_t pieces = query->max_mismatches + 1;
    return (struct mim_piece){i * query->length / pieces, (i + 1) * query->length / pieces};
}

/* How many suffixes begin with the piece, about: counted for its first residues, then as common as
 * the others are. */
static double piece_width(const struct mim_plan_setting *s, const uint8_t *codes, uint32_t length)
{
    struct mim_interval in;
    for (uint32_t j = 0; j < length; j++) {
        if (!mim_is_amino_acid(codes[j]))
            return 0; /* matches nothing */
    }
    if (!mim_prefix_find(s->index, codes, length, &in))
        return 0;
    double width = (double)(in.to - in.from);
    for (uint32_t j = MIM_PREFIX_LENGTH; j < length; j++)
        width *= s->frequencies->of[codes[j]];
    return width;
}

static double seeds_cost(const struct mim_plan_setting *s, const struct mim_query *query)
{
    double cost = 0;
    for (uint32_t i = 0; i <= query->max_mismatches; i++) {
        const struct mim_piece piece = mim_plan_piece(query, i);
        const double width = piece_width(s, query->codes + piece.from, piece.to - piece.from);
        cost += LOOK_UP + VERIFY * width;
    }
    return cost;
}

static double planes_cost(const struct mim_plan_setting *s, const struct mim_query *query)
{
    const double windows = (double)s->index->text_length;
    const double build = BUILD_PLANES * windows / s->queries;
    return build + PLANE_VECTOR * query->length * windows / s->lanes;
}

static double lanes_cost(const struct mim_plan_setting *s, const struct mim_profile *profile)
{
    const double per = s->lanes == 512 ? BYTE_512 : s->lanes == 256 ? BYTE_256 : BYTE_PORTABLE;
    const double positions = (profile->lookahead + profile->length) / 2.0;
    return per * positions * (double)s->index->text_length;
}

/* The descent visits the prefixes that are within the limit; there are at most as many of a depth
 * as windows whose first residues are within it, and at most 20 times those of the depth before. */
static double branch_cost(const struct mim_plan_setting *s, const struct mim_profile *profile,
                          double enough)
{
    struct mim_density density;
    double nodes = 0, widest = 1;
    mim_density_start(&density);
    for (uint32_t j = 0; j < profile->length && nodes * BRANCH_NODE < enough; j++) {
        double within = 0;
        mim_density_add(&density, profile, s->frequencies, j);
        for (uint32_t k = 0; k <= profile->limit; k++)
            within += density.at[k];
        widest = fmin(widest * MIM_AMINO_ACIDS, within * (double)s->index->text_length);
        nodes += widest;
    }
    return nodes * BRANCH_NODE;
}

int32_t mim_plan_choose(const struct mim_plan_setting *s, const struct mim_query *query,
                        const struct mim_profile *profile)
{
    int32_t best = MIMICRY_PLAN_LANES;
    double cost = lanes_cost(s, profile);
    if (mim_plan_applies(MIMICRY_PLAN_SUFFIX, query))
        return MIMICRY_PLAN_SUFFIX;
    if (mim_plan_applies(MIMICRY_PLAN_PLANES, query) && planes_cost(s, query) < cost) {
        best = MIMICRY_PLAN_PLANES;
        cost = planes_cost(s, query);
    }
    if (mim_plan_applies(MIMICRY_PLAN_SEEDS, query)) {
        const double seeds = seeds_cost(s, query);
        if (seeds < cost) {
            best = MIMICRY_PLAN_SEEDS;
            cost = seeds;
        }
    }
    if (query->by_score && branch_cost(s, profile, cost) < cost)
        best = MIMICRY_PLAN_BRANCH;
    return best;
}
