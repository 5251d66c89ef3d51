/* Writes a table for reading: the columns that fit, aligned by the first batch, and a line on what
 * was left out. */
#include "table/write_aligned.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/taker.h"
#include "table/aligned.h"
#include "table/shown.h"
#include "table/significance.h"

enum { WIDTH = 80, DIGITS = 4, CHUNK = 1 << 14 };

/* Of terminals (ECMA-48): bold, faint, and bold red for residues that differ. */
static const char bold[] = "\033[1m", faint[] = "\033[2m", differs[] = "\033[1;31m",
                  plain[] = "\033[0m";

struct aligned_writer {
    const mimicry_write_options *options;
    struct mim_taker to;
    struct ArrowSchema schema;
    struct mim_aligned aligned;
    struct mim_view *views; /* by column of the schema */
    uint64_t rows, written;
    char *bytes; /* not handed on yet */
    size_t used, room;
    bool no_memory;
};

/* ---- Bytes ---- */

static mimicry_status hand_on(struct aligned_writer *w, size_t from, mimicry_error *error)
{
    const size_t used = w->used;
    if (w->no_memory)
        return mim_fail_memory(error);
    if (used <= from)
        return MIMICRY_OK;
    w->used = 0;
    return mim_hand_on(&w->to, w->bytes, used, error);
}

static void put(struct aligned_writer *w, const char *text, size_t length)
{
    char *grown = mim_grow(w->bytes, &w->room, w->used + length, 1);
    if (grown == NULL) {
        w->no_memory = true;
        return;
    }
    w->bytes = grown;
    memcpy(grown + w->used, text, length);
    w->used += length;
}

static void put_string(struct aligned_writer *w, const char *text)
{
    put(w, text, strlen(text));
}

static void put_blanks(struct aligned_writer *w, size_t count)
{
    for (; count > 0; count--)
        put(w, " ", 1);
}

static void put_code(struct aligned_writer *w, const char *code)
{
    if (w->options->color)
        put_string(w, code);
}

/* ---- Cells ---- */

struct shown_cell {
    const char *at;
    size_t length;
};

/* What is unknown is a dash. `slot` has MIM_DIGITS_ROOM bytes. */
static struct shown_cell cell_of(const struct mim_view *view, int64_t row, char *slot)
{
    struct shown_cell cell = {slot, 0};
    if (mim_view_is_null(view, row))
        return (struct shown_cell){"-", 1};
    if (view->kind == MIM_VIEW_TEXT)
        cell.at = mim_view_text(view, row, &cell.length);
    else if (view->kind == MIM_VIEW_REAL)
        cell.length =
            (size_t)(mim_write_real(slot, mim_round_digits(mim_view_real(view, row), DIGITS)) -
                     slot);
    else if (view->kind == MIM_VIEW_SIGNED)
        cell.length = (size_t)(mim_write_integer(slot, mim_view_integer(view, row)) - slot);
    else
        cell.length =
            (size_t)(mim_write_unsigned(slot, (uint64_t)mim_view_integer(view, row)) - slot);
    return cell;
}

static bool is_residue(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Residue `i` of a match differs from the query's. Those of other lengths are not laid side by
 * side, and a pattern has no residue where it takes several. */
static bool is_marked(struct shown_cell match, struct shown_cell query, size_t i)
{
    return match.length == query.length && is_residue(match.at[i]) && is_residue(query.at[i]) &&
           match.at[i] != query.at[i];
}

/* At most so many columns of a cell; how many they are. */
static size_t put_letters(struct aligned_writer *w, struct shown_cell cell, struct shown_cell query,
                          size_t width)
{
    size_t at = 0;
    bool in_mark = false;
    for (size_t i = 0; i < cell.length;) {
        const struct mim_shown shown = mim_shown_next(cell.at + i, cell.length - i);
        const bool marked = is_marked(cell, query, i);
        const char lower = (char)(marked ? shown.at[0] - 'A' + 'a' : 0);
        if (at + shown.width > width)
            break;
        if (marked != in_mark)
            put_code(w, marked ? differs : plain);
        in_mark = marked;
        put(w, marked && !w->options->color ? &lower : shown.at, shown.length);
        at += shown.width;
        i += shown.read;
    }
    if (in_mark)
        put_code(w, plain);
    return at;
}

/* Text that is wider than its column ends with two dots. */
static void put_cell(struct aligned_writer *w, const struct mim_aligned_column *column,
                     struct shown_cell cell, struct shown_cell query, bool is_last)
{
    const size_t shown = mim_shown_width(cell.at, cell.length);
    size_t at = shown < column->width ? column->width - shown : 0;
    if (column->is_number) {
        put_blanks(w, at);
        put(w, cell.at, cell.length);
        at = column->width;
    } else if (shown <= column->width) {
        at = put_letters(w, cell, query, column->width);
    } else {
        at = put_letters(w, cell, query, column->width - 2) + 2;
        put_string(w, "..");
    }
    if (!is_last)
        put_blanks(w, column->width - at + w->aligned.gap);
}

/* ---- Names ---- */

static size_t count_lines(const struct mim_aligned_column *column)
{
    size_t lines = 0;
    for (size_t at = 0; column->name[at] != '\0'; lines++)
        at = mim_aligned_line_end(column->name, at, column->width);
    return lines;
}

/* Line `line` of a name. */
static struct shown_cell name_line(const struct mim_aligned_column *column, size_t line)
{
    size_t from = 0, end = mim_aligned_line_end(column->name, 0, column->width);
    for (; line > 0; line--) {
        from = end;
        end = mim_aligned_line_end(column->name, from, column->width);
    }
    return (struct shown_cell){column->name + from, end - from};
}

/* Names stand on the rows. */
static void put_name(struct aligned_writer *w, const struct mim_aligned_column *column,
                     size_t lines_left, bool is_last)
{
    const size_t lines = count_lines(column);
    const struct shown_cell none = {"", 0};
    const struct shown_cell cell =
        lines_left > lines ? none : name_line(column, lines - lines_left);
    const size_t shown = mim_shown_width(cell.at, cell.length);
    const size_t blanks = shown < column->width ? column->width - shown : 0;
    if (column->is_number)
        put_blanks(w, blanks);
    put_letters(w, cell, none, SIZE_MAX);
    if (!is_last)
        put_blanks(w, (column->is_number ? 0 : blanks) + w->aligned.gap);
}

static void put_names(struct aligned_writer *w)
{
    const struct mim_aligned *a = &w->aligned;
    size_t lines = 0;
    for (size_t i = 0; i < a->count; i++) {
        const size_t n = count_lines(&a->columns[i]);
        lines = n > lines ? n : lines;
    }
    for (; lines > 0; lines--) {
        put_code(w, bold);
        for (size_t i = 0; i < a->count; i++)
            put_name(w, &a->columns[i], lines, i + 1 == a->count);
        while (w->used > 0 && w->bytes[w->used - 1] == ' ')
            w->used--;
        put_code(w, plain);
        put(w, "\n", 1);
    }
}

/* ---- Rows ---- */

static void measure(struct aligned_writer *w, int64_t rows)
{
    char slot[MIM_DIGITS_ROOM];
    for (size_t i = 0; i < w->aligned.count; i++) {
        struct mim_aligned_column *column = &w->aligned.columns[i];
        for (int64_t row = 0; row < rows; row++) {
            const struct shown_cell cell = cell_of(&w->views[column->at], row, slot);
            mim_aligned_measure(column, mim_shown_width(cell.at, cell.length));
        }
    }
}

static void put_row(struct aligned_writer *w, int64_t row)
{
    char slot[MIM_DIGITS_ROOM];
    for (size_t i = 0; i < w->aligned.count; i++) {
        const struct mim_aligned_column *column = &w->aligned.columns[i];
        struct shown_cell query = {"", 0};
        if (column->with >= 0)
            query.at = mim_view_text(&w->views[column->with], row, &query.length);
        put_cell(w, column, cell_of(&w->views[column->at], row, slot), query,
                 i + 1 == w->aligned.count);
    }
    put(w, "\n", 1);
}

/* How many of a batch's rows are shown. */
static int64_t rows_of(const struct aligned_writer *w, const struct ArrowArray *batch)
{
    const uint64_t left = w->options->rows == 0 ? UINT64_MAX : w->options->rows - w->written;
    return left < (uint64_t)batch->length ? (int64_t)left : batch->length;
}

static mimicry_status put_batch(struct aligned_writer *w, const struct ArrowArray *batch,
                                mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    const int64_t rows = rows_of(w, batch);
    for (int64_t row = 0; row < rows && status == MIMICRY_OK; row++) {
        put_row(w, row);
        status = hand_on(w, CHUNK, error);
    }
    w->rows += (uint64_t)batch->length;
    w->written += (uint64_t)rows;
    return status;
}

static size_t width_of(const mimicry_write_options *options)
{
    return options->width == 0 ? WIDTH : (size_t)options->width;
}

/* The layout comes from the first batch, or from the names where there is none. */
static void begin(struct aligned_writer *w, int64_t rows)
{
    measure(w, rows);
    mim_aligned_fit(&w->aligned, width_of(w->options));
    if (!w->options->no_header)
        put_names(w);
}

static mimicry_status take_batch(struct aligned_writer *w, const struct ArrowArray *batch,
                                 bool first, mimicry_error *error)
{
    mimicry_status status = mim_views_check_batch(&w->schema, batch, error);
    for (int64_t i = 0; i < w->schema.n_children && status == MIMICRY_OK; i++)
        w->views[i] = mim_view_open(&w->schema, batch, i);
    if (status != MIMICRY_OK)
        return status;
    if (first)
        begin(w, rows_of(w, batch));
    status = put_batch(w, batch, error);
    /* Rows that are there are seen at once. */
    return status == MIMICRY_OK ? hand_on(w, 0, error) : status;
}

static mimicry_status put_batches(struct aligned_writer *w, struct ArrowArrayStream *table,
                                  uint64_t *out_batches, mimicry_error *error)
{
    const uint64_t most = w->options->batches == 0 ? UINT64_MAX : w->options->batches;
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && *out_batches < most) {
        struct ArrowArray batch = {0};
        status = mim_views_status(table, table->get_next(table, &batch), error);
        if (status != MIMICRY_OK || batch.release == NULL)
            break;
        status = take_batch(w, &batch, *out_batches == 0, error);
        batch.release(&batch);
        *out_batches += status == MIMICRY_OK;
    }
    if (status == MIMICRY_OK && *out_batches == 0)
        begin(w, 0);
    return status;
}

/* ---- What was left out ---- */

/* 12,345 more rows */
static void put_count(struct aligned_writer *w, uint64_t count, const char *what)
{
    char digits[MIM_DIGITS_ROOM];
    const size_t n = (size_t)(mim_write_unsigned(digits, count) - digits);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            put(w, ",", 1);
        put(w, &digits[i], 1);
    }
    put_string(w, " more ");
    put_string(w, what);
    put_string(w, count == 1 ? "" : "s");
}

static void put_rest(struct aligned_writer *w)
{
    const uint64_t columns = (uint64_t)w->schema.n_children - w->aligned.count,
                   rows = w->rows - w->written;
    if (w->rows == 0)
        put_string(w, "(no rows)\n");
    if (columns == 0 && rows == 0)
        return;
    put_code(w, faint);
    const size_t begin = w->used;
    put_string(w, "... ");
    if (columns > 0)
        put_count(w, columns, "column");
    if (columns > 0 && rows > 0)
        put_string(w, " and ");
    if (rows > 0)
        put_count(w, rows, "row");
    if (w->options->rest != NULL) {
        const size_t length = w->used - begin + 2 + strlen(w->options->rest);
        put_string(w, length > width_of(w->options) ? ":\n" : ": ");
        put_string(w, w->options->rest);
    }
    put_code(w, plain);
    put(w, "\n", 1);
}

/* ---- */

static mimicry_status open_writer(struct aligned_writer *w, struct ArrowArrayStream *table,
                                  mimicry_error *error)
{
    mimicry_status status = mim_views_status(table, table->get_schema(table, &w->schema), error);
    if (status == MIMICRY_OK)
        status = mim_views_check_schema(&w->schema, error);
    if (status == MIMICRY_OK)
        status = mim_aligned_open(&w->schema, &w->aligned, error);
    if (status != MIMICRY_OK)
        return status;
    w->views = mim_alloc_zeroed((size_t)w->schema.n_children + 1, sizeof *w->views);
    return w->views == NULL ? mim_fail_memory(error) : MIMICRY_OK;
}

static void close_writer(struct aligned_writer *w)
{
    mim_aligned_close(&w->aligned);
    free(w->views);
    free(w->bytes);
    if (w->schema.release != NULL)
        w->schema.release(&w->schema);
}

mimicry_status mim_write_aligned(struct ArrowArrayStream *table,
                                 const mimicry_write_options *options, mimicry_write_fn write,
                                 void *data, uint64_t *out_batches, mimicry_error *error)
{
    struct aligned_writer w = {.options = options, .to = {write, data}};
    mimicry_status status = open_writer(&w, table, error);
    if (status == MIMICRY_OK)
        status = put_batches(&w, table, out_batches, error);
    if (status == MIMICRY_OK) {
        put_rest(&w);
        status = hand_on(&w, 0, error);
    }
    close_writer(&w);
    return status;
}
