/* Reads tables row by row: separated by tabs, commas or semicolons, which the first line tells. */
#include "io/table_rows.h"

#include <string.h>

static const size_t LONGEST_LINE = (size_t)1 << 30;

static bool is_separator(char c)
{
    switch (c) {
    case ' ':
    case '\t':
    case ',':
    case ';':
    case '"':
    case '\v':
    case '\f':
        return true;
    default:
        return false;
    }
}

/* Rows of nothing but separators, as spreadsheets leave them behind, are blank lines. */
static bool says_nothing(const char *line)
{
    while (is_separator(*line))
        line++;
    return *line == '\0';
}

mimicry_status mim_table_rows_line(struct mim_table_rows *rows, char **line, mimicry_error *error)
{
    size_t length;
    mimicry_status status;
    do {
        status = mim_lines_next(&rows->lines, LONGEST_LINE, line, &length, error);
    } while (status == MIMICRY_OK && *line != NULL && says_nothing(*line));
    return status;
}

static mimicry_status check_width(struct mim_table_rows *rows, mimicry_error *error)
{
    if (rows->columns == 0)
        rows->columns = rows->cells.count;
    if (rows->cells.count == rows->columns)
        return MIMICRY_OK;
    return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(rows->lines.source),
                         rows->lines.number, "%zu cells where the first line has %zu",
                         rows->cells.count, rows->columns);
}

/* Spreadsheets separate by semicolons where commas are decimal points. */
static char separator_of(const char *line)
{
    if (strchr(line, '\t') != NULL)
        return '\t';
    return strchr(line, ',') == NULL && strchr(line, ';') != NULL ? ';' : ',';
}

mimicry_status mim_table_rows_split(struct mim_table_rows *rows, char *line, mimicry_error *error)
{
    rows->line = line;
    if (rows->separator == '\0')
        rows->separator = separator_of(line);
    switch (mim_cells_split(&rows->cells, line, rows->separator)) {
    case MIM_CELLS_GOOD:
        return check_width(rows, error);
    case MIM_CELLS_BAD_QUOTE:
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(rows->lines.source),
                             rows->lines.number,
                             "a quoted cell that does not end where its closing quote is");
    default:
        return mim_fail_memory(error);
    }
}

mimicry_status mim_table_rows_next(struct mim_table_rows *rows, bool *more, mimicry_error *error)
{
    char *line;
    const mimicry_status status = mim_table_rows_line(rows, &line, error);
    *more = status == MIMICRY_OK && line != NULL;
    return *more ? mim_table_rows_split(rows, line, error) : status;
}

void mim_table_rows_free(struct mim_table_rows *rows)
{
    mim_cells_free(&rows->cells);
    mim_lines_free(&rows->lines);
    *rows = (struct mim_table_rows){0};
}
