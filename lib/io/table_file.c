/* Reads a table, tab- or comma-separated, into memory: the first line tells which. */
#include "io/table_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/table_rows.h"

struct table_reader {
    struct mim_table_rows rows;
    struct mimicry_table *out;
    size_t *starts; /* of each cell in out->bytes, which may move */
    size_t bytes_used, bytes_room, starts_room, lines_room;
};

void mim_table_free(struct mimicry_table *table)
{
    if (table == NULL)
        return;
    free(table->name);
    free(table->cells);
    free(table->lines);
    free(table->bytes);
    free(table);
}

static bool keep_cell(struct table_reader *r, size_t number, const char *text)
{
    struct mimicry_table *t = r->out;
    const size_t size = strlen(text) + 1;
    size_t *starts = mim_grow(r->starts, &r->starts_room, number + 1, sizeof *starts);
    if (starts == NULL)
        return false;
    r->starts = starts;
    char *bytes = mim_grow(t->bytes, &r->bytes_room, r->bytes_used + size, 1);
    if (bytes == NULL)
        return false;
    t->bytes = bytes;
    memcpy(bytes + r->bytes_used, text, size);
    r->starts[number] = r->bytes_used;
    r->bytes_used += size;
    return true;
}

static mimicry_status keep_row(struct table_reader *r, mimicry_error *error)
{
    struct mimicry_table *t = r->out;
    uint64_t *lines = mim_grow(t->lines, &r->lines_room, t->rows + 1, sizeof *lines);
    if (lines == NULL)
        return mim_fail_memory(error);
    t->lines = lines;
    t->lines[t->rows] = r->rows.lines.number;
    t->columns = r->rows.columns;
    for (size_t c = 0; c < t->columns; c++) {
        if (!keep_cell(r, t->rows * t->columns + c, r->rows.cells.at[c]))
            return mim_fail_memory(error);
    }
    t->rows++;
    return MIMICRY_OK;
}

static mimicry_status read_rows(struct table_reader *r, mimicry_error *error)
{
    for (;;) {
        bool more;
        mimicry_status status = mim_table_rows_next(&r->rows, &more, error);
        if (status == MIMICRY_OK && more)
            status = keep_row(r, error);
        if (status != MIMICRY_OK || !more)
            return status;
    }
}

/* Now that nothing moves any more, the cells can point. */
static mimicry_status finish(struct table_reader *r, mimicry_error *error)
{
    struct mimicry_table *t = r->out;
    if (t->rows == 0)
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->rows.lines.source), 1,
                             "the file is empty, a table was expected");
    const size_t count = t->rows * t->columns;
    t->cells = mim_alloc_array(count, sizeof *t->cells);
    t->name = strdup(mim_source_name(r->rows.lines.source));
    if (t->cells == NULL || t->name == NULL)
        return mim_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        t->cells[i] = t->bytes + r->starts[i];
    return MIMICRY_OK;
}

mimicry_status mim_table_read(const char *path, struct mimicry_table **out, mimicry_error *error)
{
    struct table_reader r = {.out = mim_alloc_zeroed(1, sizeof *r.out)};
    struct mim_source *source = NULL;
    *out = NULL;
    mimicry_status status =
        r.out == NULL ? mim_fail_memory(error) : mim_source_open(path, &source, error);
    r.rows.lines.source = source;
    if (status == MIMICRY_OK)
        status = read_rows(&r, error);
    if (status == MIMICRY_OK)
        status = finish(&r, error);
    if (status == MIMICRY_OK)
        *out = r.out;
    else
        mim_table_free(r.out);
    free(r.starts);
    mim_table_rows_free(&r.rows);
    mim_source_close(source);
    return status;
}
