/* Puts rows together, column by column, and gives them away as batches. */
#include "table/table.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"

enum { FIRST_ROWS = MIM_TABLE_ROWS + 1 }; /* there always is room for one more */

mimicry_status mim_table_create(const struct mim_column *columns, size_t n_columns,
                                struct mim_table **out, mimicry_error *error)
{
    *out = NULL;
    struct mim_table *table = mim_alloc_zeroed(1, sizeof *table);
    if (table == NULL)
        return mim_fail_memory(error);
    table->n_columns = n_columns;
    table->columns = mim_alloc_zeroed(n_columns, sizeof(struct mim_buffers *));
    mimicry_status status = table->columns == NULL ? mim_fail_memory(error) : MIMICRY_OK;
    if (status == MIMICRY_OK)
        status = mim_pool_create(n_columns, &table->pool, error);
    if (status == MIMICRY_OK)
        status = mim_schema_create(columns, n_columns, &table->schema, error);
    if (status == MIMICRY_OK)
        status = mim_table_begin(table, error);
    if (status == MIMICRY_OK)
        *out = table;
    else
        mim_table_drop(table);
    return status;
}

void mim_table_drop(struct mim_table *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; table->columns != NULL && i < table->n_columns; i++)
        mim_buffers_free(table->columns[i]);
    free(table->columns);
    if (table->pool != NULL)
        mim_pool_leave(table->pool);
    if (table->schema.release != NULL)
        table->schema.release(&table->schema);
    free(table);
}

static enum mim_type type_of(const struct ArrowSchema *column)
{
    return column->format[0] == 'u' ? MIM_TEXT : column->format[0] == 'l' ? MIM_INTEGER : MIM_REAL;
}

mimicry_status mim_table_begin(struct mim_table *table, mimicry_error *error)
{
    size_t room = SIZE_MAX;
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct ArrowSchema *column = table->schema.children[i];
        if (table->columns[i] == NULL)
            table->columns[i] =
                mim_buffers_create(table->pool, i, type_of(column),
                                   (column->flags & ARROW_FLAG_NULLABLE) != 0, FIRST_ROWS);
        if (table->columns[i] == NULL)
            return mim_fail_memory(error);
        if (table->columns[i]->rows < room)
            room = table->columns[i]->rows;
    }
    table->room = room;
    return MIMICRY_OK;
}

static mimicry_status grow(struct mim_table *table, mimicry_error *error)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (!mim_buffers_grow(table->columns[i], table->rows, 2 * table->rows))
            return mim_fail_memory(error);
    }
    table->room = 2 * table->rows;
    return MIMICRY_OK;
}

/* Text is looked at now and then only: rows between two looks are few. */
static bool is_full(const struct mim_table *table)
{
    if (table->rows >= MIM_TABLE_ROWS)
        return true;
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->columns[i]->used >= MIM_TABLE_TEXT)
            return true;
    }
    return false;
}

void mim_put_string(struct mim_table *table, const char *text)
{
    if ((text == NULL || *text == '\0') && table->at < table->n_columns &&
        table->columns[table->at]->nullable)
        mim_put_null(table);
    else
        mim_put_text(table, text == NULL ? "" : text, text == NULL ? 0 : strlen(text));
}

/* ---- Column by column ---- */

struct mim_buffers *mim_next_text(struct mim_table *table, size_t bytes)
{
    struct mim_buffers *column = mim_next_cell(table, MIM_TEXT);
    if (column == NULL)
        return NULL;
    if (bytes <= INT32_MAX && mim_buffers_room(column, bytes + MIM_TEXT_MORE))
        return column;
    table->no_memory = true;
    return NULL;
}

static void put_nulls(struct mim_buffers *column, size_t row, const struct mim_texts *texts,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (texts->length[i] == 0)
            mim_buffers_set_null(column, row + i);
    }
}

char *mim_put_texts(struct mim_table *table, const struct mim_texts *texts, size_t count)
{
    size_t bytes = 0, empty = 0;
    for (size_t i = 0; i < count; i++) {
        bytes += texts->length[i];
        empty += texts->length[i] == 0;
    }
    struct mim_buffers *column = mim_next_text(table, bytes);
    if (column == NULL)
        return NULL;
    const int32_t used = (int32_t)column->used;
    char *const first = column->bytes + used, *to = first;
    int32_t *offsets = column->offsets + table->rows + 1;
    for (size_t i = 0; i < count; i++) {
        to = mim_copy_wide(to, texts->at[i], texts->length[i]);
        offsets[i] = used + (int32_t)(to - first);
    }
    column->used += bytes;
    if (empty > 0 && column->nullable)
        put_nulls(column, table->rows, texts, count);
    return first;
}

void mim_put_repeated(struct mim_table *table, const char *text, size_t length, size_t count)
{
    const size_t bytes = length > INT32_MAX / MIM_CELLS ? SIZE_MAX : length * count;
    struct mim_buffers *column = mim_next_text(table, bytes);
    if (column == NULL)
        return;
    char *to = column->bytes + column->used;
    int32_t *offsets = column->offsets + table->rows + 1;
    for (size_t i = 0; i < count; i++)
        offsets[i] = (int32_t)(column->used + (i + 1) * length);
    memcpy(to, text, count > 0 ? length : 0);
    for (size_t done = length; done < bytes; done *= 2) /* what is there is copied behind it */
        memcpy(to + done, to, done < bytes - done ? done : bytes - done);
    column->used += bytes;
}

/* ---- Ends of rows ---- */

mimicry_status mim_end_rows(struct mim_table *table, size_t count, mimicry_error *error)
{
    const size_t looks = table->rows / MIM_TABLE_LOOK;
    if (table->no_memory)
        return mim_fail_memory(error);
    if (table->misused || table->at != table->n_columns)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "a row's cells are not those of the table's columns, at '%.100s'",
                        table->at < table->n_columns ? table->schema.children[table->at]->name
                                                     : "the end");
    table->at = 0;
    table->rows += count;
    if (table->rows / MIM_TABLE_LOOK != looks)
        table->full = is_full(table);
    return table->rows == table->room ? grow(table, error) : MIMICRY_OK;
}

mimicry_status mim_end_row(struct mim_table *table, mimicry_error *error)
{
    return mim_end_rows(table, 1, error);
}

/* A batch and its columns' structs in one block; the columns may have been moved out by then. */
struct batch {
    const void *buffers[1];
    struct ArrowArray **pointers;
    struct ArrowArray columns[];
};

static void release_batch(struct ArrowArray *array)
{
    struct batch *batch = array->private_data;
    array->release = NULL;
    for (int64_t i = 0; i < array->n_children; i++) {
        if (batch->columns[i].release != NULL)
            batch->columns[i].release(&batch->columns[i]);
    }
    free(batch->pointers);
    free(batch);
}

mimicry_status mim_table_take(struct mim_table *table, struct ArrowArray *out, mimicry_error *error)
{
    const size_t n = table->n_columns;
    for (size_t i = 0; i < n; i++) {
        if (!mim_buffers_mend(table->columns[i], table->rows))
            return mim_fail_memory(error);
    }
    struct batch *batch = mim_alloc_array(n + 1, sizeof(struct ArrowArray));
    struct ArrowArray **pointers = mim_alloc_array(n, sizeof(struct ArrowArray *));
    if (batch == NULL || pointers == NULL) {
        free(batch);
        free(pointers);
        return mim_fail_memory(error);
    }
    batch->buffers[0] = NULL;
    batch->pointers = pointers;
    for (size_t i = 0; i < n; i++) {
        mim_buffers_give(table->columns[i], table->rows, &batch->columns[i]);
        pointers[i] = &batch->columns[i];
        table->columns[i] = NULL;
    }
    *out = (struct ArrowArray){.length = (int64_t)table->rows,
                               .n_buffers = 1,
                               .n_children = (int64_t)n,
                               .buffers = batch->buffers,
                               .children = pointers,
                               .release = release_batch,
                               .private_data = batch};
    table->rows = 0;
    table->full = false;
    return MIMICRY_OK;
}
