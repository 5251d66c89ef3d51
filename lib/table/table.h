/* Tables: rows put together cell by cell, and given out as an Arrow C stream, batch by batch. */
#ifndef MIM_TABLE_TABLE_H
#define MIM_TABLE_TABLE_H

#include <mimicry/mimicry.h>
#include <stdbool.h>
#include <string.h>

#include "table/buffers.h"

struct mim_column {
    const char *name;
    enum mim_type type;
    unsigned is;             /* bits of enum mim_column_is */
    const char *unit;        /* NULL: it has none */
    const char *description; /* NULL: it is not ours, and so not known */
};

/* What a table for reading shows first, and how. */
enum mim_column_is {
    MIM_NULLABLE = 1,
    MIM_BRIEF = 2,    /* in the short selection, whatever the width */
    MIM_ROOM = 4,     /* in it where there is room */
    MIM_OF_QUERY = 8, /* residues with which those of the proteome are compared: */
    MIM_OF_MATCH = 16 /* the n-th such column with the n-th of queries */
};

enum {
    MIM_TABLE_ROWS = 8192,     /* rows of a batch, unless the producer ends it earlier */
    MIM_TABLE_TEXT = 64 << 20, /* bytes of text in a column from which on a batch is full */
    MIM_TABLE_LOOK = 16,       /* rows from one look at what is full to the next */
    MIM_TEXT_MORE = 64,        /* bytes behind the text of a block that may be written to */
    MIM_CELLS = 64             /* rows that are filled column by column, at most */
};

/* The rows of a batch while they are put together. */
struct mim_table {
    struct mim_buffers **columns;
    size_t n_columns;
    size_t at; /* the column of the next cell */
    size_t rows;
    size_t room;             /* rows that every column has room for */
    bool no_memory, misused; /* by a put of this row */
    bool full;
    struct mim_pool *pool;
    struct ArrowSchema schema; /* the columns */
};

/* Copies the columns, one or more. */
mimicry_status mim_table_create(const struct mim_column *columns, size_t n_columns,
                                struct mim_table **out, mimicry_error *error);

/* Of a table that no stream has taken; takes NULL. */
void mim_table_drop(struct mim_table *table);

/* Ends a row. MEMORY if a put of it failed; ARGUMENT if its cells are not those of the columns:
 * too few, of another type, or null where null cannot be. */
mimicry_status mim_end_row(struct mim_table *table, mimicry_error *error);

static inline size_t mim_table_rows(const struct mim_table *table)
{
    return table->rows;
}

/* Whether the batch should end here. A producer may go on where its batches have a meaning; a
 * column takes 2 GiB of text, and then puts fail. */
static inline bool mim_table_full(const struct mim_table *table)
{
    return table->full;
}

/* The next cell's column, if it is of that type; else NULL. */
static inline struct mim_buffers *mim_next_cell(struct mim_table *table, enum mim_type type)
{
    if (table->at < table->n_columns && table->columns[table->at]->type == type)
        return table->columns[table->at++];
    table->misused = true;
    return NULL;
}

/* Each put fills the next cell of the row. */
static inline void mim_put_null(struct mim_table *table)
{
    if (table->at == table->n_columns || !table->columns[table->at]->nullable)
        table->misused = true;
    else
        mim_buffers_null(table->columns[table->at++], table->rows);
}

static inline void mim_put_integer(struct mim_table *table, int64_t value)
{
    struct mim_buffers *column = mim_next_cell(table, MIM_INTEGER);
    if (column != NULL)
        column->integers[table->rows] = value;
}

/* NaN puts null. */
static inline void mim_put_real(struct mim_table *table, double value)
{
    if (value != value) {
        mim_put_null(table);
        return;
    }
    struct mim_buffers *column = mim_next_cell(table, MIM_REAL);
    if (column != NULL)
        column->reals[table->rows] = value;
}

static inline void mim_put_text(struct mim_table *table, const char *text, size_t length)
{
    struct mim_buffers *column = mim_next_cell(table, MIM_TEXT);
    if (column != NULL && !mim_buffers_text(column, table->rows, text, length))
        table->no_memory = true;
}

/* "" or NULL puts null where the column is nullable. */
void mim_put_string(struct mim_table *table, const char *text);

/* ---- Column by column ---- */

/* Rows can also be filled in blocks: the cells of a column for some rows from this one on, then
 * those of the next column, and mim_end_rows in the end. How many rows, at most: there is room for
 * them, and none is beyond the end of a full batch. */
static inline size_t mim_table_room(const struct mim_table *table)
{
    const size_t room = table->room - table->rows;
    const size_t batch = MIM_TABLE_ROWS - table->rows % MIM_TABLE_ROWS;
    const size_t most = room < batch ? room : batch;
    return most < MIM_CELLS ? most : MIM_CELLS;
}

struct mim_texts {
    const char *at[MIM_CELLS];
    size_t length[MIM_CELLS];
};

/* No text is null where the column is nullable. MIM_WIDE bytes can be read at each. Returns the
 * bytes that were put, or NULL. */
char *mim_put_texts(struct mim_table *table, const struct mim_texts *texts, size_t count);

/* The same text in each row. */
void mim_put_repeated(struct mim_table *table, const char *text, size_t length, size_t count);

/* The next cells' column, with room for `bytes` of text and MIM_TEXT_MORE; NULL if that
 * cannot be. */
struct mim_buffers *mim_next_text(struct mim_table *table, size_t bytes);

/* As mim_end_row, for so many rows. */
mimicry_status mim_end_rows(struct mim_table *table, size_t count, mimicry_error *error);

struct mim_line_source; /* lines.h */

struct mim_producer {
    /* Adds the rows of the next batch; *more is false after the last one. Called once for each
     * batch. */
    mimicry_status (*next)(void *data, struct mim_table *table, bool *more, mimicry_error *error);
    void (*free)(void *data); /* NULL: nothing to do */
    void *data;
    /* Batches without rows are given out too, but for one with *more == false, which is the end.
     * Else they are passed over. */
    bool lockstep;
    const struct mim_line_source *opt_lines; /* a quicker way to all rows as text, or NULL */
};

/* Takes the table and the producer, also when it fails. Rows that the table has already come first.
 * The stream's errors are the producer's: as errno, as text, and see mim_stream_error. */
mimicry_status mim_stream_create(struct mim_table *table, const struct mim_producer *producer,
                                 struct ArrowArrayStream *out, mimicry_error *error);

/* What went wrong with a stream that mim_stream_create made; NULL for others, and without an
 * error. */
const mimicry_error *mim_stream_error(const struct ArrowArrayStream *stream);

/* ---- For the stream ---- */

/* Makes room for the rows of a new batch. */
mimicry_status mim_table_begin(struct mim_table *table, mimicry_error *error);

/* Moves the rows to a batch of their own. */
mimicry_status mim_table_take(struct mim_table *table, struct ArrowArray *out,
                              mimicry_error *error);

mimicry_status mim_schema_create(const struct mim_column *columns, size_t n_columns,
                                 struct ArrowSchema *out, mimicry_error *error);
mimicry_status mim_schema_copy(const struct ArrowSchema *schema, struct ArrowSchema *out,
                               mimicry_error *error);

#endif
