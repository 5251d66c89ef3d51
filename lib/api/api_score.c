/* Public functions: scores of pairs. */
#include "api/check.h"
#include "score/pair.h"

const char *mimicry0_score_name(int32_t method)
{
    return mim_score_name(method);
}

void mimicry0_scorer_options_init(mimicry0_scorer_options *options, size_t size)
{
    mimicry0_scorer_options defaults = {.size = sizeof defaults};
    mim_give_options(&defaults, sizeof defaults, options, size);
}

mimicry_status mimicry0_scorer_create(int32_t method, const mimicry0_scorer_options *opt_options,
                                      mimicry0_scorer **out_scorer, mimicry_error *opt_error)
{
    mimicry0_scorer_options options = {.size = sizeof options};
    mimicry_status status = mim_require(out_scorer != NULL, "out_scorer", opt_error);
    if (status != MIMICRY_OK)
        return status;
    *out_scorer = NULL;
    status = mim_take_options(opt_options, &options, sizeof options, opt_error);
    if (status == MIMICRY_OK)
        status =
            mim_require(options.weights != NULL || options.n_weights == 0, "weights", opt_error);
    return status == MIMICRY_OK ? mim_scorer_create(method, &options, out_scorer, opt_error)
                                : status;
}

mimicry_status mimicry0_scorer_pair(const mimicry0_scorer *scorer, const char *a, const char *b,
                                    double *out_value, mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(scorer != NULL && a != NULL && b != NULL && out_value != NULL,
                    "scorer, a peptide or out_value", opt_error);
    return status == MIMICRY_OK ? mim_pair_score(scorer, a, b, out_value, opt_error) : status;
}

void mimicry0_scorer_free(mimicry0_scorer *opt_scorer)
{
    mim_scorer_free(opt_scorer);
}
