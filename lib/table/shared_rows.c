/* Makes the table of what a finder finds in blocks of queries. */
#include "table/shared_rows.h"

#include <stdlib.h>

#include "base/memory.h"
#include "table/kept.h"

struct shared_rows {
    const struct mim_shared_finder *finder;
    struct mim_shared_block *block;
    void *data;
    bool begun;        /* the finder has not come to the end of the block */
    const char *found; /* what it gave last, */
    size_t count, at;  /* and the next of them */
};

static void end_block(struct shared_rows *rows)
{
    if (rows->begun)
        rows->finder->end(rows->data);
    rows->begun = false;
}

/* Begins the next block of queries; `*more` is false at the end. */
static mimicry_status begin_block(struct shared_rows *rows, bool *more, mimicry_error *error)
{
    const mimicry_status status = mim_shared_block_next(rows->block, error);
    *more = rows->begun = status == MIMICRY_OK && rows->block->count > 0;
    return *more ? rows->finder->begin(rows->data, error) : status;
}

/* Finds on; `*more` is false when all queries have been read. */
static mimicry_status find_more(struct shared_rows *rows, bool *more, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    rows->count = rows->at = 0;
    for (*more = true; status == MIMICRY_OK && *more && rows->count == 0;) {
        if (!rows->begun)
            status = begin_block(rows, more, error);
        if (status != MIMICRY_OK || !*more)
            break;
        const void *found = NULL;
        status = rows->finder->find(rows->data, &found, &rows->count, error);
        rows->found = found;
        if (rows->count == 0)
            end_block(rows);
    }
    return status;
}

static mimicry_status next_rows(void *data, struct mim_table *table, bool *more,
                                mimicry_error *error)
{
    struct shared_rows *rows = data;
    mimicry_status status = MIMICRY_OK;
    for (*more = true; status == MIMICRY_OK && !mim_table_full(table);) {
        if (rows->at == rows->count)
            status = find_more(rows, more, error);
        if (status != MIMICRY_OK || !*more)
            break;
        const char *found = rows->found + rows->at++ * rows->finder->stride;
        status = rows->finder->put(rows->data, table, found, error);
    }
    return status;
}

static void free_rows(void *data)
{
    struct shared_rows *rows = data;
    end_block(rows);
    rows->finder->free(rows->data);
    free(rows);
}

mimicry_status mim_shared_rows_table(const struct mim_shared_request *request,
                                     const struct mim_column *columns, size_t n_columns,
                                     const struct mim_shared_finder *finder,
                                     struct mim_shared_block *block, void *data,
                                     struct ArrowArrayStream *out, mimicry_error *error)
{
    struct mim_table *table;
    struct shared_rows *rows = mim_alloc_zeroed(1, sizeof *rows);
    if (rows == NULL) {
        finder->free(data);
        return mim_fail_memory(error);
    }
    *rows = (struct shared_rows){.finder = finder, .block = block, .data = data};
    mimicry_status status = mim_table_create(columns, n_columns, &table, error);
    if (status != MIMICRY_OK) {
        free_rows(rows);
        return status;
    }
    const struct mim_producer producer = {.next = next_rows, .free = free_rows, .data = rows};
    status = mim_stream_create(table, &producer, out, error);
    if (status == MIMICRY_OK)
        mim_stream_keep(out,
                        &(struct mim_kept){.index = request->index, .queries = request->queries});
    return status;
}
