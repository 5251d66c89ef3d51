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
#include "search/compile/profile.h"

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

/* Of what is no residue. */
static void forbid_the_rest(uint8_t penalty[MIM_CODES])
{
    memset(penalty + MIM_RESIDUES, MIM_NEVER, MIM_CODES - MIM_RESIDUES);
}

/* The only residue that a position accepts, or MIM_MATCHES_NOTHING. */
static uint8_t pattern_of(uint32_t accepts)
{
    return accepts == 0 ? MIM_MATCHES_NOTHING : (uint8_t)__builtin_ctz(accepts);
}

static bool is_single(uint32_t accepts)
{
    return (accepts & (accepts - 1)) == 0;
}

static void set_pattern(const struct mim_goal *q, struct mim_profile *p)
{
    p->has_pattern = true;
    for (uint32_t j = 0; j < p->length; j++) {
        p->pattern[j] = pattern_of(q->positions[j].accepts);
        p->has_pattern = p->has_pattern && is_single(q->positions[j].accepts);
    }
}

/* One for a mismatch. Beyond 254 mismatches the units are too coarse, and all windows pass. */
static void compile_mismatches(const struct mim_goal *q, struct mim_profile *p)
{
    const bool countable = q->max_mismatches <= MIM_MOST_PENALTY;
    p->by_pattern = countable && p->has_pattern;
    p->opt_codes = NULL;
    p->is_exact = countable;
    p->unit = 1;
    p->limit = countable ? (uint8_t)q->max_mismatches : MIM_MOST_PENALTY;
    uint8_t mismatch[MIM_CODES];
    memset(mismatch, countable, sizeof mismatch);
    forbid_the_rest(mismatch);
    for (uint32_t j = 0; j < p->length; j++) {
        memcpy(p->penalty[j], mismatch, sizeof mismatch);
        for (uint32_t left = q->positions[j].accepts; left != 0; left &= left - 1)
            p->penalty[j][__builtin_ctz(left)] = 0;
    }
}

struct extremes {
    double best, range; /* sums over positions: of the highest score, and of highest less lowest */
    double rounding;
};

/* fmax is a call. */
static inline double larger(double a, double b)
{
    return a < b ? b : a;
}

static double row_best(const double *row)
{
    double best = row[0];
    for (int code = 1; code < MIM_RESIDUES; code++)
        best = larger(row[code], best);
    return best;
}

static double row_low(const double *row)
{
    double low = row[0];
    for (int code = 1; code < MIM_RESIDUES; code++)
        low = row[code] < low ? row[code] : low;
    return low;
}

static struct extremes find_extremes(const struct mim_goal *q)
{
    struct extremes e = {0};
    double largest = 0;
    for (uint32_t j = 0; j < q->length; j++) {
        const struct mim_asked *asked = q->opt_asked != NULL ? &q->opt_asked[q->codes[j]] : NULL;
        const double *row = q->positions[j].scores;
        const double low = asked != NULL ? asked->low : row_low(row);
        const double high = asked != NULL ? asked->best : row_best(row);
        e.best += high;
        e.range += high - low;
        largest = larger(largest, larger(fabs(low), fabs(high)));
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

void mim_penalties_set(const double *scores, double scale, uint8_t out[MIM_CODES])
{
    const double best = row_best(scores);
    for (int code = 0; code < MIM_RESIDUES; code++)
        out[code] = scale == 0 ? whole_penalty(best - scores[code])
                               : scaled_penalty(best - scores[code], scale);
}

void mim_asked_set(struct mim_asked out[MIM_RESIDUES], const struct mim_matrix *matrix)
{
    for (int code = 0; code < MIM_RESIDUES; code++) {
        out[code].best = row_best(matrix->score[code]);
        out[code].low = row_low(matrix->score[code]);
        mim_penalties_set(matrix->score[code], 0, out[code].penalty);
        forbid_the_rest(out[code].penalty);
    }
}

/* How far below the best a hit may score. Sums of whole numbers are exact, and a hit's is at least
 * the next whole number from min_score on. */
static double lost_at_most(const struct mim_goal *q, const struct extremes *e)
{
    return q->is_integer ? e->best - ceil(q->min_score) : e->best - q->min_score + e->rounding;
}

static void compile_scores(const struct mim_goal *q, struct mim_profile *p)
{
    const struct extremes e = find_extremes(q);
    const double asked = lost_at_most(q, &e);
    const double budget = fmin(asked, e.range + e.rounding);
    const bool whole = q->is_integer && budget < MIM_MOST_PENALTY + 1;
    const double smallest = 1e-9; /* what is forgiven; keeps the scale finite */
    const double scale = MIM_MOST_PENALTY / fmax(budget, smallest);
    p->by_pattern = false;
    p->opt_codes = whole && q->opt_asked != NULL ? q->codes : NULL;
    p->is_exact = whole;
    p->best = e.best;
    p->impossible = asked < 0;
    p->unit = whole ? 1 : 1 / scale;
    p->limit = whole ? whole_penalty(fmax(budget, 0)) : MIM_MOST_PENALTY;
    for (uint32_t j = 0; j < p->length; j++) {
        if (p->opt_codes != NULL) {
            memcpy(p->penalty[j], q->opt_asked[q->codes[j]].penalty, sizeof p->penalty[j]);
            continue;
        }
        mim_penalties_set(q->positions[j].scores, whole ? 0 : scale, p->penalty[j]);
        forbid_the_rest(p->penalty[j]);
    }
}

static double expected_penalty(const uint8_t *penalty, const struct mim_frequencies *frequencies)
{
    double sum = 0;
    for (int code = 0; code < MIM_RESIDUES; code++)
        sum += frequencies->of[code] * penalty[code];
    return sum;
}

/* The lookahead that costs least: after it a block of windows is dropped, unless one of them is
 * still within the limit; those that are left are summed anew. */
static void set_lookahead(struct mim_profile *p, const struct mim_frequencies *frequencies)
{
    static const double BLOCK = 256, AGAIN = 1; /* windows; positions */
    struct mim_density density[2];              /* the one in hand and the next, in turn */
    struct mim_spread spread;
    p->lookahead = p->length;
    p->effort = p->length;
    for (uint32_t k = 1; k < p->length && k < p->effort; k++) {
        double within = 0;
        mim_spread_set(&spread, p, frequencies, p->order[k - 1]);
        mim_density_add(k > 1 ? &density[(k - 1) % 2] : NULL, p->limit, &spread, &density[k % 2]);
        for (uint32_t sum = 0; sum <= p->limit; sum++)
            within += density[k % 2].at[sum];
        const double again = 1 - pow(1 - fmin(1, within), BLOCK);
        const double effort = k + again * (p->length + AGAIN);
        if (effort < p->effort) {
            p->effort = effort;
            p->lookahead = k;
        }
    }
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
    set_lookahead(p, frequencies);
}

void mim_rank(const double *opt_scores, uint32_t accepts, uint8_t out[MIM_AMINO_ACIDS])
{
    for (uint8_t code = 0; code < MIM_AMINO_ACIDS; code++) {
        uint8_t k = code;
        for (; k > 0; k--) {
            const uint8_t before = out[k - 1];
            const bool better = opt_scores != NULL
                                    ? opt_scores[code] > opt_scores[before]
                                    : (accepts >> code & 1) > (accepts >> before & 1);
            if (!better)
                break;
            out[k] = before;
        }
        out[k] = code;
    }
}

void mim_ranking_set(struct mim_ranking *out, const struct mim_matrix *opt_matrix)
{
    for (uint8_t q = 0; q < MIM_RESIDUES; q++)
        mim_rank(opt_matrix != NULL ? opt_matrix->score[q] : NULL, mim_same_residue(q), out->of[q]);
}

void mim_profile_compile(const struct mim_goal *goal, struct mim_profile *profile)
{
    profile->positions = goal->positions;
    profile->length = goal->length;
    profile->impossible = false;
    profile->best = 0;
    set_pattern(goal, profile);
    if (goal->by_score)
        compile_scores(goal, profile);
    else
        compile_mismatches(goal, profile);
}

/* Of mismatches: with some probability a residue costs nothing, else 1. */
static void spread_mismatch(struct mim_spread *out, uint32_t limit, double same)
{
    *out = (struct mim_spread){limit == 0 ? 1 : 2, {0, 1}, {same, 1 - same}};
}

void mim_spread_set(struct mim_spread *out, const struct mim_profile *p,
                    const struct mim_frequencies *frequencies, uint32_t position)
{
    const uint8_t *penalty = p->penalty[position], *ranked = p->positions[position].similar;
    if (p->by_pattern) {
        spread_mismatch(out, p->limit, frequencies->of[p->pattern[position]]);
        return;
    }
    out->count = 0;
    /* Others than amino acids are too rare to count. */
    for (uint32_t k = 0; k < MIM_AMINO_ACIDS && penalty[ranked[k]] <= p->limit; k++) {
        const uint32_t n = out->count;
        if (n > 0 && out->penalty[n - 1] == penalty[ranked[k]]) {
            out->chance[n - 1] += frequencies->of[ranked[k]];
            continue;
        }
        out->penalty[n] = penalty[ranked[k]];
        out->chance[n] = frequencies->of[ranked[k]];
        out->count++;
    }
}

static void set_density(struct mim_density *out, uint32_t limit, const struct mim_spread *spread)
{
    memset(out->at, 0, (limit + 1) * sizeof *out->at);
    for (uint32_t i = 0; i < spread->count; i++)
        out->at[spread->penalty[i]] += spread->chance[i];
}

void mim_density_add(const struct mim_density *opt_density, uint32_t limit,
                     const struct mim_spread *spread, struct mim_density *out)
{
    if (opt_density == NULL) {
        set_density(out, limit, spread);
        return;
    }
    const double *restrict before = opt_density->at;
    double *restrict sums = out->at;
    memset(sums, 0, (limit + 1) * sizeof *sums);
    for (uint32_t i = 0; i < spread->count; i++) {
        const double chance = spread->chance[i];
        double *more = sums + spread->penalty[i];
        const uint32_t left = limit - spread->penalty[i];
        for (uint32_t sum = 0; sum <= left; sum++)
            more[sum] += before[sum] * chance;
    }
}
