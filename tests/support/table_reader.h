/* Reads a table, an Arrow stream, into rows of cells, and fails the test where the stream is not as
 * the interface has it. */
#ifndef MIMICRY_TESTS_TABLE_READER_H
#define MIMICRY_TESTS_TABLE_READER_H

#include "support.h"

typedef struct table_cell {
    bool known;      /* false: null */
    char *text;      /* of a column "u", NUL-terminated; else NULL */
    double real;     /* of a column "g" */
    int64_t integer; /* of a column "l" */
} table_cell;

typedef struct read_table {
    size_t n_columns;
    size_t n_rows;
    size_t n_batches;
    char **names;
    char *formats;      /* 'l', 'g' or 'u' a column */
    bool *nullable;     /* a column */
    table_cell *cells;  /* row by row */
    size_t *batch_ends; /* rows of all batches up to this one */
    int failure;        /* errno of the call that ended the stream; 0: it was read to its end */
    char *message;      /* of the failure, else NULL */
} read_table;

/* Reads all batches and releases the stream. A failure of the stream is in the table, with the rows
 * that came before it. */
read_table table_read(struct ArrowArrayStream *stream);

/* The same, of a stream that must not fail. */
read_table table_read_all(struct ArrowArrayStream *stream);

void table_release(read_table *table);

/* The number of a column; fails the test where there is none of the name. */
size_t table_column(const read_table *table, const char *name);

/* A cell of a named column; fails the test where there is no such row or column. */
const table_cell *table_at(const read_table *table, size_t row, const char *name);

/* What is in a cell that is known and of that type; fails the test where it is not. */
const char *table_text(const read_table *table, size_t row, const char *name);
int64_t table_integer(const read_table *table, size_t row, const char *name);
double table_real(const read_table *table, size_t row, const char *name);

/* A table as text, a line of names and a line a row, cells separated by tabs, unknown ones empty,
 * real numbers with 17 digits; the caller frees it. */
char *table_as_text(const read_table *table);

#endif
