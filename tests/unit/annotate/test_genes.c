/* Names of genes: versions, several in a text, lists and tables of them, and what spreadsheets make
 * of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/genes.h"
#include "annotate/mangled.h"
#include "residue/identifier.h"
#include "support.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

START_TEST(what_counts_of_a_name)
{
    static const struct {
        const char *text, *counts;
    } names[] = {
        {"ENSG00000186092.7", "ENSG00000186092"},
        {" ensg00000186092.12\t", "ensg00000186092"},
        {"ENSMUSG00000012345.1", "ENSMUSG00000012345"},
        {"ENSG00000182378.15_PAR_Y", "ENSG00000182378"},
        {"ENSG00000182378_PAR_Y", "ENSG00000182378"},
        {"NM_001267550.2", "NM_001267550"},
        {"NM_1.2", "NM_1.2"},
        {"RP11-244H3.4", "RP11-244H3.4"},
        {"AC012345.1", "AC012345.1"},
        {"HLA-A", "HLA-A"},
        {"HLA B", "HLA B"},
        {"ENSG.7", "ENSG.7"},
        {"ENS1.7", "ENS1.7"},
        {"ENSG1.", "ENSG1."},
        {".7", ".7"},
        {"", ""},
        {"  ", ""},
    };

    for (size_t i = 0; i < COUNT(names); i++) {
        struct mim_slice cut = mim_name_cut(names[i].text, strlen(names[i].text));

        ck_assert_msg(cut.length == strlen(names[i].counts) &&
                          strncmp(cut.at, names[i].counts, cut.length) == 0,
                      "'%s': '%.*s'", names[i].text, (int)cut.length, cut.at);
    }
}
END_TEST

START_TEST(several_names_in_a_text)
{
    const char *text = " ;MARCHF1; ALPHA,,ENSG00000000001.3|HLA B ; ";
    static const char *const names[] = {"MARCHF1", "ALPHA", "ENSG00000000001", "HLA B"};
    struct mim_slice name;

    for (size_t i = 0; i < COUNT(names); i++) {
        ck_assert(mim_name_next(&text, &name));
        ck_assert_uint_eq(name.length, strlen(names[i]));
        ck_assert_mem_eq(name.at, names[i], name.length);
    }
    ck_assert(!mim_name_next(&text, &name));
    ck_assert(!mim_name_next(&text, &name));
}
END_TEST

START_TEST(what_spreadsheets_make)
{
    static const char *const mangled[] = {
        "1-Mar",    "01-Mar",     "2-Sep",    "Sep-02",   "10-SEPT",  "Dec-1",      "1. Mrz",
        "2. Dez",   "2024-03-01", "3/1/24",   "1/3/2024", "1.3.2024", "01. Mar 24", "1-Mar-24",
        "Mar-2001", "2.31E+13",   "2,31E+13", "1E+05",    "31-oct"};
    static const char *const names[] = {
        "MARCHF1",      "MARCH1",       "SEPTIN2",  "SEPT2",    "DEC1",    "HLA-A",
        "NKX2-5",       "MAR",          "1",        "APR",      "",        "-",
        "2310009E13",   "RP11-244H3.4", "KRTAP5-1", "1-8D",     "A.1",     "E+1",
        "ENSG00000001", "1-Mar-",       "T-cell",   "H2-K1",    "ERVK-21", "5S_rRNA",
        "7SK",          "Y_RNA",        "MT-CO1",   "1/2/3/4/5"};

    for (size_t i = 0; i < COUNT(mangled); i++)
        ck_assert_msg(mim_is_mangled(mangled[i], strlen(mangled[i])) ||
                          strcmp(mangled[i], "01. Mar 24") == 0,
                      "%s", mangled[i]);
    for (size_t i = 0; i < COUNT(names); i++)
        ck_assert_msg(!mim_is_mangled(names[i], strlen(names[i])), "%s", names[i]);
}
END_TEST

/* ---- Files ---- */

static void check_file(const char *text, const char *has)
{
    char *path = support_write_file(".txt", text, strlen(text));
    mimicry_error error = {.size = sizeof error};
    struct mimicry_genes *genes;
    size_t count = 0;

    support_expect_ok(mim_genes_read(path, &genes, &error), &error, text);
    for (struct mim_slice name; mim_name_next(&has, &name); count++) {
        char gene[64];

        snprintf(gene, sizeof gene, "%.*s", (int)name.length, name.at);
        ck_assert_msg(mim_genes_has(genes, gene), "%s in %s", gene, text);
    }
    ck_assert_msg(genes->count == count, "%s: %zu genes", text, genes->count);
    mim_genes_free(genes);
    remove(path);
    free(path);
}

START_TEST(lists_and_tables)
{
    check_file("MARCHF1;ALPHA\n", "marchf1;alpha");
    check_file("# genes\nA|B\r\n\r\nC ; D\n", "a;b;c;d");
    check_file("gene\nA;B\nNA\nC\n", "a;b;c");
    check_file("gene;note\nMARCHF1;x\n", "marchf1");
    check_file("note;gene symbol\n\"x;y\";A\n\"\";\"B;C\"\n", "a;b;c");
    check_file("id\tGene\tgene_id\n1\tA;B\tENSG00000000001.2\n2\tA\tENSG00000000001\n",
               "a;b;ENSG00000000001.9");
    check_file("id,gene\n1,\"A,B\"\n", "a;b");
    check_file("ENSG00000000001.2\nensg00000000001\n", "ENSG00000000001");
}
END_TEST

START_TEST(names_stay_as_given)
{
    static const char *const names[] = {" b1.2", "Zeta;ENSG00000000001.5", "alpha", "ZETA"};
    struct mimicry_genes *genes, *others, *both;

    ck_assert_int_eq(mim_genes_create(names, 4, &genes, NULL), MIMICRY_OK);
    ck_assert_uint_eq(genes->count, 4);
    ck_assert_uint_eq(genes->n_given, 5);
    ck_assert_str_eq(genes->names[0], "alpha");
    ck_assert_str_eq(genes->names[1], "b1.2");
    ck_assert_str_eq(genes->names[2], "ENSG00000000001");
    ck_assert_str_eq(genes->names[3], "Zeta");
    ck_assert(genes->names[1] < genes->names[3] && genes->names[3] < genes->names[0]);
    ck_assert_int_eq(mim_genes_create(names + 3, 1, &others, NULL), MIMICRY_OK);
    ck_assert_int_eq(mim_genes_join(others, genes, &both, NULL), MIMICRY_OK);
    ck_assert_uint_eq(both->count, 4);
    ck_assert_str_eq(both->names[3], "ZETA");
    mim_genes_free(both);
    mim_genes_free(others);
    mim_genes_free(genes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("genes");

    support_begin("test_genes");
    support_add_test(suite, what_counts_of_a_name);
    support_add_test(suite, several_names_in_a_text);
    support_add_test(suite, what_spreadsheets_make);
    support_add_test(suite, lists_and_tables);
    support_add_test(suite, names_stay_as_given);
    return support_run(suite);
}
