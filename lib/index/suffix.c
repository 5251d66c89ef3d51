/* Looks up ranges of the suffix array.
 *
 * The prefix table has, for each key of 4 codes, how many suffixes have a smaller key. Codes of 20
 * and above share one digit: that keeps the keys in the order of the suffixes, and a prefix of
 * amino acids alone is the range between its first key and the one after its last. */
#include "index/suffix.h"

#include <string.h>

bool mim_prefix_find(const struct mimicry_index *index, const uint8_t *codes, unsigned length,
                     struct mim_interval *out)
{
    uint64_t key = 0, span = 1;
    for (unsigned j = 0; j < MIM_PREFIX_LENGTH; j++) {
        key = key * MIM_PREFIX_RADIX + (j < length ? codes[j] : 0);
        if (j >= length)
            span *= MIM_PREFIX_RADIX;
    }
    out->from = mim_prefix_at(index, key);
    out->to = mim_prefix_at(index, key + span);
    return out->from <= out->to && out->to <= index->text_length;
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

bool mim_suffix_find(const struct mimicry_index *index, const uint8_t *codes, unsigned length,
                     struct mim_interval *out)
{
    if (!mim_prefix_find(index, codes, length, out))
        return false;
    if (length <= MIM_PREFIX_LENGTH)
        return true;
    const unsigned depth = MIM_PREFIX_LENGTH;
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
