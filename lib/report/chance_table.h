/* How many windows chance gives of each score, for each candidate: what a report draws hits on. */
#ifndef MIM_REPORT_CHANCE_TABLE_H
#define MIM_REPORT_CHANCE_TABLE_H

#include "report/bests_seen.h"

/* Rows of each candidate, from the score that half of all random windows reach to the highest that
 * one can have. `opt_model`: that of the screen; NULL: its usual one. A candidate whose E-value is
 * not the model's in this index has none: the rows are of another screen. All outlive the table. */
mimicry_status mim_chance_table(const struct mim_bests *bests, const mimicry_index *index,
                                const mimicry_model *opt_model, struct ArrowArrayStream *out,
                                mimicry_error *error);

#endif
