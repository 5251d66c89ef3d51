/* What stands around the places of the suffix array, in its order: the residues before each suffix
 * and those behind its first MIM_PREFIX_LENGTH. All suffixes that begin with the same residues are
 * neighbours there, so that the windows around them are told apart by memory that lies in a row;
 * the text around each would be anywhere. */
#ifndef MIM_SEARCH_AROUND_H
#define MIM_SEARCH_AROUND_H

#include "index/suffix.h"

enum {
    MIM_AROUND_RESIDUES = 6, /* to either side, */
    MIM_AROUND_BITS = 5      /* of so many bits each, those nearest to the suffix lowest */
};

/* All zero before it is made, or where it is not made. */
struct mim_around {
    uint32_t *before, *behind; /* by rank */
};

/* Whether the memory that it takes, 8 bytes a residue, is not too much. */
bool mim_around_fits(const struct mimicry_index *index);

/* Errors: MEMORY, CORRUPT. */
mimicry_status mim_around_make(struct mim_around *around, const struct mimicry_index *index,
                               unsigned threads, mimicry_error *error);
void mim_around_free(struct mim_around *around);

#endif
