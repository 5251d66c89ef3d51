/* Thresholds for which the library and the oracle must agree, however their sums are rounded. */
#ifndef MIMICRY_TESTS_CLEAR_THRESHOLDS_H
#define MIMICRY_TESTS_CLEAR_THRESHOLDS_H

#include "checks.h"

/* False when rounding could decide about a hit: a score that is as good as on the edge of the 1e-9
 * that are forgiven, at the threshold or at the last of the top. `all`: hits without threshold. */
bool threshold_is_clear(const tested_search *search, const oracle_hits *all);

/* Asks the oracle for every window, whatever the threshold. */
oracle_hits every_window(const tested_search *search);

/* The score with itself of the query window of a hit. */
double self_score(const tested_search *search, const mimicry_hit *hit);

#endif
