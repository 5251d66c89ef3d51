/* The best by score within a number of mismatches, where that number says little. */
#ifndef MIM_SEARCH_BEST_WITHIN_H
#define MIM_SEARCH_BEST_WITHIN_H

#include "search/search.h"

/* Makes a search for the best by score within a number of mismatches, of which random windows often
 * have no more, one by score that takes windows of so few mismatches alone: it finds the same hits,
 * and holds few more than the best. Others, and those of plans that cannot do that, stay as they
 * are. Peptides are those of the search, checked. Errors: MEMORY. */
mimicry_status mim_search_best_within(struct mim_search *search, const char *const *peptides,
                                      size_t n_peptides, mimicry_error *error);

#endif
