/* Columns of how surprising a hit is: p_value, evalue, q_value. */
#ifndef MIM_TABLE_SIGNIFICANCE_H
#define MIM_TABLE_SIGNIFICANCE_H

#include "score/evalues.h"
#include "search/windows.h"
#include "table/blocks.h"
#include "table/held_hits.h"
#include "table/table.h"

enum { MIM_SIGNIFICANCE_COLUMNS = 3 };
extern const struct mim_column mim_significance_columns[MIM_SIGNIFICANCE_COLUMNS];

/* Adjusts over all windows that are searched, by the best hit of each: the queries are held in
 * memory, and their hits, and searched twice where these are too many. */
struct mim_significance;

/* Holds the blocks. They, and the search, must outlive it. */
mimicry_status mim_significance_create(const struct mim_search *search, struct mim_blocks *blocks,
                                       struct mim_significance **out, mimicry_error *error);

/* Finds the adjusted p-values of the hits that `search` finds; `held` has these afterwards, as far
 * as there was room. */
mimicry_status mim_significance_adjust(struct mim_significance *significance,
                                       const struct mim_search *search, struct mim_held_hits *held,
                                       mimicry_error *error);

/* The cells of a hit of query number `query` of all; hits come in order. */
mimicry_status mim_significance_put(struct mim_significance *significance, struct mim_table *table,
                                    uint64_t query, const mimicry_hit *hit, mimicry_error *error);

/* Takes NULL too. */
void mim_significance_free(struct mim_significance *significance);

/* The number with so many digits, at most 17, that is nearest; whole numbers below 1e6 stay. */
double mim_round_digits(double value, int digits);
double mim_six_digits(double value);

#endif
