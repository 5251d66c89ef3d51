/* Reads queries from the rows of a table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "io/columns.h"
#include "query/file.h"

/* ---- The names of the columns ---- */

static mimicry_status read_names(struct mim_query_file *f, struct mim_query_columns *columns,
                                 mimicry_error *error)
{
    f->rows.separator = '\0';
    f->rows.columns = 0;
    const mimicry_status status = mim_table_rows_split(&f->rows, f->held, error);
    return status == MIMICRY_OK
               ? mim_query_columns_name(columns, f->rows.cells.at, f->rows.cells.count, error)
               : status;
}

static bool is_in_capitals(const char *cell)
{
    return cell[0] != '\0' && cell[strspn(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ ")] == '\0';
}

/* Two columns of peptides, and no names. */
static bool is_bare_pairs(const struct mim_query_file *f, const mimicry_read_options *options)
{
    return (options->flags & MIMICRY_READ_PAIRS) != 0 && options->peptide_column == NULL &&
           options->target_column == NULL && f->columns.count == 2 &&
           is_in_capitals(f->columns.names[0]) && is_in_capitals(f->columns.names[1]);
}

static mimicry_status open_bare_pairs(struct mim_query_file *f, const mimicry_read_options *options,
                                      mimicry_error *error)
{
    char a[] = "a", b[] = "b", *const names[] = {a, b};
    const struct mim_place place = mim_query_file_place(f);
    const mimicry_status status = mim_query_columns_name(&f->columns, names, 2, error);
    f->row_is_held = true;
    return status == MIMICRY_OK ? mim_query_columns_find(&f->columns, options, &place, error)
                                : status;
}

/* Names of columns are there, and neighbours differ: a line of alleles or of headings does not look
 * so. */
static bool are_names(const struct mim_query_columns *columns)
{
    for (size_t c = 0; c < columns->count; c++) {
        if (columns->names[c][0] == '\0' ||
            (c > 0 && strcmp(columns->names[c], columns->names[c - 1]) == 0))
            return false;
    }
    return true;
}

static bool has_number(const struct mim_query_columns *columns)
{
    double number;
    for (size_t c = 0; c < columns->count; c++) {
        if (mim_parse_number(columns->names[c], &number))
            return true;
    }
    return false;
}

/* Puts a column's heading before its name: a heading that comes once stands for all columns up to
 * the next one. */
static mimicry_status join_names(struct mim_query_columns *columns,
                                 const struct mim_query_columns *headings)
{
    const char *heading = "";
    for (size_t c = 0; c < columns->count; c++) {
        if (c < headings->count && headings->names[c][0] != '\0')
            heading = headings->names[c];
        const size_t size = strlen(heading) + 1 + strlen(columns->names[c]) + 1;
        char *joined = mim_alloc_array(size, 1);
        if (joined == NULL)
            return MIMICRY_E_MEMORY;
        snprintf(joined, size, "%s %s", heading, columns->names[c]);
        free(columns->names[c]);
        columns->names[c] = joined;
    }
    return MIMICRY_OK;
}

/* Some tools write a line of alleles or of headings above the names: IEDB has columns that only
 * their headings tell apart. */
static mimicry_status take_second_line(struct mim_query_file *f,
                                       const mimicry_read_options *options)
{
    struct mim_query_columns second = {0};
    mimicry_status status = mim_query_file_line(f, NULL);
    if (status == MIMICRY_OK)
        status = f->held != NULL ? read_names(f, &second, NULL) : MIMICRY_E_FORMAT;
    if (status == MIMICRY_OK && has_number(&second))
        status = MIMICRY_E_FORMAT;
    if (status == MIMICRY_OK) {
        const struct mim_place place = mim_query_file_place(f);
        status = mim_query_columns_find(&second, options, &place, NULL);
        if (status == MIMICRY_E_FORMAT)
            status = join_names(&second, &f->columns);
        if (status == MIMICRY_OK && second.description == NULL)
            status = mim_query_columns_find(&second, options, &place, NULL);
    }
    if (status == MIMICRY_OK)
        status = mim_query_columns_take_alleles(&second, &f->columns, NULL);
    if (status == MIMICRY_OK) {
        const struct mim_query_columns first = f->columns;
        f->columns = second;
        second = first;
    }
    mim_query_columns_free(&second);
    return status;
}

mimicry_status mim_query_file_open_table(struct mim_query_file *f,
                                         const mimicry_read_options *options, mimicry_error *error)
{
    mimicry_status status = read_names(f, &f->columns, error);
    const struct mim_place place = mim_query_file_place(f);
    if (status != MIMICRY_OK)
        return status;
    status = mim_query_columns_find(&f->columns, options, &place, NULL);
    if (status == MIMICRY_E_FORMAT && is_bare_pairs(f, options))
        return open_bare_pairs(f, options, error);
    if (status == MIMICRY_E_FORMAT && !are_names(&f->columns))
        status = take_second_line(f, options);
    if (status == MIMICRY_E_MEMORY)
        return mim_fail_memory(error);
    return status == MIMICRY_OK ? MIMICRY_OK
                                : mim_query_columns_find(&f->columns, options, &place, error);
}

/* ---- Rows ---- */

static bool is_a_name(const struct mim_query_columns *columns, const char *cell)
{
    for (size_t c = 0; c < columns->count; c++) {
        if (mim_columns_same(columns->names[c], cell))
            return true;
    }
    return false;
}

/* Whether a row has the names of columns and nothing else: another table begins. */
static bool is_names(const struct mim_query_columns *columns, const struct mim_cells *cells)
{
    for (size_t c = 0; c < cells->count; c++) {
        if (!is_a_name(columns, cells->at[c]))
            return false;
    }
    return true;
}

static mimicry_status take_row(struct mim_query_file *f, struct mim_query_block *block,
                               size_t length, mimicry_error *error)
{
    const struct mim_place place = mim_query_file_place(f);
    const struct mim_cells *cells = &f->rows.cells;
    if (is_names(&f->columns, cells))
        return mim_place_fail(&place, error,
                              "the names of the columns once more: give tables one by one, or "
                              "leave this line out");
    block->n_cells = f->columns.count;
    const mimicry_status status =
        mim_query_take(block, &f->columns, (const char *const *)cells->at, NULL, &place, error);
    return status == MIMICRY_OK ? mim_block_put_cells(block, f->rows.line, length, cells->at, error)
                                : status;
}

/* The bytes of the line that was split, up to the last cell's end. */
static size_t length_of(const struct mim_table_rows *rows)
{
    const char *last = rows->cells.at[rows->cells.count - 1];
    return (size_t)(last - rows->line) + strlen(last);
}

mimicry_status mim_query_file_next_row(struct mim_query_file *f, struct mim_query_block *block,
                                       bool *more, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    *more = true;
    if (!f->row_is_held) {
        status = mim_query_file_line(f, error);
        *more = status == MIMICRY_OK && f->held != NULL;
        if (*more)
            status = mim_table_rows_split(&f->rows, f->held, error);
    }
    f->row_is_held = false;
    return status == MIMICRY_OK && *more ? take_row(f, block, length_of(&f->rows), error) : status;
}
