/* Computes the distribution of a random window's score by adding position to position.
 *
 * Values are cells of a grid, counted from the lowest that a window can have. Whole numbers that
 * fit are cells themselves, and the distribution is exact but for the rounding of doubles, which is
 * relative: all terms are positive. Else each position's value is rounded up to a cell, so that
 * every probability is an upper bound: it is at most that of reaching the value less `length`
 * cells. A cell is 1 / (CELLS_A_POSITION * length) of the range of values, or more where that
 * would be too many cells or finer than the scores' own rounding.
 *
 * A value v belongs to cell k if it is at least edge(k), just above cell k - 1. Probabilities and
 * thresholds both go by the edges, so they never disagree. */
#include "search/compile/significance.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "index/changes.h"

enum {
    MOST_CELLS = 1 << 16,
    CELLS_A_POSITION = 2048,
    /* Rounding up adds at most one a position, and there is one more behind the last. */
    ROOM = MOST_CELLS + MIMICRY_MAX_PEPTIDE + 2
};

/* Of a cell: what rounding may not decide. Far above the errors of sums, far below a cell. */
static const double SLACK = 1e-6;

/* ---- Windows of a proteome ---- */

/* Stretches by length to begin with; the longest together, `*residues` in all. */
static void add_stretch(struct mim_window_counts *out, uint64_t length, uint64_t *residues)
{
    if (length >= MIMICRY_MAX_PEPTIDE) {
        out->of[MIMICRY_MAX_PEPTIDE]++;
        *residues += length;
    } else {
        out->of[length]++;
    }
}

static void add_record(struct mim_window_counts *out, const uint8_t *from, const uint8_t *to,
                       uint64_t *residues)
{
    for (const uint8_t *stop; (stop = memchr(from, MIM_STOP, (size_t)(to - from))) != NULL;) {
        add_stretch(out, (uint64_t)(stop - from), residues);
        from = stop + 1;
    }
    add_stretch(out, (uint64_t)(to - from), residues);
}

/* Windows of a record that variants have added count where they touch what is changed. */
static void add_added_record(struct mim_window_counts *out, const struct mimicry_index *index,
                             uint64_t record)
{
    const uint8_t *text = index->text + index->starts[record];
    const uint64_t residues = index->starts[record + 1] - index->starts[record] - 1;
    for (uint64_t from = 0; from < residues;) {
        const uint8_t *stop = memchr(text + from, MIM_STOP, (size_t)(residues - from));
        const uint64_t end = stop != NULL ? (uint64_t)(stop - text) : residues;
        for (uint64_t length = 1; length <= MIMICRY_MAX_PEPTIDE && length <= end - from; length++)
            out->of[length] += mim_changes_count(index, record, length, from, end - length + 1);
        from = end + 1;
    }
}

void mim_window_counts_set(struct mim_window_counts *out, const struct mimicry_index *index)
{
    uint64_t residues = 0, stretches = 0;
    memset(out, 0, sizeof *out);
    for (uint64_t r = 0; r < index->records; r++) {
        const uint64_t from = index->starts[r], to = index->starts[r + 1] - 1;
        if (mim_is_added(index, r))
            continue;
        if (index->counts[MIM_STOP] == 0)
            add_stretch(out, to - from, &residues);
        else
            add_record(out, index->text + from, index->text + to, &residues);
    }
    for (uint64_t length = MIMICRY_MAX_PEPTIDE; length > 0; length--) {
        stretches += out->of[length];
        if (length < MIMICRY_MAX_PEPTIDE)
            residues += out->of[length] * length;
        out->of[length] = residues - stretches * (length - 1);
    }
    out->of[0] = 0;
    for (uint64_t r = 0; index->added != NULL && r < index->records; r++) {
        if (mim_is_added(index, r))
            add_added_record(out, index, r);
    }
}

/* ---- The distribution ---- */

mimicry_status mim_tail_create(struct mim_tail *tail, mimicry_error *error)
{
    *tail = (struct mim_tail){
        .at = mim_alloc_array(ROOM, sizeof *tail->at),
        .next = mim_alloc_array(ROOM, sizeof *tail->next),
    };
    if (tail->at != NULL && tail->next != NULL)
        return MIMICRY_OK;
    mim_tail_free(tail);
    return mim_fail_memory(error);
}

void mim_tail_free(struct mim_tail *tail)
{
    free(tail->at);
    free(tail->next);
    *tail = (struct mim_tail){0};
}

static double value_of(const struct mim_goal *goal, uint32_t position, uint32_t code)
{
    const struct mim_position *p = &goal->positions[position];
    return goal->by_score ? p->scores[code] : (p->accepts >> code & 1) - 1.0;
}

static double lowest_of(const struct mim_goal *goal, const struct mim_frequencies *frequencies,
                        uint32_t position)
{
    double low = INFINITY;
    for (uint32_t code = 0; code < MIM_RESIDUES; code++) {
        if (frequencies->of[code] > 0)
            low = fmin(low, value_of(goal, position, code));
    }
    return isinf(low) ? 0 : low; /* a proteome without residues */
}

/* Chooses base and unit. Residues that the proteome does not have do not count. */
static void set_grid(struct mim_tail *tail, const struct mim_goal *goal,
                     const struct mim_frequencies *frequencies)
{
    const double fine = fmin(CELLS_A_POSITION * (double)goal->length, MOST_CELLS);
    double range = 0, largest = 0;
    tail->base = 0;
    for (uint32_t j = 0; j < goal->length; j++) {
        const double low = lowest_of(goal, frequencies, j);
        double high = low;
        for (uint32_t code = 0; code < MIM_RESIDUES; code++) {
            if (frequencies->of[code] > 0)
                high = fmax(high, value_of(goal, j, code));
        }
        tail->base += low;
        range += high - low;
        largest = fmax(largest, fmax(fabs(low), fabs(high)));
    }
    const double rounding = 8.0 * goal->length * goal->length * largest * DBL_EPSILON;
    tail->whole = (goal->is_integer || !goal->by_score) && range < MOST_CELLS;
    tail->unit = tail->whole ? 1 : fmax(range / fine, rounding / SLACK);
    if (tail->unit == 0)
        tail->unit = 1;
}

/* The residues of a position that have the same cell, counted from the position's lowest. */
struct step {
    uint32_t cell;
    double weight; /* how common they are together */
};

static uint32_t find_steps(const struct mim_tail *tail, const struct mim_goal *goal,
                           const struct mim_frequencies *frequencies, uint32_t position,
                           struct step steps[MIM_RESIDUES])
{
    static const double exact = 1e-9; /* of a cell, so that multiples of the unit stay where they
                                         are; all positions' together are below SLACK */
    const double low = lowest_of(goal, frequencies, position);
    uint32_t count = 0;
    for (uint32_t code = 0; code < MIM_RESIDUES; code++) {
        if (frequencies->of[code] <= 0)
            continue;
        const double above = (value_of(goal, position, code) - low) / tail->unit;
        const uint32_t cell = above > exact ? (uint32_t)ceil(above - exact) : 0;
        uint32_t k = 0;
        while (k < count && steps[k].cell != cell)
            k++;
        if (k == count)
            steps[count++] = (struct step){cell, 0};
        steps[k].weight += frequencies->of[code];
    }
    return count;
}

static void add_shifted(double *restrict to, const double *restrict from, uint32_t cells,
                        double weight)
{
    for (uint32_t i = 0; i < cells; i++)
        to[i] += weight * from[i];
}

static void add_position(struct mim_tail *tail, const struct step *steps, uint32_t count)
{
    double *const before = tail->at;
    uint32_t highest = 0;
    for (uint32_t k = 0; k < count; k++)
        highest = steps[k].cell > highest ? steps[k].cell : highest;
    memset(tail->next, 0, (tail->cells + (size_t)highest) * sizeof *tail->next);
    for (uint32_t k = 0; k < count; k++)
        add_shifted(tail->next + steps[k].cell, before, tail->cells, steps[k].weight);
    tail->cells += highest;
    tail->at = tail->next;
    tail->next = before;
}

void mim_tail_set(struct mim_tail *tail, const struct mim_goal *goal,
                  const struct mim_frequencies *frequencies)
{
    struct step steps[MIM_RESIDUES];
    set_grid(tail, goal, frequencies);
    tail->cells = 1;
    tail->at[0] = 1;
    for (uint32_t j = 0; j < goal->length; j++) {
        const uint32_t count = find_steps(tail, goal, frequencies, j, steps);
        add_position(tail, steps, count);
    }
    /* From the rarest on, so that small numbers are not lost in large ones. */
    double sum = 0;
    for (uint32_t k = tail->cells; k-- > 0;) {
        sum += tail->at[k];
        tail->at[k] = fmin(sum, 1);
    }
    tail->at[tail->cells] = 0;
}

/* ---- Values ---- */

/* The lowest value that belongs to cell k. */
static double edge(const struct mim_tail *tail, uint32_t k)
{
    return k == 0 ? -INFINITY : tail->base + (k - 1 + SLACK) * tail->unit;
}

static uint32_t cell_of(const struct mim_tail *tail, double value)
{
    const double guess = floor((value - tail->base) / tail->unit - SLACK) + 1;
    uint32_t k = guess > tail->cells ? tail->cells : guess > 0 ? (uint32_t)guess : 0;
    while (k < tail->cells && value >= edge(tail, k + 1))
        k++;
    while (value < edge(tail, k))
        k--;
    return k;
}

double mim_tail_at(const struct mim_tail *tail, double value)
{
    return tail->at[cell_of(tail, value)];
}

double mim_tail_lowest(const struct mim_tail *tail, double windows, double evalue)
{
    uint32_t low = 0, high = tail->cells; /* the first cell that is rare enough is one of these */
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (tail->at[middle] * windows <= evalue)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == tail->cells)
        return INFINITY;
    return tail->whole && low > 0 ? tail->base + low : edge(tail, low);
}
