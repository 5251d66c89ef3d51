/* Finds the alignment that is shown: a dynamic program from the right, with the costs of what is
 * still to come; then a walk from the left that takes the first column that is as good as any. */
#include "search/find/edits_align.h"

#include <stdlib.h>

#include "base/memory.h"

/* Costs, so that the sum of many of the lower does not reach the higher. */
static const uint64_t NONE = UINT64_MAX;
static const uint64_t A_MISMATCH = UINT64_C(1) << 32;
static const uint64_t AN_END = UINT64_C(1) << 16; /* the first or last residue deleted */
static const uint64_t A_RUN = 1;

/* Where an alignment stands: residues of the peptide done, insertions and deletions so far, and the
 * last column (before the first one, a pair). */
struct place {
    uint32_t i, ins, del;
    enum mim_edit last;
};

struct aligner {
    const struct mim_edits_pair *pair;
    uint32_t ins, del; /* in the whole alignment */
    uint64_t *costs;
};

static uint64_t *cost_at(const struct aligner *a, const struct place *p)
{
    const size_t row = ((size_t)p->i * (a->ins + 1) + p->ins) * (a->del + 1) + p->del;
    return &a->costs[row * 3 + p->last];
}

/* What column `edit` costs at a place, and where it leads; NONE if it can not stand there. */
static uint64_t step(const struct aligner *a, const struct place *from, enum mim_edit edit,
                     struct place *to)
{
    const struct mim_edits_pair *pair = a->pair;
    const uint32_t j = from->i + from->ins - from->del;
    *to = *from;
    to->last = edit;
    to->i += edit != MIM_EDIT_INSERT;
    to->ins += edit == MIM_EDIT_INSERT;
    to->del += edit == MIM_EDIT_DELETE;
    if (from->i == pair->peptide_length || to->ins > a->ins || to->del > a->del)
        return NONE;
    const bool is_end = from->i == 0 || to->i == pair->peptide_length;
    const uint64_t run = from->last == edit ? 0 : A_RUN;
    if (edit == MIM_EDIT_DELETE)
        return from->last == MIM_EDIT_INSERT ? NONE : run + (is_end ? AN_END : 0);
    if (j >= pair->window_length || pair->window[j] >= MIM_RESIDUES)
        return NONE;
    if (edit == MIM_EDIT_INSERT)
        return j == 0 ? NONE : run;
    const uint8_t code = pair->peptide[from->i];
    return pair->window[j] == code && mim_is_amino_acid(code) ? 0 : A_MISMATCH;
}

/* The least cost from a place to the end; that of every place it may lead to is known. */
static uint64_t least_cost(const struct aligner *a, const struct place *from)
{
    uint64_t least = NONE;
    if (from->i == a->pair->peptide_length)
        return from->ins == a->ins && from->del == a->del && from->last != MIM_EDIT_INSERT ? 0
                                                                                           : NONE;
    if (from->i + from->ins < from->del)
        return NONE;
    for (enum mim_edit edit = MIM_EDIT_DELETE; edit <= MIM_EDIT_PAIR; edit++) {
        struct place to;
        const uint64_t cost = step(a, from, edit, &to);
        const uint64_t rest = cost == NONE ? NONE : *cost_at(a, &to);
        if (rest != NONE && cost + rest < least)
            least = cost + rest;
    }
    return least;
}

static void fill_costs(const struct aligner *a)
{
    struct place p;
    for (p.i = a->pair->peptide_length; p.i <= a->pair->peptide_length; p.i--) {
        for (p.ins = a->ins; p.ins <= a->ins; p.ins--) {
            for (p.del = a->del; p.del <= a->del; p.del--) {
                for (p.last = MIM_EDIT_DELETE; p.last <= MIM_EDIT_PAIR; p.last++)
                    *cost_at(a, &p) = least_cost(a, &p);
            }
        }
    }
}

static void walk(const struct aligner *a, struct mim_alignment *alignment)
{
    struct place p = {.last = MIM_EDIT_PAIR};
    alignment->n_columns = 0;
    while (p.i < a->pair->peptide_length) {
        struct place to = p;
        uint64_t cost = NONE;
        for (enum mim_edit edit = MIM_EDIT_DELETE; edit <= MIM_EDIT_PAIR; edit++) {
            cost = step(a, &p, edit, &to);
            if (cost != NONE && *cost_at(a, &to) != NONE &&
                cost + *cost_at(a, &to) == *cost_at(a, &p))
                break;
        }
        alignment->columns[alignment->n_columns++] = (uint8_t)to.last;
        p = to;
    }
}

void mim_alignment_free(struct mim_alignment *alignment)
{
    free(alignment->columns);
    free(alignment->costs);
    *alignment = (struct mim_alignment){0};
}

static mimicry_status make_room(struct mim_alignment *alignment, const struct aligner *a,
                                mimicry_error *error)
{
    const size_t columns = (size_t)a->pair->peptide_length + a->ins;
    const size_t costs = ((size_t)a->pair->peptide_length + 1) * (a->ins + 1) * (a->del + 1) * 3;
    void *grown = mim_grow(alignment->columns, &alignment->columns_capacity, columns, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    alignment->columns = grown;
    grown = mim_grow(alignment->costs, &alignment->costs_capacity, costs, sizeof(uint64_t));
    if (grown == NULL)
        return mim_fail_memory(error);
    alignment->costs = grown;
    return MIMICRY_OK;
}

mimicry_status mim_alignment_find(struct mim_alignment *alignment,
                                  const struct mim_edits_pair *pair, mimicry_error *error)
{
    const struct place start = {.last = MIM_EDIT_PAIR};
    const int64_t more = (int64_t)pair->window_length - pair->peptide_length;
    const int64_t twice = pair->indels + more; /* insertions, times two */
    struct aligner a = {.pair = pair};
    uint64_t cost = NONE;
    if (twice >= 0 && twice % 2 == 0 && twice / 2 >= more) {
        a.ins = (uint32_t)(twice / 2);
        a.del = (uint32_t)(twice / 2 - more);
        const mimicry_status status = make_room(alignment, &a, error);
        if (status != MIMICRY_OK)
            return status;
        a.costs = alignment->costs;
        fill_costs(&a);
        cost = *cost_at(&a, &start);
    }
    if (cost == NONE || cost / A_MISMATCH != pair->mismatches)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "%u indels and %u mismatches are not what this peptide and window take",
                        (unsigned)pair->indels, (unsigned)pair->mismatches);
    walk(&a, alignment);
    return MIMICRY_OK;
}

double mim_alignment_score(const struct mim_alignment *alignment, const struct mim_edits_pair *pair,
                           const struct mim_matrix *matrix)
{
    double sum = 0;
    uint32_t i = 0, j = 0;
    for (uint32_t c = 0; c < alignment->n_columns; c++) {
        const uint8_t column = alignment->columns[c];
        if (column == MIM_EDIT_PAIR)
            sum += matrix->score[pair->peptide[i]][pair->window[j]];
        i += column != MIM_EDIT_INSERT;
        j += column != MIM_EDIT_DELETE;
    }
    return sum;
}
