/* Gathers tables of what is known: one of each kind. */
#include "annotate/annotations.h"

#include <stdlib.h>

static mimicry_status add_expression(struct mimicry_annotations *a, const char *path,
                                     mimicry_error *error)
{
    struct mim_expression *read = NULL;
    const mimicry_status status = mim_expression_read(path, &read, error);
    if (status == MIMICRY_OK) {
        mim_expression_free(a->expression);
        a->expression = read;
    }
    return status;
}

static mimicry_status add_organs(struct mimicry_annotations *a, const char *opt_path,
                                 mimicry_error *error)
{
    struct mim_organs *read = NULL;
    const mimicry_status status = mim_organs_read(opt_path, &read, error);
    if (status == MIMICRY_OK) {
        mim_organs_free(a->organs);
        a->organs = read;
    }
    return status;
}

static mimicry_status add_binders(struct mimicry_annotations *a, const char *path,
                                  mimicry_error *error)
{
    struct mim_binders *read = NULL;
    const mimicry_status status = mim_binders_read(path, &read, error);
    if (status == MIMICRY_OK) {
        mim_binders_free(a->binders);
        a->binders = read;
    }
    return status;
}

static mimicry_status add_motifs(struct mimicry_annotations *a, const char *opt_path,
                                 mimicry_error *error)
{
    struct mim_allele_motifs *read = NULL;
    const mimicry_status status = opt_path == NULL ? mim_allele_motifs_built_in(&read, error)
                                                   : mim_allele_motifs_read(opt_path, &read, error);
    if (status == MIMICRY_OK) {
        mim_allele_motifs_free(a->motifs);
        a->motifs = read;
    }
    return status;
}

mimicry_status mim_annotations_add(struct mimicry_annotations *a, int32_t kind,
                                   const char *opt_source, mimicry_error *error)
{
    if (kind == MIMICRY_ORGANS)
        return add_organs(a, opt_source, error);
    if (kind == MIMICRY_MOTIFS)
        return add_motifs(a, opt_source, error);
    if (kind != MIMICRY_EXPRESSION && kind != MIMICRY_BINDERS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "annotations of kind %d are not known",
                        (int)kind);
    if (opt_source == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "the file of %s is missing",
                        kind == MIMICRY_EXPRESSION ? "expression" : "binders");
    return kind == MIMICRY_EXPRESSION ? add_expression(a, opt_source, error)
                                      : add_binders(a, opt_source, error);
}

void mim_annotations_free(struct mimicry_annotations *a)
{
    if (a == NULL || !mim_unshare(&a->shares))
        return;
    mim_expression_free(a->expression);
    mim_organs_free(a->organs);
    mim_binders_free(a->binders);
    mim_allele_motifs_free(a->motifs);
    free(a);
}
