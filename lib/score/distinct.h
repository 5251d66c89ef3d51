/* A list of peptides in which equal ones are done once. */
#ifndef MIM_SCORE_DISTINCT_H
#define MIM_SCORE_DISTINCT_H

#include "base/error.h"

struct mim_distinct_entry {
    const uint8_t *codes;
    uint32_t length;
    size_t number; /* in the caller's array */
};

/* The caller's peptides by length and then by residues, so that equal ones are side by side. */
struct mim_distinct {
    struct mim_distinct_entry *entries;
    size_t count;
    uint8_t *codes; /* what the entries point into */
};

/* Fails with ARGUMENT for a peptide that is empty, too long, or has a character that is no residue
 * that can be searched for. */
mimicry_status mim_distinct_set(struct mim_distinct *out, const char *const *peptides, size_t count,
                                mimicry_error *error);
void mim_distinct_free(struct mim_distinct *distinct);

/* Where the peptides that are equal to entry `at` end. */
size_t mim_distinct_end(const struct mim_distinct *distinct, size_t at);

#endif
