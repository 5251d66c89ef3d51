/* A table with a header line, row by row: what is read is not kept. */
#ifndef MIM_IO_NAMED_ROWS_H
#define MIM_IO_NAMED_ROWS_H

#include "io/table_rows.h"

struct mim_rows {
    struct mim_table_rows table; /* its cells are those of the last row, until the next */
    struct mim_cells header;     /* they live as long as the rows */
    char *header_text;
};

/* Opens a table, or takes the bytes of one; the header is the first line that is not blank. */
mimicry_status mim_rows_open(const char *path, struct mim_rows *rows, mimicry_error *error);
mimicry_status mim_rows_from_memory(const char *name, const void *data, size_t size,
                                    struct mim_rows *rows, mimicry_error *error);
/* Reads a header again: the line that comes next takes the place of the last header. */
mimicry_status mim_rows_header(struct mim_rows *rows, mimicry_error *error);
/* Takes a copy of a line as the header. */
mimicry_status mim_rows_take_header(struct mim_rows *rows, const char *line, mimicry_error *error);
mimicry_status mim_rows_next(struct mim_rows *rows, bool *more, mimicry_error *error);
void mim_rows_close(struct mim_rows *rows);

/* The column with the first of the names (as mim_column_is takes them), a list that ends with NULL,
 * that any column has; or MIM_NO_COLUMN. Two columns of that name are an error. */
mimicry_status mim_rows_find(const struct mim_rows *rows, const char *const *names, long *column,
                             mimicry_error *error);

/* Whether the column has any of the names. */
bool mim_rows_is_any(const struct mim_rows *rows, size_t column, const char *const *names);

/* A failure at the last row: "FILE:LINE: ...". */
mimicry_status mim_rows_fail(const struct mim_rows *rows, mimicry_error *error, const char *what);
/* One of a cell: "FILE:LINE: column 'NAME' has 'CELL' where ... was expected". */
mimicry_status mim_rows_bad_cell(const struct mim_rows *rows, size_t column, const char *expected,
                                 mimicry_error *error);

/* Cuts the blanks around a cell. */
void mim_trim(const char **text, size_t *length);

#endif
