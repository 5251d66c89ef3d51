/* Peptides that MHC molecules present, or are predicted to. */
#ifndef MIM_ANNOTATE_BINDERS_H
#define MIM_ANNOTATE_BINDERS_H

#include "base/error.h"

struct mim_binders;

/* One row of the table. */
struct mim_binder {
    const char *allele; /* in one spelling; as the table has it where it names none, "" without */
    double rank;        /* lower is better; NaN when the table has none */
};

mimicry_status mim_binders_read(const char *path, struct mim_binders **out, mimicry_error *error);
void mim_binders_free(struct mim_binders *binders);

/* The rows of a peptide, best rank first; NULL if it has none. */
const struct mim_binder *mim_binders_find(const struct mim_binders *binders, const char *peptide,
                                          size_t length, size_t *count);

#endif
