/* The suffix array and its table of prefixes. */
#ifndef MIM_INDEX_SUFFIX_H
#define MIM_INDEX_SUFFIX_H

#include <stdbool.h>

#include "base/inline.h"
#include "index/index.h"

enum {
    MIM_PREFIX_LENGTH = 4,
    MIM_PREFIX_RADIX = MIM_AMINO_ACIDS + 1, /* all other codes count as one, the largest */
    MIM_PREFIX_KEYS = MIM_PREFIX_RADIX * MIM_PREFIX_RADIX * MIM_PREFIX_RADIX * MIM_PREFIX_RADIX,

    /* For each key of 4 amino acids (radix 20) and each amino acid that may follow: how many
     * suffixes begin with the key and go on with this one or one before it. */
    MIM_FIFTHS =
        MIM_AMINO_ACIDS * MIM_AMINO_ACIDS * MIM_AMINO_ACIDS * MIM_AMINO_ACIDS * MIM_AMINO_ACIDS,
    MIM_FIFTHS_WIDE = 0xffff,  /* the last count of a key that has too many suffixes to count */
    MIM_FIFTHS_LEAST = 1 << 20 /* shorter texts do without: their prefixes have few suffixes */
};

/* Fills in index->suffixes, prefixes, fifths and suffix_width from its text. `width` is 4, 8, or 0
 * for what the length needs. */
mimicry_status mim_suffix_build(struct mimicry_index *index, unsigned width, mimicry_error *error);

/* The version of what sorts them. */
const char *mim_suffix_library(void);

/* Only the tables: prefixes, and fifths where the text is long enough. */
mimicry_status mim_prefixes_build(struct mimicry_index *index, mimicry_error *error);

/* A range of ranks of the suffix array, [from, to). */
struct mim_interval {
    uint64_t from, to;
};

/* The suffixes of `span` keys of the table of prefixes, from `key` on. */
static inline struct mim_interval mim_prefix_ranks(const struct mimicry_index *index, uint64_t key,
                                                   uint64_t span)
{
    return (struct mim_interval){mim_prefix_at(index, key), mim_prefix_at(index, key + span)};
}

/* The counts of what follows four amino acids, by their key of radix 20; of an index with fifths.
 */
static inline const uint16_t *mim_fifths_of(const struct mimicry_index *index, uint32_t key)
{
    return index->fifths + (size_t)key * MIM_AMINO_ACIDS;
}

/* Ask for what these two will read. */
static MIM_ALWAYS_INLINE void mim_prefix_ask(const struct mimicry_index *index, uint64_t key)
{
    __builtin_prefetch((const uint8_t *)index->prefixes + key * index->suffix_width);
}

static MIM_ALWAYS_INLINE void mim_fifths_ask(const struct mimicry_index *index, uint32_t key)
{
    const uint16_t *counts = mim_fifths_of(index, key);
    __builtin_prefetch(counts);
    __builtin_prefetch(counts + MIM_AMINO_ACIDS - 1);
}

/* The suffixes that begin with `length` >= 1 codes, all amino acids; where at most `few` begin with
 * the first ones, these. False when the index is damaged: its tables point outside the text. */
bool mim_suffix_find(const struct mimicry_index *index, const uint8_t *codes, unsigned length,
                     unsigned few, struct mim_interval *out);

/* Asks for the memory that mim_suffix_find will read first. */
void mim_prefix_prefetch(const struct mimicry_index *index, const uint8_t *codes, unsigned length);

/* The suffixes that begin with up to MIM_PREFIX_LENGTH codes: only a look into the table. */
bool mim_prefix_find(const struct mimicry_index *index, const uint8_t *codes, unsigned length,
                     struct mim_interval *out);

/* Of an interval whose suffixes agree in the first `depth` codes, those whose next code is at
 * least `code` begin at `*out`. */
bool mim_suffix_lower(const struct mimicry_index *index, struct mim_interval in, unsigned depth,
                      unsigned code, uint64_t *out);

/* MIMICRY_OK if the suffix array is a permutation of the text's positions, in order, and the
 * tables are its. `name` is the file's, for the message. */
mimicry_status mim_suffix_check(const struct mimicry_index *index, const char *name,
                                mimicry_error *error);

#endif
