/* Reads an Arrow stream into rows of cells. */
#include "table_reader.h"

#include <stdlib.h>
#include <string.h>

static char *copied(const char *text, size_t length)
{
    char *copy = support_realloc(NULL, length + 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

/* ---- The schema ---- */

static void read_column(const struct ArrowSchema *column, read_table *table, size_t at)
{
    ck_assert_ptr_nonnull(column->name);
    ck_assert_msg(strlen(column->format) == 1 && strchr("lgu", column->format[0]) != NULL,
                  "column %s has format '%s'", column->name, column->format);
    ck_assert_int_eq(column->n_children, 0);
    ck_assert_ptr_null(column->dictionary);
    ck_assert_ptr_nonnull(column->metadata);
    for (size_t i = 0; i < at; i++)
        ck_assert_str_ne(table->names[i], column->name);
    table->names[at] = copied(column->name, strlen(column->name));
    table->formats[at] = column->format[0];
    table->nullable[at] = (column->flags & ARROW_FLAG_NULLABLE) != 0;
}

static void read_schema(struct ArrowArrayStream *stream, read_table *table)
{
    struct ArrowSchema schema = {0};

    ck_assert_int_eq(stream->get_schema(stream, &schema), 0);
    ck_assert_str_eq(schema.format, "+s");
    ck_assert_int_gt(schema.n_children, 0);
    table->n_columns = (size_t)schema.n_children;
    table->names = support_realloc(NULL, table->n_columns * sizeof *table->names);
    table->formats = support_realloc(NULL, table->n_columns);
    table->nullable = support_realloc(NULL, table->n_columns * sizeof *table->nullable);
    for (size_t i = 0; i < table->n_columns; i++)
        read_column(schema.children[i], table, i);
    schema.release(&schema);
    ck_assert(schema.release == NULL);
}

/* ---- Batches ---- */

static table_cell read_text(const struct ArrowArray *column, size_t row)
{
    const int32_t *offsets = column->buffers[1];
    const char *bytes = column->buffers[2];

    ck_assert_int_le(offsets[row], offsets[row + 1]);
    return (table_cell){
        .known = true,
        .text = copied(bytes + offsets[row], (size_t)(offsets[row + 1] - offsets[row]))};
}

static table_cell read_cell(const struct ArrowArray *column, char format, size_t row)
{
    const size_t at = (size_t)column->offset + row;
    const uint8_t *valid = column->buffers[0];

    if (valid != NULL && (valid[at / 8] >> (at % 8) & 1) == 0)
        return (table_cell){.known = false};
    if (format == 'l')
        return (table_cell){.known = true, .integer = ((const int64_t *)column->buffers[1])[at]};
    if (format == 'g')
        return (table_cell){.known = true, .real = ((const double *)column->buffers[1])[at]};
    return read_text(column, at);
}

static void read_cells(const struct ArrowArray *column, read_table *table, size_t number,
                       size_t rows)
{
    const char format = table->formats[number];
    int64_t unknown = 0;

    ck_assert_int_eq(column->n_children, 0);
    ck_assert_int_eq(column->length, (int64_t)rows);
    ck_assert_int_eq(column->n_buffers, format == 'u' ? 3 : 2);
    ck_assert_ptr_nonnull(column->buffers[1]);
    if (format == 'u')
        ck_assert_ptr_nonnull(column->buffers[2]);
    for (size_t i = 0; i < rows; i++) {
        table_cell *cell = &table->cells[(table->n_rows + i) * table->n_columns + number];

        *cell = read_cell(column, format, i);
        unknown += !cell->known;
    }
    ck_assert_msg(column->null_count == unknown, "column %s has %lld nulls and tells of %lld",
                  table->names[number], (long long)unknown, (long long)column->null_count);
    ck_assert_msg(unknown == 0 || table->nullable[number],
                  "column %s has nulls and is not nullable", table->names[number]);
}

static void read_batch(const struct ArrowArray *batch, read_table *table)
{
    const size_t rows = (size_t)batch->length;

    ck_assert_int_ge(batch->length, 0);
    ck_assert_int_eq(batch->offset, 0);
    ck_assert_int_eq(batch->n_buffers, 1);
    ck_assert_int_eq(batch->null_count, 0);
    ck_assert_int_eq(batch->n_children, (int64_t)table->n_columns);
    table->cells = support_realloc(table->cells, (table->n_rows + rows + 1) * table->n_columns *
                                                     sizeof *table->cells);
    for (size_t i = 0; i < table->n_columns; i++)
        read_cells(batch->children[i], table, i, rows);
    table->n_rows += rows;
    table->batch_ends =
        support_realloc(table->batch_ends, (table->n_batches + 1) * sizeof *table->batch_ends);
    table->batch_ends[table->n_batches++] = table->n_rows;
}

static void keep_failure(struct ArrowArrayStream *stream, const struct ArrowArray *batch,
                         read_table *table)
{
    const char *message = stream->get_last_error(stream);

    ck_assert(batch->release == NULL);
    ck_assert_ptr_nonnull(message);
    table->message = copied(message, strlen(message));
}

read_table table_read(struct ArrowArrayStream *stream)
{
    read_table table = {0};
    struct ArrowArray batch = {0};

    ck_assert(stream->release != NULL);
    read_schema(stream, &table);
    while ((table.failure = stream->get_next(stream, &batch)) == 0 && batch.release != NULL) {
        read_batch(&batch, &table);
        batch.release(&batch);
        ck_assert(batch.release == NULL);
    }
    if (table.failure != 0) {
        keep_failure(stream, &batch, &table);
    } else { /* the end is told as often as it is asked for */
        ck_assert_int_eq(stream->get_next(stream, &batch), 0);
        ck_assert(batch.release == NULL);
    }
    stream->release(stream);
    ck_assert(stream->release == NULL);
    return table;
}

read_table table_read_all(struct ArrowArrayStream *stream)
{
    read_table table = table_read(stream);

    ck_assert_msg(table.failure == 0, "%s", table.message);
    return table;
}

void table_release(read_table *table)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        free(table->cells[i].text);
    for (size_t i = 0; i < table->n_columns; i++)
        free(table->names[i]);
    free(table->names);
    free(table->formats);
    free(table->nullable);
    free(table->cells);
    free(table->batch_ends);
    free(table->message);
    *table = (read_table){0};
}

/* ---- Cells ---- */

size_t table_column(const read_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (strcmp(table->names[i], name) == 0)
            return i;
    }
    ck_abort_msg("no column %s", name);
    return 0;
}

const table_cell *table_at(const read_table *table, size_t row, const char *name)
{
    const size_t column = table_column(table, name);

    ck_assert_msg(row < table->n_rows, "row %zu of %zu", row, table->n_rows);
    return &table->cells[row * table->n_columns + column];
}

static const table_cell *known(const read_table *table, size_t row, const char *name, char format)
{
    const table_cell *cell = table_at(table, row, name);

    ck_assert_msg(table->formats[table_column(table, name)] == format, "column %s is not '%c'",
                  name, format);
    ck_assert_msg(cell->known, "%s of row %zu is null", name, row);
    return cell;
}

const char *table_text(const read_table *table, size_t row, const char *name)
{
    return known(table, row, name, 'u')->text;
}

int64_t table_integer(const read_table *table, size_t row, const char *name)
{
    return known(table, row, name, 'l')->integer;
}

double table_real(const read_table *table, size_t row, const char *name)
{
    return known(table, row, name, 'g')->real;
}

static void print_cell(test_text *text, const table_cell *cell, char format)
{
    if (!cell->known)
        return;
    if (format == 'u')
        text_add(text, cell->text, strlen(cell->text));
    else if (format == 'l')
        text_print(text, "%lld", (long long)cell->integer);
    else
        text_print(text, "%.17g", cell->real);
}

char *table_as_text(const read_table *table)
{
    test_text text = {0};

    for (size_t i = 0; i < table->n_columns; i++)
        text_print(&text, "%s%s", i > 0 ? "\t" : "", table->names[i]);
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        const size_t column = i % table->n_columns;

        text_print(&text, column == 0 ? "\n" : "\t");
        print_cell(&text, &table->cells[i], table->formats[column]);
    }
    text_print(&text, "\n");
    return text.bytes;
}
