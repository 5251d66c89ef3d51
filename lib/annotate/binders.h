/* Peptides that MHC molecules present, or are predicted to. */
#ifndef MIM_ANNOTATE_BINDERS_H
#define MIM_ANNOTATE_BINDERS_H

#include <stdbool.h>

#include "base/error.h"

struct mim_binders;

/* One row of the table. */
struct mim_binder {
    const char *allele; /* as the table has it; "" when it has none */
    double rank;        /* lower is better; NaN when the table has none */
};

mimicry_status mim_binders_read(const char *path, struct mim_binders **out, mimicry_error *error);
void mim_binders_free(struct mim_binders *binders);

/* The rows of a peptide, best rank first; NULL if it has none. */
const struct mim_binder *mim_binders_find(const struct mim_binders *binders, const char *peptide,
                                          size_t length, size_t *count);

/* A peptide of a higher rank, in percent, is taken for no binder. */
#define MIM_BINDS_TO 2.0

/* Whether any row of the peptide says that it binds: by its rank, or because it has none. */
bool mim_binders_binds(const struct mim_binders *binders, const char *peptide, size_t length);

#endif
