/* Looks up ranges of the suffix array.
 *
 * The prefix table has, for each key of 4 codes, how many suffixes have a smaller key. Codes of 20
 * and above share one digit: that keeps the keys in the order of the suffixes, and a prefix of
 * amino acids alone is the range between its first key and the one after its last. */
#include "index/suffix.h"

#include <string.h>

static uint64_t prefix_key(const uint8_t *codes, unsigned length, uint64_t *span)
{
    uint64_t key = 0;
    *span = 1;
    for (unsigned j = 0; j < MIM_PREFIX_LENGTH; j++) {
        key = key * MIM_PREFIX_RADIX + (j < length ? codes[j] : 0);
        if (j >= length)
            *span *= MIM_PREFIX_RADIX;
    }
    return key;
}

bool mim_prefix_find(const struct mimicry_index *index, const uint8_t *codes, unsigned length,
                     struct mim_interval *out)
{
    uint64_t span;
    const uint64_t key = prefix_key(codes, length, &span);
    *out = mim_prefix_ranks(index, key, span);
    return out->from <= out->to && out->to <= index->text_length;
}

/* The counts of what follows the first four codes. */
static const uint16_t *fifths_of(const struct mimicry_index *index, const uint8_t *codes)
{
    uint32_t key = 0;
    for (unsigned j = 0; j < MIM_PREFIX_LENGTH; j++)
        key = key * MIM_AMINO_ACIDS + codes[j];
    return mim_fifths_of(index, key);
}

void mim_prefix_prefetch(const struct mimicry_index *index, const uint8_t *codes, unsigned length)
{
    uint64_t span;
    const uint64_t key = prefix_key(codes, length, &span);
    mim_prefix_ask(index, key);
    if (length > MIM_PREFIX_LENGTH && index->fifths != NULL)
        __builtin_prefetch(fifths_of(index, codes) + codes[MIM_PREFIX_LENGTH]);
}

/* The first rank in [from, to) whose suffix, from `depth` on, is not below `codes` (or, with
 * `after`, is above all that begin with them). The padding makes every comparison readable. */
static bool bound(const struct mimicry_index *index, struct mim_interval in, unsigned depth,
                  const uint8_t *codes, unsigned length, bool after, uint64_t *out)
{
    uint64_t low = in.from, high = in.to;
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        const uint64_t at = mim_suffix_at(index, middle);
        if (at >= index->text_length)
            return false;
        const int order = memcmp(index->text + at + depth, codes + depth, length - depth);
        if (order < 0 || (after && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    *out = low;
    return true;
}

/* Narrows an interval of the first four codes by the fifth, where the counts tell. */
static bool narrow_by_fifth(const struct mimicry_index *index, const uint8_t *codes,
                            struct mim_interval *in)
{
    if (index->fifths == NULL)
        return false;
    const uint16_t *counts = fifths_of(index, codes);
    const unsigned fifth = codes[MIM_PREFIX_LENGTH];
    if (counts[MIM_AMINO_ACIDS - 1] == MIM_FIFTHS_WIDE)
        return false;
    in->to = in->from + counts[fifth];
    in->from += fifth == 0 ? 0 : counts[fifth - 1];
    return true;
}

bool mim_suffix_find(const struct mimicry_index *index, const uint8_t *codes, unsigned length,
                     unsigned few, struct mim_interval *out)
{
    unsigned depth = MIM_PREFIX_LENGTH;
    if (!mim_prefix_find(index, codes, length, out))
        return false;
    if (length > depth && narrow_by_fifth(index, codes, out))
        depth++;
    if (out->from > out->to || out->to > index->text_length)
        return false;
    if (length <= depth || out->to - out->from <= few)
        return true;
    return bound(index, *out, depth, codes, length, false, &out->from) &&
           bound(index, *out, depth, codes, length, true, &out->to);
}

bool mim_suffix_lower(const struct mimicry_index *index, struct mim_interval in, unsigned depth,
                      unsigned code, uint64_t *out)
{
    uint64_t low = in.from, high = in.to;
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        const uint64_t at = mim_suffix_at(index, middle);
        if (at >= index->text_length)
            return false;
        if (index->text[at + depth] < code)
            low = middle + 1;
        else
            high = middle;
    }
    *out = low;
    return true;
}
