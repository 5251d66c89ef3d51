/* Compares a mutated peptide with its wild type from both ends. */
#include "residue/change.h"

struct mim_change mim_change_find(const char *peptide, size_t length, const char *wildtype,
                                  size_t wildtype_length)
{
    const size_t shorter = length < wildtype_length ? length : wildtype_length;
    size_t before = 0, after = 0;
    while (before < shorter && peptide[before] == wildtype[before])
        before++;
    while (after < shorter - before &&
           peptide[length - 1 - after] == wildtype[wildtype_length - 1 - after])
        after++;
    return (struct mim_change){before, length - after};
}

bool mim_change_touches(const struct mim_change *change, size_t from, size_t to)
{
    if (change->start == change->end)
        return from < change->start && change->start < to;
    return from < change->end && change->start < to;
}
