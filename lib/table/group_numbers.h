/* Numbers of self-peptides: hits of a window of a query that have the same residues have the same
 * number. */
#ifndef MIM_TABLE_GROUP_NUMBERS_H
#define MIM_TABLE_GROUP_NUMBERS_H

#include "index/index.h"

/* Whether two hits that come one after the other may have the same residues: then they have the
 * same mismatches, and the same score unless there are indels (`edits`). Equal residues are
 * therefore never parted by hits that do not agree with them. */
bool mim_hits_agree(const mimicry_hit *a, const mimicry_hit *b, bool edits);

struct mim_group_peptide {
    uint64_t at; /* in the text */
    uint32_t length;
    uint64_t number;
};

/* All zero before the first hit, but for the first two. */
struct mim_group_numbers {
    const struct mimicry_index *index;
    bool edits;
    uint64_t count; /* numbers so far */
    bool begun;
    uint64_t query; /* of the last hit, by its number of all */
    mimicry_hit last;
    struct mim_group_peptide *peptides; /* that agree with the last hit */
    size_t n_peptides, peptides_room;
    size_t *slots; /* a hash table of peptides: a place in `peptides` + 1, or 0 */
    size_t n_slots;
};

void mim_group_numbers_close(struct mim_group_numbers *numbers);

/* The number, from 1, of a hit of query number `query` of all; hits come in order. */
mimicry_status mim_group_numbers_find(struct mim_group_numbers *numbers, uint64_t query,
                                      const mimicry_hit *hit, uint64_t *out, mimicry_error *error);

#endif
