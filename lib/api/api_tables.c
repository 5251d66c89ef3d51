/* Public functions: searches as tables. */
#include <stdlib.h>
#include <string.h>

#include "api/check.h"
#include "api/prepare.h"
#include "base/memory.h"
#include "query/queries.h"
#include "table/kept.h"
#include "table/orders.h"
#include "table/searches.h"

enum {
    ALL_COLUMNS = MIMICRY_COLUMN_EVALUE | MIMICRY_COLUMN_ALIGNMENT | MIMICRY_COLUMN_PROTEIN |
                  MIMICRY_COLUMN_GROUP | MIMICRY_COLUMN_VITAL
};

/* ---- Options of tables ---- */

static mimicry_status clash(const char *a, const char *b, mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_ARGUMENT, "%s and %s do not go together", a, b);
}

/* What is told of single hits. */
static mimicry_status check_hits_only(const mimicry_search_options *o, const char *rows,
                                      mimicry_error *error)
{
    if (o->flank > 0)
        return clash(rows, "flank", error);
    if (o->annotations != NULL || o->min_expression != 0 || o->levels != NULL)
        return clash(rows, "annotations", error);
    if (o->columns & (MIMICRY_COLUMN_PROTEIN | MIMICRY_COLUMN_GROUP | MIMICRY_COLUMN_VITAL))
        return clash(rows, "columns of single hits", error);
    return MIMICRY_OK;
}

static mimicry_status check_counts(const mimicry_search_options *o, mimicry_error *error)
{
    if (o->max_indels > 0)
        return clash("counts", "max_indels", error);
    if (o->columns != 0)
        return clash("counts", "columns", error);
    return check_hits_only(o, "counts", error);
}

static mimicry_status check_evalues(const mimicry_search_options *o, mimicry_error *error)
{
    if (o->max_indels > 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "E-values and max_indels do not go together: only windows of the peptide's "
                        "own length have one");
    return MIMICRY_OK;
}

static mimicry_status check_epitopes(const mimicry_search_options *o, mimicry_error *error)
{
    const char *what = NULL;
    if (o->rows != MIMICRY_ROWS_HITS)
        what = "these rows";
    else if (o->flank > 0)
        what = "flank";
    else if (o->columns & MIMICRY_COLUMN_EVALUE)
        what = "E-values";
    else if (o->columns & MIMICRY_COLUMN_GROUP)
        what = "groups";
    else if (o->annotations != NULL && o->annotations->binders != NULL)
        what = "binders";
    return what == NULL ? MIMICRY_OK : clash("discontinuous epitopes", what, error);
}

static mimicry_status check_table(const mimicry_search_options *o, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (o->rows < MIMICRY_ROWS_HITS || o->rows > MIMICRY_ROWS_COUNTS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "rows %d: MIMICRY_ROWS_... was expected",
                        (int)o->rows);
    if (o->columns & MIMICRY_COLUMN_LISTS)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "lists are columns of the rows of a screen");
    if ((o->columns & ~(uint32_t)ALL_COLUMNS) != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "columns: MIMICRY_COLUMN_... were expected");
    if (o->flank > MIM_LONGEST_FLANK)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a flank of %u: 0 to %d residues were expected",
                        (unsigned)o->flank, (int)MIM_LONGEST_FLANK);
    if (o->rows == MIMICRY_ROWS_COUNTS)
        status = check_counts(o, error);
    if (o->rows == MIMICRY_ROWS_PEPTIDES)
        status = check_hits_only(o, "a row for each self-peptide", error);
    if (status == MIMICRY_OK && (o->columns & MIMICRY_COLUMN_EVALUE))
        status = check_evalues(o, error);
    if (status == MIMICRY_OK && o->positions != MIMICRY_POSITIONS_NONE)
        status = check_epitopes(o, error);
    return status;
}

/* ---- Order ---- */

static mimicry_status check_order(const mimicry_search_options *o, bool presentation,
                                  mimicry_error *error)
{
    const struct mim_order_use use = {
        .presentation = presentation,
        .opt_annotations = o->annotations,
        .columns = o->columns,
        .threshold_kind = o->threshold_kind,
        .threshold = o->threshold,
        .top = o->top,
    };
    if (o->order > MIMICRY_ORDER_SIMILARITY && o->rows == MIMICRY_ROWS_COUNTS)
        return clash("counts", "order", error);
    if (o->order > MIMICRY_ORDER_SIMILARITY &&
        (o->max_indels > 0 || o->positions != MIMICRY_POSITIONS_NONE))
        return clash(o->max_indels > 0 ? "indels" : "discontinuous epitopes", "order", error);
    return mim_order_check(o->order, &use, error);
}

/* ---- Other models ---- */

static mimicry_status check_models(const mimicry_search_options *o, mimicry_error *error)
{
    const char *what = NULL;
    if (o->models == NULL)
        return MIMICRY_OK;
    if (o->rows != MIMICRY_ROWS_HITS)
        what = "these rows";
    else if (o->max_indels > 0)
        what = "indels";
    else if (o->positions != MIMICRY_POSITIONS_NONE)
        what = "discontinuous epitopes";
    else if (o->model != NULL && o->model->kind == MIM_MODEL_TABLE)
        what = "a motif or a profile, which has no peptide to compare with,";
    return what == NULL ? MIMICRY_OK : clash("models", what, error);
}

static mimicry_status open_models(const mimicry_search_options *o, struct mim_model_list *out,
                                  mimicry_error *error)
{
    const mimicry_status status = check_models(o, error);
    return status == MIMICRY_OK && o->models != NULL ? mim_model_list_set(out, o->models, error)
                                                     : status;
}

/* ---- Tables that own their search ---- */

struct owner {
    struct mim_prepared prepared;
    struct mim_presentation *presentation; /* or NULL */
    struct mim_model_list models;
    struct mim_producer rows;
};

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct owner *owner = data;
    const mimicry_run *run = &owner->prepared.options.run;
    const mimicry_status status = owner->rows.next(owner->rows.data, table, more, error);
    if (status == MIMICRY_OK && !*more)
        mim_presentation_tell(owner->presentation, run->note, run->data);
    return status;
}

static void release(void *data)
{
    struct owner *owner = data;
    if (owner->rows.free != NULL)
        owner->rows.free(owner->rows.data);
    mim_presentation_free(owner->presentation);
    mim_model_list_free(&owner->models);
    mim_prepared_free(&owner->prepared);
    free(owner);
}

static mim_search_table_fn table_of(int32_t rows)
{
    return rows == MIMICRY_ROWS_COUNTS     ? mim_counts_create
           : rows == MIMICRY_ROWS_PEPTIDES ? mim_peptides_create
                                           : mim_hits_create;
}

/* Presentation is of whole windows. */
static mimicry_status check_presentation(const mimicry_search_options *o, mimicry_error *error)
{
    const bool asked = (o->alleles != NULL && o->alleles[0] != '\0') || o->max_presented != 0;
    if (asked && o->positions != MIMICRY_POSITIONS_NONE)
        return clash("discontinuous epitopes", "alleles", error);
    if (asked && o->rows == MIMICRY_ROWS_COUNTS && o->max_presented == 0)
        return clash("counts", "alleles without max_presented", error);
    return MIMICRY_OK;
}

static mimicry_status open_presentation(struct owner *owner, mimicry_queries *opt_queries,
                                        mimicry_error *error)
{
    const mimicry_search_options *o = &owner->prepared.options;
    struct mim_search *search = &owner->prepared.search;
    const bool special = o->positions != MIMICRY_POSITIONS_NONE ||
                         (o->rows == MIMICRY_ROWS_COUNTS && o->max_presented == 0);
    const struct mim_presentation_request request = {
        .index = search->index,
        .kernels = search->kernels,
        .threads = search->threads,
        .opt_annotations = o->annotations,
        .opt_alleles = o->alleles,
        .has_own = opt_queries != NULL && mim_queries_have_alleles(opt_queries),
        .max_presented = o->max_presented,
    };
    if (special)
        return MIMICRY_OK;
    const mimicry_status status = mim_presentation_create(&request, &owner->presentation, error);
    search->presentation = owner->presentation;
    return status;
}

/* `create`: NULL for what the rows of the options are. */
static mimicry_status open_producer(struct owner *owner, const mimicry_index *index,
                                    mimicry_queries *opt_queries,
                                    const mimicry_search_options *opt_options,
                                    mim_search_table_fn create, struct mim_table **table,
                                    mimicry_error *error)
{
    const mimicry_search_options *o = &owner->prepared.options;
    mimicry_status status = mim_prepare(index, opt_options, &owner->prepared, error);
    if (status == MIMICRY_OK)
        status = check_table(o, error);
    if (status == MIMICRY_OK && create != NULL && (o->max_indels > 0 || o->positions != 0))
        status = mim_fail(error, MIMICRY_E_ARGUMENT,
                          "searches with indels, and of discontinuous epitopes, are not explained");
    if (status == MIMICRY_OK)
        status = check_presentation(o, error);
    if (status == MIMICRY_OK && create == NULL)
        status = open_presentation(owner, opt_queries, error);
    if (status == MIMICRY_OK && create == NULL)
        status = check_order(o, owner->presentation != NULL, error);
    if (status == MIMICRY_OK && create == NULL)
        status = open_models(o, &owner->models, error);
    if (status != MIMICRY_OK)
        return status;
    owner->prepared.search.similar_first = true;
    const struct mim_search_request request = {
        .search = &owner->prepared.search,
        .opt_queries = opt_queries,
        .style = {.columns = o->columns,
                  .flank = o->flank,
                  .edits = o->max_indels > 0,
                  .windows = o->window_min > 0,
                  .annotations = o->annotations,
                  .min_expression = o->min_expression,
                  .presentation = owner->presentation,
                  .opt_levels = o->levels,
                  .order =
                      mim_order_of(o->order, owner->presentation != NULL && o->max_indels == 0),
                  .opt_models = owner->models.count > 0 ? &owner->models : NULL},
        .run = &o->run,
    };
    return (create != NULL ? create : table_of(o->rows))(&request, table, &owner->rows, error);
}

static mimicry_status make(const mimicry_index *index, mimicry_queries *opt_queries,
                           const mimicry_search_options *opt_options, mim_search_table_fn create,
                           struct ArrowArrayStream *out_table, mimicry_error *error)
{
    struct mim_table *table = NULL;
    mimicry_status status = mim_require(out_table != NULL, "out_table", error);
    if (status != MIMICRY_OK)
        return status;
    memset(out_table, 0, sizeof *out_table);
    struct owner *owner = mim_alloc_zeroed(1, sizeof *owner);
    if (owner == NULL)
        return mim_fail_memory(error);
    status = open_producer(owner, index, opt_queries, opt_options, create, &table, error);
    if (status != MIMICRY_OK) {
        release(owner);
        return status;
    }
    const struct mim_producer producer = {
        .next = next, .free = release, .data = owner, .opt_lines = owner->rows.opt_lines};
    const mimicry_search_options *o = &owner->prepared.options;
    const struct mim_kept kept = {.index = index,
                                  .model = o->model,
                                  .queries = opt_queries,
                                  .only_genes = o->only_genes,
                                  .exclude_genes = o->exclude_genes,
                                  .annotations = o->annotations};
    status = mim_stream_create(table, &producer, out_table, error);
    if (status == MIMICRY_OK)
        mim_stream_keep(out_table, &kept);
    return status;
}

mimicry_status mimicry_search(const mimicry_index *index, mimicry_queries *opt_queries,
                              const mimicry_search_options *opt_options,
                              struct ArrowArrayStream *out_table, mimicry_error *opt_error)
{
    return make(index, opt_queries, opt_options, NULL, out_table, opt_error);
}

mimicry_status mimicry_explain(const mimicry_index *index, mimicry_queries *opt_queries,
                               const mimicry_search_options *opt_options,
                               struct ArrowArrayStream *out_table, mimicry_error *opt_error)
{
    return make(index, opt_queries, opt_options, mim_explain_create, out_table, opt_error);
}
