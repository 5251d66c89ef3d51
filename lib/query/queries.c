/* Gives queries out in blocks, whatever they come from. */
#include "query/queries.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/shares.h"
#include "io/table.h"
#include "query/arrow.h"
#include "query/file.h"
#include "query/given.h"

enum { MOST_BYTES = 1 << 20 }; /* of a block: it ends with the query that goes beyond */

struct mimicry_queries {
    enum { OF_FILE, OF_STREAM, OF_CALLER } kind;
    mim_shares shares;
    struct mim_query_block block;
    struct mim_query_file file;
    struct mim_query_arrow arrow;
    size_t given; /* rows of the caller, all of which are in the block, that were given out */
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

/* Hands the queries over, or closes them. */
static mimicry_status finish(mimicry_queries *queries, mimicry_status status, mimicry_queries **out)
{
    *out = status == MIMICRY_OK ? queries : NULL;
    if (status != MIMICRY_OK)
        mim_queries_close(queries);
    return status;
}

mimicry_status mim_queries_open(const char *path, const mimicry_read_options *options,
                                mimicry_queries **out, mimicry_error *error)
{
    mimicry_queries *queries;
    mimicry_status status = create(options, &queries, error);
    if (status == MIMICRY_OK)
        status = mim_query_file_open(path, options, &queries->file, error);
    return finish(queries, status, out);
}

mimicry_status mim_queries_from(const mimicry_query *rows, size_t n_rows, size_t stride,
                                const mimicry_read_options *options, mimicry_queries **out,
                                mimicry_error *error)
{
    mimicry_queries *queries;
    const mimicry_query *given;
    mimicry_status status = create(options, &queries, error);
    if (status == MIMICRY_OK) {
        queries->kind = OF_CALLER;
        status = mim_query_given(rows, n_rows, stride, &queries->block, error);
    }
    if (status == MIMICRY_OK)
        status = mim_block_give(&queries->block, &given, error);
    return finish(queries, status, out);
}

mimicry_status mim_queries_table(struct ArrowArrayStream *table,
                                 const mimicry_read_options *options, mimicry_queries **out,
                                 mimicry_error *error)
{
    mimicry_queries *queries;
    mimicry_status status = create(options, &queries, error);
    if (status != MIMICRY_OK) {
        table->release(table);
        return finish(queries, status, out);
    }
    queries->kind = OF_STREAM;
    queries->arrow.stream = *table;
    table->release = NULL;
    status = mim_query_arrow_open(&queries->arrow, options, error);
    return finish(queries, status, out);
}

/* ---- Blocks ---- */

static mimicry_status fill(mimicry_queries *q, size_t most, mimicry_error *error)
{
    bool more = true;
    mimicry_status status = mim_block_clear(&q->block, error);
    while (status == MIMICRY_OK && more && q->block.count < most && q->block.used < MOST_BYTES)
        status = q->kind == OF_FILE ? mim_query_file_next(&q->file, &q->block, &more, error)
                                    : mim_query_arrow_next(&q->arrow, &q->block, &more, error);
    return status;
}

static void next_of_caller(mimicry_queries *q, size_t most, const mimicry_query **out,
                           size_t *out_count)
{
    const size_t left = q->block.count - q->given;
    *out_count = left < most ? left : most;
    *out = left > 0 ? q->block.rows + q->given : NULL;
    q->given += *out_count;
}

mimicry_status mim_queries_next(mimicry_queries *q, size_t most, const mimicry_query **out,
                                size_t *out_count, mimicry_error *error)
{
    *out = NULL;
    *out_count = 0;
    if (q->kind == OF_CALLER) {
        next_of_caller(q, most, out, out_count);
        return MIMICRY_OK;
    }
    mimicry_status status = fill(q, most, error);
    if (status == MIMICRY_OK && q->block.count > 0)
        status = mim_block_give(&q->block, out, error);
    if (status == MIMICRY_OK)
        *out_count = q->block.count;
    return status;
}

struct mim_place mim_queries_place(const mimicry_queries *q, const mimicry_query *query,
                                   uint64_t number)
{
    const bool of_file = query->line > 0 && q->file.source != NULL;
    return (struct mim_place){.status = of_file ? MIMICRY_E_FORMAT : MIMICRY_E_ARGUMENT,
                              .file = of_file ? mim_source_name(q->file.source) : NULL,
                              .line = of_file ? query->line : number + 1};
}

bool mim_queries_have_alleles(const mimicry_queries *q)
{
    const struct mim_query_columns *columns =
        q->kind == OF_STREAM ? &q->arrow.columns : &q->file.columns;
    if (q->kind != OF_CALLER)
        return columns->alleles != NULL ||
               (columns->description != NULL && columns->meanings.allele != MIM_NO_COLUMN);
    for (size_t i = 0; i < q->block.count; i++) {
        if (q->block.rows[i].allele[0] != '\0')
            return true;
    }
    return false;
}

const char *mim_queries_columns(const mimicry_queries *q)
{
    const char *description =
        q->kind == OF_STREAM ? q->arrow.columns.description : q->file.columns.description;
    return description != NULL ? description : "";
}

const char *const *mim_queries_cells(const mimicry_queries *q, size_t row, size_t *out_count)
{
    const char *const *cells = row == SIZE_MAX ? (const char *const *)q->file.columns.names
                                               : mim_block_cells(&q->block, row);
    *out_count = cells != NULL ? q->file.columns.count : 0;
    return cells;
}

void mim_queries_share(mimicry_queries *q)
{
    mim_share(&q->shares);
}

void mim_queries_close(mimicry_queries *q)
{
    if (q == NULL || !mim_unshare(&q->shares))
        return;
    mim_query_file_close(&q->file);
    mim_query_arrow_close(&q->arrow);
    mim_block_free(&q->block);
    free(q);
}
