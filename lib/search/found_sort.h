/* The order that hits are promised in. */
#ifndef MIM_SEARCH_FOUND_SORT_H
#define MIM_SEARCH_FOUND_SORT_H

#include <stdbool.h>
#include <stddef.h>

#include "search/compile/goal.h"

/* Of highest score first, then of fewest mismatches (by_score), or of fewest mismatches first, then
 * of highest score; then by place. `spare` has room for `count` hits. */
void mim_found_sort(struct mim_found *hits, size_t count, bool by_score, struct mim_found *spare);

#endif
