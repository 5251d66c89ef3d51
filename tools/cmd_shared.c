/* mimicry shared: the segments that queries have in common with a proteome, or profiles of them. */
#include "tables.h"

static mimicry_status find_segments(const struct inputs *in, struct ArrowArrayStream *table,
                                    mimicry_error *error)
{
    const mimicry_shared_options options = {.size = sizeof options,
                                            .run = in->run,
                                            .min_length = in->request->min_length,
                                            .changed = in->request->changed,
                                            .only_genes = in->only_genes,
                                            .exclude_genes = in->exclude_genes};
    return mimicry_shared(in->index, in->queries, &options, table, error);
}

static mimicry_status go_along(const struct inputs *in, struct ArrowArrayStream *table,
                               mimicry_error *error)
{
    const bool none = cli_given(in->request, "window") && in->request->window == 0;
    const mimicry_along_options options = {.size = sizeof options,
                                           .run = in->run,
                                           .window = none ? -1 : (int32_t)in->request->window,
                                           .only_genes = in->only_genes,
                                           .exclude_genes = in->exclude_genes};
    return mimicry_along(in->index, in->queries, &options, table, error);
}

int run_shared(const struct request *r)
{
    struct inputs in;
    struct ArrowArrayStream table;
    mimicry_error error = {.size = sizeof error};
    int status = inputs_open(r, &in);
    if (status == 0 && (r->along ? go_along(&in, &table, &error)
                                 : find_segments(&in, &table, &error)) != MIMICRY_OK)
        status = report_status(&error);
    else if (status == 0)
        status = table_print(&in, &table);
    inputs_close(&in);
    return status;
}
