/* A table file, row by row. */
#ifndef MIM_IO_TABLE_ROWS_H
#define MIM_IO_TABLE_ROWS_H

#include "io/lines.h"
#include "io/table.h"

/* Zeroed but for `lines.source`, which it does not own. */
struct mim_table_rows {
    struct mim_lines lines;
    struct mim_cells cells; /* of the row that was read last */
    const char *line;       /* into which these point */
    char separator;         /* '\0' until the first row tells: the first it has of tab , ; */
    size_t columns;         /* cells of the first row, and so of every row */
};

/* The next line that is not blank; NULL after the last. One of nothing but separators is blank. */
mimicry_status mim_table_rows_line(struct mim_table_rows *rows, char **line, mimicry_error *error);

/* Takes a line as the next row. */
mimicry_status mim_table_rows_split(struct mim_table_rows *rows, char *line, mimicry_error *error);

/* The next row, in `cells`; `*more` is false after the last. */
mimicry_status mim_table_rows_next(struct mim_table_rows *rows, bool *more, mimicry_error *error);

void mim_table_rows_free(struct mim_table_rows *rows);

#endif
