/* Shares the limit out between two pieces, anew for each cost of the residues that both have. */
#include "search/plan/overlap.h"

#include <math.h>

#include "search/plan/costs.h"

enum { PIECE = MIM_PREFIX_LENGTH + 1 };

bool mim_overlap_applies(const struct mimicry_index *index, const struct mim_profile *profile)
{
    return index->fifths != NULL && !profile->by_pattern && profile->limit > 0 &&
           profile->length > PIECE && profile->length < 2 * PIECE;
}

/* What random windows cost: by the residues of one piece alone, and by both's. */
struct overlap_chances {
    double first[MIM_MOST_PENALTY + 1], second[MIM_MOST_PENALTY + 1]; /* at most */
    const struct mim_density *both;
};

/* The units that the first piece gets of left + 1, up to `most`, so that the fewest random windows
 * are looked up: of those with this `c` such a share. */
static uint32_t share_out(const struct overlap_chances *chances, uint32_t left, uint32_t most,
                          double *out_share)
{
    enum { TRIED = 64 }; /* numbers, about: a few too many windows cost less than to try all */
    const uint32_t step = 1 + most / TRIED;
    uint32_t best = 0;
    double least = INFINITY;
    for (uint32_t units = 0; units <= most; units += step) {
        const double share = (units > 0 ? chances->first[units - 1] : 0) +
                             (units <= left ? chances->second[left - units] : 0);
        if (share < least) {
            least = share;
            best = units;
        }
    }
    *out_share = least;
    return best;
}

/* The most that the first piece may cost where it costs `a` alone, for those `a` that are below the
 * units of c - 1, which were `before`, and not below those of c. */
static void set_most(uint8_t *most, uint32_t before, uint32_t units, uint32_t c)
{
    for (uint32_t a = units; a < before; a++)
        most[a] = (uint8_t)(a + c - 1);
}

double mim_overlap_cut(struct mim_splitter *s, const struct mim_profile *profile,
                       struct mim_split *out)
{
    const uint32_t limit = profile->limit, length = profile->length, alone = length - PIECE;
    /* Of all strings of five, with the windows that have them. */
    const double strings =
        MIM_COST_SUMMED * (double)s->index->text_length + MIM_COST_NODE * MIM_FIFTHS;
    struct overlap_chances chances;
    struct mim_density work[2];
    uint32_t units = limit; /* at most, so that the second piece has some of c = 0 */
    double looked_at = 0;
    mim_density_add_up(mim_densities_of(&s->densities, profile, 0, alone, work), limit,
                       chances.first);
    mim_density_add_up(mim_densities_of(&s->densities, profile, PIECE, length, work), limit,
                       chances.second);
    chances.both = mim_densities_of(&s->densities, profile, alone, PIECE, work);
    for (uint32_t c = 0; c <= limit; c++) {
        const uint32_t before = units, left = limit - c;
        double share = 0;
        units = before <= left ? before : left + 1;
        if (chances.both->at[c] > 0)
            units = share_out(&chances, left, units, &share);
        looked_at += chances.both->at[c] * share;
        set_most(out->most[0], c == 0 ? units : before, units, c);
        if (c == 0)
            out->pieces[0] = (struct mim_piece){0, PIECE, alone, (int32_t)units - 1};
        out->most[1][c] = (uint8_t)(limit - units);
    }
    set_most(out->most[0], units, 0, limit + 1);
    out->pieces[1] = (struct mim_piece){alone, length, 2 * PIECE - length, (int32_t)limit};
    out->count = 2;
    out->overlap = true;
    return 2 * MIM_COST_PIECE + looked_at * strings;
}
