/* Computes E-values and dissimilarities of parts. */
#include "screen/values.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "score/partition.h"

enum { PARTS_A_TASK = 64 };

mimicry_status mim_values_create(struct mim_values *v, const struct mim_screen_request *request,
                                 const struct mimicry_model *model, mimicry_error *error)
{
    static const mimicry_score_options published = {.size = sizeof published,
                                                    .method = MIMICRY_SCORE_DISSIMILARITY};
    v->request = request;
    v->significance.model = mim_model_share(model);
    v->significance.by_score = true;
    mim_frequencies_set(&v->significance.frequencies, request->index->background);
    mim_window_counts_set(&v->significance.windows, request->index);
    v->evalues = mim_alloc_zeroed(request->threads, sizeof *v->evalues);
    if (v->evalues == NULL)
        return mim_fail_memory(error);
    return request->dissimilarity ? mim_scorer_create(&published, &v->dissimilarity, error)
                                  : MIMICRY_OK;
}

void mim_values_free(struct mim_values *v)
{
    for (unsigned w = 0; v->evalues != NULL && w < v->request->threads; w++)
        mim_evalues_close(&v->evalues[w]);
    free(v->evalues);
    mim_model_free(v->significance.model);
    mim_scorer_free(v->dissimilarity);
}

/* ---- E-values ---- */

struct task {
    struct mim_values *values;
    struct mim_screen_block *block;
};

static mimicry_status value_parts(void *data, unsigned worker, uint64_t number,
                                  mimicry_error *error)
{
    const struct task *task = data;
    struct mim_screen_block *block = task->block;
    struct mim_evalues *evalues = &task->values->evalues[worker];
    const size_t from = (size_t)number * PARTS_A_TASK, left = block->n_parts - from;
    const size_t to = from + (left < PARTS_A_TASK ? left : PARTS_A_TASK);
    mimicry_status status = MIMICRY_OK;
    if (evalues->significance == NULL)
        status = mim_evalues_open(evalues, &task->values->significance, error);
    for (size_t p = from; p < to && status == MIMICRY_OK; p++) {
        struct mim_part *part = &block->parts[p];
        if (part->best.length == 0)
            continue;
        status = mim_evalues_set(evalues, part->letters, part->length, error);
        if (status == MIMICRY_OK)
            part->evalue = mim_evalue_of(evalues, part->best.score);
    }
    return status;
}

static mimicry_status find_evalues(struct mim_values *v, struct mim_screen_block *block,
                                   mimicry_error *error)
{
    struct task task = {v, block};
    const struct mim_loop loop = {
        .threads = v->request->threads,
        .tasks = (block->n_parts + PARTS_A_TASK - 1) / PARTS_A_TASK,
        .run = value_parts,
        .data = &task,
    };
    return mim_parallel(&loop, error);
}

/* ---- Dissimilarities ---- */

static mimicry_status find_dissimilarities(const struct mim_values *v,
                                           struct mim_screen_block *block,
                                           mimicry_progress_fn watch, void *watch_data,
                                           mimicry_error *error)
{
    const struct mim_partition partition = {
        .index = v->request->index,
        .scoring = &v->dissimilarity->alignment,
        .kernels = v->request->kernels,
        .a = v->dissimilarity->midpoint,
        .k = v->dissimilarity->slope,
        .plan = MIMICRY_PLAN_AUTO,
        .threads = v->request->threads,
        .progress = watch,
        .progress_data = watch_data,
    };
    const char **letters = mim_alloc_array(block->n_parts, sizeof *letters);
    double *values = mim_alloc_array(block->n_parts, sizeof *values);
    mimicry_status status = letters != NULL && values != NULL ? MIMICRY_OK : mim_fail_memory(error);
    for (size_t p = 0; p < block->n_parts && status == MIMICRY_OK; p++)
        letters[p] = block->parts[p].letters;
    if (status == MIMICRY_OK)
        status = mim_partition_run(&partition, letters, block->n_parts, NULL, values, error);
    for (size_t p = 0; p < block->n_parts && status == MIMICRY_OK; p++)
        block->parts[p].dissimilarity = values[p];
    free(letters);
    free(values);
    return status;
}

mimicry_status mim_values_find(struct mim_values *v, struct mim_screen_block *block,
                               mimicry_progress_fn watch, void *watch_data, mimicry_error *error)
{
    const mimicry_status status = find_evalues(v, block, error);
    return status == MIMICRY_OK && v->dissimilarity != NULL
               ? find_dissimilarities(v, block, watch, watch_data, error)
               : status;
}
