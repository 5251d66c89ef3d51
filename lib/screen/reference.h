/* pVACtools' reference match: whether something of a mutated protein that its wild type has not
 * stands elsewhere in the proteome.
 *
 * What is new of it are its windows of 8 residues that the wild type has nowhere: those within 7
 * residues of the change, or all of a protein without a wild type. A record of the protein's own
 * transcript, in the same version where it gives one, does not count. */
#ifndef MIM_SCREEN_REFERENCE_H
#define MIM_SCREEN_REFERENCE_H

#include "index/index.h"

struct mim_reference;

enum mim_reference_match { MIM_REFERENCE_NO, MIM_REFERENCE_YES, MIM_REFERENCE_NOT_RUN };

/* Reads all of `mutated`, mutants with their wild types, and looks each up. Errors: those of the
 * queries, and FORMAT for two of one name. */
mimicry_status mim_reference_create(const struct mimicry_index *index, mimicry_queries *mutated,
                                    struct mim_reference **out, mimicry_error *error);
void mim_reference_free(struct mim_reference *reference);

/* The answer for the protein of this name; NOT_RUN: there is none. */
enum mim_reference_match mim_reference_find(const struct mim_reference *reference,
                                            const char *name);

#endif
