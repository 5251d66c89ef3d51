/* Variants as edits of the records of a proteome. */
#ifndef MIM_INDEX_EDITS_H
#define MIM_INDEX_EDITS_H

#include "index/index.h"
#include "variant/variants.h"

/* Residues [start, start + length) of a record become `alternative`. */
struct mim_record_edit {
    uint64_t record, start, length;
    size_t alternative; /* residues as letters, in the variants' bytes */
    size_t name;        /* as HGVS has it, there too */
    uint32_t n_alternative;
    bool stops;     /* [start, start + length) is all that follows */
    uint8_t copies; /* as mim_variant has them */
    uint64_t block; /* edits of one block are on the copies as they say; others' are not known
                       together. Counts for nothing where both copies have it */
    uint64_t line, order;
};

struct mim_record_edits {
    struct mim_record_edit *list; /* by record, then start and length: insertions first */
    size_t count, capacity;
};

/* Finds the record of each variant, checks its residues, and counts what cannot be applied. Strings
 * are added to the variants. */
mimicry_status mim_record_edits_set(struct mim_record_edits *out, const struct mimicry_index *index,
                                    struct mim_variants *variants, mimicry_error *error);
void mim_record_edits_free(struct mim_record_edits *edits);

#endif
