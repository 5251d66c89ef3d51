/* Public functions: annotations. */
#include "annotate/annotations.h"
#include "api/check.h"
#include "base/memory.h"

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

void mimicry_annotations_free(mimicry_annotations *opt_annotations)
{
    mim_annotations_free(opt_annotations);
}
