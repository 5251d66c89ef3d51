/* One protein with some edits: its residues, and where it is other than without them. */
#ifndef MIM_INDEX_HAPLOTYPE_H
#define MIM_INDEX_HAPLOTYPE_H

#include "index/edits.h"

/* The edits of a record, in order, and which of them a haplotype has. */
struct mim_haplotype {
    const uint8_t *codes; /* of the record, as it was read */
    uint64_t length;
    const char *bytes; /* the variants' */
    const struct mim_record_edit *const *edits;
    size_t n_edits;
    uint8_t *residues; /* owned: its own */
    uint64_t n_residues;
    size_t room;
};

/* A change as struct mim_index_change has it. */
struct mim_mark {
    uint64_t from, to;
    uint16_t shifts;
};
typedef mimicry_status (*mim_mark_fn)(void *data, const struct mim_mark *mark,
                                      mimicry_error *error);

/* Whether two edits, the first before the other in order, cannot both be. */
bool mim_record_edits_overlap(const struct mim_record_edit *first,
                              const struct mim_record_edit *second);

/* Fills in the residues, of edits that do not overlap. */
mimicry_status mim_haplotype_write(struct mim_haplotype *h, mimicry_error *error);

/* Which marks are told where the other haplotype has more residues or fewer. Of windows that touch
 * the whole, those that also touch a mark from each end are new: where residues repeat, others
 * stand in the other haplotype at the same distance from one end of the protein. */
enum mim_marks {
    MIM_MARKS_WHOLE,      /* one for all that tells the two apart */
    MIM_MARKS_FROM_START, /* residues that differ from those as far from the start */
    MIM_MARKS_FROM_END,   /* from those as far from the end */
};

/* Tells the marks between the haplotype and one that differs from it by `others` in the place of
 * those of its edits that are `own`; both are in order. Marks at which no window can differ are
 * left out. */
mimicry_status mim_haplotype_compare(const struct mim_haplotype *h, enum mim_marks marks,
                                     const struct mim_record_edit *const *own, size_t n_own,
                                     const struct mim_record_edit *const *others, size_t n_others,
                                     mim_mark_fn tell, void *data, mimicry_error *error);

#endif
