/* From a vector of found windows to a list of them. */
#ifndef MIM_SEARCH_KERNELS_PROPOSE_H
#define MIM_SEARCH_KERNELS_PROPOSE_H

#include "search/kernels/sources.h"

/* Writes down the windows of `found`, a row of segments of `segment` windows, for a job; how many.
 * Of a vector there is mostly one word that is not 0, with one bit. */
static MIM_ALWAYS_INLINE size_t propose(bits found, uint32_t segment, uint32_t row, uint32_t job,
                                        struct mim_proposal *out)
{
    size_t count = 0;
    uint64_t word[sizeof found / sizeof(uint64_t)];
    memcpy(word, &found, sizeof word);
    for (unsigned words = bits_words(found); words != 0; words &= words - 1) {
        const uint32_t w = (uint32_t)__builtin_ctz(words);
        for (uint64_t left = bits_word(word[w]); left != 0; left &= left - 1) {
            const uint32_t lane = w * 64 + (uint32_t)__builtin_ctzll(left);
            out[count++] = (struct mim_proposal){job, lane * segment + row};
        }
    }
    return count;
}

#endif
