/* Chooses how to cut a peptide, by what the look-ups and the windows that they propose will cost.
 *
 * A piece of which the first `depth` residues leave only a few suffixes is looked up that far and
 * the rest is tested. */
#include "search/plan/split.h"

#include <math.h>
#include <string.h>

#include "search/plan/costs.h"
#include "search/plan/overlap.h"

/* How many residues a look-up can tell apart before few suffixes are left. */
static uint32_t useful_depth(const struct mimicry_index *index)
{
    double suffixes = (double)index->text_length;
    uint32_t depth = 1;
    for (suffixes /= MIM_AMINO_ACIDS; suffixes > MIM_FEW_SUFFIXES; depth++)
        suffixes /= MIM_AMINO_ACIDS;
    return depth;
}

static double strings_of(uint32_t length)
{
    double strings = 1;
    for (uint32_t j = 0; j < length; j++)
        strings *= MIM_AMINO_ACIDS;
    return strings;
}

/* ---- What pieces cost ---- */

/* Of the windows of a piece, whose penalties have `density`, those are left whose residues behind
 * it are within the limit as well. */
static void estimate_behind(struct mim_splitter *s, const struct mim_profile *profile,
                            const struct mim_piece *piece, const struct mim_density *density,
                            double *cost)
{
    const uint32_t to = piece->from + mim_piece_reach(s->index, profile, piece, false);
    const double all = MIM_COST_SUMMED * (double)s->index->text_length;
    const double node = MIM_COST_NODE * strings_of(piece->to - piece->from);
    struct mim_density work[2];
    double at_most[MIM_MOST_PENALTY + 1], within = 0, looked_at = 0;
    mim_density_add_up(mim_densities_of(&s->densities, profile, piece->to, to, work),
                       profile->limit, at_most);
    for (uint32_t b = 0; b <= profile->limit; b++) {
        within += density->at[b];
        looked_at += density->at[b] * at_most[profile->limit - b];
        cost[b] = MIM_COST_PIECE + within * node + looked_at * all;
    }
}

static void estimate_piece(struct mim_splitter *s, const struct mim_profile *profile,
                           const struct mim_piece *piece, uint32_t most_depth, double *cost)
{
    const uint32_t length = piece->to - piece->from;
    const uint32_t depth = length < most_depth ? length : most_depth;
    const double candidate = profile->by_pattern ? MIM_COST_CANDIDATE : MIM_COST_SUMMED;
    const double all =
        candidate * (double)s->index->text_length + MIM_COST_NODE * strings_of(depth);
    struct mim_density work[2];
    const struct mim_density *density =
        mim_densities_of(&s->densities, profile, piece->from, piece->from + depth, work);
    double within = 0;
    if (mim_piece_reach(s->index, profile, piece, false) > length) {
        estimate_behind(s, profile, piece, density, cost);
        return;
    }
    for (uint32_t b = 0; b <= profile->limit; b++) {
        within += density->at[b];
        cost[b] = MIM_COST_PIECE + within * all;
    }
}

/* With a sieve: what is looked up is the first table's residues, and a fifth of longer pieces. */
static void estimate_sieved(struct mim_splitter *s, const struct mim_profile *profile,
                            const struct mim_piece *piece, double *cost)
{
    const uint32_t length = piece->to - piece->from;
    const uint32_t reach = mim_piece_reach(s->index, profile, piece, true);
    const uint32_t to = piece->from + (length < reach ? length : reach);
    const bool has_fifth = length > reach && s->index->fifths != NULL;
    const double node = MIM_COST_SIEVED_NODE * strings_of(reach);
    const double window = MIM_COST_SIEVED * (double)s->index->text_length;
    struct mim_density work[2];
    double nodes = 0, windows = 0;
    const struct mim_density *density =
        mim_densities_of(&s->densities, profile, piece->from, to, work);
    for (uint32_t b = 0; b <= profile->limit; b++) {
        nodes += density->at[b];
        cost[b] = MIM_COST_SIEVE + nodes * node;
    }
    if (has_fifth)
        density = mim_densities_of(&s->densities, profile, piece->from, to + 1, work);
    for (uint32_t b = 0; b <= profile->limit; b++) {
        windows += density->at[b];
        cost[b] += windows * window;
    }
}

/* Gives out limit + 1 units of budget, each to the piece that it makes least dearer. */
static double set_budgets(struct mim_splitter *s, uint32_t count, uint32_t limit)
{
    double total = 0;
    for (uint32_t i = 0; i < count; i++)
        s->trial[i].budget = -1;
    for (uint32_t unit = 0; unit <= limit; unit++) {
        uint32_t cheapest = 0;
        double least = INFINITY;
        for (uint32_t i = 0; i < count; i++) {
            const int32_t budget = s->trial[i].budget;
            const double more = s->cost[i][budget + 1] - (budget < 0 ? 0 : s->cost[i][budget]);
            if (more < least) {
                least = more;
                cheapest = i;
            }
        }
        s->trial[cheapest].budget++;
        total += least;
    }
    return total;
}

/* Into `count` pieces of about the same length; `carry`, below count, decides where the longer ones
 * are. */
static double try_split(struct mim_splitter *s, const struct mim_profile *profile, uint32_t count,
                        uint32_t carry, uint32_t most_depth)
{
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t from = (i * profile->length + carry) / count;
        const uint32_t to = ((i + 1) * profile->length + carry) / count;
        s->trial[i] = (struct mim_piece){from, to, to - from, -1};
        if (s->sieves)
            estimate_sieved(s, profile, &s->trial[i], s->cost[i]);
        else
            estimate_piece(s, profile, &s->trial[i], most_depth, s->cost[i]);
    }
    return set_budgets(s, count, profile->limit);
}

static uint32_t clamp(uint32_t value, uint32_t least, uint32_t most)
{
    return value < least ? least : value > most ? most : value;
}

double mim_split_best(struct mim_splitter *s, const struct mim_profile *profile, uint32_t least,
                      struct mim_split *out)
{
    static const uint32_t piece_lengths[] = {6, 5, 4, 3};
    const uint32_t length = profile->length, depth = useful_depth(s->index);
    const uint32_t most = length < MIM_MOST_PIECES ? length : MIM_MOST_PIECES;
    double best = INFINITY;
    uint32_t tried = 0;
    mim_densities_begin(&s->densities, profile, s->frequencies);
    out->overlap = false;
    if (!s->sieves && mim_overlap_applies(s->index, profile))
        best = mim_overlap_cut(s, profile, out);
    if (best < MIM_COST_SPLIT)
        return best;
    for (size_t k = 0; k < sizeof piece_lengths / sizeof *piece_lengths; k++) {
        const uint32_t pieces = (length + piece_lengths[k] / 2) / piece_lengths[k];
        const uint32_t count = clamp(pieces, least < most ? least : most, most);
        if (count == tried || count == 0)
            continue;
        tried = count;
        for (uint32_t carry = 0; carry < count; carry += length % count == 0 ? count : count - 1) {
            const double cost = try_split(s, profile, count, carry, depth);
            if (cost < best) {
                best = cost;
                out->count = count;
                out->overlap = false;
                memcpy(out->pieces, s->trial, count * sizeof *s->trial);
            }
            if (count == 1)
                break;
        }
    }
    return best;
}

void mim_split_whole(const struct mim_profile *profile, struct mim_split *out)
{
    out->count = 1;
    out->overlap = false;
    out->pieces[0] = (struct mim_piece){0, profile->length, profile->length, profile->limit};
}
