/* Drives a screen, block by block: first all windows within reach, then for those candidates that
 * have none the nearest, then the best by score and how surprising it is; then the rows. */
#include "screen/screen.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "score/evalues.h"
#include "score/partition.h"
#include "screen/nearest.h"
#include "screen/row.h"

enum { STEPS = 4, ITEMS_A_TASK = 64 };

/* The published dissimilarity: the defaults of mimicry0_score_partition. */
enum { GAP_OPEN = 11, GAP_EXTEND = 1 };
static const double MIDPOINT = 32, STEEPNESS = 4.87;

struct run {
    const struct mim_screen *screen;
    const char *candidates;
    size_t n_candidates, stride;
    struct mim_screen_rules rules;
    uint8_t *records; /* of the rules */
    struct mim_origins *origins;
    struct mim_record_genes genes;
    struct mimicry0_significance significance;
    struct mim_evalues *evalues; /* one a worker */
    struct mim_align_scoring *scoring;
    struct mim_screen_block block;
    struct mim_selves selves;
    struct mim_rows_maker rows;
    unsigned step;     /* of the block */
    uint64_t reported; /* as progress */
};

/* ---- Progress: the candidates times the steps ---- */

/* A search of several rounds begins anew with each: what is told does not fall back. */
static int watch(void *data, uint64_t done, uint64_t total)
{
    struct run *run = data;
    const mimicry0_screen_options *o = &run->screen->options;
    const double share = total == 0 ? 0 : (double)done / (double)total;
    const double in_block = (run->step + share) * run->block.n_candidates;
    const uint64_t reached = run->block.before * STEPS + (uint64_t)in_block;
    run->reported = reached > run->reported ? reached : run->reported;
    return o->progress(o->progress_data, run->reported, (uint64_t)run->n_candidates * STEPS);
}

static mimicry_progress_fn watch_of(const struct run *run)
{
    return run->screen->options.progress == NULL ? NULL : watch;
}

static mimicry_status cancelled(mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_CANCELLED, "cancelled");
}

/* ---- The steps ---- */

static mimicry_status find_reach(struct run *run, mimicry_error *error)
{
    struct mim_search search =
        mim_screen_search(run->screen, MIMICRY_MAX_MISMATCHES, MIMICRY_SCREEN_MISMATCHES,
                          mim_screen_shortest(&run->block));
    search.progress = watch_of(run);
    search.progress_data = run;
    mim_selves_begin(&run->selves, &run->block);
    mimicry_status status = mim_search_run(&search, run->block.queries, run->block.n_items,
                                           mim_selves_take, &run->selves, error);
    if (run->selves.no_memory)
        return mim_fail_memory(error);
    if (status == MIMICRY_OK && mim_selves_finish(&run->selves) != 0)
        status = cancelled(error);
    return status;
}

static mimicry_status value_items(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    struct run *run = data;
    struct mim_evalues *evalues = &run->evalues[worker];
    const size_t from = (size_t)task * ITEMS_A_TASK, left = run->block.n_items - from;
    const size_t to = from + (left < ITEMS_A_TASK ? left : ITEMS_A_TASK);
    mimicry_status status = MIMICRY_OK;
    if (evalues->significance == NULL)
        status = mim_evalues_open(evalues, &run->significance, error);
    for (size_t i = from; i < to && status == MIMICRY_OK; i++) {
        struct mim_screen_item *item = &run->block.items[i];
        if (item->best.length == 0) /* or it is a copy */
            continue;
        status = mim_evalues_set(evalues, item->letters, item->length, error);
        if (status == MIMICRY_OK)
            item->evalue = mim_evalues_p(evalues, item->best.score) * evalues->windows;
    }
    return status;
}

static mimicry_status find_evalues(struct run *run, mimicry_error *error)
{
    const struct mim_loop loop = {
        .threads = run->screen->threads,
        .tasks = (run->block.n_items + ITEMS_A_TASK - 1) / ITEMS_A_TASK,
        .run = value_items,
        .data = run,
    };
    return mim_parallel(&loop, error);
}

static mimicry_status find_dissimilarities(struct run *run, mimicry_error *error)
{
    const struct mim_screen_block *block = &run->block;
    const struct mim_partition partition = {
        .index = run->screen->index,
        .scoring = run->scoring,
        .kernels = run->screen->kernels,
        .a = MIDPOINT,
        .k = STEEPNESS,
        .threads = run->screen->threads,
        .progress = watch_of(run),
        .progress_data = run,
    };
    double *values = mim_alloc_array(block->n_items, sizeof *values);
    if (values == NULL)
        return mim_fail_memory(error);
    const mimicry_status status =
        mim_partition_run(&partition, block->queries, block->n_items, NULL, values, error);
    for (size_t i = 0; i < block->n_items && status == MIMICRY_OK; i++)
        block->items[i].dissimilarity = values[i];
    free(values);
    return status;
}

static mimicry_status give_rows(struct run *run, mimicry_error *error)
{
    const struct mim_screen *screen = run->screen;
    for (uint32_t k = 0; k < run->block.n_candidates; k++) {
        mimicry0_screen_row row;
        const mimicry_status status =
            mim_rows_make(&run->rows, &run->block, &run->selves, k, &row, error);
        if (status != MIMICRY_OK)
            return status;
        if (screen->each(screen->data, &row, sizeof row) != 0)
            return cancelled(error);
    }
    return MIMICRY_OK;
}

static mimicry_status run_block(struct run *run, mimicry_error *error)
{
    struct mim_screen_block *block = &run->block;
    const struct mim_screen *screen = run->screen;
    mimicry_status status =
        mim_screen_block_fill(block, screen, run->candidates, run->n_candidates, run->stride,
                              &run->rules.scope, run->origins, error);
    run->step = 0;
    if (status == MIMICRY_OK)
        status = find_reach(run, error);
    run->step++;
    if (status == MIMICRY_OK)
        status = mim_screen_nearest(block, screen, &run->rules, watch_of(run), run, error);
    run->step++;
    if (status == MIMICRY_OK)
        status = mim_screen_best(block, screen, &run->rules, watch_of(run), run, error);
    run->step++;
    if (status == MIMICRY_OK)
        status = find_evalues(run, error);
    if (status == MIMICRY_OK && screen->options.dissimilarity)
        status = find_dissimilarities(run, error);
    return status == MIMICRY_OK ? give_rows(run, error) : status;
}

/* ---- */

static mimicry_status set_rules(struct run *run, mimicry_error *error)
{
    const mimicry0_screen_options *o = &run->screen->options;
    mimicry_status status = MIMICRY_OK;
    if (o->only_genes != NULL || o->exclude_genes != NULL)
        status = mim_filter_records(run->screen->index, o->only_genes, o->exclude_genes,
                                    &run->records, &run->rules.kept, error);
    run->rules.scope = (struct mim_scope_rules){
        .wildtype = o->exclude_wildtype != 0,
        .own_gene = o->exclude_own_gene != 0,
        .paralogs = o->exclude_paralogs,
        .records = run->records,
    };
    return status;
}

/* All candidates are checked before any is searched. */
static mimicry_status check_all(const struct run *run, bool *names_source, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    *names_source = false;
    for (size_t i = 0; i < run->n_candidates && status == MIMICRY_OK; i++) {
        const mimicry0_candidate c = mim_screen_candidate(run->candidates, run->stride, i);
        status = mim_screen_check(run->screen, &c, i, error);
        *names_source = *names_source || *c.gene != '\0' || *c.accession != '\0';
    }
    return status;
}

static mimicry_status set_significance(struct run *run, mimicry_error *error)
{
    const struct mim_screen *screen = run->screen;
    run->significance.model = mim_model_share(screen->options.model);
    run->significance.by_score = true;
    mim_frequencies_set(&run->significance.frequencies, screen->index->counts);
    mim_window_counts_set(&run->significance.windows, screen->index);
    run->evalues = mim_alloc_zeroed(screen->threads, sizeof *run->evalues);
    return run->evalues != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

static mimicry_status set_alignment(struct run *run, mimicry_error *error)
{
    if (!run->screen->options.dissimilarity)
        return MIMICRY_OK;
    run->scoring = mim_alloc_array(1, sizeof *run->scoring);
    if (run->scoring == NULL)
        return mim_fail_memory(error);
    return mim_align_scoring_set(run->scoring, &run->screen->alignment->matrix, GAP_OPEN,
                                 GAP_EXTEND, error);
}

static mimicry_status open_run(struct run *run, mimicry_error *error)
{
    const struct mim_screen *screen = run->screen;
    bool names_source;
    mimicry_status status = check_all(run, &names_source, error);
    if (status == MIMICRY_OK)
        status = set_rules(run, error);
    if (status == MIMICRY_OK && names_source)
        status = mim_origins_create(screen->index, &run->origins, error);
    if (status == MIMICRY_OK)
        status = mim_record_genes_set(&run->genes, screen->index, error);
    if (status == MIMICRY_OK)
        status = set_significance(run, error);
    if (status == MIMICRY_OK)
        status = set_alignment(run, error);
    if (status == MIMICRY_OK)
        status = mim_screen_block_create(&run->block, error);
    if (status == MIMICRY_OK)
        status = mim_selves_create(&run->selves, screen, &run->genes, error);
    if (status == MIMICRY_OK)
        status = mim_rows_create(&run->rows, screen, &run->genes, error);
    return status;
}

static void close_run(struct run *run)
{
    mim_rows_free(&run->rows);
    mim_selves_free(&run->selves);
    mim_screen_block_free(&run->block);
    mim_record_genes_free(&run->genes);
    mim_origins_free(run->origins);
    for (unsigned w = 0; run->evalues != NULL && w < run->screen->threads; w++)
        mim_evalues_close(&run->evalues[w]);
    free(run->evalues);
    mim_model_free(run->significance.model);
    free(run->scoring);
    free(run->records);
}

mimicry_status mim_screen_run(const struct mim_screen *screen, const mimicry0_candidate *candidates,
                              size_t n_candidates, size_t stride, mimicry_error *error)
{
    struct run run = {.screen = screen,
                      .candidates = (const char *)candidates,
                      .n_candidates = n_candidates,
                      .stride = stride};
    mimicry_status status = open_run(&run, error);
    while (status == MIMICRY_OK && run.block.before < n_candidates) {
        status = run_block(&run, error);
        run.block.before += run.block.n_candidates;
    }
    run.block.n_candidates = 0;
    if (status == MIMICRY_OK && screen->options.progress != NULL && watch(&run, 0, 0) != 0)
        status = cancelled(error);
    close_run(&run);
    return status;
}
