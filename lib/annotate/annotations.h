/* What is known of genes and peptides, together, for the columns of tables. */
#ifndef MIM_ANNOTATE_ANNOTATIONS_H
#define MIM_ANNOTATE_ANNOTATIONS_H

#include "annotate/binders.h"
#include "annotate/expression.h"
#include "annotate/organs.h"
#include "base/shares.h"
#include "model/allele_motifs.h"

/* Each is NULL where it was not added. */
struct mimicry_annotations {
    mim_shares shares;
    struct mim_expression *expression;
    struct mim_organs *organs;
    struct mim_binders *binders;
    struct mim_allele_motifs *motifs;
};

/* As mimicry_annotations_add. */
mimicry_status mim_annotations_add(struct mimicry_annotations *annotations, int32_t kind,
                                   const char *opt_source, mimicry_error *error);
void mim_annotations_free(struct mimicry_annotations *annotations);

#endif
