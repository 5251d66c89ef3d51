/* Hands the options of a screen to the library. */
#include "screening.h"

#include "tool.h"

/* What a page shows beyond a plain table. */
static uint32_t report_columns(const struct request *r)
{
    return MIMICRY_COLUMN_PROTEIN | (r->tissues != NULL ? MIMICRY_COLUMN_VITAL : 0);
}

int screening_begin(struct inputs *in, struct ArrowArrayStream *out_rows,
                    struct ArrowArrayStream *opt_out_hits)
{
    const struct request *r = in->request;
    mimicry_error error = {.size = sizeof error};
    const mimicry_screen_options options = {
        .size = sizeof options,
        .run = in->run,
        .model = in->model,
        .threshold = r->threshold.value,
        .threshold_kind = r->threshold.kind,
        .exclude_wildtype = r->exclude_wildtype,
        .top = r->top,
        .window_min = r->windows.min,
        .window_max = r->windows.max,
        .exclude_own_gene = r->exclude_own_gene,
        .dissimilarity = r->dissimilarity,
        .annotate = r->annotate,
        .mutated = in->mutated,
        .order = r->order,
        .models = r->models,
        .exclude_paralogs = r->exclude_paralogs,
        .columns = r->columns | (r->verb->bit == VERB_REPORT ? report_columns(r) : 0),
        .flank = (uint32_t)r->flank,
        .only_genes = in->only_genes,
        .exclude_genes = in->exclude_genes,
        .annotations = in->annotations,
        .min_expression = inputs_min_expression(r),
        .levels = r->levels,
        .alleles = in->alleles,
        .max_presented = r->max_presented,
        .max_rank = r->max_rank,
    };
    return mimicry_screen(in->index, in->queries, &options, out_rows, opt_out_hits, &error) ==
                   MIMICRY_OK
               ? 0
               : report_status(&error);
}
