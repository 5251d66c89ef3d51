/* Peptides that MHC molecules present, or are predicted to. */
#ifndef MIM_ANNOTATE_BINDERS_H
#define MIM_ANNOTATE_BINDERS_H

#include "base/error.h"

struct mimicry0_binders;

mimicry_status mim_binders_read(const char *path, struct mimicry0_binders **out,
                                mimicry_error *error);
void mim_binders_free(struct mimicry0_binders *binders);

/* The rows of a peptide, best rank first; NULL if it has none. */
const mimicry0_binder *mim_binders_find(const struct mimicry0_binders *binders, const char *peptide,
                                        size_t length, size_t *count);

#endif
