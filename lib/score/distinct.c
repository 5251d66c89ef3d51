/* Checks a list of peptides, and sorts equal ones together. */
#include "score/distinct.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "residue/alphabet.h"

static mimicry_status check(const char *letters, size_t number, size_t *length,
                            mimicry_error *error)
{
    size_t n = 0;
    for (; letters[n] != '\0'; n++) {
        if (mim_code_of[(unsigned char)letters[n]] < MIM_RESIDUES)
            continue;
        char what[24];
        mim_describe_byte((uint8_t)letters[n], what);
        return mim_fail(error, MIMICRY_E_ARGUMENT, "peptide %zu: column %zu: %s is no residue",
                        number + 1, n + 1, what);
    }
    *length = n;
    if (n == 0 || n > MIMICRY_MAX_PEPTIDE)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "peptide %zu: it has %zu residues, 1 to %d were expected", number + 1, n,
                        (int)MIMICRY_MAX_PEPTIDE);
    return MIMICRY_OK;
}

static int compare_residues(const void *x, const void *y)
{
    const struct mim_distinct_entry *a = x, *b = y;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    return memcmp(a->codes, b->codes, a->length);
}

static int compare_entries(const void *x, const void *y)
{
    const struct mim_distinct_entry *a = x, *b = y;
    const int order = compare_residues(x, y);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

mimicry_status mim_distinct_set(struct mim_distinct *out, const char *const *peptides, size_t count,
                                mimicry_error *error)
{
    size_t residues = 0;
    *out = (struct mim_distinct){0};
    for (size_t i = 0; i < count; i++) {
        size_t length = 0;
        const mimicry_status status = check(peptides[i], i, &length, error);
        if (status != MIMICRY_OK)
            return status;
        residues += length; /* at most 1,024 for each pointer that is in memory */
    }
    out->entries = mim_alloc_array(count, sizeof *out->entries);
    out->codes = mim_alloc_array(residues, 1);
    if (out->entries == NULL || out->codes == NULL) {
        mim_distinct_free(out);
        return mim_fail_memory(error);
    }
    uint8_t *codes = out->codes;
    for (size_t i = 0; i < count; i++) {
        const uint32_t length = (uint32_t)strlen(peptides[i]);
        out->entries[i] = (struct mim_distinct_entry){codes, length, i};
        for (uint32_t j = 0; j < length; j++)
            *codes++ = mim_code_of[(unsigned char)peptides[i][j]];
    }
    out->count = count;
    qsort(out->entries, count, sizeof *out->entries, compare_entries);
    return MIMICRY_OK;
}

void mim_distinct_free(struct mim_distinct *distinct)
{
    free(distinct->entries);
    free(distinct->codes);
    *distinct = (struct mim_distinct){0};
}

size_t mim_distinct_end(const struct mim_distinct *distinct, size_t at)
{
    size_t end = at + 1;
    while (end < distinct->count &&
           compare_residues(&distinct->entries[at], &distinct->entries[end]) == 0)
        end++;
    return end;
}
