/* Sets of genes: sorted names, looked up by halving. */
#include "annotate/genes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/columns.h"
#include "io/table_rows.h"
#include "residue/identifier.h"

static struct mim_slice cut(const char *text)
{
    return mim_name_cut(text, strlen(text));
}

/* ---- Gathering ---- */

/* Names while they come, each with a NUL; then the set. */
struct gathering {
    char *bytes;
    size_t used, room;
    size_t count;
};

static bool add_name(struct gathering *g, struct mim_slice name)
{
    char *bytes = mim_grow(g->bytes, &g->room, g->used + name.length + 1, 1);
    if (bytes == NULL)
        return false;
    g->bytes = bytes;
    memcpy(bytes + g->used, name.at, name.length);
    bytes[g->used + name.length] = '\0';
    g->used += name.length + 1;
    g->count++;
    return true;
}

/* All names of a text. */
static bool add(struct gathering *g, const char *text)
{
    struct mim_slice name;
    while (mim_name_next(&text, &name)) {
        if (!add_name(g, name))
            return false;
    }
    return true;
}

static int compare(const char *a, const char *b)
{
    return mim_name_compare((struct mim_slice){a, strlen(a)}, (struct mim_slice){b, strlen(b)});
}

/* Of equal names the one that came first is first: they are in the order in which they came. */
static int by_name(const void *x, const void *y)
{
    const char *a = *(char *const *)x, *b = *(char *const *)y;
    const int order = compare(a, b);
    return order != 0 ? order : (a > b) - (a < b);
}

static void drop_repeats(struct mimicry_genes *genes)
{
    size_t kept = 0;
    for (size_t i = 0; i < genes->count; i++) {
        if (kept == 0 || compare(genes->names[kept - 1], genes->names[i]) != 0)
            genes->names[kept++] = genes->names[i];
    }
    genes->count = kept;
}

/* Takes over what was gathered. */
static mimicry_status finish(struct gathering *g, struct mimicry_genes **out, mimicry_error *error)
{
    struct mimicry_genes *genes = mim_alloc_zeroed(1, sizeof *genes);
    char **names = mim_alloc_array(g->count, sizeof *names);
    if (genes == NULL || names == NULL) {
        free(genes);
        free(names);
        return mim_fail_memory(error);
    }
    char *at = g->bytes;
    for (size_t i = 0; i < g->count; i++, at += strlen(at) + 1)
        names[i] = at;
    *genes = (struct mimicry_genes){
        .names = names, .count = g->count, .bytes = g->bytes, .n_given = g->count};
    g->bytes = NULL;
    qsort(names, genes->count, sizeof *names, by_name);
    drop_repeats(genes);
    *out = genes;
    return MIMICRY_OK;
}

mimicry_status mim_genes_create(const char *const *names, size_t n_names,
                                struct mimicry_genes **out, mimicry_error *error)
{
    struct gathering g = {0};
    mimicry_status status = MIMICRY_OK;
    *out = NULL;
    for (size_t i = 0; i < n_names && status == MIMICRY_OK; i++) {
        if (!add(&g, names[i]))
            status = mim_fail_memory(error);
    }
    if (status == MIMICRY_OK)
        status = finish(&g, out, error);
    free(g.bytes);
    return status;
}

/* In the order in which they were given. */
static bool add_all(struct gathering *g, const struct mimicry_genes *genes)
{
    const char *at = genes->bytes;
    bool good = true;
    for (size_t i = 0; i < genes->n_given && good; i++, at += strlen(at) + 1)
        good = add_name(g, (struct mim_slice){at, strlen(at)});
    return good;
}

mimicry_status mim_genes_join(const struct mimicry_genes *a, const struct mimicry_genes *b,
                              struct mimicry_genes **out, mimicry_error *error)
{
    struct gathering g = {0};
    *out = NULL;
    const mimicry_status status =
        add_all(&g, a) && add_all(&g, b) ? finish(&g, out, error) : mim_fail_memory(error);
    free(g.bytes);
    return status;
}

/* ---- Files ---- */

static const char BLANKS[] = " \t\v\f\r\n";

static bool is_remark(const char *line)
{
    return line[strspn(line, BLANKS)] == '#';
}

/* From `line` on each has a name, or several; one that begins with # says something else. */
static mimicry_status read_list(struct gathering *g, struct mim_table_rows *rows, char *line,
                                mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    while (line != NULL && status == MIMICRY_OK) {
        if (!is_remark(line) && !mim_is_nothing(line) && !add(g, line))
            return mim_fail_memory(error);
        status = mim_table_rows_line(rows, &line, error);
    }
    return status;
}

static mimicry_status add_row(struct gathering *g, const struct mim_cells *cells,
                              const bool *is_gene, mimicry_error *error)
{
    for (size_t c = 0; c < cells->count; c++) {
        if (is_gene[c] && !mim_is_nothing(cells->at[c]) && !add(g, cells->at[c]))
            return mim_fail_memory(error);
    }
    return MIMICRY_OK;
}

/* Of every row the cells of all columns that have names of genes. */
static mimicry_status read_table(struct gathering *g, struct mim_table_rows *rows, char *line,
                                 mimicry_error *error)
{
    bool more = true, any = false;
    mimicry_status status = mim_table_rows_split(rows, line, error);
    if (status != MIMICRY_OK)
        return status;
    bool *is_gene = mim_alloc_zeroed(rows->columns, sizeof *is_gene);
    if (is_gene == NULL)
        return mim_fail_memory(error);
    for (size_t c = 0; c < rows->columns; c++) {
        is_gene[c] = mim_column_is_gene(rows->cells.at[c]);
        any = any || is_gene[c];
    }
    if (!any)
        status = mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(rows->lines.source),
                               rows->lines.number,
                               "a table without a column of genes: 'gene', 'gene name', "
                               "'gene symbol', 'gene id' or 'symbol' was expected");
    while (status == MIMICRY_OK && more) {
        status = mim_table_rows_next(rows, &more, error);
        if (status == MIMICRY_OK && more)
            status = add_row(g, &rows->cells, is_gene, error);
    }
    free(is_gene);
    return status;
}

/* Whether a line without tabs and commas names columns: it is the lone name of one, or there is
 * one among the cells that semicolons separate. */
static bool names_columns(const char *line)
{
    char name[64];
    while (*line != '\0') {
        const size_t length = strcspn(line, ";");
        snprintf(name, sizeof name, "%.*s", length < sizeof name ? (int)length : 0, line);
        if (mim_column_is_gene(name))
            return true;
        line += length;
        line += *line != '\0';
    }
    return false;
}

/* The first line tells: a tab or a comma makes a table, and so does the name of a column. */
static mimicry_status read_names(struct gathering *g, struct mim_table_rows *rows,
                                 mimicry_error *error)
{
    char *line;
    mimicry_status status;
    do { /* remarks may come before either */
        status = mim_table_rows_line(rows, &line, error);
    } while (status == MIMICRY_OK && line != NULL && is_remark(line));
    if (status != MIMICRY_OK || line == NULL)
        return status;
    return strpbrk(line, "\t,") != NULL || names_columns(line) ? read_table(g, rows, line, error)
                                                               : read_list(g, rows, line, error);
}

mimicry_status mim_genes_read(const char *path, struct mimicry_genes **out, mimicry_error *error)
{
    struct mim_source *source;
    struct gathering g = {0};
    *out = NULL;
    mimicry_status status = mim_source_open(path, &source, error);
    if (status != MIMICRY_OK)
        return status;
    struct mim_table_rows rows = {.lines = {.source = source}};
    status = read_names(&g, &rows, error);
    if (status == MIMICRY_OK && g.count == 0)
        status = mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(source), 1,
                               "no gene is named, at least one was expected");
    if (status == MIMICRY_OK)
        status = finish(&g, out, error);
    free(g.bytes);
    mim_table_rows_free(&rows);
    mim_source_close(source);
    return status;
}

/* ---- Looking up ---- */

size_t mim_genes_find(const struct mimicry_genes *genes, const char *name)
{
    const struct mim_slice wanted = cut(name);
    size_t from = 0, to = genes->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const char *at = genes->names[middle];
        const int order = mim_name_compare((struct mim_slice){at, strlen(at)}, wanted);
        if (order == 0)
            return middle;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return MIM_NO_GENE;
}

bool mim_genes_has(const struct mimicry_genes *genes, const char *name)
{
    return mim_genes_find(genes, name) != MIM_NO_GENE;
}

void mim_genes_free(struct mimicry_genes *genes)
{
    if (genes == NULL || !mim_unshare(&genes->shares))
        return;
    free(genes->names);
    free(genes->bytes);
    free(genes);
}
