/* Public functions: annotations. */
#include "annotate/annotations.h"
#include "api/check.h"
#include "base/memory.h"
#include "table/kept.h"
#include "table/known.h"

mimicry_status mimicry_annotations_create(mimicry_annotations **out_annotations,
                                          mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(out_annotations != NULL, "out_annotations", opt_error);
    if (status != MIMICRY_OK)
        return status;
    *out_annotations = mim_alloc_zeroed(1, sizeof **out_annotations);
    return *out_annotations != NULL ? MIMICRY_OK : mim_fail_memory(opt_error);
}

mimicry_status mimicry_annotations_add(mimicry_annotations *annotations, int32_t kind,
                                       const char *opt_source, mimicry_error *opt_error)
{
    const mimicry_status status = mim_require(annotations != NULL, "annotations", opt_error);
    return status == MIMICRY_OK ? mim_annotations_add(annotations, kind, opt_source, opt_error)
                                : status;
}

/* Whether the annotations have a table of the kind. */
static mimicry_status require_kind(const mimicry_annotations *a, int32_t kind, mimicry_error *error)
{
    const bool has[] = {[MIMICRY_EXPRESSION] = a->expression != NULL,
                        [MIMICRY_ORGANS] = a->organs != NULL,
                        [MIMICRY_BINDERS] = a->binders != NULL,
                        [MIMICRY_MOTIFS] = a->motifs != NULL};
    static const char *const names[] = {[MIMICRY_EXPRESSION] = "expression",
                                        [MIMICRY_ORGANS] = "organs",
                                        [MIMICRY_BINDERS] = "binders",
                                        [MIMICRY_MOTIFS] = "motifs"};
    if (kind < MIMICRY_EXPRESSION || kind > MIMICRY_MOTIFS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "annotations of kind %d are not known",
                        (int)kind);
    return has[kind] ? MIMICRY_OK
                     : mim_fail(error, MIMICRY_E_ARGUMENT,
                                "the annotations have no table of %s: add one", names[kind]);
}

mimicry_status mimicry_annotations_table(const mimicry_annotations *annotations, int32_t kind,
                                         const char *const *names, size_t n_names,
                                         struct ArrowArrayStream *out_table,
                                         mimicry_error *opt_error)
{
    mimicry_status status =
        mim_require(annotations != NULL && out_table != NULL && (names != NULL || n_names == 0),
                    "annotations, names or out_table", opt_error);
    if (out_table != NULL)
        out_table->release = NULL;
    for (size_t i = 0; i < n_names && status == MIMICRY_OK; i++)
        status = mim_require(names[i] != NULL, "a name", opt_error);
    if (status == MIMICRY_OK)
        status = require_kind(annotations, kind, opt_error);
    if (status == MIMICRY_OK)
        status = mim_known_table(annotations, kind, names, n_names, out_table, opt_error);
    if (status == MIMICRY_OK)
        mim_stream_keep(out_table, &(struct mim_kept){.annotations = annotations});
    return status;
}

void mimicry_annotations_free(mimicry_annotations *opt_annotations)
{
    mim_annotations_free(opt_annotations);
}
