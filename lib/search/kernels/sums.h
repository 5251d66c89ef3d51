/* 16-bit sums of windows, for the instruction set that this is compiled for: as vectors.h,
 * which has all but these.
 *
 * sums: those of SUM_LANES windows. sum_table: 32 values that they look up. */
#ifndef MIM_SEARCH_KERNELS_SUMS_H
#define MIM_SEARCH_KERNELS_SUMS_H

#include "search/kernels/vectors.h"

#if defined(__AVX512VBMI__)

typedef __m512i sums;
typedef __m512i sum_table;
enum { SUM_LANES = 32 };

static inline sum_table sum_table_load(const int16_t from[32])
{
    return _mm512_loadu_si512(from);
}

static inline sums sums_zero(void)
{
    return _mm512_setzero_si512();
}

/* sum + t[codes], of SUM_LANES bytes below 32. */
static inline sums sums_add_looked_up(sums sum, sum_table t, const uint8_t *codes)
{
    const __m512i index =
        _mm512_cvtepu8_epi16(_mm256_loadu_si256((const __m256i *)(const void *)codes));
    return _mm512_add_epi16(sum, _mm512_permutexvar_epi16(index, t));
}

static inline void sums_store(int16_t *to, sums a)
{
    _mm512_storeu_si512(to, a);
}

#elif defined(__AVX2__)

/* Windows 0 to 7 and 16 to 23, then the others: as bytes are unpacked. */
typedef struct {
    __m256i first, second;
} sums;
typedef struct {
    table low, high; /* bytes */
} sum_table;
enum { SUM_LANES = 32 };

static inline sum_table sum_table_load(const int16_t from[32])
{
    uint8_t low[32], high[32];
    for (int i = 0; i < 32; i++) {
        low[i] = (uint8_t)((uint16_t)from[i] & 0xff);
        high[i] = (uint8_t)((uint16_t)from[i] >> 8);
    }
    return (sum_table){table_load(low), table_load(high)};
}

static inline sums sums_zero(void)
{
    return (sums){_mm256_setzero_si256(), _mm256_setzero_si256()};
}

static inline sums sums_add_looked_up(sums sum, sum_table t, const uint8_t *codes)
{
    const __m256i index = bytes_load(codes);
    const __m256i low = table_look_up(t.low, index), high = table_look_up(t.high, index);
    sum.first = _mm256_add_epi16(sum.first, _mm256_unpacklo_epi8(low, high));
    sum.second = _mm256_add_epi16(sum.second, _mm256_unpackhi_epi8(low, high));
    return sum;
}

static inline void sums_store(int16_t *to, sums a)
{
    __m256i *halves = (__m256i *)(void *)to;
    _mm256_storeu_si256(halves, _mm256_permute2x128_si256(a.first, a.second, 0x20));
    _mm256_storeu_si256(halves + 1, _mm256_permute2x128_si256(a.first, a.second, 0x31));
}

#else

enum { SUM_LANES = 16 };
typedef struct {
    int16_t lane[SUM_LANES];
} sums;
typedef const int16_t *sum_table;

static inline sum_table sum_table_load(const int16_t from[32])
{
    return from;
}

static inline sums sums_zero(void)
{
    return (sums){{0}};
}

static inline sums sums_add_looked_up(sums sum, sum_table t, const uint8_t *codes)
{
    for (int l = 0; l < SUM_LANES; l++)
        sum.lane[l] = (int16_t)(sum.lane[l] + t[codes[l] & 31]);
    return sum;
}

static inline void sums_store(int16_t *to, sums a)
{
    memcpy(to, a.lane, sizeof a.lane);
}

#endif

#endif
