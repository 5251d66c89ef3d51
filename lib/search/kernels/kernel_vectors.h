/* The few operations that the kernels need, for the instruction set that this is compiled for.
 *
 * bits: a vector of single bits, for the bit planes. bytes: a vector of byte lanes; table: 32 bytes
 * that lanes can look up. Everything else in the kernels is the same for all. */
#ifndef MIM_SEARCH_KERNELS_KERNEL_VECTORS_H
#define MIM_SEARCH_KERNELS_KERNEL_VECTORS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined(__AVX512VBMI__)

#include <immintrin.h>

#define MIM_KERNEL(name) mim_##name##_avx512
#define MIM_KERNELS_NAME "avx512"
#define MIM_HAS_LOOKUPS  /* of a few instructions: tables stay in registers */

typedef __m512i bits;
typedef __m512i bytes;
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

static inline table table_load(const uint8_t *from)
{
    return _mm512_broadcast_i64x4(_mm256_loadu_si256((const __m256i *)from));
}

static inline bytes bytes_load(const uint8_t *from)
{
    return _mm512_loadu_si512(from);
}

static inline bytes bytes_zero(void)
{
    return _mm512_setzero_si512();
}

/* sum + t[index], stopping at 255 */
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
#define MIM_HAS_BYTES_EQUAL
static inline uint64_t bytes_equal(bytes a, uint8_t value)
{
    return _mm512_cmpeq_epi8_mask(a, _mm512_set1_epi8((char)value));
}

#elif defined(__AVX2__)

#include <immintrin.h>

#define MIM_KERNEL(name) mim_##name##_avx2
#define MIM_KERNELS_NAME "avx2"
#define MIM_HAS_LOOKUPS

typedef __m256i bits;
typedef __m256i bytes;
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
    return _mm256_xor_si256(_mm256_xor_si256(a, b), c);
}

static inline bits bits_majority(bits a, bits b, bits c)
{
    return _mm256_or_si256(_mm256_and_si256(a, b), _mm256_and_si256(c, _mm256_or_si256(a, b)));
}

static inline unsigned bits_words(bits a)
{
    const __m256i empty = _mm256_cmpeq_epi64(a, _mm256_setzero_si256());
    return (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(empty)) ^ 0xf;
}

static inline table table_load(const uint8_t *from)
{
    const __m128i *halves = (const __m128i *)from;
    return (table){_mm256_broadcastsi128_si256(_mm_loadu_si128(halves)),
                   _mm256_broadcastsi128_si256(_mm_loadu_si128(halves + 1))};
}

static inline bytes bytes_load(const uint8_t *from)
{
    return _mm256_loadu_si256((const __m256i *)from);
}

static inline bytes bytes_zero(void)
{
    return _mm256_setzero_si256();
}

static inline bytes bytes_add_looked_up(bytes sum, table t, bytes index)
{
    /* A shuffle looks up 4 bits of the index; its fifth bit, moved to the top of its byte, selects
     * between the two halves of the table. */
    const __m256i fifth = _mm256_slli_epi16(index, 3);
    const __m256i found = _mm256_blendv_epi8(_mm256_shuffle_epi8(t.low, index),
                                             _mm256_shuffle_epi8(t.high, index), fifth);
    return _mm256_adds_epu8(sum, found);
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

#else

#define MIM_KERNEL(name) mim_##name##_portable
#define MIM_KERNELS_NAME "portable"

typedef uint64_t bits __attribute__((vector_size(16)));
typedef struct {
    uint8_t lane[16];
} bytes;
typedef const uint8_t *table;
enum { BIT_LANES = 128, BYTE_LANES = 16 };

static inline bits bits_fill(bool value)
{
    const uint64_t word = value ? UINT64_MAX : 0;
    return (bits){word, word};
}

static inline bits bits_xor3(bits a, bits b, bits c)
{
    return a ^ b ^ c;
}

static inline bits bits_majority(bits a, bits b, bits c)
{
    return (a & b) | (c & (a | b));
}

static inline unsigned bits_words(bits a)
{
    return (a[0] != 0) | (unsigned)(a[1] != 0) << 1;
}

static inline table table_load(const uint8_t *from)
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

static inline bytes bytes_add_looked_up(bytes sum, table t, bytes index)
{
    for (int l = 0; l < BYTE_LANES; l++) {
        const unsigned added = (unsigned)sum.lane[l] + t[index.lane[l] & 31];
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

#endif

#endif
