/* Compiles queries into profiles.
 *
 * The penalty of a residue is how much it scores below the best residue of its position, so a
 * window reaches a score T exactly if its penalties sum to at most B = (sum of bests) - T. Whole
 * numbers up to MIM_MOST_PENALTY are kept as they are. Else both sides are multiplied by a scale
 * that makes B the highest limit, and each penalty is rounded down: the sum of numbers rounded down
 * is at most the sum, so no window within B is lost.
 *
 * Sums of doubles are rounded. The score of a window, the bests and the penalties are sums or
 * differences of at most 2 * length numbers of size at most M, the largest score of the profile;
 * their errors are below 2 * length * (length * M) * 2^-53 each. `rounding` is more than all of
 * them together, and is added to B. What the scaling itself rounds is far below the 1e-6 of a unit
 * that each scaled penalty is lowered by. */
#include "search/profile.h"

#include <float.h>
#include <math.h>
#include <string.h>

void mim_frequencies_set(struct mim_frequencies *out, const uint64_t counts[MIM_CODES])
{
    double total = 0;
    memset(out, 0, sizeof *out);
    for (int code = 0; code < MIM_RESIDUES; code++)
        total += (double)counts[code];
    for (int code = 0; code < MIM_RESIDUES && total > 0; code++)
        out->of[code] = (double)counts[code] / total;
}

static void forbid_the_rest(struct mim_profile *p)
{
    for (uint32_t j = 0; j < p->length; j++)
        memset(p->penalty[j] + MIM_RESIDUES, MIM_NEVER, MIM_CODES - MIM_RESIDUES);
}

/* One for a mismatch. Beyond 254 mismatches the units are too coarse, and all windows pass. */
static void compile_mismatches(const struct mim_query *q, struct mim_profile *p)
{
    const bool countable = q->max_mismatches <= MIM_MOST_PENALTY;
    p->unit = 1;
    p->limit = countable ? (uint8_t)q->max_mismatches : MIM_MOST_PENALTY;
    for (uint32_t j = 0; j < p->length; j++) {
        memset(p->penalty[j], countable, MIM_RESIDUES);
        if (mim_is_amino_acid(q->codes[j]))
            p->penalty[j][q->codes[j]] = 0;
    }
}

struct extremes {
    double best, range; /* sums over positions: of the highest score, and of highest less lowest */
    double rounding;
};

static double row_best(const double *row)
{
    double best = row[0];
    for (int code = 1; code < MIM_RESIDUES; code++)
        best = fmax(best, row[code]);
    return best;
}

static struct extremes find_extremes(const struct mim_query *q)
{
    struct extremes e = {0};
    double largest = 0;
    for (uint32_t j = 0; j < q->length; j++) {
        const double *row = q->matrix->score[q->codes[j]];
        double low = row[0], high = row[0];
        for (int code = 1; code < MIM_RESIDUES; code++) {
            low = fmin(low, row[code]);
            high = fmax(high, row[code]);
        }
        e.best += high;
        e.range += high - low;
        largest = fmax(largest, fmax(fabs(low), fabs(high)));
    }
    e.rounding = 8.0 * q->length * q->length * largest * DBL_EPSILON;
    return e;
}

static uint8_t whole_penalty(double penalty)
{
    return penalty >= MIM_NEVER ? MIM_NEVER : (uint8_t)penalty;
}

static uint8_t scaled_penalty(double penalty, double scale)
{
    static const double slack = 1e-6;
    const double scaled = penalty * scale - slack;
    if (scaled >= MIM_NEVER)
        return MIM_NEVER;
    return scaled <= 0 ? 0 : (uint8_t)scaled;
}

static void compile_scores(const struct mim_query *q, struct mim_profile *p)
{
    const struct extremes e = find_extremes(q);
    const double asked = e.best - q->min_score + e.rounding;
    const double budget = fmin(asked, e.range + e.rounding);
    const bool whole = q->matrix->is_integer && budget < MIM_MOST_PENALTY + 1;
    const double smallest = 1e-9; /* what is forgiven; keeps the scale finite */
    const double scale = MIM_MOST_PENALTY / fmax(budget, smallest);
    p->best = e.best;
    p->impossible = asked < 0;
    p->unit = whole ? 1 : 1 / scale;
    p->limit = whole ? whole_penalty(fmax(budget, 0)) : MIM_MOST_PENALTY;
    for (uint32_t j = 0; j < p->length; j++) {
        const double *row = q->matrix->score[q->codes[j]];
        const double best = row_best(row);
        for (int code = 0; code < MIM_RESIDUES; code++)
            p->penalty[j][code] =
                whole ? whole_penalty(best - row[code]) : scaled_penalty(best - row[code], scale);
    }
}

static double expected_penalty(const uint8_t *penalty, const struct mim_frequencies *frequencies)
{
    double sum = 0;
    for (int code = 0; code < MIM_RESIDUES; code++)
        sum += frequencies->of[code] * penalty[code];
    return sum;
}

/* A block of windows is dropped if none of them is within the limit after the lookahead. It is as
 * long as makes that likely: the windows of a block are about 256. */
static uint32_t find_lookahead(const struct mim_profile *p,
                               const struct mim_frequencies *frequencies)
{
    static const double RARE = 0.2 / 256;
    struct mim_density density;
    mim_density_start(&density);
    for (uint32_t k = 0; k < p->length; k++) {
        double within = 0;
        mim_density_add(&density, p, frequencies, p->order[k]);
        for (uint32_t sum = 0; sum <= p->limit; sum++)
            within += density.at[sum];
        if (within < RARE)
            return k + 1;
    }
    return p->length;
}

/* Insertion sort by expected penalty, highest first: profiles are short. */
void mim_profile_set_order(struct mim_profile *p, const struct mim_frequencies *frequencies)
{
    double expected[MIMICRY_MAX_PEPTIDE];
    for (uint32_t j = 0; j < p->length; j++) {
        const double e = expected_penalty(p->penalty[j], frequencies);
        uint32_t k = j;
        for (; k > 0 && expected[k - 1] < e; k--) {
            expected[k] = expected[k - 1];
            p->order[k] = p->order[k - 1];
        }
        expected[k] = e;
        p->order[k] = j;
    }
    p->lookahead = find_lookahead(p, frequencies);
}

void mim_ranking_set(struct mim_ranking *out, const struct mim_matrix *opt_matrix)
{
    for (uint8_t q = 0; q < MIM_RESIDUES; q++) {
        uint8_t *ranked = out->of[q];
        for (uint8_t code = 0; code < MIM_AMINO_ACIDS; code++) {
            uint8_t k = code;
            for (; k > 0; k--) {
                const uint8_t before = ranked[k - 1];
                const bool better = opt_matrix == NULL
                                        ? code == q
                                        : opt_matrix->score[q][code] > opt_matrix->score[q][before];
                if (!better)
                    break;
                ranked[k] = before;
            }
            ranked[k] = code;
        }
    }
}

void mim_profile_compile(const struct mim_query *query, const struct mim_ranking *ranking,
                         struct mim_profile *profile)
{
    profile->length = query->length;
    profile->impossible = false;
    profile->best = 0;
    if (query->by_score)
        compile_scores(query, profile);
    else
        compile_mismatches(query, profile);
    forbid_the_rest(profile);
    for (uint32_t j = 0; j < query->length; j++)
        memcpy(profile->similar[j], ranking->of[query->codes[j]], MIM_AMINO_ACIDS);
}

void mim_density_start(struct mim_density *density)
{
    *density = (struct mim_density){.at = {1}};
}

void mim_density_add(struct mim_density *density, const struct mim_profile *profile,
                     const struct mim_frequencies *frequencies, uint32_t position)
{
    const struct mim_density before = *density;
    const uint32_t limit = profile->limit;
    double weight[MIM_NEVER + 1] = {0};
    for (int code = 0; code < MIM_RESIDUES; code++)
        weight[profile->penalty[position][code]] += frequencies->of[code];
    memset(density->at, 0, (limit + 1) * sizeof *density->at);
    for (uint32_t step = 0; step <= limit; step++) {
        if (weight[step] == 0)
            continue;
        for (uint32_t k = step; k <= limit; k++)
            density->at[k] += weight[step] * before.at[k - step];
    }
}
