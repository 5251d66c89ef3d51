/* Turns rows of bytes into columns, in registers: eight of eight at a time. */
#ifndef MIM_SEARCH_KERNELS_TURN_H
#define MIM_SEARCH_KERNELS_TURN_H

#include "search/kernels/sources.h"

/* Eight rows of eight bytes each become eight columns: swaps halves, then quarters, then bytes. */
static MIM_ALWAYS_INLINE void transpose_8x8(uint64_t m[8])
{
    UNROLL
    for (int i = 0; i < 4; i++) {
        const uint64_t a = m[i], b = m[i + 4];
        m[i] = (a & UINT64_C(0x00000000ffffffff)) | (b << 32);
        m[i + 4] = (a >> 32) | (b & UINT64_C(0xffffffff00000000));
    }
    UNROLL
    for (int k = 0; k < 4; k++) {
        const int i = k / 2 * 4 + k % 2;
        const uint64_t a = m[i], b = m[i + 2];
        m[i] = (a & UINT64_C(0x0000ffff0000ffff)) | (b & UINT64_C(0x0000ffff0000ffff)) << 16;
        m[i + 2] = (a >> 16 & UINT64_C(0x0000ffff0000ffff)) | (b & UINT64_C(0xffff0000ffff0000));
    }
    UNROLL
    for (int i = 0; i < 8; i += 2) {
        const uint64_t a = m[i], b = m[i + 1];
        m[i] = (a & UINT64_C(0x00ff00ff00ff00ff)) | (b & UINT64_C(0x00ff00ff00ff00ff)) << 8;
        m[i + 1] = (a >> 8 & UINT64_C(0x00ff00ff00ff00ff)) | (b & UINT64_C(0xff00ff00ff00ff00));
    }
}

/* Eight bytes as a number, the first lowest on every machine. Not all compilers see that bytes
 * which are put together one by one are one load. */
static MIM_ALWAYS_INLINE uint64_t pack_8(const uint8_t *bytes_of)
{
    uint64_t packed;
    memcpy(&packed, bytes_of, sizeof packed);
    return bits_word(packed);
}

static MIM_ALWAYS_INLINE void store_8(uint8_t *to, uint64_t value)
{
    value = bits_word(value);
    memcpy(to, &value, sizeof value);
}

#endif
