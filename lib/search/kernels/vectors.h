/* The few operations that the kernels need, for the instruction set that this is compiled for: the
 * only file, beside sums.h, that knows one. A new instruction set is one more part of both.
 *
 * bits: a vector of single bits, one a window. bytes: a vector of unsigned bytes, whose sums stop
 * at 255, but for bytes_add; signed_bytes: of signed ones, whose sums stop at -128 and 127. table:
 * 32 bytes that either can look up, or lower ones (bound_table). BYTE_LANES: bytes of a vector. */
#ifndef MIM_SEARCH_KERNELS_VECTORS_H
#define MIM_SEARCH_KERNELS_VECTORS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/inline.h"

#if defined(__AVX512VBMI__)

#include <immintrin.h>

#define MIM_KERNEL(name)       mim_##name##_avx512
#define MIM_KERNELS_NAME       "avx512"
#define MIM_HAS_LOOKUPS        /* of a few instructions: tables stay in registers */
#define MIM_HAS_BYTES_EQUAL    /* bytes_equal gives a mask */
#define MIM_HAS_MANY_REGISTERS /* for all that a row of an alignment hands to the next */

typedef __m512i bits;
typedef __m512i bytes;
typedef __m512i signed_bytes;
typedef __m512i table;
enum { BIT_LANES = 512, BYTE_LANES = 64 };

static inline bits bits_fill(bool value)
{
    return _mm512_set1_epi64(-(long long)value);
}

static inline bits bits_xor3(bits a, bits b, bits c)
{
    return _mm512_ternarylogic_epi64(a, b, c, 0x96);
}

static inline bits bits_majority(bits a, bits b, bits c)
{
    return _mm512_ternarylogic_epi64(a, b, c, 0xe8);
}

/* Bit w: the 64-bit word w is not 0. */
static inline unsigned bits_words(bits a)
{
    return _mm512_test_epi64_mask(a, a);
}

static inline bool bits_any(bits a)
{
    return bits_words(a) != 0;
}

static inline table table_load(const void *from)
{
    return _mm512_broadcast_i64x4(_mm256_loadu_si256(from));
}

static inline bytes bytes_load(const uint8_t *from)
{
    return _mm512_loadu_si512(from);
}

static inline bytes bytes_zero(void)
{
    return _mm512_setzero_si512();
}

static inline void bytes_store(uint8_t *to, bytes a)
{
    _mm512_storeu_si512(to, a);
}

/* Sums and differences that begin again at the other end. */
static inline bytes bytes_add(bytes a, bytes b)
{
    return _mm512_add_epi8(a, b);
}

static inline bytes bytes_subtract(bytes a, bytes b)
{
    return _mm512_sub_epi8(a, b);
}

/* sum + t[index] */
static inline bytes bytes_add_looked_up(bytes sum, table t, bytes index)
{
    return _mm512_adds_epu8(sum, _mm512_permutexvar_epi8(index, t));
}

static inline bytes bytes_min(bytes a, bytes b)
{
    return _mm512_min_epu8(a, b);
}

/* Bit l: lane l is at most `limit`. */
static inline uint64_t bytes_at_most(bytes a, uint8_t limit)
{
    return _mm512_cmple_epu8_mask(a, _mm512_set1_epi8((char)limit));
}

/* Bit l: lane l is `value`. */
static inline uint64_t bytes_equal(bytes a, uint8_t value)
{
    return _mm512_cmpeq_epi8_mask(a, _mm512_set1_epi8((char)value));
}

static inline signed_bytes signed_load(const uint8_t *from)
{
    return _mm512_loadu_si512(from);
}

static inline void signed_store(int8_t *to, signed_bytes a)
{
    _mm512_storeu_si512(to, a);
}

static inline signed_bytes signed_fill(int8_t value)
{
    return _mm512_set1_epi8(value);
}

/* t[index] */
static inline signed_bytes signed_look_up(table t, signed_bytes index)
{
    return _mm512_permutexvar_epi8(index, t);
}

static inline signed_bytes signed_add(signed_bytes a, signed_bytes b)
{
    return _mm512_adds_epi8(a, b);
}

static inline signed_bytes signed_subtract(signed_bytes a, signed_bytes b)
{
    return _mm512_subs_epi8(a, b);
}

static inline signed_bytes signed_max(signed_bytes a, signed_bytes b)
{
    return _mm512_max_epi8(a, b);
}

/* Bit l: lane l of a is at least that of b. */
static inline uint64_t signed_at_least(signed_bytes a, signed_bytes b)
{
    return _mm512_cmpge_epi8_mask(a, b);
}

#elif defined(__AVX2__)

#include <immintrin.h>

#define MIM_KERNEL(name) mim_##name##_avx2
#define MIM_KERNELS_NAME "avx2"
#define MIM_HAS_LOOKUPS
#define bound_table bytes

typedef __m256i bits;
typedef __m256i bytes;
typedef __m256i signed_bytes;
typedef struct {
    __m256i low, high;
} table;
enum { BIT_LANES = 256, BYTE_LANES = 32 };

static inline bits bits_fill(bool value)
{
    return _mm256_set1_epi64x(-(long long)value);
}

static inline bits bits_xor3(bits a, bits b, bits c)
{
    return _mm256_xor_si256(a, _mm256_xor_si256(b, c));
}

/* With b ^ c, which the compiler takes over from bits_xor3: five instructions for both. */
static inline bits bits_majority(bits a, bits b, bits c)
{
    return _mm256_or_si256(_mm256_and_si256(b, c), _mm256_and_si256(a, _mm256_xor_si256(b, c)));
}

static inline unsigned bits_words(bits a)
{
    const __m256i empty = _mm256_cmpeq_epi64(a, _mm256_setzero_si256());
    return (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(empty)) ^ 0xf;
}

static inline bool bits_any(bits a)
{
    return !_mm256_testz_si256(a, a);
}

static inline table table_load(const void *from)
{
    const __m128i *halves = from;
    return (table){_mm256_broadcastsi128_si256(_mm_loadu_si128(halves)),
                   _mm256_broadcastsi128_si256(_mm_loadu_si128(halves + 1))};
}

/* A shuffle looks up 4 bits of the index; its fifth bit, moved to the top of its byte, chooses
 * between the two halves of the table. */
static inline __m256i table_look_up(table t, __m256i index)
{
    return _mm256_blendv_epi8(_mm256_shuffle_epi8(t.low, index), _mm256_shuffle_epi8(t.high, index),
                              _mm256_slli_epi16(index, 3));
}

static inline bytes bytes_load(const uint8_t *from)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)from);
}

static inline bytes bytes_zero(void)
{
    return _mm256_setzero_si256();
}

static inline void bytes_store(uint8_t *to, bytes a)
{
    _mm256_storeu_si256((__m256i *)(void *)to, a);
}

static inline bytes bytes_add(bytes a, bytes b)
{
    return _mm256_add_epi8(a, b);
}

static inline bytes bytes_subtract(bytes a, bytes b)
{
    return _mm256_sub_epi8(a, b);
}

static inline bytes bytes_add_looked_up(bytes sum, table t, bytes index)
{
    return _mm256_adds_epu8(sum, table_look_up(t, index));
}

/* Indices that differ by 16 have the lower of their bytes: one shuffle looks them up. */
static inline bound_table bound_table_load(const void *from)
{
    const table t = table_load(from);
    return _mm256_min_epu8(t.low, t.high);
}

static inline bytes bytes_add_bounds(bytes sum, bound_table t, bytes index)
{
    return _mm256_adds_epu8(sum, _mm256_shuffle_epi8(t, index));
}

static inline bytes bytes_min(bytes a, bytes b)
{
    return _mm256_min_epu8(a, b);
}

static inline uint64_t bytes_at_most(bytes a, uint8_t limit)
{
    const __m256i most = _mm256_set1_epi8((char)limit);
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(a, most), most));
}

static inline signed_bytes signed_load(const uint8_t *from)
{
    return bytes_load(from);
}

static inline void signed_store(int8_t *to, signed_bytes a)
{
    _mm256_storeu_si256((__m256i *)(void *)to, a);
}

static inline signed_bytes signed_fill(int8_t value)
{
    return _mm256_set1_epi8(value);
}

static inline signed_bytes signed_look_up(table t, signed_bytes index)
{
    return table_look_up(t, index);
}

static inline signed_bytes signed_add(signed_bytes a, signed_bytes b)
{
    return _mm256_adds_epi8(a, b);
}

static inline signed_bytes signed_subtract(signed_bytes a, signed_bytes b)
{
    return _mm256_subs_epi8(a, b);
}

static inline signed_bytes signed_max(signed_bytes a, signed_bytes b)
{
    return _mm256_max_epi8(a, b);
}

static inline uint64_t signed_at_least(signed_bytes a, signed_bytes b)
{
    return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(b, a));
}

#else

#define MIM_KERNEL(name) mim_##name##_portable
#define MIM_KERNELS_NAME "portable"

typedef uint64_t bits __attribute__((vector_size(16)));
enum { BIT_LANES = 128, BYTE_LANES = 16 };
typedef struct {
    uint8_t lane[BYTE_LANES];
} bytes;
/* Bytes that stop at their ends are no plain C: as 16 bits every compiler has vectors for them. */
typedef struct {
    int16_t lane[BYTE_LANES];
} signed_bytes;
typedef const void *table;

static inline bits bits_fill(bool value)
{
    const uint64_t word = value ? UINT64_MAX : 0;
    return (bits){word, word};
}

static inline bits bits_xor3(bits a, bits b, bits c)
{
    return a ^ (b ^ c);
}

static inline bits bits_majority(bits a, bits b, bits c)
{
    return (b & c) | (a & (b ^ c));
}

static inline unsigned bits_words(bits a)
{
    return (a[0] != 0) | (unsigned)(a[1] != 0) << 1;
}

static inline bool bits_any(bits a)
{
    return (a[0] | a[1]) != 0;
}

static inline table table_load(const void *from)
{
    return from;
}

static inline bytes bytes_load(const uint8_t *from)
{
    bytes loaded;
    memcpy(loaded.lane, from, sizeof loaded.lane);
    return loaded;
}

static inline bytes bytes_zero(void)
{
    return (bytes){{0}};
}

static inline void bytes_store(uint8_t *to, bytes a)
{
    memcpy(to, a.lane, sizeof a.lane);
}

static inline bytes bytes_add(bytes a, bytes b)
{
    for (int l = 0; l < BYTE_LANES; l++)
        a.lane[l] = (uint8_t)(a.lane[l] + b.lane[l]);
    return a;
}

static inline bytes bytes_subtract(bytes a, bytes b)
{
    for (int l = 0; l < BYTE_LANES; l++)
        a.lane[l] = (uint8_t)(a.lane[l] - b.lane[l]);
    return a;
}

static inline bytes bytes_add_looked_up(bytes sum, table t, bytes index)
{
    const uint8_t *values = t;
    for (int l = 0; l < BYTE_LANES; l++) {
        const unsigned added = (unsigned)sum.lane[l] + values[index.lane[l] & 31];
        sum.lane[l] = (uint8_t)(added > 255 ? 255 : added);
    }
    return sum;
}

static inline bytes bytes_min(bytes a, bytes b)
{
    for (int l = 0; l < BYTE_LANES; l++)
        a.lane[l] = a.lane[l] < b.lane[l] ? a.lane[l] : b.lane[l];
    return a;
}

static inline uint64_t bytes_at_most(bytes a, uint8_t limit)
{
    uint64_t mask = 0;
    for (int l = 0; l < BYTE_LANES; l++)
        mask |= (uint64_t)(a.lane[l] <= limit) << l;
    return mask;
}

static inline signed_bytes signed_load(const uint8_t *from)
{
    signed_bytes loaded;
    for (int l = 0; l < BYTE_LANES; l++)
        loaded.lane[l] = from[l];
    return loaded;
}

static inline void signed_store(int8_t *to, signed_bytes a)
{
    for (int l = 0; l < BYTE_LANES; l++)
        to[l] = (int8_t)a.lane[l];
}

static inline signed_bytes signed_fill(int8_t value)
{
    signed_bytes filled;
    for (int l = 0; l < BYTE_LANES; l++)
        filled.lane[l] = value;
    return filled;
}

static inline signed_bytes signed_look_up(table t, signed_bytes index)
{
    const int8_t *values = t;
    for (int l = 0; l < BYTE_LANES; l++)
        index.lane[l] = values[index.lane[l] & 31];
    return index;
}

static inline int16_t narrow(int16_t value)
{
    const int16_t high = value > INT8_MAX ? INT8_MAX : value;
    return high < INT8_MIN ? INT8_MIN : high;
}

static inline signed_bytes signed_add(signed_bytes a, signed_bytes b)
{
    for (int l = 0; l < BYTE_LANES; l++)
        a.lane[l] = narrow((int16_t)(a.lane[l] + b.lane[l]));
    return a;
}

static inline signed_bytes signed_subtract(signed_bytes a, signed_bytes b)
{
    for (int l = 0; l < BYTE_LANES; l++)
        a.lane[l] = narrow((int16_t)(a.lane[l] - b.lane[l]));
    return a;
}

static inline signed_bytes signed_max(signed_bytes a, signed_bytes b)
{
    for (int l = 0; l < BYTE_LANES; l++)
        a.lane[l] = a.lane[l] > b.lane[l] ? a.lane[l] : b.lane[l];
    return a;
}

static inline uint64_t signed_at_least(signed_bytes a, signed_bytes b)
{
    uint64_t mask = 0;
    for (int l = 0; l < BYTE_LANES; l++)
        mask |= (uint64_t)(a.lane[l] >= b.lane[l]) << l;
    return mask;
}

#endif
#if !defined(bound_table)
#define bound_table      table
#define bound_table_load table_load
#define bytes_add_bounds bytes_add_looked_up
#endif

/* Word w of a vector of bits, lane 0 lowest on every machine: vectors are filled byte by byte. */
static inline uint64_t bits_word(uint64_t word)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(word);
#else
    return word;
#endif
}

/* Compilers differ in which loops of a constant number of rounds they unroll by themselves. */
#if defined(__clang__)
#define UNROLL
#define UNROLL_2
#else
#define UNROLL   _Pragma("GCC unroll 32")
#define UNROLL_2 _Pragma("GCC unroll 2")
#endif

#endif
