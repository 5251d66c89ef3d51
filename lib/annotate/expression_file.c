/* Reads tables of expression: a row for each gene and tissue, as the Human Protein Atlas has them;
 * a column for each tissue; or the second after the two lines that begin a GCT file, as GTEx has
 * it. Columns are known by their names, as mim_column_is compares them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "annotate/expression.h"
#include "annotate/genes.h"
#include "io/columns.h"
#include "io/named_rows.h"

/* No table of tissues has as many; one of samples has, and would fill the memory. */
enum { MOST_TISSUES = 4096 };

/* In the order of preference. What is called a gene, or a name, may be either: it is the one that
 * the table has not under a clearer name. */
static const char *const symbol_names[] = {"genename",     "genesymbol",       "symbol",
                                           "hgncsymbol",   "hugosymbol",       "approvedsymbol",
                                           "externalname", "externalgenename", NULL};
static const char *const identifier_names[] = {
    "ensemblid", "geneid", "ensemblgeneid", "ensembl", "ensemblgene", "genestableid", "ensg", NULL};
static const char *const gene_names[] = {"gene", NULL};
static const char *const name_names[] = {"name", NULL};
static const char *const description_names[] = {"description", NULL};
static const char *const id_names[] = {"id", NULL};
static const char *const alias_names[] = {
    "genesynonym", "genesynonyms", "synonyms",     "synonym",         "alias",
    "aliases",     "aliassymbol",  "aliassymbols", "previoussymbols", NULL};
static const char *const tissue_names[] = {"tissue",    "tissuename", "brainregion", "celltype",
                                           "bloodcell", "sample",     NULL};
static const char *const level_names[] = {"ntpm", "nx",    "tpm",   "ptpm",       "fpkm", "rpkm",
                                          "cpm",  "level", "value", "expression", NULL};
/* Numbers that tables have beside the tissues. */
static const char *const other_names[] = {
    "entrez",  "entrezid", "entrezgeneid", "entrezgene", "ncbigeneid", "ncbiid",
    "hgncid",  "uniprot",  "uniprotid",    "chromosome", "chr",        "start",
    "end",     "position", "strand",       "length",     "genelength", "genestart",
    "geneend", "genetype", "genebiotype",  "biotype",    "unnamed:0",  NULL};

/* A cell that is no number, and no level that is missing. */
struct text_cell {
    uint64_t line;
    char *cell; /* NULL: the column has none */
};

/* What named the gene of the row before: where a gene has a row for each tissue they follow each
 * other. */
struct last_gene {
    bool known; /* there is one, and its cells have room here */
    char cells[MIM_GENE_KINDS][64];
    size_t gene;
};

struct expression_reader {
    struct mim_rows rows;
    struct mim_expression *out;
    long symbol, identifier, alias;
    struct last_gene last;
    long tissue, level;      /* of a row for each gene and tissue */
    size_t *tissue_of;       /* else by column: its tissue, or MIM_NO_NAME */
    bool *has_number;        /* by column: it has had a number, so it has numbers throughout */
    struct text_cell *texts; /* by column: the first cell that is no number */
    bool any_number;
    uint64_t gct_rows; /* that a GCT file announces; UINT64_MAX: it is none */
    uint64_t n_rows;
};

/* ---- Columns ---- */

/* Fills `*column` if it is still free. */
static mimicry_status find_free(struct expression_reader *r, const char *const *names, long *column,
                                bool *taken, mimicry_error *error)
{
    long found;
    const mimicry_status status = mim_rows_find(&r->rows, names, &found, error);
    *taken = status == MIMICRY_OK && found != MIM_NO_COLUMN && *column == MIM_NO_COLUMN;
    if (*taken)
        *column = found;
    return status;
}

/* GTEx calls the identifier Name and the symbol Description. */
static mimicry_status find_name_and_description(struct expression_reader *r, mimicry_error *error)
{
    long name, description;
    mimicry_status status = mim_rows_find(&r->rows, name_names, &name, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, description_names, &description, error);
    if (status != MIMICRY_OK || name == MIM_NO_COLUMN)
        return status;
    if (description != MIM_NO_COLUMN && r->symbol == MIM_NO_COLUMN &&
        r->identifier == MIM_NO_COLUMN) {
        r->identifier = name;
        r->symbol = description;
    } else if (r->symbol == MIM_NO_COLUMN) {
        r->symbol = name;
    } else if (r->identifier == MIM_NO_COLUMN) {
        r->identifier = name;
    }
    return MIMICRY_OK;
}

static mimicry_status find_gene_columns(struct expression_reader *r, mimicry_error *error)
{
    bool taken;
    r->symbol = r->identifier = r->alias = MIM_NO_COLUMN;
    mimicry_status status = mim_rows_find(&r->rows, symbol_names, &r->symbol, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, identifier_names, &r->identifier, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, alias_names, &r->alias, error);
    if (status == MIMICRY_OK)
        status = find_free(r, gene_names, &r->symbol, &taken, error);
    if (status == MIMICRY_OK && !taken)
        status = find_free(r, gene_names, &r->identifier, &taken, error);
    if (status == MIMICRY_OK)
        status = find_name_and_description(r, error);
    if (status == MIMICRY_OK && r->symbol == MIM_NO_COLUMN)
        status = find_free(r, id_names, &r->identifier, &taken, error);
    if (status != MIMICRY_OK || r->symbol != MIM_NO_COLUMN || r->identifier != MIM_NO_COLUMN)
        return status;
    if (r->rows.header.at[0][0] != '\0') /* R writes the names of rows under no name */
        return mim_rows_fail(&r->rows, error,
                             "no column of genes: one named gene, Gene name, gene_symbol, symbol, "
                             "ensembl_id or Gene ID was expected");
    r->symbol = 0;
    return MIMICRY_OK;
}

static struct mim_slice tissue_name(const char *text)
{
    struct mim_slice name = {text, strlen(text)};
    mim_trim(&name.at, &name.length);
    return name;
}

static bool is_tissue_column(const struct expression_reader *r, size_t column)
{
    static const char *const *const others[] = {symbol_names, identifier_names, gene_names,
                                                name_names,   alias_names,      description_names,
                                                id_names,     other_names};
    if (tissue_name(r->rows.header.at[column]).length == 0)
        return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (mim_rows_is_any(&r->rows, column, others[i]))
            return false;
    }
    return true;
}

static mimicry_status add_tissue(struct expression_reader *r, const char *text, size_t *tissue,
                                 mimicry_error *error)
{
    if (!mim_expression_tissue(r->out, tissue_name(text), tissue))
        return mim_fail_memory(error);
    if (r->out->tissues.count > MOST_TISSUES)
        return mim_rows_fail(&r->rows, error,
                             "more than 4096 tissues: levels of tissues were expected, not of "
                             "samples");
    return MIMICRY_OK;
}

static mimicry_status find_wide_columns(struct expression_reader *r, mimicry_error *error)
{
    const size_t count = r->rows.header.count;
    bool any = false;
    r->tissue_of = mim_alloc_array(count, sizeof *r->tissue_of);
    r->has_number = mim_alloc_zeroed(count, sizeof *r->has_number);
    r->texts = mim_alloc_zeroed(count, sizeof *r->texts);
    if (r->tissue_of == NULL || r->has_number == NULL || r->texts == NULL)
        return mim_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        r->tissue_of[i] = MIM_NO_NAME;
        if (!is_tissue_column(r, i))
            continue;
        const mimicry_status status = add_tissue(r, r->rows.header.at[i], &r->tissue_of[i], error);
        if (status != MIMICRY_OK)
            return status;
        any = true;
    }
    if (!any)
        return mim_rows_fail(&r->rows, error,
                             "no column of levels: one for each tissue, or tissue and nTPM, was "
                             "expected");
    return MIMICRY_OK;
}

static mimicry_status find_columns(struct expression_reader *r, mimicry_error *error)
{
    mimicry_status status = find_gene_columns(r, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, tissue_names, &r->tissue, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, level_names, &r->level, error);
    if (status != MIMICRY_OK)
        return status;
    if (r->tissue == MIM_NO_COLUMN)
        return find_wide_columns(r, error);
    if (r->level == MIM_NO_COLUMN)
        return mim_rows_fail(&r->rows, error,
                             "a column of tissues but none of levels: nTPM, NX, TPM, pTPM, FPKM, "
                             "level or value was expected");
    return MIMICRY_OK;
}

/* The two lines that begin a GCT file, if it is one: its version and its size. */
static mimicry_status read_gct_size(struct expression_reader *r, mimicry_error *error)
{
    char *line, *end;
    const char *first = r->rows.header.at[0];
    r->gct_rows = UINT64_MAX;
    if (strncmp(first, "#1.", 3) != 0)
        return MIMICRY_OK;
    if (strcmp(first, "#1.2") != 0)
        return mim_rows_fail(&r->rows, error, "a GCT file of another version than #1.2");
    mimicry_status status = mim_table_rows_line(&r->rows.table, &line, error);
    if (status != MIMICRY_OK)
        return status;
    r->gct_rows = line == NULL ? 0 : strtoull(line, &end, 10);
    if (line == NULL || line[0] < '0' || line[0] > '9' || (*end != '\t' && *end != ' '))
        return mim_rows_fail(&r->rows, error, "the numbers of rows and columns were expected");
    return mim_rows_header(&r->rows, error);
}

/* ---- Rows ---- */

static struct mim_slice name_in(const struct expression_reader *r, long column)
{
    if (column == MIM_NO_COLUMN || mim_is_nothing(r->rows.table.cells.at[column]))
        return (struct mim_slice){"", 0};
    const char *cell = r->rows.table.cells.at[column];
    return mim_name_cut(cell, strlen(cell));
}

static const char *gene_cell(const struct expression_reader *r, size_t kind)
{
    const long columns[MIM_GENE_KINDS] = {r->symbol, r->identifier, r->alias};
    return columns[kind] == MIM_NO_COLUMN ? "" : r->rows.table.cells.at[columns[kind]];
}

static bool is_last_gene(const struct expression_reader *r)
{
    bool is_same = r->last.known;
    for (size_t i = 0; i < MIM_GENE_KINDS && is_same; i++)
        is_same = strcmp(r->last.cells[i], gene_cell(r, i)) == 0;
    return is_same;
}

static void remember_gene(struct expression_reader *r, size_t gene)
{
    r->last.known = true;
    r->last.gene = gene;
    for (size_t i = 0; i < MIM_GENE_KINDS && r->last.known; i++) {
        const char *cell = gene_cell(r, i);
        const size_t size = strlen(cell) + 1;
        r->last.known = size <= sizeof r->last.cells[i];
        if (r->last.known)
            memcpy(r->last.cells[i], cell, size);
    }
}

static mimicry_status take_new_gene(struct expression_reader *r, size_t *gene, mimicry_error *error)
{
    const struct mim_slice symbol = name_in(r, r->symbol), identifier = name_in(r, r->identifier);
    const long column = r->symbol != MIM_NO_COLUMN ? r->symbol : r->identifier;
    if (symbol.length == 0 && identifier.length == 0)
        return mim_rows_bad_cell(&r->rows, (size_t)column, "a gene", error);
    if (!mim_expression_gene(r->out, symbol, identifier, gene))
        return mim_fail_memory(error);
    if (r->alias != MIM_NO_COLUMN && !mim_is_nothing(r->rows.table.cells.at[r->alias]) &&
        !mim_expression_aliases(r->out, *gene, r->rows.table.cells.at[r->alias]))
        return mim_fail_memory(error);
    return MIMICRY_OK;
}

static mimicry_status take_gene(struct expression_reader *r, size_t *gene, mimicry_error *error)
{
    if (is_last_gene(r)) {
        *gene = r->last.gene;
        return MIMICRY_OK;
    }
    const mimicry_status status = take_new_gene(r, gene, error);
    if (status == MIMICRY_OK)
        remember_gene(r, *gene);
    return status;
}

/* NaN for a cell without a value; false if it has one that is no number. */
static bool parse_level(const char *cell, double *level)
{
    *level = NAN;
    if (mim_parse_number(cell, level))
        return true;
    if (mim_is_nothing(cell))
        return true;
    struct mim_slice text = tissue_name(cell);
    char digits[64];
    if (text.length >= sizeof digits)
        return false;
    memcpy(digits, text.at, text.length);
    digits[text.length] = '\0';
    return mim_parse_number(digits, level);
}

static mimicry_status take_long_row(struct expression_reader *r, mimicry_error *error)
{
    size_t gene, tissue;
    double level;
    const char *name = r->rows.table.cells.at[r->tissue];
    mimicry_status status = take_gene(r, &gene, error);
    if (status != MIMICRY_OK)
        return status;
    if (mim_is_nothing(name))
        return mim_rows_bad_cell(&r->rows, (size_t)r->tissue, "a tissue", error);
    if (!parse_level(r->rows.table.cells.at[r->level], &level))
        return mim_rows_bad_cell(&r->rows, (size_t)r->level, "a number", error);
    status = add_tissue(r, name, &tissue, error);
    if (status == MIMICRY_OK)
        mim_expression_raise(r->out, gene, tissue, level);
    r->any_number = r->any_number || !isnan(level);
    return status;
}

static mimicry_status fail_text(const struct expression_reader *r, size_t column,
                                mimicry_error *error)
{
    return mim_fail_line(
        error, MIMICRY_E_FORMAT, mim_source_name(r->rows.table.lines.source), r->texts[column].line,
        "column '%.80s' has '%.80s' where a number was expected, as in other rows; "
        "a level that is not known is left empty",
        r->rows.header.at[column], r->texts[column].cell);
}

/* A column has numbers throughout, or nowhere: which of both it is, may show late. */
static mimicry_status check_column(struct expression_reader *r, size_t column, bool is_number,
                                   mimicry_error *error)
{
    struct text_cell *text = &r->texts[column];
    if (is_number)
        r->has_number[column] = r->any_number = true;
    else if (text->cell == NULL) {
        text->line = r->rows.table.lines.number;
        text->cell = strdup(r->rows.table.cells.at[column]);
        if (text->cell == NULL)
            return mim_fail_memory(error);
    }
    return r->has_number[column] && text->cell != NULL ? fail_text(r, column, error) : MIMICRY_OK;
}

static mimicry_status take_wide_row(struct expression_reader *r, mimicry_error *error)
{
    size_t gene;
    mimicry_status status = take_gene(r, &gene, error);
    for (size_t i = 0; i < r->rows.table.cells.count && status == MIMICRY_OK; i++) {
        double level;
        if (r->tissue_of[i] == MIM_NO_NAME)
            continue;
        const bool is_text = !parse_level(r->rows.table.cells.at[i], &level);
        if (is_text || !isnan(level))
            status = check_column(r, i, !is_text, error);
        if (!is_text)
            mim_expression_raise(r->out, gene, r->tissue_of[i], level);
    }
    return status;
}

static mimicry_status read_rows(struct expression_reader *r, mimicry_error *error)
{
    bool more;
    for (;;) {
        mimicry_status status = mim_rows_next(&r->rows, &more, error);
        if (status != MIMICRY_OK || !more)
            return status;
        status = r->tissue != MIM_NO_COLUMN ? take_long_row(r, error) : take_wide_row(r, error);
        if (status != MIMICRY_OK)
            return status;
        r->n_rows++;
    }
}

/* Remembers a column that is passed over. */
static bool note_text(struct mim_expression *e, const char *name)
{
    if (e->n_text++ > 0)
        return true;
    e->first_text = strdup(name);
    return e->first_text != NULL;
}

/* By tissue, whether all its columns are text; NULL without memory. */
static bool *find_texts(struct expression_reader *r)
{
    const size_t columns = r->tissue_of == NULL ? 0 : r->rows.header.count;
    bool *is_text = mim_alloc_zeroed(r->out->tissues.count, sizeof *is_text);
    bool good = is_text != NULL;
    for (size_t i = 0; i < columns && good; i++) {
        if (r->tissue_of[i] != MIM_NO_NAME && r->texts[i].cell != NULL) {
            is_text[r->tissue_of[i]] = true;
            good = note_text(r->out, r->rows.header.at[i]);
        }
    }
    for (size_t i = 0; i < columns && good; i++) {
        if (r->tissue_of[i] != MIM_NO_NAME && r->texts[i].cell == NULL)
            is_text[r->tissue_of[i]] = false;
    }
    if (good)
        return is_text;
    free(is_text);
    return NULL;
}

static mimicry_status finish(struct expression_reader *r, mimicry_error *error)
{
    if (r->n_rows == 0)
        return mim_rows_fail(&r->rows, error, "the table has no row below its header");
    if (r->gct_rows != UINT64_MAX && r->n_rows != r->gct_rows)
        return mim_fail_line(error, MIMICRY_E_FORMAT, mim_source_name(r->rows.table.lines.source),
                             2, "the table should have %llu rows, but has %llu",
                             (unsigned long long)r->gct_rows, (unsigned long long)r->n_rows);
    if (!r->any_number)
        return mim_rows_fail(&r->rows, error, "the table has no level: numbers were expected");
    bool *is_text = find_texts(r);
    const bool good = is_text != NULL && mim_expression_finish(r->out, is_text);
    free(is_text);
    return good ? MIMICRY_OK : mim_fail_memory(error);
}

static void close_reader(struct expression_reader *r)
{
    for (size_t i = 0; r->texts != NULL && i < r->rows.header.count; i++)
        free(r->texts[i].cell);
    free(r->texts);
    free(r->tissue_of);
    free(r->has_number);
    mim_rows_close(&r->rows);
}

mimicry_status mim_expression_read(const char *path, struct mim_expression **out,
                                   mimicry_error *error)
{
    struct expression_reader r = {.n_rows = 0};
    *out = NULL;
    mimicry_status status = mim_rows_open(path, &r.rows, error);
    if (status != MIMICRY_OK)
        return status;
    r.out = mim_expression_create();
    status = r.out == NULL ? mim_fail_memory(error) : read_gct_size(&r, error);
    if (status == MIMICRY_OK)
        status = find_columns(&r, error);
    if (status == MIMICRY_OK)
        status = read_rows(&r, error);
    if (status == MIMICRY_OK)
        status = finish(&r, error);
    if (status == MIMICRY_OK)
        *out = r.out;
    else
        mim_expression_free(r.out);
    close_reader(&r);
    return status;
}
