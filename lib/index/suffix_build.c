/* Sorts the suffixes with libdivsufsort, and counts their prefixes. */
#include "index/suffix.h"

#include <divsufsort.h>
#include <divsufsort64.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/pages.h"

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

/* Five amino acids in a row, as a key of radix 20; false where there is something else. */
static bool fifth_key(const uint8_t *codes, uint32_t *out)
{
    uint32_t key = 0;
    for (int j = 0; j <= MIM_PREFIX_LENGTH; j++) {
        if (!mim_is_amino_acid(codes[j]))
            return false;
        key = key * MIM_AMINO_ACIDS + codes[j];
    }
    *out = key;
    return true;
}

static uint64_t suffixes_with(const struct mimicry_index *index, uint32_t key)
{
    uint8_t codes[MIM_PREFIX_LENGTH];
    struct mim_interval in;
    for (int j = MIM_PREFIX_LENGTH - 1; j >= 0; j--, key /= MIM_AMINO_ACIDS)
        codes[j] = (uint8_t)(key % MIM_AMINO_ACIDS);
    (void)mim_prefix_find(index, codes, MIM_PREFIX_LENGTH, &in); /* of a table just made */
    return in.to - in.from;
}

static mimicry_status build_fifths(struct mimicry_index *index, mimicry_error *error)
{
    uint16_t *counts = mim_alloc_zeroed(MIM_FIFTHS, sizeof *counts);
    uint32_t key;
    if (counts == NULL)
        return mim_fail_memory(error);
    mim_prefer_large_pages(counts, MIM_FIFTHS * sizeof *counts);
    for (uint64_t i = 0; i < index->text_length; i++) {
        if (fifth_key(index->text + i, &key))
            counts[key]++; /* may overflow only where it is overwritten below */
    }
    for (uint32_t k = 0; k < MIM_FIFTHS / MIM_AMINO_ACIDS; k++) {
        uint16_t *of = counts + (size_t)k * MIM_AMINO_ACIDS;
        for (int c = 1; c < MIM_AMINO_ACIDS; c++)
            of[c] = (uint16_t)(of[c] + of[c - 1]);
        if (suffixes_with(index, k) >= MIM_FIFTHS_WIDE)
            of[MIM_AMINO_ACIDS - 1] = MIM_FIFTHS_WIDE;
    }
    index->fifths = counts;
    return MIMICRY_OK;
}

static mimicry_status build_prefixes(struct mimicry_index *index, mimicry_error *error)
{
    void *prefixes = mim_alloc_zeroed(MIM_PREFIX_KEYS + 1, index->suffix_width);
    if (prefixes == NULL)
        return mim_fail_memory(error);
    if (index->suffix_width == 4)
        count_prefixes_uint32_t(index, prefixes);
    else
        count_prefixes_uint64_t(index, prefixes);
    index->prefixes = prefixes;
    return MIMICRY_OK;
}

mimicry_status mim_prefixes_build(struct mimicry_index *index, mimicry_error *error)
{
    const mimicry_status status = build_prefixes(index, error);
    if (status != MIMICRY_OK || index->text_length < MIM_FIFTHS_LEAST)
        return status;
    return build_fifths(index, error);
}

mimicry_status mim_suffix_build(struct mimicry_index *index, unsigned width, mimicry_error *error)
{
    if (width == 0)
        width = index->text_length <= INT32_MAX ? 4 : 8;
    if (width == 4 && index->text_length > INT32_MAX)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "a suffix array of 4-byte entries takes at most 2^31 - 1 residues");
    void *suffixes = mim_alloc_array(index->text_length, width);
    if (suffixes != NULL)
        mim_prefer_large_pages(suffixes, index->text_length * width);
    mimicry_status status =
        suffixes != NULL ? sort_suffixes(index, width, suffixes, error) : mim_fail_memory(error);
    if (status != MIMICRY_OK) {
        free(suffixes);
        return status;
    }
    index->suffixes = suffixes;
    index->suffix_width = width;
    return mim_prefixes_build(index, error);
}

const char *mim_suffix_library(void)
{
    return divsufsort_version();
}
