/* Sets of genes: sorted names, looked up by halving. */
#include "annotate/genes.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/columns.h"
#include "io/table_rows.h"

static const char BLANKS[] = " \t\v\f\r\n";

static char fold(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* A name without the blanks around it. */
struct trimmed_name {
    const char *at;
    size_t length;
};

static struct trimmed_name trim(const char *text)
{
    struct trimmed_name name = {text + strspn(text, BLANKS), 0};
    name.length = strlen(name.at);
    while (name.length > 0 && strchr(BLANKS, name.at[name.length - 1]) != NULL)
        name.length--;
    return name;
}

int mim_gene_compare(const char *a, const char *b)
{
    const struct trimmed_name x = trim(a), y = trim(b);
    const size_t both = x.length < y.length ? x.length : y.length;
    for (size_t i = 0; i < both; i++) {
        const int order = (unsigned char)fold(x.at[i]) - (unsigned char)fold(y.at[i]);
        if (order != 0)
            return order;
    }
    return (x.length > y.length) - (x.length < y.length);
}

/* ---- Gathering ---- */

/* Names while they come, folded, each with a NUL; then the set. */
struct gathering {
    char *bytes;
    size_t used, room;
    size_t count;
};

static bool add(struct gathering *g, const char *text)
{
    const struct trimmed_name name = trim(text);
    if (name.length == 0)
        return true;
    char *bytes = mim_grow(g->bytes, &g->room, g->used + name.length + 1, 1);
    if (bytes == NULL)
        return false;
    g->bytes = bytes;
    for (size_t i = 0; i < name.length; i++)
        bytes[g->used + i] = fold(name.at[i]);
    bytes[g->used + name.length] = '\0';
    g->used += name.length + 1;
    g->count++;
    return true;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

static void drop_repeats(struct mimicry_genes *genes)
{
    size_t kept = 0;
    for (size_t i = 0; i < genes->count; i++) {
        if (kept == 0 || strcmp(genes->names[kept - 1], genes->names[i]) != 0)
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
    *genes = (struct mimicry_genes){.names = names, .count = g->count, .bytes = g->bytes};
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

static bool add_all(struct gathering *g, const struct mimicry_genes *genes)
{
    bool good = true;
    for (size_t i = 0; i < genes->count && good; i++)
        good = add(g, genes->names[i]);
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

/* From `line` on each is a name; one that begins with # says something else. */
static mimicry_status read_list(struct gathering *g, struct mim_table_rows *rows, char *line,
                                mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    while (line != NULL && status == MIMICRY_OK) {
        const struct trimmed_name name = trim(line);
        if (name.length > 0 && name.at[0] != '#' && !mim_is_nothing(line) && !add(g, line))
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

/* The first line tells: a tab or a comma makes a table, and so does the lone name of a column. */
static mimicry_status read_names(struct gathering *g, struct mim_table_rows *rows,
                                 mimicry_error *error)
{
    char *line;
    mimicry_status status;
    do { /* remarks may come before either */
        status = mim_table_rows_line(rows, &line, error);
    } while (status == MIMICRY_OK && line != NULL && trim(line).at[0] == '#');
    if (status != MIMICRY_OK || line == NULL)
        return status;
    return strpbrk(line, "\t,") != NULL || mim_column_is_gene(line)
               ? read_table(g, rows, line, error)
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

bool mim_genes_has(const struct mimicry_genes *genes, const char *name)
{
    size_t from = 0, to = genes->count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int order = mim_gene_compare(genes->names[middle], name);
        if (order == 0)
            return true;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}

void mim_genes_free(struct mimicry_genes *genes)
{
    if (genes == NULL || !mim_unshare(&genes->shares))
        return;
    free(genes->names);
    free(genes->bytes);
    free(genes);
}
