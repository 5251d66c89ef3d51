/* Gives queries out in blocks, whatever they come from. */
#include "query/queries.h"

#include <stdlib.h>

#include "base/memory.h"
#include "query/file.h"

enum { MOST_BYTES = 1 << 20 }; /* of a block: it ends with the query that goes beyond */

struct mimicry_queries {
    struct mim_query_block block;
    struct mim_query_file file;
};

static mimicry_status create(const mimicry_read_options *options, mimicry_queries **out,
                             mimicry_error *error)
{
    *out = mim_alloc_zeroed(1, sizeof **out);
    if (*out == NULL)
        return mim_fail_memory(error);
    (*out)->block.flags = options->flags;
    return MIMICRY_OK;
}

mimicry_status mim_queries_open(const char *path, const mimicry_read_options *options,
                                mimicry_queries **out, mimicry_error *error)
{
    mimicry_queries *queries = NULL;
    mimicry_status status = create(options, &queries, error);
    *out = NULL;
    if (status == MIMICRY_OK)
        status = mim_query_file_open(path, options, &queries->file, error);
    if (status == MIMICRY_OK)
        *out = queries;
    else
        mim_queries_close(queries);
    return status;
}

static mimicry_status fill(mimicry_queries *q, size_t most, mimicry_error *error)
{
    bool more = true;
    mimicry_status status = mim_block_clear(&q->block, error);
    while (status == MIMICRY_OK && more && q->block.count < most && q->block.used < MOST_BYTES)
        status = mim_query_file_next(&q->file, &q->block, &more, error);
    return status;
}

mimicry_status mim_queries_next(mimicry_queries *q, size_t most, const mimicry_query **out,
                                size_t *out_count, mimicry_error *error)
{
    *out = NULL;
    *out_count = 0;
    mimicry_status status = fill(q, most, error);
    if (status == MIMICRY_OK && q->block.count > 0)
        status = mim_block_give(&q->block, out, error);
    if (status == MIMICRY_OK)
        *out_count = q->block.count;
    return status;
}

const char *mim_queries_columns(const mimicry_queries *q)
{
    return q->file.columns.description != NULL ? q->file.columns.description : "";
}

const char *const *mim_queries_cells(const mimicry_queries *q, size_t row, size_t *out_count)
{
    const char *const *cells = row == SIZE_MAX ? (const char *const *)q->file.columns.names
                                               : mim_block_cells(&q->block, row);
    *out_count = cells != NULL ? q->file.columns.count : 0;
    return cells;
}

void mim_queries_close(mimicry_queries *q)
{
    if (q == NULL)
        return;
    mim_query_file_close(&q->file);
    mim_block_free(&q->block);
    free(q);
}
