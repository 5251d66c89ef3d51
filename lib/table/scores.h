/* The table of scores: a, b, method, value. */
#ifndef MIM_TABLE_SCORES_H
#define MIM_TABLE_SCORES_H

#include "index/index.h"
#include "score/scorer.h"

/* A row a query. `opt_index` is there for the methods with records, and for no others. The stream
 * keeps all of it. */
mimicry_status mim_scores_table(const struct mimicry_scorer *scorer,
                                const struct mimicry_index *opt_index, mimicry_queries *queries,
                                struct ArrowArrayStream *out, mimicry_error *error);

#endif
