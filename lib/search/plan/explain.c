/* Tells how a search would be done. */
#include <stdlib.h>

#include "base/memory.h"
#include "search/best_within.h"
#include "search/plan/neighbours.h"

static mimicry_status explain_item(const struct mim_round *round, const struct mim_item *item,
                                   struct mim_splitter *splitter, mim_explain_fn each, void *data,
                                   mimicry_error *error)
{
    struct mim_job *job = &round->batch->jobs[item->job];
    struct mim_costs costs;
    const mimicry_status status = mim_job_prepare(round, splitter, job, &costs, error);
    if (status != MIMICRY_OK)
        return status;
    const struct mim_explanation explanation = {
        .query = item->window.sequence,
        .query_start = item->window.start,
        .length = item->window.length,
        .plan = job->plan,
        .look_ups_ns = costs.look_ups,
        .planes_ns = costs.planes,
        .lanes_ns = costs.lanes,
        .sliding_ns = job->sliding_ns,
    };
    return each(data, &explanation, error);
}

static mimicry_status explain_all(struct mim_batch *batch, const struct mim_search *search,
                                  struct mim_windows *windows, struct mim_splitter *splitter,
                                  mim_explain_fn each, void *data, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    do {
        mim_batch_fill(batch, search, windows, MIM_BATCH_ITEMS);
        const struct mim_round round = mim_round_first(batch, search);
        for (uint32_t k = 0; k < batch->n_jobs; k++)
            batch->jobs[k].active = true;
        status = mim_neighbours_plan(&round, splitter, error);
        for (uint32_t i = 0; i < batch->n_items && status == MIMICRY_OK; i++)
            status = explain_item(&round, &batch->items[i], splitter, each, data, error);
    } while (status == MIMICRY_OK && batch->n_items > 0);
    return status;
}

mimicry_status mim_search_explain(const struct mim_search *asked, const char *const *peptides,
                                  size_t n_peptides, mim_explain_fn each, void *data,
                                  mimicry_error *error)
{
    struct mim_search settled = *asked;
    const struct mim_search *search = &settled;
    struct mim_windows windows;
    struct mim_batch batch;
    uint64_t total;
    mimicry_status status = mim_windows_open(&windows, search, peptides, n_peptides, &total, error);
    if (status == MIMICRY_OK)
        status = mim_search_best_within(&settled, peptides, n_peptides, error);
    if (status != MIMICRY_OK)
        return status;
    struct mim_splitter *splitter = mim_alloc_zeroed(1, sizeof *splitter);
    if (splitter == NULL)
        return mim_fail_memory(error);
    status = mim_batch_create(search, total, &batch, error);
    if (status == MIMICRY_OK) {
        splitter->index = search->index;
        splitter->frequencies = &batch.frequencies;
        status = explain_all(&batch, search, &windows, splitter, each, data, error);
        mim_batch_free(&batch);
    }
    free(splitter);
    return status;
}
