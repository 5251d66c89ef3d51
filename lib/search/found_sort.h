/* The order that hits are promised in. */
#ifndef MIM_SEARCH_FOUND_SORT_H
#define MIM_SEARCH_FOUND_SORT_H

#include <stddef.h>

#include "search/compile/goal.h"

enum mim_order {
    MIM_FEWEST_MISMATCHES, /* then of highest score; then by place */
    MIM_HIGHEST_SCORE,     /* then of fewest mismatches; then by place */
    MIM_FEWEST_EDITS       /* then of fewest indels; then by place; then the shortest */
};

/* `spare` has room for `count` hits. */
void mim_found_sort(struct mim_found *hits, size_t count, enum mim_order order,
                    struct mim_found *spare);

#endif
