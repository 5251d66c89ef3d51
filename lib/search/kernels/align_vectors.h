/* The few operations that the alignment kernel needs, for the instruction set that this is compiled
 * for: a vector of signed bytes whose sums stop at -128 and 127, and 32 bytes to look up. */
#ifndef MIM_SEARCH_KERNELS_ALIGN_VECTORS_H
#define MIM_SEARCH_KERNELS_ALIGN_VECTORS_H

#include <stdint.h>

#if defined(__AVX512VBMI__)

#include <immintrin.h>

#define MIM_ALIGN_KERNEL mim_align_kernel_avx512
typedef __m512i lanes;
typedef __m512i table;
enum { LANES = 64 };

static inline table table_load(const int8_t *from)
{
    return _mm512_broadcast_i64x4(_mm256_loadu_si256((const __m256i *)(const void *)from));
}

static inline lanes lanes_load(const uint8_t *from)
{
    return _mm512_loadu_si512(from);
}

static inline void lanes_store(int8_t *to, lanes a)
{
    _mm512_storeu_si512(to, a);
}

static inline lanes lanes_fill(int8_t value)
{
    return _mm512_set1_epi8(value);
}

static inline lanes lanes_look_up(table t, lanes index)
{
    return _mm512_permutexvar_epi8(index, t);
}

static inline lanes lanes_add(lanes a, lanes b)
{
    return _mm512_adds_epi8(a, b);
}

static inline lanes lanes_subtract(lanes a, lanes b)
{
    return _mm512_subs_epi8(a, b);
}

static inline lanes lanes_max(lanes a, lanes b)
{
    return _mm512_max_epi8(a, b);
}

/* Bit l: lane l of a is at least that of b. */
static inline uint64_t lanes_at_least(lanes a, lanes b)
{
    return _mm512_cmpge_epi8_mask(a, b);
}

#elif defined(__AVX2__)

#include <immintrin.h>

#define MIM_ALIGN_KERNEL mim_align_kernel_avx2
typedef __m256i lanes;
typedef struct {
    __m256i low, high;
} table;
enum { LANES = 32 };

static inline table table_load(const int8_t *from)
{
    const __m128i *halves = (const __m128i *)(const void *)from;
    return (table){_mm256_broadcastsi128_si256(_mm_loadu_si128(halves)),
                   _mm256_broadcastsi128_si256(_mm_loadu_si128(halves + 1))};
}

static inline lanes lanes_load(const uint8_t *from)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)from);
}

static inline void lanes_store(int8_t *to, lanes a)
{
    _mm256_storeu_si256((__m256i *)(void *)to, a);
}

static inline lanes lanes_fill(int8_t value)
{
    return _mm256_set1_epi8(value);
}

static inline lanes lanes_look_up(table t, lanes index)
{
    /* A shuffle looks up 4 bits; the fifth, moved to the top of its byte, chooses the half. */
    return _mm256_blendv_epi8(_mm256_shuffle_epi8(t.low, index), _mm256_shuffle_epi8(t.high, index),
                              _mm256_slli_epi16(index, 3));
}

static inline lanes lanes_add(lanes a, lanes b)
{
    return _mm256_adds_epi8(a, b);
}

static inline lanes lanes_subtract(lanes a, lanes b)
{
    return _mm256_subs_epi8(a, b);
}

static inline lanes lanes_max(lanes a, lanes b)
{
    return _mm256_max_epi8(a, b);
}

static inline uint64_t lanes_at_least(lanes a, lanes b)
{
    return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(b, a));
}

#else

#define MIM_ALIGN_KERNEL mim_align_kernel_portable
enum { LANES = 16 };
/* Bytes that stop at their ends are no plain C: as 16 bits every compiler has vectors for them. */
typedef struct {
    int16_t lane[LANES];
} lanes;
typedef const int8_t *table;

static inline table table_load(const int8_t *from)
{
    return from;
}

static inline lanes lanes_load(const uint8_t *from)
{
    lanes loaded;
    for (int l = 0; l < LANES; l++)
        loaded.lane[l] = from[l];
    return loaded;
}

static inline void lanes_store(int8_t *to, lanes a)
{
    for (int l = 0; l < LANES; l++)
        to[l] = (int8_t)a.lane[l];
}

static inline lanes lanes_fill(int8_t value)
{
    lanes filled;
    for (int l = 0; l < LANES; l++)
        filled.lane[l] = value;
    return filled;
}

static inline lanes lanes_look_up(table t, lanes index)
{
    for (int l = 0; l < LANES; l++)
        index.lane[l] = t[index.lane[l] & 31];
    return index;
}

static inline int16_t narrow(int16_t value)
{
    const int16_t high = value > INT8_MAX ? INT8_MAX : value;
    return high < INT8_MIN ? INT8_MIN : high;
}

static inline lanes lanes_add(lanes a, lanes b)
{
    for (int l = 0; l < LANES; l++)
        a.lane[l] = narrow((int16_t)(a.lane[l] + b.lane[l]));
    return a;
}

static inline lanes lanes_subtract(lanes a, lanes b)
{
    for (int l = 0; l < LANES; l++)
        a.lane[l] = narrow((int16_t)(a.lane[l] - b.lane[l]));
    return a;
}

static inline lanes lanes_max(lanes a, lanes b)
{
    for (int l = 0; l < LANES; l++)
        a.lane[l] = a.lane[l] > b.lane[l] ? a.lane[l] : b.lane[l];
    return a;
}

static inline uint64_t lanes_at_least(lanes a, lanes b)
{
    uint64_t mask = 0;
    for (int l = 0; l < LANES; l++)
        mask |= (uint64_t)(a.lane[l] >= b.lane[l]) << l;
    return mask;
}

#endif

#endif
