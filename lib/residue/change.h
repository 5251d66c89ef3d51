/* Where a mutated peptide differs from its wild type. */
#ifndef MIM_RESIDUE_CHANGE_H
#define MIM_RESIDUE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

/* Residues [start, end) of the mutated peptide. They are what is left of it after the longest
 * common beginning of the two, and then their longest common ending, are taken off. start == end
 * where residues were only deleted: between residues start - 1 and start. Both are the peptide's
 * length where it equals its wild type, or lacks only the end of it. */
struct mim_change {
    size_t start, end;
};

struct mim_change mim_change_find(const char *peptide, size_t length, const char *wildtype,
                                  size_t wildtype_length);

/* Whether a window [from, to) of the peptide has some of the change, or both sides of a deletion.
 * All windows that the wild type does not have are such. */
bool mim_change_touches(const struct mim_change *change, size_t from, size_t to);

#endif
