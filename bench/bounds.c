/* What the machine can do at most: loads of vectors from a cache, table look-ups with additions,
 * and random reads. A search is compared with them.
 *
 * Each figure is the best of some tries: a bound is what the machine does when nothing disturbs. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define BENCH_X86 1
#else
#define BENCH_X86 0
#endif

enum { TRIES = 7, LOOKUPS = 1 << 22, READS = 1 << 22, READ_TABLE = 1 << 24 };

static volatile uint64_t sink; /* what is written here has to be computed */

/* A measurement: does its work once, and says how many steps that were. */
typedef double (*measured_fn)(const void *data, size_t bytes);

static double best_ns(measured_fn measured, const void *data, size_t bytes)
{
    double best = 0;
    measured(data, bytes); /* brings the data into the cache */
    for (int i = 0; i < TRIES; i++) {
        const double start = bench_seconds();
        const double steps = measured(data, bytes);
        const double ns = (bench_seconds() - start) * 1e9 / steps;
        if (i == 0 || ns < best)
            best = ns;
    }
    return best;
}

/* ---- Loads ---- */

typedef uint64_t vector16 __attribute__((vector_size(16)));
#if BENCH_X86
typedef uint64_t vector32 __attribute__((vector_size(32)));
typedef uint64_t vector64 __attribute__((vector_size(64)));
#endif

/* Reads all of the data 64 times over, in eight chains, so that only the loads limit it. The
 * operations are those of the bit planes' adders: the cheapest there are. */
#define LOADS(name, vector, attributes)                                                            \
    attributes static double name(const void *data, size_t bytes)                                  \
    {                                                                                              \
        const vector *v = data;                                                                    \
        const size_t n = bytes / sizeof(vector) / 8 * 8;                                           \
        vector a0 = v[0], a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;           \
        for (int pass = 0; pass < 64; pass++) {                                                    \
            for (size_t i = 0; i < n; i += 8) {                                                    \
                a0 ^= v[i];                                                                        \
                a1 ^= v[i + 1];                                                                    \
                a2 ^= v[i + 2];                                                                    \
                a3 ^= v[i + 3];                                                                    \
                a4 ^= v[i + 4];                                                                    \
                a5 ^= v[i + 5];                                                                    \
                a6 ^= v[i + 6];                                                                    \
                a7 ^= v[i + 7];                                                                    \
            }                                                                                      \
            a0 += a1; /* so that two passes do not cancel out */                                   \
        }                                                                                          \
        a0 ^= a1 ^ a2 ^ a3 ^ a4 ^ a5 ^ a6 ^ a7;                                                    \
        sink = a0[0] ^ a0[1];                                                                      \
        return (double)n * 64;                                                                     \
    }

LOADS(loads_portable, vector16, )
#if BENCH_X86
LOADS(loads_avx2, vector32, __attribute__((target("avx2"))))
LOADS(loads_avx512, vector64, __attribute__((target("avx512f"))))
#endif

/* ---- Look-ups ---- */

/* A look-up of a residue's penalty and a saturating addition, a window and position. Each chain
 * looks up what it has so far, so that nothing can be computed once and for all. */
static double lookups_portable(const void *data, size_t bytes)
{
    const uint8_t *table = data;
    uint32_t a[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    (void)bytes;
    for (int i = 0; i < LOOKUPS / 8; i++)
        for (int k = 0; k < 8; k++) {
            a[k] += table[a[k] % 32];
            a[k] = a[k] < 255 ? a[k] : 255;
        }
    for (int k = 0; k < 8; k++)
        sink = a[k];
    return LOOKUPS;
}

#if BENCH_X86
/* Tables of 32 entries, from two of 16: a byte with its highest bit set looks up 0. */
__attribute__((target("avx2"))) static double lookups_avx2(const void *data, size_t bytes)
{
    const __m256i low = _mm256_loadu_si256(data);
    const __m256i high = _mm256_loadu_si256((const __m256i *)data + 1);
    const __m256i to_low = _mm256_set1_epi8(0x70);
    const __m256i to_high = _mm256_set1_epi8(16);
    __m256i a[6];
    (void)bytes;
    for (int k = 0; k < 6; k++)
        a[k] = _mm256_set1_epi8((char)k);
    for (int i = 0; i < LOOKUPS / 32; i++)
        for (int k = 0; k < 6; k++) {
            const __m256i x = _mm256_shuffle_epi8(low, _mm256_adds_epu8(a[k], to_low));
            const __m256i y = _mm256_shuffle_epi8(high, _mm256_sub_epi8(a[k], to_high));
            a[k] = _mm256_adds_epu8(a[k], _mm256_or_si256(x, y));
        }
    for (int k = 0; k < 6; k++)
        sink = (uint64_t)_mm256_extract_epi64(a[k], 0);
    return LOOKUPS * 6.0;
}

__attribute__((target("avx512f,avx512bw,avx512vbmi"))) static double
lookups_avx512(const void *data, size_t bytes)
{
    const __m512i table = _mm512_loadu_si512(data);
    __m512i a[12];
    (void)bytes;
    for (int k = 0; k < 12; k++)
        a[k] = _mm512_set1_epi8((char)k);
    for (int i = 0; i < LOOKUPS / 64; i++)
        for (int k = 0; k < 12; k++)
            a[k] = _mm512_adds_epu8(a[k], _mm512_permutexvar_epi8(a[k], table));
    for (int k = 0; k < 12; k++)
        sink = (uint64_t)_mm512_reduce_add_epi64(a[k]);
    return LOOKUPS * 12.0;
}
#endif

/* ---- Random reads ---- */

/* Independent: the machine may have as many on their way as it can. */
static double reads_independent(const void *data, size_t bytes)
{
    const uint32_t *table = data;
    uint64_t sum = 0;
    (void)bytes;
    for (uint32_t i = 0; i < READS; i++) {
        uint32_t at = i * 0x9E3779B1u; /* cheap, so that many reads fit between two waits */
        at = (at ^ (at >> 15)) * 0x85EBCA6Bu;
        sum += table[at >> 8]; /* 24 bits: READ_TABLE */
    }
    sink = sum;
    return READS;
}

/* Dependent: what is read says where to read next. */
static double reads_dependent(const void *data, size_t bytes)
{
    const uint32_t *table = data;
    uint32_t at = 0;
    (void)bytes;
    for (int i = 0; i < READS / 8; i++)
        at = table[at];
    sink = at;
    return READS / 8.0;
}

/* 64 MB that say where to go next, in one random cycle through all of them (Sattolo 1986). */
static uint32_t *random_cycle(void)
{
    struct bench_random random = {3};
    uint32_t *table = bench_alloc(READ_TABLE, sizeof *table);
    for (uint32_t i = 0; i < READ_TABLE; i++)
        table[i] = i;
    for (uint32_t i = READ_TABLE - 1; i > 0; i--) {
        const uint32_t k = (uint32_t)bench_below(&random, i);
        const uint32_t kept = table[i];
        table[i] = table[k];
        table[k] = kept;
    }
    return table;
}

/* ---- All of them ---- */

static long cache_bytes(int name, long otherwise)
{
    const long bytes = sysconf(name);
    return bytes > 0 ? bytes : otherwise;
}

/* Half of a cache, so that all of the data stays there. */
static void print_loads(const char *name, int width, measured_fn loads, const void *data)
{
    const size_t l1 = (size_t)cache_bytes(_SC_LEVEL1_DCACHE_SIZE, 32 << 10) / 2;
    const size_t l2 = (size_t)cache_bytes(_SC_LEVEL2_CACHE_SIZE, 256 << 10) / 2;
    printf("bounds\tinstructions=%s\tlanes=%d\tl1_ns=%.6f\tl2_ns=%.6f", name, width * 8,
           best_ns(loads, data, l1), best_ns(loads, data, l2));
}

static void print_lookups(measured_fn lookups)
{
    static uint8_t table[64];
    for (size_t i = 0; i < sizeof table; i++)
        table[i] = (uint8_t)(i * 37 % 13);
    printf("\tlookup_ns=%.6f\n", best_ns(lookups, table, sizeof table));
}

int bench_cmd_bounds(int argc, char **argv)
{
    (void)argv;
    if (argc != 1)
        return 2;
    uint32_t *table = random_cycle();
    print_loads("portable", 16, loads_portable, table);
    print_lookups(lookups_portable);
#if BENCH_X86
    if (__builtin_cpu_supports("avx2")) {
        print_loads("avx2", 32, loads_avx2, table);
        print_lookups(lookups_avx2);
    }
    if (__builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512bw")) {
        print_loads("avx512", 64, loads_avx512, table);
        print_lookups(lookups_avx512);
    }
#endif
    printf("latency\tindependent_ns=%.6f\tdependent_ns=%.6f\n",
           best_ns(reads_independent, table, 0), best_ns(reads_dependent, table, 0));
    free(table);
    return 0;
}
