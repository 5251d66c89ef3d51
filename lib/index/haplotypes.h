/* A proteome becomes a person's: the records that variants change, and those that they add. */
#ifndef MIM_INDEX_HAPLOTYPES_H
#define MIM_INDEX_HAPLOTYPES_H

#include "index/index.h"
#include "variant/variants.h"

/* Residues between two changes of unknown phase, at least, for which their combinations are left
 * out; and how many changes may be near each other, of which all combinations are made. */
enum { MIM_APART = 30, MIM_MOST_TOGETHER = 6 };

/* Writes the records of an index that was just read anew, each with the changes that both copies of
 * the gene have, and after it those that other changes add. Tells what was done, unless `note` is
 * NULL. The suffix array and what else goes by the text has to be made afterwards. */
mimicry_status mim_haplotypes_apply(struct mimicry_index *index, struct mim_variants *variants,
                                    mimicry_note_fn note, void *data, mimicry_error *error);

#endif
