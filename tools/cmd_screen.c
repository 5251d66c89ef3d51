/* mimicry screen: a row for each query, and the hits behind the rows. */
#include "tables.h"

static int screen(struct inputs *in)
{
    const struct request *r = in->request;
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream rows, hits;
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
        .exclude_paralogs = r->exclude_paralogs,
        .columns = r->columns,
        .flank = (uint32_t)r->flank,
        .only_genes = in->only_genes,
        .exclude_genes = in->exclude_genes,
        .annotations = in->annotations,
        .min_expression = inputs_min_expression(r),
    };
    const bool both = r->hits != NULL;
    if (mimicry_screen(in->index, in->queries, &options, &rows, both ? &hits : NULL, &error) !=
        MIMICRY_OK)
        return report_status(&error);
    return both ? table_print_both(in, &rows, &hits) : table_print(in, &rows);
}

int run_screen(const struct request *r)
{
    struct inputs in;
    int status = inputs_open(r, &in);
    if (status == 0)
        status = screen(&in);
    inputs_close(&in);
    return status;
}
