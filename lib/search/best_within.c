/* Asks how many windows chance gives within a number of mismatches: by mismatches all of them are
 * held, tested and sorted before they are cut to the best. */
#include "search/best_within.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/compile/profile.h"
#include "search/plan/plan.h"

/* From this share of windows on a hit more costs more than the scan of the text by score. */
static const double OFTEN = 1.0 / 256;
enum { FEW = 4 }; /* as many times the best that are wanted are no reason for it */

struct within_chance {
    struct mim_frequencies frequencies;
    double same; /* that two random residues are the same */
    double scores[MIMICRY_MAX_PEPTIDE][MIM_CODES];
    uint32_t accepts[MIMICRY_MAX_PEPTIDE];
    uint8_t codes[MIMICRY_MAX_PEPTIDE];   /* of one amino acid */
    double with[MIMICRY_MAX_PEPTIDE + 1]; /* the probability of so many mismatches */
    bool seen[MIMICRY_MAX_PEPTIDE + 1];   /* lengths */
};

/* The probability that a random residue is no mismatch. Where one residue alone is none, that of
 * any query is taken. */
static double accepted(const struct within_chance *c, uint32_t accepts)
{
    double sum = 0;
    if ((accepts & (accepts - 1)) == 0)
        return c->same;
    for (int code = 0; code < MIM_RESIDUES; code++)
        sum += (accepts >> code & 1) != 0 ? c->frequencies.of[code] : 0;
    return sum;
}

/* The share of random windows that have at most so many mismatches with a peptide: any one, since
 * which positions are free depends on the length alone. */
static double share_within(struct within_chance *c, const struct mimicry_model *model,
                           uint32_t length, double most)
{
    double share = 0;
    mim_model_fill(model, c->codes, length, c->scores, c->accepts);
    memset(c->with, 0, (length + (size_t)1) * sizeof *c->with);
    c->with[0] = 1;
    for (uint32_t j = 0; j < length; j++) {
        const double same = fmin(1, accepted(c, c->accepts[j]));
        for (uint32_t k = j + 1; k > 0; k--)
            c->with[k] = c->with[k] * same + c->with[k - 1] * (1 - same);
        c->with[0] *= same;
    }
    for (uint32_t k = 0; k <= length && k <= most; k++)
        share += c->with[k];
    return share;
}

static bool is_often(struct within_chance *c, const struct mim_search *s, uint32_t length)
{
    if (c->seen[length])
        return false;
    c->seen[length] = true;
    const double share = share_within(c, s->model, length, s->threshold);
    return share > OFTEN && share * (double)s->index->text_length > FEW * (double)s->top;
}

/* Whether windows of a length that some peptide has are often within the mismatches. */
static bool any_is_often(struct within_chance *c, const struct mim_search *s,
                         const char *const *peptides, size_t n_peptides)
{
    for (size_t i = 0; i < n_peptides; i++) {
        const size_t length = strlen(peptides[i]);
        uint32_t least = s->window_min, most = s->window_max;
        if (s->window_min == 0)
            least = most = (uint32_t)length;
        for (uint32_t window = least; window <= most && window <= length; window++) {
            if (is_often(c, s, window))
                return true;
        }
    }
    return false;
}

static bool is_able(const struct mim_search *s)
{
    return s->plan == MIMICRY_PLAN_AUTO || mim_plan_takes_scores(s->plan, s->model);
}

mimicry_status mim_search_best_within(struct mim_search *s, const char *const *peptides,
                                      size_t n_peptides, mimicry_error *error)
{
    if (s->threshold_kind != MIMICRY_MAX_MISMATCHES || !s->similar_first || s->top == 0 ||
        s->max_indels > 0 || s->positions != MIMICRY_POSITIONS_NONE || !is_able(s))
        return MIMICRY_OK;
    struct within_chance *c = mim_alloc_zeroed(1, sizeof *c);
    if (c == NULL)
        return mim_fail_memory(error);
    mim_frequencies_set(&c->frequencies, s->index->background);
    for (int code = 0; code < MIM_AMINO_ACIDS; code++)
        c->same += c->frequencies.of[code] * c->frequencies.of[code];
    if (any_is_often(c, s, peptides, n_peptides)) {
        s->threshold_kind = MIMICRY_MIN_SCORE;
        s->fewer_mismatches = (uint32_t)fmin(s->threshold, MIMICRY_MAX_PEPTIDE) + 1;
        s->threshold = -INFINITY;
    }
    free(c);
    return MIMICRY_OK;
}
