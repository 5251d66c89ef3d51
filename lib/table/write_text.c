/* Writes a table as text: cells of 64 rows column by column, then rows of these without a look at
 * types. */
#include "table/write_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "table/interchange.h"
#include "table/read_beside.h"
#include "table/text_cells.h"
#include "table/write_aligned.h"
#include "table/write_lines.h"

/* One column: what stands before its cells in JSON, and its cells. */
struct text_column {
    char *before; /* ,"name": and, for text, room for a quote; MIM_WIDE bytes and more */
    size_t before_length;
    struct mim_view view;
    struct mim_text_cells cells;
};

struct text_writer {
    enum mim_text_style style;
    char mark; /* between cells */
    struct mim_text_out out;
    struct ArrowSchema schema;
    struct text_column *columns;
    size_t n_columns;
    bool beside; /* text is made in a thread beside the caller's, of whole batches */
};

/* ---- Names ---- */

static mimicry_status write_names(struct text_writer *writer, mimicry_error *error)
{
    for (size_t i = 0; i < writer->n_columns; i++) {
        const char *name = writer->schema.children[i]->name;
        const size_t length = strlen(name);
        if (length > SIZE_MAX / 8 ||
            !mim_text_reserve(&writer->out, MIM_ESCAPE_GROWTH * length + 4))
            return mim_fail_memory(error);
        char *to = mim_escape(writer->style, writer->out.bytes + writer->out.used, name, length);
        *to++ = i + 1 < writer->n_columns ? writer->mark : '\n';
        writer->out.used = (size_t)(to - writer->out.bytes);
    }
    return MIMICRY_OK;
}

static bool set_before(struct text_column *column, const char *name, bool first)
{
    const size_t length = strlen(name);
    if (length > SIZE_MAX / 8)
        return false;
    column->before = mim_alloc_zeroed(MIM_ESCAPE_GROWTH * length + 32, 1);
    if (column->before == NULL)
        return false;
    char *to = column->before;
    *to++ = first ? '{' : ',';
    *to++ = '"';
    to = mim_escape(MIM_TEXT_JSONL, to, name, length);
    *to++ = '"';
    *to++ = ':';
    *to = '"'; /* of text whose quotes are missing */
    column->before_length = (size_t)(to - column->before);
    return true;
}

static mimicry_status begin_columns(struct text_writer *writer, mimicry_error *error)
{
    const mimicry_status status = mim_views_check_schema(&writer->schema, error);
    if (status != MIMICRY_OK)
        return status;
    const size_t n = (size_t)writer->schema.n_children;
    writer->columns = mim_alloc_zeroed(n, sizeof *writer->columns);
    if (writer->columns == NULL)
        return mim_fail_memory(error);
    writer->n_columns = n;
    for (size_t i = 0; i < n; i++) {
        const char *name = writer->schema.children[i]->name;
        if (name == NULL)
            return mim_fail(error, MIMICRY_E_ARGUMENT, "a column without a name");
        if (!set_before(&writer->columns[i], name, i == 0))
            return mim_fail_memory(error);
    }
    return MIMICRY_OK;
}

/* ---- Rows ---- */

static inline char *put_delimited(char *to, const struct text_writer *writer, size_t rows,
                                  char mark)
{
    const struct text_column *first = writer->columns, *end = first + writer->n_columns;
    for (size_t r = 0; r < rows; r++) {
        for (const struct text_column *column = first; column < end; column++) {
            to = mim_copy_wide(to, column->cells.at[r], column->cells.length[r]);
            *to++ = mark;
        }
        to[-1] = '\n';
    }
    return to;
}

static char *put_objects(char *to, const struct text_writer *writer, size_t rows)
{
    const struct text_column *first = writer->columns, *end = first + writer->n_columns;
    for (size_t r = 0; r < rows; r++) {
        for (const struct text_column *column = first; column < end; column++) {
            const size_t quote = column->cells.quotes[r];
            to = mim_copy_wide(to, column->before, column->before_length + quote);
            to = mim_copy_wide(to, column->cells.at[r], column->cells.length[r]);
            *to = '"';
            to += quote;
        }
        *to++ = '}';
        *to++ = '\n';
    }
    return to;
}

static mimicry_status write_block(struct text_writer *writer, int64_t from, size_t rows,
                                  mimicry_error *error)
{
    size_t most = MIM_WIDE + 2 * MIM_VIEW_ROWS;
    for (size_t c = 0; c < writer->n_columns; c++) {
        struct text_column *column = &writer->columns[c];
        if (!mim_text_cells_make(&column->cells, &column->view, writer->style, from, rows))
            return mim_fail_memory(error);
        const size_t around = (column->before_length + 2) * MIM_VIEW_ROWS;
        if (__builtin_add_overflow(most, column->cells.bytes + around, &most))
            return mim_fail_memory(error);
    }
    if (!mim_text_reserve(&writer->out, most))
        return mim_fail_memory(error);
    char *to = writer->out.bytes + writer->out.used;
    if (writer->style == MIM_TEXT_JSONL)
        to = put_objects(to, writer, rows);
    else if (writer->style == MIM_TEXT_TSV)
        to = put_delimited(to, writer, rows, '\t');
    else
        to = put_delimited(to, writer, rows, ',');
    writer->out.used = (size_t)(to - writer->out.bytes);
    return writer->beside ? MIMICRY_OK : mim_text_hand_on(&writer->out, MIM_TEXT_CHUNK, error);
}

static mimicry_status write_batch(struct text_writer *writer, const struct ArrowArray *batch,
                                  mimicry_error *error)
{
    mimicry_status status = mim_views_check_batch(&writer->schema, batch, error);
    for (size_t c = 0; c < writer->n_columns && status == MIMICRY_OK; c++)
        writer->columns[c].view = mim_view_open(&writer->schema, batch, (int64_t)c);
    if (writer->n_columns == 0)
        return status;
    for (int64_t i = 0; i < batch->length && status == MIMICRY_OK; i += MIM_VIEW_ROWS) {
        const int64_t left = batch->length - i;
        status = write_block(writer, i, left < MIM_VIEW_ROWS ? (size_t)left : MIM_VIEW_ROWS, error);
    }
    return status;
}

static mimicry_status write_batches(struct text_writer *writer, struct ArrowArrayStream *table,
                                    uint64_t most, uint64_t *out_batches, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && *out_batches < most) {
        struct ArrowArray batch = {0};
        status = mim_views_status(table, table->get_next(table, &batch), error);
        if (status != MIMICRY_OK || batch.release == NULL)
            return status;
        status = write_batch(writer, &batch, error);
        batch.release(&batch);
        *out_batches += status == MIMICRY_OK;
    }
    return status;
}

/* ---- Beside the caller ---- */

/* Batches that are read and written. */
struct reading {
    struct text_writer *writer;
    struct ArrowArrayStream *table;
    uint64_t left; /* at most so many more are read */
    struct ArrowArray batches[MIM_READ_SLOTS];
};

static mimicry_status read_batch(void *data, unsigned slot, bool *more, mimicry_error *error)
{
    struct reading *r = data;
    struct ArrowArray *batch = &r->batches[slot];
    *more = r->left > 0;
    if (!*more)
        return MIMICRY_OK;
    r->left--;
    *batch = (struct ArrowArray){0};
    const mimicry_status status =
        mim_views_status(r->table, r->table->get_next(r->table, batch), error);
    *more = status == MIMICRY_OK && batch->release != NULL;
    return status;
}

static mimicry_status make_text_of(void *data, unsigned slot, mimicry_error *error)
{
    struct reading *r = data;
    return write_batch(r->writer, &r->batches[slot], error);
}

static void release_batch(void *data, unsigned slot)
{
    struct reading *r = data;
    r->batches[slot].release(&r->batches[slot]);
}

static mimicry_status write_beside(struct text_writer *writer, struct ArrowArrayStream *table,
                                   uint64_t most, uint64_t *out_batches, mimicry_error *error)
{
    struct reading reading = {.writer = writer, .table = table, .left = most};
    const struct mim_read_work work = {read_batch, make_text_of, release_batch, &reading,
                                       &writer->out};
    writer->beside = true;
    return mim_read_beside(&work, out_batches, error);
}

/* ---- Line by line ---- */

/* What stands before the cells of a column. */
static struct mim_line_mark mark_of(const struct text_writer *writer, size_t column)
{
    static const char tab[2 * MIM_WIDE] = "\t", comma[2 * MIM_WIDE] = ",";
    if (writer->style == MIM_TEXT_JSONL)
        return (struct mim_line_mark){writer->columns[column].before,
                                      writer->columns[column].before_length};
    return (struct mim_line_mark){writer->style == MIM_TEXT_TSV ? tab : comma, column > 0};
}

static mimicry_status write_lines(struct text_writer *writer, struct ArrowArrayStream *table,
                                  bool beside, uint64_t *out_batches, mimicry_error *error)
{
    struct mim_line_text text;
    mim_line_text_open(&text, writer->style, mim_stream_lines(table)->search);
    for (size_t c = 0; c < MIM_LINE_COLUMNS; c++)
        text.marks[c] = mark_of(writer, c);
    const mimicry_status status =
        mim_write_lines(table, &text, &writer->out, beside, out_batches, error);
    mim_line_text_close(&text);
    return status;
}

static void end(struct text_writer *writer)
{
    for (size_t i = 0; i < writer->n_columns; i++) {
        free(writer->columns[i].before);
        mim_text_cells_free(&writer->columns[i].cells);
    }
    free(writer->columns);
    free(writer->out.bytes);
    if (writer->schema.release != NULL)
        writer->schema.release(&writer->schema);
}

static mimicry_status write_rows(struct text_writer *writer, struct ArrowArrayStream *table,
                                 const mimicry_write_options *options, uint64_t *out_batches,
                                 mimicry_error *error)
{
    const uint64_t most = options->batches == 0 ? UINT64_MAX : options->batches;
    const bool beside = options->threads > 1 && most > 1;
    if (options->batches == 0 && mim_stream_lines(table) != NULL)
        return write_lines(writer, table, beside, out_batches, error);
    return beside ? write_beside(writer, table, most, out_batches, error)
                  : write_batches(writer, table, most, out_batches, error);
}

static mimicry_status write_stream(struct text_writer *writer, struct ArrowArrayStream *table,
                                   const mimicry_write_options *options, bool header,
                                   uint64_t *out_batches, mimicry_error *error)
{
    mimicry_status status =
        mim_views_status(table, table->get_schema(table, &writer->schema), error);
    if (status == MIMICRY_OK)
        status = begin_columns(writer, error);
    if (status == MIMICRY_OK && header)
        status = write_names(writer, error);
    if (status == MIMICRY_OK)
        status = write_rows(writer, table, options, out_batches, error);
    if (status == MIMICRY_OK)
        status = mim_text_hand_on(&writer->out, 0, error);
    end(writer);
    return status;
}

/* BLAST's and PEPMatch's columns are a table made of the table. */
static mimicry_status write_interchange(struct text_writer *writer, struct ArrowArrayStream *table,
                                        const mimicry_write_options *options, bool header,
                                        uint64_t *out_batches, mimicry_error *error)
{
    struct ArrowArrayStream made;
    mimicry_status status = options->format == MIMICRY_FORMAT_BLAST6
                                ? mim_blast6_create(table, &made, error)
                                : mim_pepmatch_create(table, &made, error);
    if (status != MIMICRY_OK)
        return status;
    status = write_stream(writer, &made, options, header, out_batches, error);
    made.release(&made);
    return status;
}

mimicry_status mim_table_write(struct ArrowArrayStream *table, const mimicry_write_options *options,
                               mimicry_write_fn write, void *data, uint64_t *out_batches,
                               mimicry_error *error)
{
    struct text_writer writer = {.out = {.to = {write, data}}, .mark = '\t'};
    const bool named = options->no_header == 0;
    *out_batches = 0;
    switch (options->format) {
    case 0:
    case MIMICRY_FORMAT_TSV:
        writer.style = MIM_TEXT_TSV;
        return write_stream(&writer, table, options, named, out_batches, error);
    case MIMICRY_FORMAT_CSV:
        writer.style = MIM_TEXT_CSV;
        writer.mark = ',';
        return write_stream(&writer, table, options, named, out_batches, error);
    case MIMICRY_FORMAT_JSONL:
        writer.style = MIM_TEXT_JSONL;
        return write_stream(&writer, table, options, false, out_batches, error);
    case MIMICRY_FORMAT_BLAST6:
        writer.style = MIM_TEXT_TSV;
        return write_interchange(&writer, table, options, false, out_batches, error);
    case MIMICRY_FORMAT_PEPMATCH:
        writer.style = MIM_TEXT_CSV;
        writer.mark = ',';
        return write_interchange(&writer, table, options, named, out_batches, error);
    case MIMICRY_FORMAT_TABLE:
        return mim_write_aligned(table, options, write, data, out_batches, error);
    default:
        return mim_fail(error, MIMICRY_E_ARGUMENT, "format %d is none of MIMICRY_FORMAT_...",
                        (int)options->format);
    }
}
