/* Public functions: the screen. */
#include <math.h>
#include <string.h>

#include "api/check.h"
#include "api/run_options.h"
#include "api/threshold.h"
#include "model/model.h"
#include "query/queries.h"
#include "table/hit_row.h"
#include "table/kept.h"
#include "table/screen.h"

enum { USUAL_MISMATCHES = 3 };

/* ---- Checks ---- */

static bool is_switch(int32_t value)
{
    return value == 0 || value == 1;
}

static mimicry_status check_numbers(const mimicry_screen_options *o, mimicry_error *error)
{
    if (!is_switch(o->exclude_wildtype) || !is_switch(o->exclude_own_gene) ||
        !is_switch(o->dissimilarity) || !is_switch(o->annotate))
        return mim_fail(error, MIMICRY_E_ARGUMENT, "0 or 1 was expected for what is on or off");
    if (!(o->exclude_paralogs >= 0 && o->exclude_paralogs <= 1))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "paralogs at a share of %g: a number from 0 to 1 was expected",
                        o->exclude_paralogs);
    if (!(o->max_rank >= 0 && o->max_rank <= 100))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "max_rank %g: a percentage from 0 to 100 was expected", o->max_rank);
    if ((o->window_min != 0 || o->window_max != 0) &&
        (o->window_min == 0 || o->window_min > o->window_max ||
         o->window_max > MIMICRY_MAX_PEPTIDE))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "windows of %u to %u residues: 1 to %d, the smaller first, were expected",
                        (unsigned)o->window_min, (unsigned)o->window_max, (int)MIMICRY_MAX_PEPTIDE);
    if (o->mutated != NULL && o->annotate == 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "mutated proteins without annotate: what they tell is a column of the "
                        "queries' own table");
    return mim_check_threshold(o->threshold_kind, o->threshold, o->model, error);
}

static mimicry_status check_columns(const mimicry_screen_options *o, mimicry_error *error)
{
    const uint32_t known = MIMICRY_COLUMN_ALIGNMENT | MIMICRY_COLUMN_PROTEIN |
                           MIMICRY_COLUMN_GROUP | MIMICRY_COLUMN_VITAL | MIMICRY_COLUMN_LISTS;
    if (o->columns & MIMICRY_COLUMN_EVALUE)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "a screen's hits have no E-values: a search's have");
    if (o->columns & ~known)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "columns %#x are not known",
                        (unsigned)(o->columns & ~known));
    if (o->flank > MIM_LONGEST_FLANK)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "a flank of %u: 0 to %d were expected",
                        (unsigned)o->flank, (int)MIM_LONGEST_FLANK);
    return MIMICRY_OK;
}

static mimicry_status check(const mimicry_screen_options *o, mimicry_error *error)
{
    mimicry_status status = mim_check_run(&o->run, error);
    if (status == MIMICRY_OK)
        status = check_numbers(o, error);
    if (status == MIMICRY_OK)
        status = check_columns(o, error);
    if (status == MIMICRY_OK && o->model != NULL && o->model->kind == MIM_MODEL_TABLE)
        status = mim_fail(error, MIMICRY_E_ARGUMENT,
                          "a motif or a profile takes the place of the peptides: no query can be "
                          "screened with it");
    return status;
}

/* ---- */

static struct mim_reach reach_of(const mimicry_screen_options *o)
{
    if (o->threshold_kind != MIMICRY_NO_THRESHOLD)
        return (struct mim_reach){o->threshold_kind, o->threshold, o->top};
    if (o->top > 0)
        return (struct mim_reach){MIMICRY_MIN_SCORE, -INFINITY, o->top};
    return (struct mim_reach){MIMICRY_MAX_MISMATCHES, USUAL_MISMATCHES, 0};
}

static struct mim_screen_request request_of(const mimicry_index *index, mimicry_queries *queries,
                                            const mimicry_screen_options *o)
{
    return (struct mim_screen_request){
        .index = index,
        .queries = queries,
        .opt_model = o->model,
        .reach = reach_of(o),
        .window_min = o->window_min == 0 ? MIMICRY_USUAL_WINDOW : o->window_min,
        .window_max = o->window_max == 0 ? MIMICRY_USUAL_WINDOW : o->window_max,
        .exclude_wildtype = o->exclude_wildtype != 0,
        .exclude_own_gene = o->exclude_own_gene != 0,
        .exclude_paralogs = o->exclude_paralogs,
        .only_genes = o->only_genes,
        .exclude_genes = o->exclude_genes,
        .dissimilarity = o->dissimilarity != 0,
        .annotate = o->annotate != 0,
        .kernels = mim_kernels_get(o->run.instructions),
        .threads = mim_threads(o->run.threads),
        .plan = o->run.plan,
        .progress = o->run.progress,
        .note = o->run.note,
        .data = o->run.data,
    };
}

/* The index peptide of a scan as the only query. */
static mimicry_status make_queries(const mimicry_model *opt_model, mimicry_queries **out,
                                   mimicry_error *error)
{
    const mimicry_read_options options = {.size = sizeof options};
    *out = NULL;
    if (opt_model == NULL || mim_model_only(opt_model) == NULL)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "queries are missing: only a scan goes without");
    const mimicry_query query = {.id = opt_model->table.source,
                                 .peptide = mim_model_only(opt_model),
                                 .kd_wildtype = (double)NAN,
                                 .kd_mutant = (double)NAN};
    return mim_queries_from(&query, 1, sizeof query, &options, out, error);
}

static mimicry_status screen(const mimicry_index *index, mimicry_queries *queries,
                             const mimicry_screen_options *o, struct ArrowArrayStream *out_rows,
                             struct ArrowArrayStream *opt_out_hits, mimicry_error *error)
{
    const struct mim_screen_request request = request_of(index, queries, o);
    const struct mim_screen_style style = {.columns = o->columns,
                                           .flank = o->flank,
                                           .opt_annotations = o->annotations,
                                           .min_expression = o->min_expression,
                                           .opt_alleles = o->alleles,
                                           .max_presented = o->max_presented,
                                           .max_rank = o->max_rank,
                                           .opt_levels = o->levels,
                                           .order = o->order,
                                           .opt_mutated = o->mutated,
                                           .opt_models = o->models};
    const mimicry_status status =
        mim_screen_tables(&request, &style, &o->run, out_rows, opt_out_hits, error);
    const struct mim_kept kept = {.index = index,
                                  .model = o->model,
                                  .queries = queries,
                                  .only_genes = o->only_genes,
                                  .exclude_genes = o->exclude_genes,
                                  .annotations = o->annotations};
    if (status == MIMICRY_OK)
        mim_stream_keep(out_rows, &kept);
    if (status == MIMICRY_OK && opt_out_hits != NULL)
        mim_stream_keep(opt_out_hits, &kept);
    return status;
}

mimicry_status mimicry_screen(const mimicry_index *index, mimicry_queries *opt_queries,
                              const mimicry_screen_options *opt_options,
                              struct ArrowArrayStream *out_rows,
                              struct ArrowArrayStream *opt_out_hits, mimicry_error *opt_error)
{
    mimicry_screen_options o = {.size = sizeof o};
    mimicry_queries *made = NULL;
    if (out_rows != NULL)
        *out_rows = (struct ArrowArrayStream){.release = NULL};
    if (opt_out_hits != NULL)
        *opt_out_hits = (struct ArrowArrayStream){.release = NULL};
    mimicry_status status =
        mim_require(index != NULL && out_rows != NULL, "index or out_rows", opt_error);
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &o, sizeof o, opt_error);
    if (status == MIMICRY_OK)
        status = check(&o, opt_error);
    if (status == MIMICRY_OK && opt_queries == NULL)
        status = make_queries(o.model, &made, opt_error);
    if (status == MIMICRY_OK)
        status =
            screen(index, made != NULL ? made : opt_queries, &o, out_rows, opt_out_hits, opt_error);
    mim_queries_close(made); /* the tables keep them */
    return status;
}
