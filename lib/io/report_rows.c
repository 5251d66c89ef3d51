/* Turns lines of a report into lines of a table with tabs, and tells its parts apart by its lines
 * of hyphens. */
#include "io/report_rows.h"

#include <string.h>

#include "io/columns.h"

static const char BLANKS[] = " \t\v\f";

bool mim_report_is_rule(const char *line)
{
    return strncmp(line, "---", 3) == 0 && line[strspn(line, "-")] == '\0';
}

/* In place: one tab between words, and none around them. */
static void put_tabs(char *line)
{
    char *to = line;
    for (const char *from = line + strspn(line, BLANKS); *from != '\0';) {
        const size_t length = strcspn(from, BLANKS);
        if (to != line)
            *to++ = '\t';
        memmove(to, from, length);
        to += length;
        from += length;
        from += strspn(from, BLANKS);
    }
    *to = '\0';
}

/* The level of binding stands behind the rows that have one. */
static void cut_level(char *line, bool is_names)
{
    char *level = is_names ? strrchr(line, '\t') : strstr(line, "<=");
    if (level != NULL && (!is_names || mim_column_is(level + 1, "bindlevel")))
        *level = '\0';
}

static bool begins_with_number(const char *line)
{
    line += strspn(line, BLANKS);
    const size_t digits = strspn(line, "0123456789");
    return digits > 0 && strchr(BLANKS, line[digits]) != NULL;
}

/* A line between tables: the names of one, or nothing. */
static mimicry_status take_text(struct mim_rows *rows, enum mim_report_state *state, char *line,
                                const char *const *key, enum mim_report_item *item,
                                mimicry_error *error)
{
    const bool below = *state == MIM_REPORT_HYPHENS;
    *state = MIM_REPORT_TEXT;
    if (begins_with_number(line))
        return mim_rows_fail(rows, error, "a row of a report that is below no names of columns");
    if (!below)
        return MIMICRY_OK;
    put_tabs(line);
    cut_level(line, true);
    const mimicry_status status = mim_rows_take_header(rows, line, error);
    for (size_t c = 0; status == MIMICRY_OK && c < rows->header.count; c++) {
        if (!mim_rows_is_any(rows, c, key))
            continue;
        *state = MIM_REPORT_NAMES;
        *item = MIM_REPORT_HEADER;
    }
    return status;
}

static mimicry_status take_line(struct mim_rows *rows, enum mim_report_state *state, char *line,
                                const char *const *key, enum mim_report_item *item,
                                mimicry_error *error)
{
    if (mim_report_is_rule(line)) {
        *state = *state == MIM_REPORT_NAMES ? MIM_REPORT_ROWS : MIM_REPORT_HYPHENS;
        return MIMICRY_OK;
    }
    if (*state == MIM_REPORT_NAMES)
        return mim_rows_fail(rows, error, "a line of hyphens was expected below the names");
    if (*state != MIM_REPORT_ROWS)
        return take_text(rows, state, line, key, item, error);
    cut_level(line, false);
    put_tabs(line);
    *item = MIM_REPORT_ROW;
    return mim_table_rows_split(&rows->table, line, error);
}

mimicry_status mim_report_next(struct mim_rows *rows, enum mim_report_state *state,
                               const char *const *key, enum mim_report_item *item,
                               mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    *item = MIM_REPORT_END;
    while (status == MIMICRY_OK && *item == MIM_REPORT_END) {
        char *line;
        status = mim_table_rows_line(&rows->table, &line, error);
        if (status != MIMICRY_OK)
            break;
        if (line != NULL)
            status = take_line(rows, state, line, key, item, error);
        else if (*state == MIM_REPORT_NAMES || *state == MIM_REPORT_ROWS)
            return mim_rows_fail(rows, error, "the report ends within a table: it is cut off");
        else
            break;
    }
    return status;
}
