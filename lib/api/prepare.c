/* Checks the options of a search and turns them into what the search takes. */
#include "api/prepare.h"

#include <math.h>

#include "api/check.h"
#include "api/run_options.h"
#include "api/threshold.h"
#include "model/model.h"
#include "search/plan/plan.h"

/* ---- Checks ---- */

/* No threshold is exactness, or with `top` the best by score. */
static void settle_threshold(mimicry_search_options *o)
{
    if (o->threshold_kind != MIMICRY_NO_THRESHOLD)
        return;
    o->threshold_kind = o->top > 0 ? MIMICRY_MIN_SCORE : MIMICRY_MAX_MISMATCHES;
    o->threshold = o->top > 0 ? -INFINITY : 0;
}

static mimicry_status check_windows(const mimicry_search_options *o, mimicry_error *error)
{
    if (o->window_min > o->window_max || o->window_max > MIMICRY_MAX_PEPTIDE ||
        (o->window_min == 0 && o->window_max != 0))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "windows of %u to %u residues: 1 to %d, the smaller first, were expected",
                        (unsigned)o->window_min, (unsigned)o->window_max, (int)MIMICRY_MAX_PEPTIDE);
    if (o->window_min > 0 && o->model != NULL && mim_model_only(o->model) != NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "windows of queries with a scan, which tells of %.60s alone",
                        mim_model_only(o->model));
    return MIMICRY_OK;
}

/* What searches with indels, and of discontinuous epitopes, do not go with. */
static mimicry_status check_special(const mimicry_search_options *o, const char *what,
                                    mimicry_error *error)
{
    if (o->threshold_kind != MIMICRY_MAX_MISMATCHES)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%s go with a threshold of mismatches or none",
                        what);
    if (o->top > 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%s do not go with top: give a threshold", what);
    return o->model == NULL ? MIMICRY_OK : mim_require_matrix(o->model, error);
}

static mimicry_status check_indels(const mimicry_search_options *o, mimicry_error *error)
{
    if (o->max_indels > MIMICRY_MAX_INDELS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%u indels: 0 to %d were expected",
                        (unsigned)o->max_indels, (int)MIMICRY_MAX_INDELS);
    if (o->max_indels == 0)
        return MIMICRY_OK;
    const int32_t plan = o->run.plan;
    if (plan != MIMICRY_PLAN_AUTO && plan != MIMICRY_PLAN_SEEDS && plan != MIMICRY_PLAN_SCAN)
        return mim_plan_fail(error);
    return check_special(o, "indels", error);
}

static mimicry_status check_positions(const mimicry_search_options *o, mimicry_error *error)
{
    if (o->positions < MIMICRY_POSITIONS_NONE || o->positions > MIMICRY_POSITIONS_FIXED)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "positions %d: MIMICRY_POSITIONS_... was expected", (int)o->positions);
    if (o->positions == MIMICRY_POSITIONS_NONE)
        return MIMICRY_OK;
    if (o->max_indels > 0 || o->window_min > 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "discontinuous epitopes do not go with %s",
                        o->max_indels > 0 ? "indels" : "windows");
    if (o->run.plan != MIMICRY_PLAN_AUTO && o->run.plan != MIMICRY_PLAN_SCAN)
        return mim_plan_fail(error);
    return check_special(o, "discontinuous epitopes", error);
}

static mimicry_status check_plan(const mimicry_search_options *o, mimicry_error *error)
{
    const bool can_scan = o->max_indels > 0 || o->positions != MIMICRY_POSITIONS_NONE;
    return o->run.plan == MIMICRY_PLAN_SCAN && !can_scan ? mim_plan_fail(error) : MIMICRY_OK;
}

static mimicry_status take_options(const mimicry_search_options *opt_options,
                                   mimicry_search_options *o, mimicry_error *error)
{
    typedef mimicry_status (*check_fn)(const mimicry_search_options *, mimicry_error *);
    static const check_fn checks[] = {check_windows, check_indels, check_positions, check_plan};
    *o = (mimicry_search_options){.size = sizeof *o};
    mimicry_status status = mim_take_options(opt_options, o, sizeof *o, error);
    if (status == MIMICRY_OK)
        status = mim_check_run(&o->run, error);
    if (status == MIMICRY_OK)
        status = mim_check_threshold(o->threshold_kind, o->threshold, o->model, error);
    if (status == MIMICRY_OK && o->reserved != 0)
        status = mim_fail(error, MIMICRY_E_ARGUMENT, "a reserved option is not 0");
    settle_threshold(o);
    for (size_t i = 0; i < sizeof checks / sizeof *checks && status == MIMICRY_OK; i++)
        status = checks[i](o, error);
    return status;
}

mimicry_status mim_prepared_without_table(const struct mim_prepared *prepared, mimicry_error *error)
{
    const mimicry_search_options *o = &prepared->options;
    const char *what = o->rows != MIMICRY_ROWS_HITS ? "rows"
                       : o->columns != 0            ? "columns"
                       : o->flank != 0              ? "flank"
                       : o->annotations != NULL     ? "annotations"
                       : o->min_expression != 0     ? "min_expression"
                       : o->max_presented != 0      ? "max_presented"
                       : o->alleles != NULL         ? "alleles"
                       : o->levels != NULL          ? "levels"
                       : o->order != 0              ? "order"
                       : o->models != NULL          ? "models"
                                                    : NULL;
    return what == NULL
               ? MIMICRY_OK
               : mim_fail(error, MIMICRY_E_ARGUMENT, "%s: only mimicry_search takes it", what);
}

/* ---- The search ---- */

static void set_search(const mimicry_index *index, struct mim_prepared *p)
{
    const mimicry_search_options *o = &p->options;
    p->search = (struct mim_search){
        .index = index,
        .model = o->model != NULL ? o->model : p->default_model,
        .kernels = mim_kernels_get(o->run.instructions),
        .threshold_kind = o->threshold_kind,
        .plan = o->run.plan,
        .threshold = o->threshold,
        .top = o->top,
        .window_min = o->window_min,
        .window_max = o->window_max,
        .max_indels = o->max_indels,
        .positions = o->positions,
        .threads = mim_threads(o->run.threads),
        .filter = mim_gene_filter_get(&p->genes),
        .progress = o->run.progress,
        .progress_data = o->run.data,
    };
}

mimicry_status mim_prepare(const mimicry_index *index, const mimicry_search_options *opt_options,
                           struct mim_prepared *out, mimicry_error *error)
{
    *out = (struct mim_prepared){0};
    const mimicry_search_options *o = &out->options;
    mimicry_status status = mim_require(index != NULL, "index", error);
    if (status == MIMICRY_OK)
        status = take_options(opt_options, &out->options, error);
    if (status == MIMICRY_OK && o->model == NULL)
        status = mim_model_from_matrix("BLOSUM62", false, &out->default_model, error);
    if (status == MIMICRY_OK)
        status = mim_gene_filter_set(&out->genes, index, o->only_genes, o->exclude_genes,
                                     o->run.note, o->run.data, error);
    if (status == MIMICRY_OK)
        set_search(index, out);
    return status;
}

void mim_prepared_free(struct mim_prepared *p)
{
    mimicry_model_free(p->default_model);
    mim_gene_filter_free(&p->genes);
    *p = (struct mim_prepared){0};
}
