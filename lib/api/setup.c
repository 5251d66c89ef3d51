/* Checks what the caller of a search asked for, and turns it into what the search takes. */
#include "api/setup.h"

#include <math.h>
#include <stdlib.h>

#include "api/check.h"
#include "base/limits.h"
#include "base/parallel.h"
#include "model/model.h"
#include "search/plan/plan.h"

void mim_search_defaults(mimicry0_search_options *options)
{
    *options = (mimicry0_search_options){
        .size = sizeof *options,
        .threshold_kind = MIMICRY_MAX_MISMATCHES,
    };
}

static mimicry_status check_threshold(const mimicry0_search_options *o, mimicry_error *error)
{
    const bool counts = o->threshold_kind == MIMICRY_MAX_MISMATCHES;
    if (o->threshold_kind < MIMICRY_MAX_MISMATCHES || o->threshold_kind > MIMICRY_MAX_EVALUE)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "threshold_kind %d is not known",
                        (int)o->threshold_kind);
    if (counts && !(o->threshold >= 0 && o->threshold == floor(o->threshold)))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "%g mismatches: a whole number from 0 on was expected", o->threshold);
    if (isnan(o->threshold) ||
        (!isfinite(o->threshold) && !counts && o->threshold_kind != MIMICRY_MIN_SCORE))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a threshold of %g: a number was expected",
                        o->threshold);
    if (o->threshold_kind == MIMICRY_MAX_EVALUE && o->threshold <= 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "an E-value of %g: a number above 0 was expected", o->threshold);
    return MIMICRY_OK;
}

static mimicry_status check_indels(const mimicry0_search_options *o, mimicry_error *error)
{
    const bool plan_scans = o->plan == MIMICRY_PLAN_SCAN;
    if (o->max_indels > MIMICRY_MAX_INDELS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%u indels: 0 to %d were expected",
                        (unsigned)o->max_indels, (int)MIMICRY_MAX_INDELS);
    if (o->reserved != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a reserved option is not 0");
    if (o->max_indels > 0 && o->threshold_kind != MIMICRY_MAX_MISMATCHES)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "indels go with a threshold of mismatches alone");
    if (o->max_indels > 0 && o->top > 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "the best are not sought among windows with indels: give a threshold");
    if (o->max_indels > 0
            ? !plan_scans && o->plan != MIMICRY_PLAN_AUTO && o->plan != MIMICRY_PLAN_SEEDS
            : plan_scans)
        return mim_plan_fail(error);
    return MIMICRY_OK;
}

static mimicry_status check_options(const mimicry0_search_options *o, mimicry_error *error)
{
    if (o->threads < 0 || o->threads > MIM_MOST_THREADS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%d threads: 0 to %d were expected",
                        (int)o->threads, (int)MIM_MOST_THREADS);
    if (o->window_min > o->window_max || o->window_max > MIMICRY_MAX_PEPTIDE ||
        (o->window_min == 0 && o->window_max != 0))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "windows of %u to %u residues: 1 to %d, the smaller first, were expected",
                        (unsigned)o->window_min, (unsigned)o->window_max, (int)MIMICRY_MAX_PEPTIDE);
    if (o->plan < MIMICRY_PLAN_AUTO || o->plan > MIMICRY_PLAN_SCAN)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "plan %d is not known", (int)o->plan);
    const mimicry_status status = check_threshold(o, error);
    return status == MIMICRY_OK ? check_indels(o, error) : status;
}

static mimicry_status prepare(const mimicry_index *index, const mimicry0_search_options *o,
                              const mimicry_model *model, struct mim_search *search,
                              mimicry_error *error)
{
    *search = (struct mim_search){
        .index = index,
        .model = model,
        .kernels = mim_kernels_get(o->instructions),
        .threshold_kind = o->threshold_kind,
        .plan = o->plan,
        .threshold = o->threshold,
        .top = o->top,
        .window_min = o->window_min,
        .window_max = o->window_max,
        .max_indels = o->max_indels,
        .threads = o->threads > 0 ? (unsigned)o->threads : mim_processors(),
        .progress = o->progress,
        .progress_data = o->progress_data,
    };
    if (search->kernels == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "instructions %d are not known or this machine lacks them",
                        (int)o->instructions);
    return MIMICRY_OK;
}

/* The sets of genes become a byte a record, once. */
static mimicry_status set_filter(const mimicry0_search_options *o, struct mim_search_setup *setup,
                                 mimicry_error *error)
{
    if (o->only_genes == NULL && o->exclude_genes == NULL)
        return MIMICRY_OK;
    const mimicry_status status =
        mim_filter_records(setup->search.index, o->only_genes, o->exclude_genes, &setup->records,
                           &setup->filter.kept, error);
    setup->filter.records = setup->records;
    setup->search.filter = &setup->filter;
    return status;
}

static mimicry_status take_options(const mimicry0_search_options *opt_options,
                                   mimicry0_search_options *options, mimicry_error *error)
{
    mim_search_defaults(options);
    mimicry_status status = mim_take_options(opt_options, options, sizeof *options, error);
    if (status == MIMICRY_OK)
        status = check_options(options, error);
    if (status == MIMICRY_OK && options->max_indels > 0 && options->model != NULL)
        status = mim_require_matrix(options->model, error);
    return status;
}

mimicry_status mim_search_set_up(const mimicry_index *index, const char *const *peptides,
                                 size_t n_peptides, const mimicry0_search_options *opt_options,
                                 struct mim_search_setup *setup, mimicry_error *error)
{
    mimicry0_search_options options;
    *setup = (struct mim_search_setup){0};
    mimicry_status status = mim_require(index != NULL && (peptides != NULL || n_peptides == 0),
                                        "index or peptides", error);
    for (size_t i = 0; i < n_peptides && status == MIMICRY_OK; i++)
        status = mim_require(peptides[i] != NULL, "a peptide", error);
    if (status == MIMICRY_OK)
        status = take_options(opt_options, &options, error);
    if (status == MIMICRY_OK && options.model == NULL) {
        status = mim_model_from_matrix("BLOSUM62", false, &setup->default_model, error);
        options.model = setup->default_model;
    }
    if (status == MIMICRY_OK)
        status = prepare(index, &options, options.model, &setup->search, error);
    return status == MIMICRY_OK ? set_filter(&options, setup, error) : status;
}

void mim_search_setup_free(struct mim_search_setup *setup)
{
    mimicry_model_free(setup->default_model);
    free(setup->records);
    *setup = (struct mim_search_setup){0};
}
