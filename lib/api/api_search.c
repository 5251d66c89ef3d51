/* Public functions: the search. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "api/check.h"
#include "api/hits.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "search/search.h"
#include "seq/model.h"

enum { MOST_THREADS = 1024 };

static void set_defaults(mimicry_search_options *options)
{
    *options = (mimicry_search_options){
        .struct_size = sizeof *options,
        .threshold_kind = MIMICRY_MAX_MISMATCHES,
    };
}

void mimicry_search_options_init(mimicry_search_options *options, size_t struct_size)
{
    mimicry_search_options defaults;
    if (options == NULL || struct_size < sizeof(size_t))
        return;
    set_defaults(&defaults);
    defaults.struct_size = struct_size;
    memset(options, 0, struct_size);
    memcpy(options, &defaults, struct_size < sizeof defaults ? struct_size : sizeof defaults);
}

static mimicry_status check_threshold(const mimicry_search_options *o, mimicry_error *error)
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

static mimicry_status check_indels(const mimicry_search_options *o, mimicry_error *error)
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
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "the plan that was asked for cannot do this search");
    return MIMICRY_OK;
}

static mimicry_status check_options(const mimicry_search_options *o, mimicry_error *error)
{
    if (o->threads < 0 || o->threads > MOST_THREADS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "%d threads: 0 to %d were expected",
                        (int)o->threads, (int)MOST_THREADS);
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

static mimicry_status prepare(const mimicry_index *index, const mimicry_search_options *o,
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

/* Checks the arguments that every search has. `*default_model` is the caller's to free. */
static mimicry_status start(const mimicry_index *index, const char *const *peptides,
                            size_t n_peptides, const mimicry_search_options *opt_options,
                            mimicry_model **default_model, struct mim_search *search,
                            mimicry_error *error)
{
    mimicry_search_options options;
    set_defaults(&options);
    mimicry_status status = mim_require(index != NULL && (peptides != NULL || n_peptides == 0),
                                        "index or peptides", error);
    for (size_t i = 0; i < n_peptides && status == MIMICRY_OK; i++)
        status = mim_require(peptides[i] != NULL, "a peptide", error);
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &options, sizeof options, error);
    if (status == MIMICRY_OK)
        status = check_options(&options, error);
    if (status == MIMICRY_OK && options.model == NULL)
        status = mim_model_from_matrix("BLOSUM62", false, default_model, error);
    if (status == MIMICRY_OK && options.max_indels > 0 && options.model != NULL)
        status = mim_require_matrix(options.model, error);
    if (status != MIMICRY_OK)
        return status;
    return prepare(index, &options, options.model != NULL ? options.model : *default_model, search,
                   error);
}

mimicry_status mimicry_search_each(const mimicry_index *index, const char *const *peptides,
                                   size_t n_peptides, const mimicry_search_options *opt_options,
                                   mimicry_hits_fn each, void *data, mimicry_error *opt_error)
{
    struct mim_search search;
    mimicry_model *default_model = NULL;
    mimicry_status status = mim_require(each != NULL, "each", opt_error);
    if (status == MIMICRY_OK)
        status =
            start(index, peptides, n_peptides, opt_options, &default_model, &search, opt_error);
    if (status == MIMICRY_OK)
        status = mim_search_run(&search, peptides, n_peptides, each, data, opt_error);
    mimicry_model_free(default_model);
    return status;
}

mimicry_status mimicry_search_count(const mimicry_index *index, const char *const *peptides,
                                    size_t n_peptides, const mimicry_search_options *opt_options,
                                    uint64_t *out_counts, uint32_t columns,
                                    mimicry_error *opt_error)
{
    struct mim_search search;
    mimicry_model *default_model = NULL;
    mimicry_status status =
        mim_require(out_counts != NULL && columns > 0 && columns <= MIMICRY_MAX_PEPTIDE + 1,
                    "out_counts or columns", opt_error);
    if (status == MIMICRY_OK)
        status =
            start(index, peptides, n_peptides, opt_options, &default_model, &search, opt_error);
    if (status == MIMICRY_OK && (search.top != 0 || search.max_indels != 0))
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT,
                          "the best hits, and those with indels, are found and not counted");
    if (status == MIMICRY_OK) {
        memset(out_counts, 0, n_peptides * columns * sizeof *out_counts);
        search.counts = out_counts;
        search.count_columns = columns;
        status = mim_search_run(&search, peptides, n_peptides, NULL, NULL, opt_error);
    }
    mimicry_model_free(default_model);
    return status;
}

mimicry_status mimicry_search_explain(const mimicry_index *index, const char *const *peptides,
                                      size_t n_peptides, const mimicry_search_options *opt_options,
                                      mimicry_explain_fn each, void *data, mimicry_error *opt_error)
{
    struct mim_search search;
    mimicry_model *default_model = NULL;
    mimicry_status status = mim_require(each != NULL, "each", opt_error);
    if (status == MIMICRY_OK)
        status =
            start(index, peptides, n_peptides, opt_options, &default_model, &search, opt_error);
    if (status == MIMICRY_OK && search.max_indels != 0)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "searches with indels have one plan");
    if (status == MIMICRY_OK)
        status = mim_search_explain(&search, peptides, n_peptides, each, data, opt_error);
    mimicry_model_free(default_model);
    return status;
}

const char *mimicry_plan_name(int32_t plan)
{
    static const char *const names[] = {
        [MIMICRY_PLAN_AUTO] = "auto",   [MIMICRY_PLAN_SUFFIX] = "suffix",
        [MIMICRY_PLAN_SEEDS] = "seeds", [MIMICRY_PLAN_PLANES] = "planes",
        [MIMICRY_PLAN_LANES] = "lanes", [MIMICRY_PLAN_BRANCH] = "branch",
        [MIMICRY_PLAN_SCAN] = "scan",
    };
    return plan < MIMICRY_PLAN_AUTO || plan > MIMICRY_PLAN_SCAN ? NULL : names[plan];
}

/* Memory that runs out is told from a caller that cancels. */
struct appending {
    mimicry_hits *hits;
    bool no_memory;
};

static int append(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    struct appending *appending = data;
    mimicry_hits *all = appending->hits;
    (void)stride; /* of this very library */
    mimicry_hit *grown = mim_grow(all->hits, &all->capacity, all->count + count, sizeof *hits);
    appending->no_memory = grown == NULL;
    if (grown == NULL)
        return 1;
    all->hits = grown;
    memcpy(all->hits + all->count, hits, count * sizeof *hits);
    all->count += count;
    return 0;
}

mimicry_status mimicry_search(const mimicry_index *index, const char *const *peptides,
                              size_t n_peptides, const mimicry_search_options *opt_options,
                              mimicry_hits **out_hits, mimicry_error *opt_error)
{
    mimicry_status status = mim_require(out_hits != NULL, "out_hits", opt_error);
    if (status != MIMICRY_OK)
        return status;
    *out_hits = NULL;
    struct appending appending = {.hits = mim_alloc_zeroed(1, sizeof(mimicry_hits))};
    if (appending.hits == NULL)
        return mim_fail_memory(opt_error);
    status = mimicry_search_each(index, peptides, n_peptides, opt_options, append, &appending,
                                 opt_error);
    if (appending.no_memory)
        status = mim_fail_memory(opt_error);
    if (status != MIMICRY_OK) {
        mimicry_hits_free(appending.hits);
        return status;
    }
    *out_hits = appending.hits;
    return MIMICRY_OK;
}

const mimicry_hit *mimicry_hits_data(const mimicry_hits *hits, size_t *out_count,
                                     size_t *out_stride)
{
    if (out_count != NULL)
        *out_count = hits == NULL ? 0 : hits->count;
    if (out_stride != NULL)
        *out_stride = sizeof(mimicry_hit);
    return hits == NULL ? NULL : hits->hits;
}

void mimicry_hits_free(mimicry_hits *opt_hits)
{
    if (opt_hits == NULL)
        return;
    free(opt_hits->hits);
    free(opt_hits);
}
