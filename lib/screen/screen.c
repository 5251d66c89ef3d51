/* Screens block by block: first all windows within reach, then for the parts that need it the
 * nearest and the best by score, then how surprising the best is. */
#include "screen/screen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "score/evalues.h"
#include "score/partition.h"
#include "screen/make_row.h"
#include "screen/nearest.h"
#include "screen/origins.h"
#include "screen/reach.h"
#include "search/gene_filter.h"

enum { STEPS = 4, PARTS_A_TASK = 64 };

/* Of the published dissimilarity. */
enum { GAP_OPEN = 11, GAP_EXTEND = 1 };
static const double MIDPOINT = 32, STEEPNESS = 4.87;

struct mim_screen {
    struct mim_screen_request request;
    struct mimicry_model *blosum62;
    const struct mimicry_model *model;
    struct mim_intake intake;
    size_t most; /* queries of the next block */
    struct mim_scope_rules rules;
    struct mim_gene_filter searched; /* records, of the rules */
    struct mim_origins *origins;     /* made when the first query names its source */
    struct mim_own *own;             /* of the queries of the block, by number */
    struct mim_scope *scopes;        /* of its parts */
    size_t scopes_room;
    struct mim_record_genes genes;
    struct mim_noted noted;
    struct mimicry0_significance significance;
    struct mim_evalues *evalues; /* one a worker */
    struct mim_align_scoring *scoring;
    struct mim_row_memory rows;
    struct mim_screen_block *block; /* in hand */
    unsigned step;                  /* of the block */
    uint64_t reported;              /* as progress */
};

bool mim_reach_by_mismatches(const struct mim_reach *reach)
{
    return reach->kind == MIMICRY_MAX_MISMATCHES;
}

size_t mim_screen_counts(const struct mim_reach *reach)
{
    if (!mim_reach_by_mismatches(reach))
        return 1;
    return reach->threshold < MIMICRY_MAX_PEPTIDE ? (size_t)reach->threshold + 1
                                                  : MIMICRY_MAX_PEPTIDE + 1;
}

/* ---- Progress: the block's queries times the steps ---- */

/* A search of several rounds begins anew with each: what is told does not fall back. */
static int watch(void *data, uint64_t done, uint64_t total)
{
    struct mim_screen *s = data;
    const double share = total == 0 ? 0 : (double)done / (double)total;
    const uint64_t reached = (uint64_t)((s->step + share) * s->block->n_queries);
    s->reported = reached > s->reported ? reached : s->reported;
    return s->request.progress(s->request.data, s->reported, (uint64_t)s->block->n_queries * STEPS);
}

static mimicry_progress_fn watch_of(const struct mim_screen *s)
{
    return s->request.progress == NULL ? NULL : watch;
}

/* ---- What does not count ---- */

static mimicry_status find_own(struct mim_screen *s, const mimicry_query *query,
                               struct mim_own *own, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    own->kind = MIM_OWN_UNKNOWN;
    own->count = 0;
    if (*query->gene == '\0' && *query->accession == '\0')
        return MIMICRY_OK;
    if (s->origins == NULL)
        status = mim_origins_create(s->request.index, &s->origins, error);
    return status == MIMICRY_OK
               ? mim_origins_find(s->origins, query->gene, query->accession, own, error)
               : status;
}

static mimicry_status set_query_scopes(struct mim_screen *s, uint32_t number, mimicry_error *error)
{
    struct mim_screened *query = &s->block->queries[number];
    const mimicry_query *given = &query->kept->query;
    struct mim_own *own = &s->own[number];
    mimicry_status status = find_own(s, given, own, error);
    query->source = own->kind;
    for (size_t i = 0; i < query->parts.count && status == MIMICRY_OK; i++) {
        const size_t p = query->parts.first + i;
        const struct mim_part *part = &s->block->parts[p];
        status = mim_scope_set(&s->scopes[p], s->request.index, &s->rules, own, given->peptide,
                               given->wildtype, part->start, part->length, error);
    }
    return status;
}

static mimicry_status set_scopes(struct mim_screen *s, mimicry_error *error)
{
    const size_t room = s->scopes_room;
    struct mim_scope *grown =
        mim_grow(s->scopes, &s->scopes_room, s->block->n_parts, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    s->scopes = grown;
    memset(grown + room, 0, (s->scopes_room - room) * sizeof *grown);
    mimicry_status status = MIMICRY_OK;
    for (uint32_t q = 0; q < s->block->n_queries && status == MIMICRY_OK; q++) {
        if (s->block->queries[q].original == q)
            status = set_query_scopes(s, q, error);
    }
    return status;
}

/* ---- E-values and dissimilarities ---- */

static mimicry_status value_parts(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    struct mim_screen *s = data;
    struct mim_evalues *evalues = &s->evalues[worker];
    const size_t from = (size_t)task * PARTS_A_TASK, left = s->block->n_parts - from;
    const size_t to = from + (left < PARTS_A_TASK ? left : PARTS_A_TASK);
    mimicry_status status = MIMICRY_OK;
    if (evalues->significance == NULL)
        status = mim_evalues_open(evalues, &s->significance, error);
    for (size_t p = from; p < to && status == MIMICRY_OK; p++) {
        struct mim_part *part = &s->block->parts[p];
        if (part->best.length == 0)
            continue;
        status = mim_evalues_set(evalues, part->letters, part->length, error);
        if (status == MIMICRY_OK)
            part->evalue = mim_evalues_p(evalues, part->best.score) * evalues->windows;
    }
    return status;
}

static mimicry_status find_evalues(struct mim_screen *s, mimicry_error *error)
{
    const struct mim_loop loop = {
        .threads = s->request.threads,
        .tasks = (s->block->n_parts + PARTS_A_TASK - 1) / PARTS_A_TASK,
        .run = value_parts,
        .data = s,
    };
    return mim_parallel(&loop, error);
}

static mimicry_status find_dissimilarities(struct mim_screen *s, mimicry_error *error)
{
    struct mim_screen_block *block = s->block;
    const struct mim_partition partition = {
        .index = s->request.index,
        .scoring = s->scoring,
        .kernels = s->request.kernels,
        .a = MIDPOINT,
        .k = STEEPNESS,
        .threads = s->request.threads,
        .progress = watch_of(s),
        .progress_data = s,
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

/* ---- Blocks ---- */

/* Leaves only queries in the block whose hits may be in memory together, and lets the next block
 * have about as many. */
static void cut_block(struct mim_screen *s, uint32_t queries)
{
    const bool cut = queries < s->block->n_queries;
    mim_block_cut(s->block, &s->intake, queries);
    if (cut)
        s->most = queries;
    else
        s->most = s->most < MIM_SCREEN_QUERIES / 2 ? s->most * 2 : MIM_SCREEN_QUERIES;
}

static mimicry_status find_all(struct mim_screen *s, mimicry_error *error)
{
    const struct mim_part_setting setting = {.request = &s->request,
                                             .model = s->model,
                                             .rules = &s->rules,
                                             .kept = s->searched.filter.kept,
                                             .scopes = s->scopes,
                                             .watch = watch_of(s),
                                             .watch_data = s};
    uint32_t queries;
    s->step = 0;
    s->reported = 0;
    mimicry_status status =
        mim_reach_find(s->block, &setting, &s->genes, &s->noted, &queries, error);
    if (status != MIMICRY_OK)
        return status;
    cut_block(s, queries);
    s->step++;
    status = mim_nearest_find(s->block, &setting, error);
    s->step++;
    if (status == MIMICRY_OK)
        status = mim_best_find(s->block, &setting, error);
    s->step++;
    if (status == MIMICRY_OK)
        status = find_evalues(s, error);
    if (status == MIMICRY_OK && s->request.dissimilarity)
        status = find_dissimilarities(s, error);
    if (status == MIMICRY_OK && watch_of(s) != NULL && watch(s, 1, 1) != 0)
        status = mim_fail_cancelled(error);
    return status;
}

mimicry_status mim_screen_next(struct mim_screen *s, struct mim_screen_block **out_block,
                               mimicry_error *error)
{
    *out_block = NULL;
    s->block = mim_alloc_zeroed(1, sizeof *s->block);
    if (s->block == NULL)
        return mim_fail_memory(error);
    mimicry_status status =
        mim_block_fill(s->block, &s->request, s->model, &s->intake, s->most, error);
    const bool at_end = status == MIMICRY_OK && s->block->n_queries == 0;
    if (status == MIMICRY_OK && !at_end)
        status = set_scopes(s, error);
    if (status == MIMICRY_OK && !at_end)
        status = find_all(s, error);
    if (status == MIMICRY_OK && !at_end)
        *out_block = s->block;
    else
        mim_screen_block_free(s->block);
    s->block = NULL;
    return status;
}

mimicry_status mim_screen_row(struct mim_screen *screen, const struct mim_screen_block *block,
                              size_t query, struct mim_screen_row *out_row, mimicry_error *error)
{
    return mim_row_make(&screen->rows, block, query, out_row, error);
}

/* ---- */

static mimicry_status set_rules(struct mim_screen *s, mimicry_error *error)
{
    const struct mim_screen_request *r = &s->request;
    const mimicry_status status = mim_gene_filter_set(&s->searched, r->index, r->only_genes,
                                                      r->exclude_genes, r->note, r->data, error);
    s->rules = (struct mim_scope_rules){
        .wildtype = r->exclude_wildtype,
        .own_gene = r->exclude_own_gene,
        .paralogs = r->exclude_paralogs,
        .records = s->searched.records,
    };
    s->own = mim_alloc_zeroed(MIM_SCREEN_QUERIES, sizeof *s->own);
    return s->own != NULL || status != MIMICRY_OK ? status : mim_fail_memory(error);
}

static mimicry_status set_significance(struct mim_screen *s, mimicry_error *error)
{
    s->significance.model = mim_model_share(s->model);
    s->significance.by_score = true;
    mim_frequencies_set(&s->significance.frequencies, s->request.index->counts);
    mim_window_counts_set(&s->significance.windows, s->request.index);
    s->evalues = mim_alloc_zeroed(s->request.threads, sizeof *s->evalues);
    return s->evalues != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

static mimicry_status set_alignment(struct mim_screen *s, mimicry_error *error)
{
    if (!s->request.dissimilarity)
        return MIMICRY_OK;
    s->scoring = mim_alloc_array(1, sizeof *s->scoring);
    if (s->scoring == NULL)
        return mim_fail_memory(error);
    return mim_align_scoring_set(s->scoring, &s->blosum62->matrix, GAP_OPEN, GAP_EXTEND, error);
}

static mimicry_status open_screen(struct mim_screen *s, mimicry_error *error)
{
    mimicry_status status = mim_model_from_matrix("BLOSUM62", false, &s->blosum62, error);
    s->model = s->request.opt_model != NULL ? s->request.opt_model : s->blosum62;
    if (status == MIMICRY_OK)
        status = set_rules(s, error);
    if (status == MIMICRY_OK)
        status = mim_record_genes_set(&s->genes, s->request.index, error);
    if (status == MIMICRY_OK)
        status = mim_noted_create(&s->noted, s->request.index, &s->genes, error);
    if (status == MIMICRY_OK)
        status = set_significance(s, error);
    if (status == MIMICRY_OK)
        status = set_alignment(s, error);
    if (status == MIMICRY_OK)
        status = mim_row_memory_create(&s->rows, &s->request, &s->genes, error);
    return status;
}

mimicry_status mim_screen_create(const struct mim_screen_request *request,
                                 struct mim_screen **out_screen, mimicry_error *error)
{
    struct mim_screen *s = mim_alloc_zeroed(1, sizeof *s);
    *out_screen = NULL;
    if (s == NULL)
        return mim_fail_memory(error);
    s->request = *request;
    s->intake.source = request->source;
    s->most = MIM_SCREEN_QUERIES;
    const mimicry_status status = open_screen(s, error);
    if (status == MIMICRY_OK)
        *out_screen = s;
    else
        mim_screen_free(s);
    return status;
}

void mim_screen_free(struct mim_screen *s)
{
    if (s == NULL)
        return;
    mim_row_memory_free(&s->rows);
    mim_noted_free(&s->noted);
    mim_record_genes_free(&s->genes);
    mim_origins_free(s->origins);
    for (size_t q = 0; s->own != NULL && q < MIM_SCREEN_QUERIES; q++)
        mim_own_free(&s->own[q]);
    for (size_t p = 0; p < s->scopes_room; p++)
        mim_scope_free(&s->scopes[p]);
    for (unsigned w = 0; s->evalues != NULL && w < s->request.threads; w++)
        mim_evalues_close(&s->evalues[w]);
    mim_gene_filter_free(&s->searched);
    mim_intake_free(&s->intake);
    mim_model_free(s->significance.model);
    mim_model_free(s->blosum62);
    free(s->own);
    free(s->scopes);
    free(s->evalues);
    free(s->scoring);
    free(s);
}
