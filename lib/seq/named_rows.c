/* Reads tables row by row, tab- or comma-separated: the header line tells which. */
#include "seq/named_rows.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const size_t LONGEST_LINE = (size_t)1 << 30;

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
    return begin(r, mim_source_open(path, &r->lines.source, error), error);
}

mimicry_status mim_rows_from_memory(const char *name, const void *data, size_t size,
                                    struct mim_rows *r, mimicry_error *error)
{
    memset(r, 0, sizeof *r);
    return begin(r, mim_source_from_memory(name, data, size, &r->lines.source, error), error);
}

void mim_rows_close(struct mim_rows *r)
{
    free(r->header_text);
    mim_cells_free(&r->header);
    mim_cells_free(&r->cells);
    mim_lines_free(&r->lines);
    mim_source_close(r->lines.source);
    memset(r, 0, sizeof *r);
}

mimicry_status mim_rows_fail(const struct mim_rows *r, mimicry_error *error, const char *what)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->lines.source), r->lines.number,
                         "%s", what);
}

mimicry_status mim_rows_bad_cell(const struct mim_rows *r, size_t column, const char *expected,
                                 mimicry_error *error)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->lines.source), r->lines.number,
                         "column '%.80s' has '%.80s' where %s was expected", r->header.at[column],
                         r->cells.at[column], expected);
}

/* The next line that is not blank; NULL at the end. */
static mimicry_status next_line(struct mim_rows *r, char **line, mimicry_error *error)
{
    size_t length;
    do {
        const mimicry_status status = mim_lines_next(&r->lines, LONGEST_LINE, line, &length, error);
        if (status != MIMICRY_OK)
            return status;
    } while (*line != NULL && (*line)[strspn(*line, " \v\f")] == '\0');
    return MIMICRY_OK;
}

static mimicry_status split(const struct mim_rows *r, struct mim_cells *cells, char *line,
                            mimicry_error *error)
{
    switch (mim_cells_split(cells, line, r->separator)) {
    case MIM_CELLS_GOOD:
        return MIMICRY_OK;
    case MIM_CELLS_BAD_QUOTE:
        return mim_rows_fail(r, error,
                             "a quoted cell that does not end where its closing quote is");
    default:
        return mim_fail_memory(error);
    }
}

mimicry_status mim_rows_header(struct mim_rows *r, mimicry_error *error)
{
    char *line;
    const mimicry_status status = next_line(r, &line, error);
    if (status != MIMICRY_OK)
        return status;
    if (line == NULL)
        return mim_rows_fail(r, error, "the file has no header line, a table was expected");
    char *text = strdup(line);
    if (text == NULL)
        return mim_fail_memory(error);
    free(r->header_text);
    r->header_text = text;
    r->separator = strchr(line, '\t') != NULL ? '\t' : ',';
    return split(r, &r->header, text, error);
}

mimicry_status mim_rows_next(struct mim_rows *r, bool *more, mimicry_error *error)
{
    char *line;
    mimicry_status status = next_line(r, &line, error);
    *more = line != NULL;
    if (status != MIMICRY_OK || line == NULL)
        return status;
    status = split(r, &r->cells, line, error);
    if (status == MIMICRY_OK && r->cells.count != r->header.count)
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->lines.source),
                             r->lines.number, "%zu cells where the header has %zu", r->cells.count,
                             r->header.count);
    return status;
}

bool mim_rows_is_named(const char *column, const char *name)
{
    for (;;) {
        while (*column != '\0' && !isalnum((unsigned char)*column))
            column++;
        while (*name != '\0' && !isalnum((unsigned char)*name))
            name++;
        if (tolower((unsigned char)*column) != tolower((unsigned char)*name))
            return false;
        if (*column == '\0')
            return true;
        column++;
        name++;
    }
}

mimicry_status mim_rows_find(const struct mim_rows *r, const char *const *names, long *column,
                             mimicry_error *error)
{
    *column = MIM_NO_COLUMN;
    for (; *names != NULL && *column == MIM_NO_COLUMN; names++) {
        for (size_t i = 0; i < r->header.count; i++) {
            if (!mim_rows_is_named(r->header.at[i], *names))
                continue;
            if (*column != MIM_NO_COLUMN)
                return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->lines.source),
                                     r->lines.number, "columns %ld and %zu are both named '%s'",
                                     *column + 1, i + 1, *names);
            *column = (long)i;
        }
    }
    return MIMICRY_OK;
}

bool mim_rows_is_any(const struct mim_rows *r, size_t column, const char *const *names)
{
    while (*names != NULL && !mim_rows_is_named(r->header.at[column], *names))
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

bool mim_is_missing(const char *cell)
{
    static const char *const missing[] = {"", "NA", "N/A", "NaN", "null", "-", "."};
    size_t length = strlen(cell);
    mim_trim(&cell, &length);
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        if (strlen(missing[i]) == length && strncasecmp(cell, missing[i], length) == 0)
            return true;
    }
    return false;
}
