/* Public functions: expression, organ systems, binders. */
#include <math.h>
#include <string.h>

#include "api/check.h"
#include "annotate/binders.h"
#include "annotate/organs.h"
#include "annotate/tissues.h"

mimicry_status mimicry0_expression_read(const char *path, mimicry0_expression **out_expression,
                                        mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(path != NULL && out_expression != NULL, "path or out_expression", opt_error);
    if (out_expression != NULL)
        *out_expression = NULL;
    return status == MIMICRY_OK ? mim_expression_read(path, out_expression, opt_error) : status;
}

size_t mimicry0_expression_tissues(const mimicry0_expression *expression)
{
    return expression == NULL ? 0 : expression->tissues.count;
}

const char *mimicry0_expression_tissue(const mimicry0_expression *expression, size_t tissue)
{
    return tissue < mimicry0_expression_tissues(expression)
               ? mim_names_at(&expression->tissues, tissue)
               : NULL;
}

const double *mimicry0_expression_levels(const mimicry0_expression *expression, const char *gene)
{
    return expression == NULL || gene == NULL ? NULL : mim_expression_find(expression, gene);
}

static mimicry_status check_floor(double floor, mimicry_error *error)
{
    return !isnan(floor) ? MIMICRY_OK
                         : mim_fail(error, MIMICRY_E_ARGUMENT, "floor is not a number");
}

mimicry_status mimicry0_expression_summarize(const mimicry0_expression *expression,
                                             const char *gene, double floor,
                                             mimicry0_expression_summary *out_summary,
                                             size_t *opt_tissues, mimicry_error *opt_error)
{
    mimicry0_expression_summary summary;
    mimicry_status status = mim_require(expression != NULL && gene != NULL && out_summary != NULL,
                                        "expression, gene or out_summary", opt_error);
    if (status == MIMICRY_OK)
        status = check_floor(floor, opt_error);
    if (status == MIMICRY_OK)
        status = mim_tissues_summarize(expression, gene, floor, &summary, opt_tissues, opt_error);
    return status == MIMICRY_OK ? mim_give_record(&summary, sizeof summary, out_summary, opt_error)
                                : status;
}

mimicry_status mimicry0_expression_text(const mimicry0_expression *expression,
                                        const mimicry0_organs *opt_organs, const char *gene,
                                        double floor, int32_t what, char *out_text, size_t room,
                                        size_t *out_length, mimicry_error *opt_error)
{
    mimicry_status status =
        mim_require(expression != NULL && gene != NULL && (out_text != NULL || room == 0),
                    "expression, gene or out_text", opt_error);
    if (status == MIMICRY_OK)
        status = check_floor(floor, opt_error);
    if (status != MIMICRY_OK)
        return status;
    if (what < MIMICRY_TEXT_TISSUES || what > MIMICRY_TEXT_ORGANS)
        return mim_fail(opt_error, MIMICRY_E_ARGUMENT, "%d: MIMICRY_TEXT_... was expected",
                        (int)what);
    if (what != MIMICRY_TEXT_TISSUES && opt_organs == NULL)
        return mim_fail(opt_error, MIMICRY_E_ARGUMENT, "organs are needed to tell of them");
    return mim_tissues_text(expression, opt_organs, gene, floor, what, out_text, room, out_length,
                            opt_error);
}

void mimicry0_expression_free(mimicry0_expression *opt_expression)
{
    mim_expression_free(opt_expression);
}

mimicry_status mimicry0_organs_read(const char *opt_path, mimicry0_organs **out_organs,
                                    mimicry_error *opt_error)
{
    const mimicry_status status = mim_require(out_organs != NULL, "out_organs", opt_error);
    return status == MIMICRY_OK ? mim_organs_read(opt_path, out_organs, opt_error) : status;
}

const char *mimicry0_organs_system(const mimicry0_organs *organs, const char *tissue)
{
    return organs == NULL || tissue == NULL ? NULL : mim_organs_system(organs, tissue);
}

int mimicry0_organs_is_vital(const mimicry0_organs *organs, const char *tissue)
{
    return organs != NULL && tissue != NULL && mim_organs_is_vital(organs, tissue);
}

void mimicry0_organs_free(mimicry0_organs *opt_organs)
{
    mim_organs_free(opt_organs);
}

mimicry_status mimicry0_binders_read(const char *path, mimicry0_binders **out_binders,
                                     mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(path != NULL && out_binders != NULL, "path or out_binders", opt_error);
    if (out_binders != NULL)
        *out_binders = NULL;
    return status == MIMICRY_OK ? mim_binders_read(path, out_binders, opt_error) : status;
}

const mimicry0_binder *mimicry0_binders_find(const mimicry0_binders *binders, const char *peptide,
                                             size_t *out_count, size_t *out_stride)
{
    size_t count = 0;
    const mimicry0_binder *found =
        binders == NULL || peptide == NULL
            ? NULL
            : mim_binders_find(binders, peptide, strlen(peptide), &count);
    if (out_count != NULL)
        *out_count = count;
    if (out_stride != NULL)
        *out_stride = sizeof(mimicry0_binder);
    return found;
}

void mimicry0_binders_free(mimicry0_binders *opt_binders)
{
    mim_binders_free(opt_binders);
}
