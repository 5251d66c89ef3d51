/* The suffix array and its table of prefixes. */
#ifndef MIM_INDEX_SUFFIX_H
#define MIM_INDEX_SUFFIX_H

#include <stdbool.h>

#include "index/index.h"

enum {
    MIM_PREFIX_LENGTH = 4,
    MIM_PREFIX_RADIX = MIM_AMINO_ACIDS + 1, /* all other codes count as one, the largest */
    MIM_PREFIX_KEYS = MIM_PREFIX_RADIX * MIM_PREFIX_RADIX * MIM_PREFIX_RADIX * MIM_PREFIX_RADIX
};

/* Fills in index->suffixes, prefixes and suffix_width from its text. `width` is 4, 8, or 0 for
 * what the length needs. */
mimicry_status mim_suffix_build(struct mimicry_index *index, unsigned width, mimicry_error *error);

/* A range of ranks of the suffix array, [from, to). */
struct mim_interval {
    uint64_t from, to;
};

/* The suffixes that begin with `length` >= 1 codes, all amino acids. False when the index is
 * damaged: its tables point outside the text. */
bool mim_suffix_find(const struct mimicry_index *index, const uint8_t *codes, unsigned length,
                     struct mim_interval *out);

/* The suffixes that begin with up to MIM_PREFIX_LENGTH codes: only a look into the table. */
bool mim_prefix_find(const struct mimicry_index *index, const uint8_t *codes, unsigned length,
                     struct mim_interval *out);

/* Of an interval whose suffixes agree in the first `depth` codes, those whose next code is at
 * least `code` begin at `*out`. */
bool mim_suffix_lower(const struct mimicry_index *index, struct mim_interval in, unsigned depth,
                      unsigned code, uint64_t *out);

/* MIMICRY_OK if the suffix array is a permutation of the text's positions, in order. */
mimicry_status mim_suffix_check(const struct mimicry_index *index, const char *name,
                                mimicry_error *error);

#endif
