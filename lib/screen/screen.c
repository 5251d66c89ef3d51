/* Screens block by block: first all windows within reach, then for the parts that need it the
 * nearest, the best by score, which they bound, and the first, the ranks of hits by other models,
 * then how surprising the best is. */
#include "screen/screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "query/remarks.h"
#include "screen/first.h"
#include "screen/hit_ranks.h"
#include "screen/make_row.h"
#include "screen/nearest.h"
#include "screen/origins.h"
#include "screen/reach.h"
#include "screen/sources.h"
#include "screen/values.h"
#include "search/gene_filter.h"

enum { STEPS = 6 };

struct mim_screen {
    struct mim_screen_request request;
    struct mimicry_model *own_model; /* BLOSUM62, or NULL */
    const struct mimicry_model *model;
    struct mim_intake intake;
    size_t most; /* queries of the next block */
    struct mim_scope_rules rules;
    struct mim_gene_filter searched; /* records, of the rules */
    struct mim_origins *origins;     /* made when the first query names its source */
    struct mim_own *own;             /* of the queries of the block, by number */
    struct mim_sources sources;      /* of all queries so far */
    struct mim_remarks remarks;      /* likewise */
    struct mim_scope *scopes;        /* of its parts */
    size_t scopes_room;
    struct mim_record_genes genes;
    struct mim_noted noted;
    struct mim_values values;
    struct mim_screen_order order;
    struct mim_listed listed;
    struct mim_around around; /* made for the first block of so many parts that it pays */
    struct mim_row_memory rows;
    struct mim_screen_block *block; /* in hand */
    unsigned step;                  /* of the block */
    uint64_t reported;              /* as progress */
};

bool mim_reach_by_mismatches(const struct mim_reach *reach)
{
    return reach->kind == MIMICRY_MAX_MISMATCHES;
}

bool mim_screen_asks_presentation(const struct mim_screen_request *r)
{
    return mim_presentation_filters(r->presentation) || r->order == MIMICRY_ORDER_COMBINED ||
           r->order == MIMICRY_ORDER_PRESENTED;
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

/* Makes ready what a window's scope asks of its presentation. */
static mimicry_status set_alleles(struct mim_screen *s, const mimicry_query *query,
                                  struct mim_scope *scope, mimicry_error *error)
{
    if (s->rules.presented == NULL)
        return MIMICRY_OK;
    const mimicry_status status =
        mim_presentation_set(s->request.presentation, query->allele, &scope->alleles, error);
    return status == MIMICRY_OK ? mim_presentation_ready(s->request.presentation, scope->alleles,
                                                         scope->length, error)
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
        if (status == MIMICRY_OK)
            status = set_alleles(s, given, &s->scopes[p], error);
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

/* ---- Blocks ---- */

/* Finds what is within reach. Only queries stay in the block whose hits may be in memory together;
 * the next block has so many queries that most of what it finds will fit. */
static mimicry_status find_reach(struct mim_screen *s, const struct mim_part_setting *setting,
                                 mimicry_error *error)
{
    uint32_t queries;
    uint64_t hits;
    const mimicry_status status =
        mim_reach_find(s->block, setting, &s->order, &s->genes, &s->noted, &queries, &hits, error);
    if (status != MIMICRY_OK)
        return status;
    mim_block_cut(s->block, &s->intake, queries);
    const uint64_t fitting =
        hits == 0 ? MIM_SCREEN_QUERIES : MIM_BLOCK_HITS * (uint64_t)queries / hits;
    const uint64_t most = fitting - fitting / 8;
    s->most = most < 1 ? 1 : most < MIM_SCREEN_QUERIES ? (size_t)most : MIM_SCREEN_QUERIES;
    return MIMICRY_OK;
}

/* Makes what stands around suffixes, unless that takes longer than it saves: with so few parts
 * (measured). */
static mimicry_status set_around(struct mim_screen *s, mimicry_error *error)
{
    enum { PAY_FROM = 1536 };
    if (s->around.before != NULL || s->block->n_parts < PAY_FROM ||
        !mim_around_fits(s->request.index))
        return MIMICRY_OK;
    return mim_around_make(&s->around, s->request.index, s->request.threads, error);
}

static mimicry_status find_all(struct mim_screen *s, mimicry_error *error)
{
    const struct mim_part_setting setting = {.request = &s->request,
                                             .model = s->model,
                                             .rules = &s->rules,
                                             .kept = s->searched.filter.kept,
                                             .scopes = s->scopes,
                                             .opt_around =
                                                 s->around.before != NULL ? &s->around : NULL,
                                             .watch = watch_of(s),
                                             .watch_data = s};
    const bool filters = mim_presentation_filters(s->request.presentation);
    const bool combined = s->request.order == MIMICRY_ORDER_COMBINED;
    s->step = 0;
    s->reported = 0;
    mimicry_status status = find_reach(s, &setting, error);
    if (status == MIMICRY_OK && filters)
        status = mim_listed_set(&s->listed, &s->request, s->block, error);
    s->step++;
    if (status == MIMICRY_OK)
        status = mim_nearest_find(s->block, &setting, &s->listed, error);
    s->step++;
    if (status == MIMICRY_OK && !combined)
        status = mim_best_find(s->block, &setting, &s->listed, NULL, error);
    s->step++;
    if (status == MIMICRY_OK && combined && !filters)
        status = mim_listed_set(&s->listed, &s->request, s->block, error);
    if (status == MIMICRY_OK && combined)
        status = mim_first_find(s->block, &setting, &s->order, &s->listed, error);
    s->step++;
    if (status == MIMICRY_OK)
        status = mim_hit_ranks_find(s->block, &setting, error);
    s->step++;
    if (status == MIMICRY_OK)
        status = mim_values_find(&s->values, s->block, watch_of(s), s, error);
    if (status == MIMICRY_OK && watch_of(s) != NULL && watch(s, 1, 1) != 0)
        status = mim_fail_cancelled(error);
    return status;
}

/* ---- Notes ---- */

static void count_block(struct mim_screen *s)
{
    mim_sources_count(&s->sources, s->block);
    for (size_t q = 0; q < s->block->n_queries; q++) {
        const mimicry_query *query = &s->block->queries[q].kept->query;
        if (mim_block_original(s->block, q)->parts.count == 0)
            mim_remark_add(&s->remarks.windowless, query);
        if (mim_reach_by_mismatches(&s->request.reach))
            mim_remarks_letters(&s->remarks, query);
        mim_remarks_nucleotides(&s->remarks, query);
    }
}

static void tell(struct mim_screen *s)
{
    mim_sources_tell(&s->sources, s->rules.own_gene, s->request.note, s->request.data);
    mim_remarks_tell(&s->remarks, s->request.note, s->request.data);
    mim_presentation_tell(s->request.presentation, s->request.note, s->request.data);
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
        status = set_around(s, error);
    if (status == MIMICRY_OK && !at_end)
        status = find_all(s, error);
    if (status == MIMICRY_OK && at_end)
        tell(s);
    if (status == MIMICRY_OK && !at_end) {
        count_block(s);
        *out_block = s->block;
    } else {
        mim_screen_block_free(s->block);
    }
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
        .presented = mim_presentation_filters(r->presentation) ? r->presentation : NULL,
    };
    s->own = mim_alloc_zeroed(MIM_SCREEN_QUERIES, sizeof *s->own);
    return s->own != NULL || status != MIMICRY_OK ? status : mim_fail_memory(error);
}

static mimicry_status open_screen(struct mim_screen *s, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (s->request.opt_model == NULL)
        status = mim_model_from_matrix("BLOSUM62", false, &s->own_model, error);
    s->model = s->request.opt_model != NULL ? s->request.opt_model : s->own_model;
    if (status == MIMICRY_OK)
        status = set_rules(s, error);
    if (status == MIMICRY_OK)
        status = mim_record_genes_set(&s->genes, s->request.index, error);
    if (status == MIMICRY_OK)
        status = mim_noted_create(&s->noted, s->request.index, &s->genes, error);
    if (status == MIMICRY_OK)
        status = mim_values_create(&s->values, &s->request, s->model, error);
    if (status == MIMICRY_OK)
        status =
            mim_order_create(&s->order, &s->request, &s->values.significance, &s->genes, error);
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
    s->intake.source = request->queries;
    s->intake.keeps_cells = request->annotate;
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
    mim_order_free(&s->order);
    mim_listed_free(&s->listed);
    mim_around_free(&s->around);
    mim_values_free(&s->values);
    mim_gene_filter_free(&s->searched);
    mim_intake_free(&s->intake);
    mim_model_free(s->own_model);
    free(s->own);
    free(s->scopes);
    free(s);
}
