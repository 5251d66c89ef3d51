/* How likely random windows are to reach a score, and how low a score an E-value allows. */
#ifndef MIM_SEARCH_COMPILE_SIGNIFICANCE_H
#define MIM_SEARCH_COMPILE_SIGNIFICANCE_H

#include "index/index.h"
#include "search/compile/profile.h"

/* How many windows of each length, from 1 on, a proteome has: stretches of residues in one record,
 * none of them `*`. */
struct mim_window_counts {
    uint64_t of[MIMICRY_MAX_PEPTIDE + 1];
};
void mim_window_counts_set(struct mim_window_counts *out, const struct mimicry_index *index);

/* The values that random windows have under a query: their scores or, under mismatches, minus their
 * mismatches, so that more is better. Residues are independent of each other, as common as they are
 * in the proteome. Kept as probabilities of reaching a cell of a grid (significance.c). */
struct mim_tail {
    double *at;     /* at[k], k <= cells: the probability of cell k or a higher one */
    double *next;   /* of the same size: memory to compute it */
    uint32_t cells; /* that have a probability; at[cells] is 0 */
    bool whole;     /* values are whole numbers, unit is 1 and nothing is rounded */
    double base;    /* the lowest value, in cell 0 */
    double unit;    /* that a cell stands for */
};

/* Makes room for any query. */
mimicry_status mim_tail_create(struct mim_tail *tail, mimicry_error *error);
void mim_tail_free(struct mim_tail *tail);

void mim_tail_set(struct mim_tail *tail, const struct mim_goal *goal,
                  const struct mim_frequencies *frequencies);

/* The probability of `value` or more; never below the true one. */
double mim_tail_at(const struct mim_tail *tail, double value);

/* The lowest value of which `windows` random windows are expected to reach no more than `evalue`:
 * exactly those values have mim_tail_at * windows <= evalue that are not below it. -INFINITY if all
 * have, INFINITY if none that a window can have. */
double mim_tail_lowest(const struct mim_tail *tail, double windows, double evalue);

#endif
