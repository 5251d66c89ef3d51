/* Public functions: the search as the first edition has it. */
#include <stdlib.h>
#include <string.h>

#include "api/check.h"
#include "api/hits.h"
#include "api/setup0.h"
#include "base/memory.h"
#include "search/plan/plan.h"

void mimicry0_search_options_init(mimicry0_search_options *options, size_t size)
{
    mimicry0_search_options defaults;
    mim_search0_defaults(&defaults);
    mim_give_options(&defaults, sizeof defaults, options, size);
}

mimicry_status mimicry0_search_each(const mimicry_index *index, const char *const *peptides,
                                    size_t n_peptides, const mimicry0_search_options *opt_options,
                                    mimicry_hits_fn each, void *data, mimicry_error *opt_error)
{
    mimicry_search_options options;
    const mimicry_status status = mim_search0_take(opt_options, &options, opt_error);
    return status == MIMICRY_OK
               ? mimicry_search_each(index, peptides, n_peptides, &options, each, data, opt_error)
               : status;
}

mimicry_status mimicry0_search_count(const mimicry_index *index, const char *const *peptides,
                                     size_t n_peptides, const mimicry0_search_options *opt_options,
                                     uint64_t *out_counts, uint32_t columns,
                                     mimicry_error *opt_error)
{
    mimicry_search_options options;
    const mimicry_status status = mim_search0_take(opt_options, &options, opt_error);
    return status == MIMICRY_OK ? mimicry_search_count(index, peptides, n_peptides, &options,
                                                       out_counts, columns, opt_error)
                                : status;
}

struct explaining {
    mimicry0_explain_fn each;
    void *data;
};

static mimicry_status explain(void *data, const struct mim_explanation *e, mimicry_error *error)
{
    const struct explaining *explaining = data;
    const mimicry0_explanation explanation = {e->query,       e->query_start, e->length,  e->plan,
                                              e->look_ups_ns, e->planes_ns,   e->lanes_ns};
    return explaining->each(explaining->data, &explanation) == 0 ? MIMICRY_OK
                                                                 : mim_fail_cancelled(error);
}

mimicry_status mimicry0_search_explain(const mimicry_index *index, const char *const *peptides,
                                       size_t n_peptides,
                                       const mimicry0_search_options *opt_options,
                                       mimicry0_explain_fn each, void *data,
                                       mimicry_error *opt_error)
{
    struct mim_prepared prepared = {0};
    mimicry_search_options options;
    struct explaining explaining = {each, data};
    mimicry_status status = mim_require(each != NULL, "each", opt_error);
    if (status == MIMICRY_OK)
        status = mim_search0_take(opt_options, &options, opt_error);
    if (status == MIMICRY_OK)
        status = mim_require(peptides != NULL || n_peptides == 0, "peptides", opt_error);
    for (size_t i = 0; i < n_peptides && status == MIMICRY_OK; i++)
        status = mim_require(peptides[i] != NULL, "a peptide", opt_error);
    if (status == MIMICRY_OK)
        status = mim_prepare(index, &options, &prepared, opt_error);
    if (status == MIMICRY_OK && prepared.search.max_indels != 0)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "searches with indels have one plan");
    if (status == MIMICRY_OK)
        status = mim_search_explain(&prepared.search, peptides, n_peptides, explain, &explaining,
                                    opt_error);
    mim_prepared_free(&prepared);
    return status;
}

const char *mimicry0_plan_name(int32_t plan)
{
    return mim_plan_name(plan);
}

int mim_hits0_append(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    struct mim_hits0_appending *appending = data;
    mimicry0_hits *all = appending->hits;
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

mimicry_status mimicry0_search(const mimicry_index *index, const char *const *peptides,
                               size_t n_peptides, const mimicry0_search_options *opt_options,
                               mimicry0_hits **out_hits, mimicry_error *opt_error)
{
    mimicry_status status = mim_require(out_hits != NULL, "out_hits", opt_error);
    if (status != MIMICRY_OK)
        return status;
    *out_hits = NULL;
    struct mim_hits0_appending appending = {.hits = mim_alloc_zeroed(1, sizeof(mimicry0_hits))};
    if (appending.hits == NULL)
        return mim_fail_memory(opt_error);
    status = mimicry0_search_each(index, peptides, n_peptides, opt_options, mim_hits0_append,
                                  &appending, opt_error);
    if (appending.no_memory)
        status = mim_fail_memory(opt_error);
    if (status != MIMICRY_OK) {
        mimicry0_hits_free(appending.hits);
        return status;
    }
    *out_hits = appending.hits;
    return MIMICRY_OK;
}

const mimicry_hit *mimicry0_hits_data(const mimicry0_hits *hits, size_t *out_count,
                                      size_t *out_stride)
{
    if (out_count != NULL)
        *out_count = hits == NULL ? 0 : hits->count;
    if (out_stride != NULL)
        *out_stride = sizeof(mimicry_hit);
    return hits == NULL ? NULL : hits->hits;
}

void mimicry0_hits_free(mimicry0_hits *opt_hits)
{
    if (opt_hits == NULL)
        return;
    free(opt_hits->hits);
    free(opt_hits);
}
