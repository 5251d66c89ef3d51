/* Compares windows with the pattern of a profile, eight residues at a time. */
#ifndef MIM_SEARCH_FIND_PATTERN_H
#define MIM_SEARCH_FIND_PATTERN_H

#include <string.h>

#include "search/compile/profile.h"

static inline uint64_t mim_eight(const uint8_t *codes)
{
    uint64_t loaded;
    memcpy(&loaded, codes, sizeof loaded);
    return loaded;
}

/* 128 in the first, or in the last, `count` bytes in memory, and 0 in the others of eight. */
static inline uint64_t mim_first_flags(uint32_t count)
{
    static const uint8_t flags[16] = {128, 128, 128, 128, 128, 128, 128, 128};
    return mim_eight(flags + 8 - count);
}

static inline uint64_t mim_last_flags(uint32_t count)
{
    static const uint8_t flags[16] = {[8] = 128, 128, 128, 128, 128, 128, 128, 128};
    return mim_eight(flags + count);
}

/* How many of the flagged bytes differ. Codes are below 32, so that adding 127 to what differs sets
 * a byte's highest bit if and only if it is not 0. */
static inline uint32_t mim_differences(const uint8_t *a, const uint8_t *b, uint64_t flags)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    const uint64_t differ = ((mim_eight(a) ^ mim_eight(b)) + 0x7f * each) & flags;
    return (uint32_t)(((differ >> 7) * each) >> 56);
}

/* Positions of a window that differ from the pattern. The last eight residues overlap those before
 * them, so that no byte behind the window is touched, which might lie in another cache line; but
 * eight bytes of it are always read. */
static inline uint32_t mim_pattern_mismatches(const struct mim_profile *p, const uint8_t *window)
{
    const uint32_t length = p->length, rest = length % 8;
    uint32_t count = 0;
    if (length < 8)
        return mim_differences(p->pattern, window, mim_first_flags(rest));
    for (uint32_t j = 0; j + 8 <= length; j += 8)
        count += mim_differences(p->pattern + j, window + j, mim_first_flags(8));
    const uint32_t last = length - 8;
    return count + mim_differences(p->pattern + last, window + last, mim_last_flags(rest));
}

enum { MIM_SHORT_PATTERN = 16 }; /* residues in two words */

/* A short pattern, so that many windows are compared with it: its first and its last eight
 * residues, and which bytes of either count. */
struct mim_short_pattern {
    uint64_t first, last, first_flags, last_flags;
    uint32_t last_at;
};

static inline struct mim_short_pattern mim_short_pattern_of(const struct mim_profile *p)
{
    const uint32_t last_at = p->length < 8 ? 0 : p->length - 8;
    return (struct mim_short_pattern){mim_eight(p->pattern), mim_eight(p->pattern + last_at),
                                      mim_first_flags(p->length < 8 ? p->length : 8),
                                      mim_last_flags(last_at), last_at};
}

/* The same as mim_pattern_mismatches. */
static inline uint32_t mim_short_pattern_mismatches(const struct mim_short_pattern *p,
                                                    const uint8_t *window)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    const uint64_t first = ((mim_eight(window) ^ p->first) + 0x7f * each) & p->first_flags;
    const uint64_t last =
        ((mim_eight(window + p->last_at) ^ p->last) + 0x7f * each) & p->last_flags;
    return (uint32_t)((((first >> 7) + (last >> 7)) * each) >> 56);
}

/* Whether eight codes are residues, where flagged. They may be any bytes, of a damaged text: the
 * highest bit is looked at by itself, so that no sum reaches into the next byte. */
static inline bool mim_are_residues(const uint8_t *codes, uint64_t flags)
{
    const uint64_t each = UINT64_C(0x0101010101010101), eight = mim_eight(codes);
    return ((eight | ((eight & 0x7f * each) + (128 - MIM_RESIDUES) * each)) & flags) == 0;
}

/* Whether a window lies in one record and has no `*`. */
static inline bool mim_is_window(const uint8_t *codes, uint32_t length)
{
    if (length < 8)
        return mim_are_residues(codes, mim_first_flags(length));
    for (uint32_t j = 0; j + 8 <= length; j += 8) {
        if (!mim_are_residues(codes + j, mim_first_flags(8)))
            return false;
    }
    return mim_are_residues(codes + length - 8, mim_first_flags(8));
}

#endif
