/* Tables whose first row names the columns. */
#include "io/named_rows.h"

#include <stdlib.h>
#include <string.h>

#include "io/columns.h"

static mimicry_status begin(struct mim_rows *r, mimicry_status status, mimicry_error *error)
{
    if (status == MIMICRY_OK)
        status = mim_rows_header(r, error);
    if (status != MIMICRY_OK)
        mim_rows_close(r);
    return status;
}

mimicry_status mim_rows_open(const char *path, struct mim_rows *r, mimicry_error *error)
{
    memset(r, 0, sizeof *r);
    return begin(r, mim_source_open(path, &r->table.lines.source, error), error);
}

mimicry_status mim_rows_from_memory(const char *name, const void *data, size_t size,
                                    struct mim_rows *r, mimicry_error *error)
{
    memset(r, 0, sizeof *r);
    return begin(r, mim_source_from_memory(name, data, size, &r->table.lines.source, error), error);
}

void mim_rows_close(struct mim_rows *r)
{
    free(r->header_text);
    mim_cells_free(&r->header);
    struct mim_source *source = r->table.lines.source;
    mim_table_rows_free(&r->table);
    mim_source_close(source);
    memset(r, 0, sizeof *r);
}

mimicry_status mim_rows_fail(const struct mim_rows *r, mimicry_error *error, const char *what)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->table.lines.source),
                         r->table.lines.number, "%s", what);
}

mimicry_status mim_rows_bad_cell(const struct mim_rows *r, size_t column, const char *expected,
                                 mimicry_error *error)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->table.lines.source),
                         r->table.lines.number, "column '%.80s' has '%.80s' where %s was expected",
                         r->header.at[column], r->table.cells.at[column], expected);
}

mimicry_status mim_rows_header(struct mim_rows *r, mimicry_error *error)
{
    char *line;
    const mimicry_status status = mim_table_rows_line(&r->table, &line, error);
    if (status != MIMICRY_OK)
        return status;
    if (line == NULL)
        return mim_rows_fail(r, error, "the file has no header line, a table was expected");
    return mim_rows_take_header(r, line, error);
}

mimicry_status mim_rows_take_header(struct mim_rows *r, const char *line, mimicry_error *error)
{
    char *text = strdup(line);
    if (text == NULL)
        return mim_fail_memory(error);
    free(r->header_text);
    r->header_text = text;
    r->table.separator = '\0';
    r->table.columns = 0;
    const mimicry_status status = mim_table_rows_split(&r->table, text, error);
    if (status != MIMICRY_OK)
        return status;
    /* The header keeps these cells; the rows get others. */
    const struct mim_cells before = r->header;
    r->header = r->table.cells;
    r->table.cells = before;
    return MIMICRY_OK;
}

mimicry_status mim_rows_next(struct mim_rows *r, bool *more, mimicry_error *error)
{
    return mim_table_rows_next(&r->table, more, error);
}

mimicry_status mim_rows_find(const struct mim_rows *r, const char *const *names, long *column,
                             mimicry_error *error)
{
    *column = MIM_NO_COLUMN;
    for (; *names != NULL && *column == MIM_NO_COLUMN; names++) {
        for (size_t i = 0; i < r->header.count; i++) {
            if (!mim_column_is(r->header.at[i], *names))
                continue;
            if (*column != MIM_NO_COLUMN)
                return mim_fail_line(error, MIMICRY_E_FORMAT,
                                     mim_source_name(r->table.lines.source), r->table.lines.number,
                                     "columns %ld and %zu are both named '%s'", *column + 1, i + 1,
                                     *names);
            *column = (long)i;
        }
    }
    return MIMICRY_OK;
}

bool mim_rows_is_any(const struct mim_rows *r, size_t column, const char *const *names)
{
    while (*names != NULL && !mim_column_is(r->header.at[column], *names))
        names++;
    return *names != NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

void mim_trim(const char **text, size_t *length)
{
    while (*length > 0 && is_blank(**text)) {
        ++*text;
        --*length;
    }
    while (*length > 0 && is_blank((*text)[*length - 1]))
        --*length;
}
