/* mimicry search: every window within a threshold, or how it would be searched. */
#include <float.h>

#include "tables.h"

/* What a format needs, or has room for. */
static uint32_t columns_of(int32_t format)
{
    return format == MIMICRY_FORMAT_BLAST6     ? MIMICRY_COLUMN_EVALUE
           : format == MIMICRY_FORMAT_PEPMATCH ? MIMICRY_COLUMN_PROTEIN
                                               : 0;
}

static int search(struct inputs *in)
{
    const struct request *r = in->request;
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream table;
    const int32_t anywhere = r->discontinuous ? MIMICRY_POSITIONS_ANYWHERE : MIMICRY_POSITIONS_NONE;
    const mimicry_search_options options = {
        .size = sizeof options,
        .run = in->run,
        .model = in->model,
        .threshold = r->threshold.value,
        .threshold_kind = r->threshold.kind,
        .max_indels = (uint32_t)r->max_indels,
        .top = r->top,
        .window_min = r->windows.min,
        .window_max = r->windows.max,
        .positions = r->fixed_positions ? MIMICRY_POSITIONS_FIXED : anywhere,
        .rows = r->rows,
        .columns = r->columns | (r->rows == MIMICRY_ROWS_HITS ? columns_of(r->format) : 0),
        .flank = (uint32_t)r->flank,
        .only_genes = in->only_genes,
        .exclude_genes = in->exclude_genes,
        .annotations = in->annotations,
        .min_expression = inputs_min_expression(r),
        .alleles = in->alleles,
        .max_presented = r->max_presented,
        .levels = r->levels,
        .order = r->order,
        .models = r->models,
    };
    const mimicry_status status =
        r->explain ? mimicry_explain(in->index, in->queries, &options, &table, &error)
                   : mimicry_search(in->index, in->queries, &options, &table, &error);
    return status == MIMICRY_OK ? table_print(in, &table) : report_status(&error);
}

/* A search that asks for nothing more than what is equal may have been meant otherwise. */
static void note_exact(struct inputs *in)
{
    const struct request *r = in->request;
    if (in->watch.rows > 0 || r->threshold.kind != MIMICRY_NO_THRESHOLD || r->top > 0 ||
        r->max_indels > 0 || r->rows == MIMICRY_ROWS_COUNTS || r->describe)
        return;
    watch_note(&in->watch,
               r->scan != NULL
                   ? "nothing was found: without a threshold a search is exact; "
                     "--top N and --min-activity A find what the receptor may respond to"
                   : "nothing was found: without a threshold a search is exact; -m N "
                     "finds windows with up to N mismatches");
}

int run_search(const struct request *r)
{
    struct inputs in;
    int status = inputs_open(r, &in);
    if (status == 0)
        status = search(&in);
    if (status == 0)
        note_exact(&in);
    inputs_close(&in);
    return status;
}
