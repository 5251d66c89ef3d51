/* Random tables of expression, in every layout, against an oracle that looks through all rows. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/tissues.h"
#include "oracle_tissues.h"
#include "support.h"

/* Two of them are long, and differ late. */
#define LONG_NAME "a gene of which the name is longer than what is remembered of a row"
static const char *const symbols[] = {"TTN",    "ttn", "HLA B",        "C1orf1",      "A.1",
                                      "MAGEA3", "",    LONG_NAME " 1", LONG_NAME " 2"};
static const char *const identifiers[] = {"ENSG01.3", "ensg01.11", "ENSG02",         "ENSMUSG3.1",
                                          "NM_1.2",   "ENSG.7",    "ENSG01.3_PAR_Y", ""};
static const char *const aliases[] = {"CMD1G", "TTN", "cmd1g", "ENSG02", "old name", "X-1"};
static const char *const tissues[] = {"liver", "heart muscle", "T-cell", "Liver", "skin 1"};
static const char *const levels[] = {"0",       "12.5", "0.1",   "1e3",    "-3",
                                     "+2.5e-1", "017",  "98.60", "123456", "1234567890123456789.5"};
static const char *const nothing[] = {"", "NA", "nan", "-", " N/A ", ".", "NULL"};
enum { MOST_ROWS = 60 };
#define COUNT(array)        (sizeof(array) / sizeof *(array))
#define PICK(random, array) (array)[random_below(random, COUNT(array))]

typedef struct made_table {
    char separator;
    const char *end;
    bool has_identifiers, has_aliases;
    size_t n_tissues; /* of the list, the last of which may be another spelling of the first */
    oracle_level rows[MOST_ROWS * 5];
    size_t n_rows;
    test_text text;
} made_table;

static size_t number_of_tissue(size_t i)
{
    return i == 3 ? 0 : i; /* case does not count */
}

static void put(test_random *random, made_table *t, const char *cell, bool first)
{
    const bool quote = strchr(cell, t->separator) || random_chance(random, 10);

    if (!first)
        text_add_char(&t->text, t->separator);
    text_print(&t->text, quote ? "\"%s\"" : "%s", cell);
}

static void put_end(made_table *t)
{
    text_print(&t->text, "%s", t->end);
}

static oracle_level make_gene(test_random *random, const made_table *t)
{
    oracle_level gene = {.symbol = PICK(random, symbols), .identifier = ""};

    if (t->has_identifiers)
        gene.identifier = PICK(random, identifiers);
    while (!gene.symbol[0] && !gene.identifier[0])
        gene.symbol = PICK(random, symbols);
    for (size_t i = 0; t->has_aliases && i < ORACLE_ALIASES; i++)
        gene.aliases[i] = random_chance(random, 30) ? PICK(random, aliases) : NULL;
    return gene;
}

static void put_gene(test_random *random, made_table *t, const oracle_level *gene, bool gct)
{
    static const char *const separators[] = {",", "|", "; "};
    const char *between = PICK(random, separators);
    char list[128] = "";

    if (gct)
        put(random, t, gene->identifier, true);
    put(random, t, gene->symbol[0] ? gene->symbol : "NA", !gct);
    if (t->has_identifiers && !gct)
        put(random, t, gene->identifier, false);
    for (size_t i = 0; i < ORACLE_ALIASES; i++) {
        if (gene->aliases[i])
            snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s",
                     list[0] ? between : "", gene->aliases[i]);
    }
    if (t->has_aliases)
        put(random, t, list, false);
}

static void put_level(test_random *random, made_table *t, const oracle_level *gene, size_t tissue)
{
    oracle_level *row = &t->rows[t->n_rows++];
    const bool known = random_chance(random, 80);
    const char *cell = known ? PICK(random, levels) : PICK(random, nothing);

    *row = *gene;
    row->tissue = number_of_tissue(tissue);
    row->level = known ? strtod(cell, NULL) : NAN;
    put(random, t, cell, false);
}

static void make_long(test_random *random, made_table *t, size_t rows)
{
    put(random, t, "Gene name", true);
    if (t->has_identifiers)
        put(random, t, "Gene", false);
    if (t->has_aliases)
        put(random, t, "Gene synonym", false);
    put(random, t, "TPM", false);
    put(random, t, "Tissue", false);
    put(random, t, "nTPM", false);
    put_end(t);
    oracle_level gene = make_gene(random, t);
    for (size_t r = 0; r < rows; r++) {
        if (random_chance(random, 60)) /* else that of the row before */
            gene = make_gene(random, t);
        size_t tissue = random_below(random, t->n_tissues);

        put_gene(random, t, &gene, false);
        put(random, t, "not read", false);
        put(random, t, tissues[tissue], false);
        put_level(random, t, &gene, tissue);
        put_end(t);
    }
}

static void make_wide(test_random *random, made_table *t, size_t rows, bool gct)
{
    const bool text = random_chance(random, 50);

    if (gct)
        text_print(&t->text, "#1.2%s%zu\t%zu%s", t->end, rows, t->n_tissues, t->end);
    put(random, t, gct ? "Name" : "gene_symbol", true);
    if (gct)
        put(random, t, "Description", false);
    if (t->has_identifiers && !gct)
        put(random, t, "Ensembl.ID", false);
    if (t->has_aliases)
        put(random, t, "Aliases", false);
    put(random, t, "Entrez Gene ID", false);
    for (size_t i = 0; i < t->n_tissues; i++)
        put(random, t, tissues[i], false);
    if (text)
        put(random, t, "remark", false);
    put_end(t);
    for (size_t r = 0; r < rows; r++) {
        oracle_level gene = make_gene(random, t);

        put_gene(random, t, &gene, gct);
        put(random, t, "7273", false);
        for (size_t i = 0; i < t->n_tissues; i++)
            put_level(random, t, &gene, i);
        if (text)
            put(random, t, r == 0 || random_chance(random, 70) ? "see above" : "", false);
        put_end(t);
    }
}

static void make_table(test_random *random, made_table *t)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    const unsigned layout = (unsigned)random_below(random, 3);
    const size_t rows = 1 + random_below(random, MOST_ROWS);

    memset(t, 0, sizeof *t);
    t->separator = layout == 2 || random_chance(random, 50) ? '\t' : ',';
    t->end = PICK(random, ends);
    t->has_identifiers = layout == 2 || random_chance(random, 60);
    t->has_aliases = random_chance(random, 60);
    t->n_tissues = 1 + random_below(random, COUNT(tissues));
    if (random_chance(random, 20))
        text_print(&t->text, "\xef\xbb\xbf");
    if (layout == 0)
        make_long(random, t, rows);
    else
        make_wide(random, t, rows, layout == 2);
}

/* The tissues in the order of their first row; 0 if none has a level. */
static size_t expected_tissues(const made_table *t, size_t out[COUNT(tissues)])
{
    bool seen[COUNT(tissues)] = {false}, known = false;
    size_t count = 0;

    for (size_t i = 0; i < t->n_rows; i++) {
        size_t tissue = t->rows[i].tissue;

        known |= !isnan(t->rows[i].level);
        if (!seen[tissue])
            out[count++] = tissue;
        seen[tissue] = true;
    }
    return known ? count : 0;
}

static void check_gene(const made_table *t, const struct mim_expression *expression,
                       const size_t *order, size_t count, const char *gene)
{
    const double *found = mim_expression_find(expression, gene);

    for (size_t i = 0; i < count; i++) {
        double level;
        bool known = oracle_find_gene(t->rows, t->n_rows, gene, order[i], &level);

        ck_assert_msg(known == (found != NULL), "%s: %s\n%s", gene, known ? "not found" : "found",
                      t->text.bytes);
        if (known)
            ck_assert_msg(mim_expression_lacks(expression, found, i) ==
                              oracle_lacks(t->rows, t->n_rows, gene, order[i]),
                          "%s in %s: a gap\n%s", gene, tissues[order[i]], t->text.bytes);
        if (known)
            ck_assert_msg(found[i] == level || (isnan(found[i]) && isnan(level)),
                          "%s in %s: %g, expected %g\n%s", gene, tissues[order[i]], found[i], level,
                          t->text.bytes);
    }
}

static void check_genes(test_random *random, const made_table *t,
                        const struct mim_expression *expression, const size_t *order, size_t count)
{
    static const char *const others[] = {"ENSG01", "ENSG02.99", "ENSG.7", "ensmusg3.12", "NM_1",
                                         "",       " ",         "none",   "ENSG01_PAR_Y"};
    const char *const *const lists[] = {symbols, identifiers, aliases, others};
    const size_t sizes[] = {COUNT(symbols), COUNT(identifiers), COUNT(aliases), COUNT(others)};

    for (size_t k = 0; k < COUNT(lists); k++) {
        for (size_t i = 0; i < sizes[k]; i++) {
            char gene[128];

            snprintf(gene, sizeof gene, random_chance(random, 20) ? "  %s " : "%s", lists[k][i]);
            for (char *c = gene; *c; c++) {
                if (random_chance(random, 20))
                    *c = (char)toupper((unsigned char)*c);
            }
            check_gene(t, expression, order, count, gene);
        }
    }
}

START_TEST(random_tables)
{
    unsigned read = 0;

    for (unsigned n = 0; n < support_scaled(800); n++) {
        static made_table t;
        test_random random = random_of_case(91, n);
        mimicry_error error = {.size = sizeof error};
        struct mim_expression *expression;
        size_t order[COUNT(tissues)], count;

        make_table(&random, &t);
        count = expected_tissues(&t, order);
        char *path = support_write_file(".tsv", t.text.bytes, t.text.length);
        mimicry_status status = mim_expression_read(path, &expression, &error);
        if (count == 0) {
            ck_assert_int_eq(status, MIMICRY_E_FORMAT);
        } else {
            support_expect_ok(status, &error, t.text.bytes);
            ck_assert_uint_eq(expression->tissues.count, count);
            for (size_t i = 0; i < count; i++) {
                const char *name = mim_names_at(&expression->tissues, i);

                ck_assert_int_eq(tolower((unsigned char)name[0]),
                                 tolower((unsigned char)tissues[order[i]][0]));
                ck_assert_str_eq(name + 1, tissues[order[i]] + 1);
            }
            check_genes(&random, &t, expression, order, count);
            read++;
        }
        mim_expression_free(expression);
        remove(path);
        free(path);
        text_free(&t.text);
    }
    ck_assert_uint_gt(read, support_scaled(800) / 2);
}
END_TEST

/* A gene's row in the long layout may come at any time, among a million others: what is kept grows
 * with genes and tissues alone, and the highest level of each stays. */
START_TEST(a_million_rows)
{
    const size_t rows = support_scaled(1000000), genes = 997, n_tissues = 53;
    double *highest = calloc(genes * n_tissues, sizeof *highest);
    test_random random = random_of_case(92, 0);
    test_text text = {0};
    struct mim_expression *expression;
    mimicry_error error = {.size = sizeof error};

    ck_assert_ptr_nonnull(highest);
    text_print(&text, "Gene\tGene name\tTissue\tnTPM\r\n");
    for (size_t i = 0; i < rows; i++) {
        size_t gene = random_below(&random, genes), tissue = random_below(&random, n_tissues);
        double level = (double)random_below(&random, 100000) / 10;

        text_print(&text, "ENSG%zu\tG%zu\tt%zu\t%.1f\r\n", gene, gene, tissue, level);
        highest[gene * n_tissues + tissue] = fmax(highest[gene * n_tissues + tissue], level);
    }
    char *path = support_write_file(".tsv", text.bytes, text.length);
    support_expect_ok(mim_expression_read(path, &expression, &error), &error, "a million");
    ck_assert_uint_eq(expression->tissues.count, n_tissues);
    for (size_t gene = 0; gene < genes; gene++) {
        char name[32];
        const double *found;

        snprintf(name, sizeof name, "g%zu", gene);
        found = mim_expression_find(expression, name);
        ck_assert_ptr_nonnull(found);
        for (size_t i = 0; i < n_tissues; i++) {
            size_t tissue = strtoul(mim_names_at(&expression->tissues, i) + 1, NULL, 10);

            ck_assert((isnan(found[i]) ? 0 : found[i]) == highest[gene * n_tissues + tissue]);
        }
    }
    mim_expression_free(expression);
    remove(path);
    free(path);
    text_free(&text);
    free(highest);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tissues of random tables");

    support_begin("test_tissues_random");
    support_add_test(suite, random_tables);
    support_add_test(suite, a_million_rows);
    return support_run(suite);
}
