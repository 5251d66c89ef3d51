/* Public functions: scores of pairs, and of peptides and all records of an index. */
#include "api/check.h"
#include "api/run_options.h"
#include "score/pair.h"
#include "search/plan/plan.h"
#include "table/scores.h"

/* Only the methods with records have a choice of ways. */
static mimicry_status check_run(const mimicry_score_options *o, mimicry_error *error)
{
    const int32_t plan = o->run.plan;
    if (mim_score_name(o->method) == NULL || !mim_score_has_records(o->method) ||
        plan == MIMICRY_PLAN_AUTO)
        return mim_check_run_without_plan(&o->run, "a score", error);
    if (plan != MIMICRY_PLAN_SEEDS && plan != MIMICRY_PLAN_SCAN)
        return mim_plan_fail(error);
    return mim_check_run(&o->run, error);
}

mimicry_status mimicry_scorer_create(const mimicry_score_options *options,
                                     mimicry_scorer **out_scorer, mimicry_error *opt_error)
{
    mimicry_score_options o = {.size = sizeof o};
    mimicry_status status =
        mim_require(options != NULL && out_scorer != NULL, "options or out_scorer", opt_error);
    if (out_scorer != NULL)
        *out_scorer = NULL;
    if (status == MIMICRY_OK)
        status = mim_take_options(options, &o, sizeof o, opt_error);
    if (status == MIMICRY_OK)
        status = check_run(&o, opt_error);
    if (status == MIMICRY_OK)
        status = mim_require(o.weights != NULL || o.n_weights == 0, "weights", opt_error);
    if (status == MIMICRY_OK && o.reserved != 0)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "a reserved option is not 0");
    return status == MIMICRY_OK ? mim_scorer_create(&o, out_scorer, opt_error) : status;
}

mimicry_status mimicry_scorer_pair(const mimicry_scorer *scorer, const char *a, const char *b,
                                   double *out_value, mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(scorer != NULL && a != NULL && b != NULL && out_value != NULL,
                    "scorer, a peptide or out_value", opt_error);
    return status == MIMICRY_OK ? mim_pair_score(scorer, a, b, out_value, opt_error) : status;
}

static mimicry_status check_index(const mimicry_scorer *scorer, const mimicry_index *index,
                                  mimicry_error *error)
{
    if (mim_score_has_records(scorer->method) == (index != NULL))
        return MIMICRY_OK;
    return mim_fail(error, MIMICRY_E_ARGUMENT, "%s %s", mim_score_name(scorer->method),
                    index != NULL ? "takes no index" : "needs an index");
}

mimicry_status mimicry_scorer_table(const mimicry_scorer *scorer, const mimicry_index *opt_index,
                                    mimicry_queries *queries, struct ArrowArrayStream *out_table,
                                    mimicry_error *opt_error)
{
    mimicry_status status = mim_require(scorer != NULL && queries != NULL && out_table != NULL,
                                        "scorer, queries or out_table", opt_error);
    if (out_table != NULL)
        *out_table = (struct ArrowArrayStream){0};
    if (status == MIMICRY_OK)
        status = check_index(scorer, opt_index, opt_error);
    return status == MIMICRY_OK ? mim_scores_table(scorer, opt_index, queries, out_table, opt_error)
                                : status;
}

void mimicry_scorer_free(mimicry_scorer *opt_scorer)
{
    mim_scorer_free(opt_scorer);
}
