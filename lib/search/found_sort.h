/* The order that hits are promised in. */
#ifndef MIM_SEARCH_FOUND_SORT_H
#define MIM_SEARCH_FOUND_SORT_H

#include <stddef.h>
#include <stdint.h>

#include "search/compile/goal.h"

enum mim_order {
    MIM_FEWEST_MISMATCHES, /* then of highest score; then by place */
    MIM_HIGHEST_SCORE,     /* then of fewest mismatches; then by place */
    MIM_FEWEST_EDITS       /* then of fewest indels; then by place; then the shortest */
};

/* `spare` has room for `count` hits. */
void mim_found_sort(struct mim_found *hits, size_t count, enum mim_order order,
                    struct mim_found *spare);

/* Packed hits of one job: by the value of the words. `spare` has room for as many. Quick where few
 * are out of place among those that are equal above the lowest `place_bits`. */
void mim_words_sort(uint64_t *words, size_t count, unsigned place_bits, uint64_t *spare);

#endif
