/* Queries of files that are refused: each names the file, the line, the column and what to do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query_checks.h"

static const char BARE[] = "give the bare sequence";

/* What is no peptide, as a line of a list, a cell of a table and a wild type. */
static void expect_refused(const char *peptide, const char *what, const char *remedy)
{
    test_text list = {0}, table = {0}, wildtype = {0}, quoted = {0};

    text_print(&list, "ACD\n%s\nACD\n", peptide);
    text_print(&table, "id\tpeptide\na\tACD\nb\t%s\n", peptide);
    text_print(&wildtype, "peptide\twt peptide\nACD\t\nACD\t%s\n", peptide);
    text_print(&quoted, "\"peptide\"\n\"ACD\"\n\"%s\"\n", peptide);
    for (int i = 0; i < 2; i++) {
        const char *expected = i == 0 ? what : remedy;

        queries_expect_error(list.bytes, 0, 2, expected);
        queries_expect_error(table.bytes, 0, 3, expected);
        queries_expect_error(wildtype.bytes, 0, 3, expected);
        queries_expect_error(quoted.bytes, 0, 3, expected);
    }
    queries_expect_error(table.bytes, 0, 3, "column 'peptide': ");
    queries_expect_error(wildtype.bytes, 0, 3, "column 'wt peptide': ");
    text_free(&list);
    text_free(&table);
    text_free(&wildtype);
    text_free(&quoted);
}

START_TEST(no_peptides)
{
    static const char *const modified[] = {"AM(Oxidation (M))PK",
                                           "SIINFEKL + OX(M5)",
                                           "K.MAPKAA.S",
                                           "_AM(ox)PK_",
                                           "n[43]PEPTIDE",
                                           "AC[+57]DE",
                                           "AC{15.9}D",
                                           "PEP2",
                                           "1",
                                           "3.5",
                                           "S_PEP"};

    for (size_t i = 0; i < sizeof modified / sizeof *modified; i++)
        expect_refused(modified[i], "modifications, flanks and charges have no letter", BARE);
    expect_refused("SIINFEKL OVA", "a blank within a peptide", "without other words");
    expect_refused("SIIN FEKL", "a blank within a peptide", "one peptide was expected");
    expect_refused("SerIleIleAsn", "capitals and small letters within a peptide", "in capitals");
    expect_refused("MAPKtPEP", "capitals and small letters within a peptide", "three-letter code");
    expect_refused("sIINFEKL", "capitals and small letters within a peptide", "modification");
    expect_refused("SIINFEK-L", "character '-' is no residue", BARE);
    expect_refused("AC?", "character '?' is no residue", BARE);
    expect_refused("AC:DE", "character ':' is no residue", BARE);
    expect_refused("AC\x07", "byte 0x07 is no residue", BARE);
    expect_refused("AC\xc3\xa9", "byte 0xc3 is no residue", BARE);
    expect_refused("AC;DE", "character ';' is no residue", BARE);
}
END_TEST

/* What says that a value is missing is no peptide, but it may be a wild type that is not known. */
START_TEST(missing_values)
{
    static const char *const words[] = {"NA",   "na",  "NaN",  "nan", "None", "NONE", "null",
                                        "NULL", "N/A", "#N/A", "-",   ".",    "<NA>", " NA "};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        test_text list = {0}, table = {0}, wildtype = {0};

        text_print(&list, "ACD\n%s\nACD\n", words[i]);
        text_print(&table, "gene\tpeptide\nG\tACD\nG\t%s\n", words[i]);
        text_print(&wildtype, "gene\tpeptide\twildtype\nG\tACD\t%s\n", words[i]);
        if (words[i][0] != '#') { /* a remark */
            queries_expect_error(list.bytes, 0, 2, "says that a value is missing");
            queries_expect_error(list.bytes, 0, 2, "give such a peptide as FASTA");
        }
        queries_expect_error(table.bytes, 0, 3, "column 'peptide': an empty peptide: '");
        queries_expect(wildtype.bytes, 0, "1 ACD . . G . . 2 0-3\n");
        text_free(&list);
        text_free(&table);
        text_free(&wildtype);
    }
    queries_expect_error("gene\tpeptide\nG\tACD\nG\t\n", 0, 3,
                         "column 'peptide': an empty peptide");
    queries_expect_error("gene\tpeptide\nG\tACD\nG\t  \n", 0, 3, "an empty peptide");
}
END_TEST

/* Letters of both cases are a sequence in FASTA alone, and small ones a peptide everywhere. */
START_TEST(cases_of_letters)
{
    queries_expect(">a\nACdefGH\nik\n", 0, "a ACDEFGHIK . . . . . 1 0-9\n");
    queries_expect("acdef\n", 0, "1 ACDEF . . . . . 1 0-5\n");
    queries_expect("peptide,wildtype\nacdef,acdeg\n", 0, "1 ACDEF ACDEG . . . . 2 4-5\n");
}
END_TEST

START_TEST(names_in_the_middle)
{
    queries_expect_error("id\tpeptide\tgene\na\tACD\tG\nid\tpeptide\tgene\nb\tACD\tG\n", 0, 3,
                         "the names of the columns once more");
    queries_expect_error("ID,Peptide\na,ACD\nid,peptide\n", 0, 3, "give tables one by one");
    queries_expect_error("id\tgene\tpeptide\na\tG\tACD\npeptide\tid\tgene\n", 0, 3, "once more");
    queries_expect_error("Peptide\nACD\npeptide\nDEF\n", 0, 3, "once more");
    queries_expect_error("PEPTIDE\nACD\nPEPTIDE\n", 0, 3, "leave this line out");
    /* A gene of that name is no line of names. */
    queries_expect("gene\tpeptide\nGENE\tACD\n", 0, "1 ACD . . GENE . . 2 0-3\n");
}
END_TEST

START_TEST(bad_tables)
{
    test_text wide = {0};

    queries_expect_error("", 0, 1, "the file is empty, peptides were expected");
    queries_expect_error("\n \n,,\n# x\n", 0, 1, "the file is empty, peptides were expected");
    queries_expect_error("gene\tscore\nG\t1\n", 0, 1, "without a column of peptides");
    queries_expect_error("SIINFEKL\tOVA\nEVDPIGHLY\tMAGE\n", 0, 1, "without a column of peptides");
    queries_expect_error("peptide\tPeptide\nA\tC\n", 0, 1,
                         "columns 'peptide' and 'Peptide' both have the peptide");
    queries_expect_error("MT Epitope Seq,Best Peptide\nA,C\n", 0, 1,
                         "columns 'MT Epitope Seq' and 'Best Peptide' both have the peptide");
    queries_expect_error("\npeptide,Gene Name,symbol\nA,C,D\n", 0, 2,
                         "columns 'Gene Name' and 'symbol' both have the gene");
    queries_expect_error("peptide\tgene\nACD\tG\nAC1\tG\n", 0, 3,
                         "column 'peptide': character '1' is no residue (place 3)");
    queries_expect_error("gene\tpeptide\nG\tACD\nG\tACD\tG\n", 0, 3,
                         "3 cells where the first line has 2");
    queries_expect_error("gene\tpeptide\nG\n", 0, 2, "1 cells");
    queries_expect_error("gene\tpeptide\n\"G\tACD\n", 0, 2, "quoted cell");
    queries_expect_error("ACD\n AC:\n", 0, 2, "column 4: character ':' is no residue");
    text_print(&wide, "peptide,%s", "x");
    for (int i = 0; i < 3000; i++)
        text_print(&wide, ",c%d", i);
    queries_expect_error(wide.bytes, MIMICRY_READ_PAIRS, 1, "columns 'a' and 'b'");
    text_free(&wide);
}
END_TEST

START_TEST(bad_fasta)
{
    queries_expect_error(">a\nACD\n>b\n>c\nA\n", 0, 3, "record 'b' has no residues");
    queries_expect_error(">a\n", 0, 1, "record 'a' has no residues");
    queries_expect_error(">a\nACD\nA?D\n", 0, 3, "column 2: character '?' is no residue");
    queries_expect_error(">a\nACD\n >b\nACD\n", 0, 3, "column 2: character '>' is no residue");
    queries_expect_error(">a\nACD\n\n1 ACD\n", 0, 4, "column 1: character '1' is no residue");
}
END_TEST

/* Nucleotides, but no peptide of those letters, and none of two of them. */
START_TEST(nucleotides)
{
    static const char *const refused[] = {"ACGT", "acgn", "GATTACA", "GCAUU"};
    static const char *const good[] = {"AC", "GNA", "ACGTK", "A", "NNNTG"};

    for (size_t length = 59; length <= 61; length += 2) {
        for (size_t i = 0; i < 9; i++) {
            const char *letters = i < 4 ? refused[i] : good[i - 4];
            test_text text = {0};
            query_rows all;

            for (size_t k = 0; k < length; k++)
                text_add_char(&text, letters[k % strlen(letters)]);
            if (i < 4 && length > 60) {
                queries_expect_error(text.bytes, 0, 1, "look like nucleotides");
            } else {
                ck_assert_int_eq(queries_try_text(text.bytes, NULL, 9, &all, NULL), MIMICRY_OK);
                queries_free(&all);
            }
            text_free(&text);
        }
    }
}
END_TEST

static void expect_refused_with(const char *text, const mimicry_read_options *options,
                                const char *message)
{
    mimicry_error error = {.size = sizeof error};
    query_rows all;

    ck_assert_int_eq(queries_try_text(text, options, 2, &all, &error), MIMICRY_E_FORMAT);
    ck_assert_msg(strstr(error.message, message) != NULL, "'%s' does not say '%s'", error.message,
                  message);
    queries_free(&all);
}

/* Columns that the caller names: none, two of that name, or in a file that has none. */
START_TEST(columns_by_name)
{
    const mimicry_read_options named = {.size = sizeof named, .peptide_column = "mine"};
    const mimicry_read_options target = {
        .size = sizeof target, .flags = MIMICRY_READ_PAIRS, .target_column = "mine"};
    const mimicry_read_options epitopes = {
        .size = sizeof epitopes, .flags = MIMICRY_READ_EPITOPES, .peptide_column = "mine"};

    expect_refused_with("peptide\tgene\nACD\tG\n", &named, "no column 'mine'");
    expect_refused_with("mine\tgene\tMine\nACD\tG\tDEF\n", &named, "the name asked for");
    expect_refused_with("gene\tmine\nG\tDEF\n", &target, "columns 'a' and 'b'");
    expect_refused_with("peptide\tgene\nACD\tG\n", &target, "no column 'mine'");
    expect_refused_with("R3, K7\n", &epitopes, "a file of epitopes has no column 'mine'");
    queries_expect_error("Object Type\tDescription\tName\nLinear peptide\tACD\tDEF\n", 0, 1,
                         "'Description' and 'Name'");
}
END_TEST

START_TEST(bad_arguments)
{
    mimicry_queries *queries = NULL;
    mimicry_read_options options = {.size = sizeof options, .flags = 8};
    const mimicry_query *block = NULL;
    size_t count, stride;

    ck_assert_int_eq(mimicry_queries_open("no such file", NULL, &queries, NULL), MIMICRY_E_IO);
    ck_assert_int_eq(mimicry_queries_open(NULL, NULL, &queries, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_queries_open("-", NULL, NULL, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_queries_open("-", &options, &queries, NULL), MIMICRY_E_ARGUMENT);
    options.flags = MIMICRY_READ_EPITOPES | MIMICRY_READ_PAIRS;
    ck_assert_int_eq(mimicry_queries_open("-", &options, &queries, NULL), MIMICRY_E_ARGUMENT);
    options = (mimicry_read_options){.size = sizeof options, .target_column = "b"};
    ck_assert_int_eq(mimicry_queries_open("-", &options, &queries, NULL), MIMICRY_E_ARGUMENT);
    options = (mimicry_read_options){.size = 1};
    ck_assert_int_eq(mimicry_queries_open("-", &options, &queries, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_ptr_null(queries);
    ck_assert_int_eq(mimicry_queries_next(NULL, 1, &block, &count, &stride, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_ptr_null(mimicry_queries_columns(NULL));
    mimicry_queries_close(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("queries: refused");

    support_begin("test_queries_refused");
    support_add_test(suite, no_peptides);
    support_add_test(suite, missing_values);
    support_add_test(suite, cases_of_letters);
    support_add_test(suite, names_in_the_middle);
    support_add_test(suite, bad_tables);
    support_add_test(suite, bad_fasta);
    support_add_test(suite, nucleotides);
    support_add_test(suite, columns_by_name);
    support_add_test(suite, bad_arguments);
    return support_run(suite);
}
