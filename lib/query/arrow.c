/* Reads queries from the batches of an Arrow stream: columns are known by their names, as those of
 * a file are. */
#include "query/arrow.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "query/arrow_cell.h"

static struct mim_place place_of(const struct mim_query_arrow *a)
{
    return (struct mim_place){.status = MIMICRY_E_FORMAT, .line = a->number};
}

static mimicry_status fail(const struct mim_query_arrow *a, const char *what, mimicry_error *error)
{
    const struct mim_place place = place_of(a);
    return mim_place_fail(&place, error, "%s", what);
}

/* What the stream says of a failure. */
static mimicry_status stream_failed(struct mim_query_arrow *a, int number, mimicry_error *error)
{
    const char *what = a->stream.get_last_error(&a->stream);
    struct mim_place place = place_of(a);
    place.status = number == ENOMEM      ? MIMICRY_E_MEMORY
                   : number == EIO       ? MIMICRY_E_IO
                   : number == ECANCELED ? MIMICRY_E_CANCELLED
                                         : MIMICRY_E_FORMAT;
    return mim_place_fail(&place, error, "the stream failed: %.300s",
                          what != NULL ? what : "it does not say why");
}

/* ---- Opening ---- */

static mimicry_status name_columns(struct mim_query_arrow *a, mimicry_error *error)
{
    const size_t count = (size_t)a->schema.n_children;
    char none[] = "", **names = mim_alloc_array(count, sizeof *names);
    if (names == NULL)
        return mim_fail_memory(error);
    for (size_t c = 0; c < count; c++)
        names[c] = a->schema.children[c]->name != NULL ? (char *)a->schema.children[c]->name : none;
    const mimicry_status status = mim_query_columns_name(&a->columns, names, count, error);
    free(names);
    return status;
}

/* Columns that have no meaning may be of any format. */
static mimicry_status check_formats(const struct mim_query_arrow *a, mimicry_error *error)
{
    struct mim_place place = place_of(a);
    for (size_t c = 0; c < a->columns.count; c++) {
        if (!mim_meanings_has(&a->columns.meanings, (long)c) ||
            mim_arrow_is_known(a->schema.children[c]))
            continue;
        place.column = a->columns.names[c];
        return mim_place_fail(&place, error, "format '%.20s', where text or numbers were expected",
                              a->schema.children[c]->format);
    }
    return MIMICRY_OK;
}

static mimicry_status make_cells(struct mim_query_arrow *a, mimicry_error *error)
{
    const size_t count = a->columns.count;
    a->cells = mim_alloc_array(count, sizeof *a->cells);
    a->numbers = mim_alloc_array(count, sizeof *a->numbers);
    if (a->cells == NULL || a->numbers == NULL)
        return mim_fail_memory(error);
    for (size_t c = 0; c < count; c++) {
        a->cells[c] = "";
        a->numbers[c] = (double)NAN;
    }
    return MIMICRY_OK;
}

mimicry_status mim_query_arrow_open(struct mim_query_arrow *a, const mimicry_read_options *options,
                                    mimicry_error *error)
{
    const struct mim_place place = place_of(a);
    const int number = a->stream.get_schema(&a->stream, &a->schema);
    if (number != 0)
        return stream_failed(a, number, error);
    if (strcmp(a->schema.format, "+s") != 0)
        return fail(a, "a stream that is not one of columns", error);
    mimicry_status status = name_columns(a, error);
    if (status == MIMICRY_OK)
        status = mim_query_columns_find(&a->columns, options, &place, error);
    if (status == MIMICRY_OK)
        status = check_formats(a, error);
    return status == MIMICRY_OK ? make_cells(a, error) : status;
}

/* ---- Rows ---- */

static void drop_batch(struct mim_query_arrow *a)
{
    if (a->batch.release != NULL)
        a->batch.release(&a->batch);
    a->batch = (struct ArrowArray){0};
    a->row = 0;
}

/* Takes batches until one has rows left, or they end. */
static mimicry_status find_row(struct mim_query_arrow *a, mimicry_error *error)
{
    while (!a->ended && (a->batch.release == NULL || a->row >= a->batch.length)) {
        drop_batch(a);
        const int number = a->stream.get_next(&a->stream, &a->batch);
        if (number != 0)
            return stream_failed(a, number, error);
        a->ended = a->batch.release == NULL;
        if (!a->ended && a->batch.n_children != a->schema.n_children)
            return fail(a, "a batch has other columns than the stream", error);
    }
    return MIMICRY_OK;
}

/* Nulls of the table itself: the row has nothing. */
static bool is_null_row(const struct ArrowArray *batch, int64_t row)
{
    const uint8_t *valid = batch->n_buffers > 0 ? batch->buffers[0] : NULL;
    const int64_t at = batch->offset + row;
    return valid != NULL && batch->null_count != 0 && (valid[at / 8] >> (at % 8) & 1) == 0;
}

static mimicry_status bad_cell(const struct mim_query_arrow *a, size_t column,
                               const struct mim_arrow_cell *cell, mimicry_error *error)
{
    struct mim_place place = place_of(a);
    place.column = a->columns.names[column];
    if (!isnan(cell->number))
        return mim_place_fail(&place, error, "the number %g where text was expected", cell->number);
    return mim_place_fail(&place, error, "the array is not what its format says");
}

/* Reads a cell; its text goes to `used` bytes behind the others. */
static mimicry_status read_cell(struct mim_query_arrow *a, size_t column, size_t *used,
                                mimicry_error *error)
{
    struct mim_arrow_cell cell = {.number = (double)NAN};
    if (!is_null_row(&a->batch, a->row))
        mim_arrow_read(a->schema.children[column], a->batch.children[column],
                       a->batch.offset + a->row, &cell);
    const bool is_constant = mim_meanings_is_constant(&a->columns.meanings, (long)column);
    a->numbers[column] = cell.number;
    if (cell.is_bad && !(is_constant && !isnan(cell.number)))
        return bad_cell(a, column, &cell, error);
    char *grown = mim_grow(a->text, &a->text_room, *used + cell.length + 1, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    a->text = grown;
    if (cell.length > 0)
        memcpy(grown + *used, cell.text, cell.length);
    grown[*used + cell.length] = '\0';
    const bool has_nul = strlen(grown + *used) < cell.length;
    *used += cell.length + 1;
    return has_nul ? bad_cell(a, column, &cell, error) : MIMICRY_OK;
}

static mimicry_status read_cells(struct mim_query_arrow *a, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    size_t used = 0;
    for (size_t c = 0; c < a->columns.count && status == MIMICRY_OK; c++) {
        if (mim_meanings_has(&a->columns.meanings, (long)c))
            status = read_cell(a, c, &used, error);
    }
    /* Now that nothing moves any more, the cells can point. */
    const char *at = a->text;
    for (size_t c = 0; c < a->columns.count && status == MIMICRY_OK; c++) {
        if (!mim_meanings_has(&a->columns.meanings, (long)c))
            continue;
        a->cells[c] = at;
        at += strlen(at) + 1;
    }
    return status;
}

mimicry_status mim_query_arrow_next(struct mim_query_arrow *a, struct mim_query_block *block,
                                    bool *more, mimicry_error *error)
{
    mimicry_status status = find_row(a, error);
    *more = !a->ended;
    if (status != MIMICRY_OK || a->ended)
        return status;
    a->number++;
    const struct mim_place place = place_of(a);
    status = read_cells(a, error);
    a->row++;
    return status == MIMICRY_OK
               ? mim_query_take(block, &a->columns, a->cells, a->numbers, &place, error)
               : status;
}

void mim_query_arrow_close(struct mim_query_arrow *a)
{
    drop_batch(a);
    if (a->schema.release != NULL)
        a->schema.release(&a->schema);
    if (a->stream.release != NULL)
        a->stream.release(&a->stream);
    mim_query_columns_free(&a->columns);
    free(a->cells);
    free(a->numbers);
    free(a->text);
}
