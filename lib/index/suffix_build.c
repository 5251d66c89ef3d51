/* Sorts the suffixes with libdivsufsort, and counts their prefixes. */
#include "index/suffix.h"

#include <divsufsort.h>
#include <divsufsort64.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static mimicry_status sort_suffixes(const struct mimicry_index *index, unsigned width, void *out,
                                    mimicry_error *error)
{
    const int answer = width == 4
                           ? divsufsort(index->text, out, (saidx_t)index->text_length)
                           : (int)divsufsort64(index->text, out, (saidx64_t)index->text_length);
    return answer == 0 ? MIMICRY_OK : mim_fail_memory(error);
}

static uint64_t digit(uint8_t code)
{
    return mim_is_amino_acid(code) ? code : MIM_AMINO_ACIDS;
}

/* counts[key + 1] is how often each key is in the text, then the sums of all smaller ones. */
#define COUNT_PREFIXES(type)                                                                       \
    static void count_prefixes_##type(const struct mimicry_index *index, type *counts)             \
    {                                                                                              \
        uint64_t key = 0;                                                                          \
        for (unsigned j = 0; j + 1 < MIM_PREFIX_LENGTH; j++)                                       \
            key = key * MIM_PREFIX_RADIX + digit(index->text[j]);                                  \
        for (uint64_t i = 0; i < index->text_length; i++) {                                        \
            key = key * MIM_PREFIX_RADIX + digit(index->text[i + MIM_PREFIX_LENGTH - 1]);          \
            key %= MIM_PREFIX_KEYS;                                                                \
            counts[key + 1]++;                                                                     \
        }                                                                                          \
        for (uint64_t k = 0; k < MIM_PREFIX_KEYS; k++)                                             \
            counts[k + 1] += counts[k];                                                            \
    }
COUNT_PREFIXES(uint32_t)
COUNT_PREFIXES(uint64_t)

mimicry_status mim_suffix_build(struct mimicry_index *index, unsigned width, mimicry_error *error)
{
    if (width == 0)
        width = index->text_length <= INT32_MAX ? 4 : 8;
    if (width == 4 && index->text_length > INT32_MAX)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "a suffix array of 4-byte entries takes at most 2^31 - 1 residues");
    void *suffixes = mim_alloc_array(index->text_length, width);
    void *prefixes = mim_alloc_zeroed(MIM_PREFIX_KEYS + 1, width);
    mimicry_status status = suffixes != NULL && prefixes != NULL
                                ? sort_suffixes(index, width, suffixes, error)
                                : mim_fail_memory(error);
    if (status != MIMICRY_OK) {
        free(suffixes);
        free(prefixes);
        return status;
    }
    if (width == 4)
        count_prefixes_uint32_t(index, prefixes);
    else
        count_prefixes_uint64_t(index, prefixes);
    index->suffixes = suffixes;
    index->prefixes = prefixes;
    index->suffix_width = width;
    return MIMICRY_OK;
}

/* In a sorted array each suffix is above the one before it. That is so if and only if its first
 * code is larger, or is the same and the suffix one further on has the larger rank. */
static bool in_order(const struct mimicry_index *index, const uint64_t *rank, uint64_t before,
                     uint64_t after)
{
    const uint8_t a = index->text[before], b = index->text[after];
    if (a != b)
        return a < b;
    if (before + 1 == index->text_length) /* the empty suffix is the smallest */
        return true;
    return after + 1 != index->text_length && rank[before + 1] < rank[after + 1];
}

mimicry_status mim_suffix_check(const struct mimicry_index *index, const char *name,
                                mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    const uint64_t none = UINT64_MAX;
    uint64_t *rank = mim_alloc_array(index->text_length, sizeof *rank);
    if (rank == NULL)
        return mim_fail_memory(error);
    memset(rank, 0xff, index->text_length * sizeof *rank);
    for (uint64_t i = 0; i < index->text_length && status == MIMICRY_OK; i++) {
        const uint64_t at = mim_suffix_at(index, i);
        if (at >= index->text_length || rank[at] != none)
            status = mim_fail(error, MIMICRY_E_CORRUPT,
                              "%.300s: the suffix array is no permutation", name);
        else
            rank[at] = i;
    }
    for (uint64_t i = 1; i < index->text_length && status == MIMICRY_OK; i++) {
        if (!in_order(index, rank, mim_suffix_at(index, i - 1), mim_suffix_at(index, i)))
            status = mim_fail(error, MIMICRY_E_CORRUPT, "%.300s: the suffix array is not in order",
                              name);
    }
    free(rank);
    return status;
}
