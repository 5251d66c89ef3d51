/* Reads a table of text, batch by batch. */
#include "table/read_text.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "io/table_rows.h"
#include "table/table.h"

struct text_table {
    struct mim_source *source;
    struct mim_table_rows rows;
};

static void text_table_free(void *data)
{
    struct text_table *text = data;
    mim_table_rows_free(&text->rows);
    mim_source_close(text->source);
    free(text);
}

static mimicry_status put_row(const struct text_table *text, struct mim_table *table,
                              mimicry_error *error)
{
    for (size_t i = 0; i < text->rows.cells.count; i++)
        mim_put_string(table, text->rows.cells.at[i]);
    return mim_end_row(table, error);
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct text_table *text = data;
    mimicry_status status = MIMICRY_OK;
    *more = true;
    while (status == MIMICRY_OK && *more && !mim_table_full(table)) {
        status = mim_table_rows_next(&text->rows, more, error);
        if (status == MIMICRY_OK && *more)
            status = put_row(text, table, error);
    }
    return status;
}

/* Takes the first line for the names of the columns. */
static mimicry_status make_table(struct text_table *text, struct mim_table **out,
                                 mimicry_error *error)
{
    bool more;
    mimicry_status status = mim_table_rows_next(&text->rows, &more, error);
    if (status != MIMICRY_OK)
        return status;
    if (!more)
        return mim_fail(error, MIMICRY_E_FORMAT, "%s: it is empty: a table was expected",
                        mim_source_name(text->source));
    const size_t n = text->rows.cells.count;
    struct mim_column *columns = mim_alloc_zeroed(n, sizeof *columns);
    if (columns == NULL)
        return mim_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        columns[i] =
            (struct mim_column){text->rows.cells.at[i], MIM_TEXT, MIM_NULLABLE, NULL, NULL};
    status = mim_table_create(columns, n, out, error);
    free(columns);
    return status;
}

mimicry_status mim_text_table_open(const char *path, struct ArrowArrayStream *out,
                                   mimicry_error *error)
{
    struct mim_table *table = NULL;
    struct text_table *text = mim_alloc_zeroed(1, sizeof *text);
    *out = (struct ArrowArrayStream){0};
    if (text == NULL)
        return mim_fail_memory(error);
    mimicry_status status = mim_source_open(path, &text->source, error);
    text->rows.lines.source = text->source;
    if (status == MIMICRY_OK)
        status = make_table(text, &table, error);
    if (status != MIMICRY_OK) {
        text_table_free(text);
        return status;
    }
    const struct mim_producer producer = {.next = next, .free = text_table_free, .data = text};
    return mim_stream_create(table, &producer, out, error);
}
