/* Checks every entry of a suffix array and of the tables of its prefixes. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "index/suffix.h"

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

static mimicry_status check_suffixes(const struct mimicry_index *index, const char *name,
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

/* Makes the tables anew. Those of the index are mapped; the new ones are freed here. */
static mimicry_status check_prefixes(const struct mimicry_index *index, const char *name,
                                     mimicry_error *error)
{
    struct mimicry_index anew = *index;
    anew.prefixes = NULL;
    anew.fifths = NULL;
    mimicry_status status = mim_prefixes_build(&anew, error);
    const size_t prefixes_size = (size_t)(MIM_PREFIX_KEYS + 1) * index->suffix_width;
    const size_t fifths_size = MIM_FIFTHS * sizeof *index->fifths;
    if (status == MIMICRY_OK &&
        (memcmp(anew.prefixes, index->prefixes, prefixes_size) != 0 ||
         (anew.fifths == NULL) != (index->fifths == NULL) ||
         (anew.fifths != NULL && memcmp(anew.fifths, index->fifths, fifths_size) != 0)))
        status = mim_fail(error, MIMICRY_E_CORRUPT,
                          "%.300s: the counts of prefixes are not those of the text", name);
    free((void *)(uintptr_t)anew.prefixes);
    free((void *)(uintptr_t)anew.fifths);
    return status;
}

mimicry_status mim_suffix_check(const struct mimicry_index *index, const char *name,
                                mimicry_error *error)
{
    const mimicry_status status = check_suffixes(index, name, error);
    return status == MIMICRY_OK ? check_prefixes(index, name, error) : status;
}
