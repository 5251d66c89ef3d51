/* Public functions of the first edition: scores of pairs. */
#include "api/check.h"
#include "score/pair.h"

const char *mimicry0_score_name(int32_t method)
{
    return method <= MIMICRY_SCORE_HEX ? mim_score_name(method) : NULL;
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
    mimicry_scorer *scorer = NULL;
    mimicry_status status = mim_require(out_scorer != NULL, "out_scorer", opt_error);
    if (status != MIMICRY_OK)
        return status;
    *out_scorer = NULL;
    status = mim_take_options(opt_options, &options, sizeof options, opt_error);
    if (status == MIMICRY_OK)
        status = mim_require(mimicry0_score_name(method) != NULL, "method", opt_error);
    if (status != MIMICRY_OK)
        return status;
    const mimicry_score_options o = {.size = sizeof o,
                                     .method = method,
                                     .model = options.model,
                                     .weights = options.weights,
                                     .n_weights = options.n_weights,
                                     .parameters = options.parameters};
    status = mimicry_scorer_create(&o, &scorer, opt_error);
    *out_scorer = (mimicry0_scorer *)scorer;
    return status;
}

mimicry_status mimicry0_scorer_pair(const mimicry0_scorer *scorer, const char *a, const char *b,
                                    double *out_value, mimicry_error *opt_error)
{
    return mimicry_scorer_pair((const mimicry_scorer *)scorer, a, b, out_value, opt_error);
}

void mimicry0_scorer_free(mimicry0_scorer *opt_scorer)
{
    mimicry_scorer_free((mimicry_scorer *)opt_scorer);
}
