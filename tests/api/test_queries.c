/* Queries of files: what every layout means, and that all tools' names are known. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query_checks.h"

static void expect_columns(const char *text, uint32_t flags, const char *expected)
{
    mimicry_read_options options = {.size = sizeof options, .flags = flags};
    mimicry_error error = {.size = sizeof error};
    query_rows all;

    support_expect_ok(queries_try_text(text, &options, 3, &all, &error), &error, text);
    ck_assert_str_eq(all.columns, expected);
    queries_free(&all);
}

/* ---- Columns ---- */

START_TEST(columns)
{
    expect_columns("MT Epitope Seq\tpeptide\twt_epitope_seq\n", 0,
                   "peptide 'peptide', wild type 'wt_epitope_seq'");
    expect_columns("Mutation\tHLA Allele\tEpitope Seq\tMedian IC50 Score\n", 0,
                   "peptide 'Epitope Seq', allele 'HLA Allele', id 'Mutation'");
    expect_columns("seq_num\tallele\tSequence\n", 0, "peptide 'Sequence', allele 'allele'");
    expect_columns("description\tgene name\tpeptide sequence\n", 0,
                   "peptide 'peptide sequence', gene 'gene name'");
    expect_columns("Epitope ID,Object Type,Description\n", 0,
                   "peptide 'Description', id 'Epitope ID'");
    expect_columns("peptide\tEnsembl Gene ID\tbest_allele\n", 0,
                   "peptide 'peptide', gene 'Ensembl Gene ID', allele 'best_allele'");
    /* Epitopes are taken before the sequences that they are from. */
    queries_expect("mutatedXmer,mutatedPeptide,wildTypeXmer\nAAAC,AC,AAAD\n", 0,
                   "1 AC . . . . . 2 0-2\n");
    queries_expect("mutation.mutatedXmer,mutation.wildTypeXmer,gene\naaa*c,AAAD,G\n", 0,
                   "1 AAA*C AAAD . G . . 2 3-5 sequence\n");
    /* Row by row the first accession that says something. */
    queries_expect("peptide\tHGVSp\tTranscript\tallele\nAC\tENSP1.2:p.A1C\tT1\tHLA-A*02:01\n"
                   "AC\tNA\tT2\t\nAC\tp.A1C\tT3\t-\n",
                   0,
                   "1 AC . . . ENSP1.2 HLA-A*02:01 2 0-2\n2 AC . . . T2 . 3 0-2\n"
                   "3 AC . . . T3 . 4 0-2\n");
}
END_TEST

/* The wild type of pVACseq's aggregated report: only where it is certain. */
START_TEST(rebuilt)
{
    queries_expect("Best Peptide\tAA Change\tPos\nACDE\tY204C\t2\nACDE\tY204C\t3\n"
                   "ACDE\tFS204\tNA\nACDE\tYY204CD\t2, 3\nACDE\tY204C\t5\nACDE\tY204C\t0\n"
                   "ACDE\t*204C\t2\nACDE\t\t2\nACDE\tY204\t2\nACDE\t204C\t2\n",
                   0,
                   "1 ACDE AYDE . . . . 2 1-2\n2 ACDE . . . . . 3 0-4\n3 ACDE . . . . . 4 0-4\n"
                   "4 ACDE . . . . . 5 0-4\n5 ACDE . . . . . 6 0-4\n6 ACDE . . . . . 7 0-4\n"
                   "7 ACDE . . . . . 8 0-4\n8 ACDE . . . . . 9 0-4\n9 ACDE . . . . . 10 0-4\n"
                   "10 ACDE . . . . . 11 0-4\n");
}
END_TEST

START_TEST(named_by_the_caller)
{
    mimicry_read_options options = {.size = sizeof options, .peptide_column = "wt_peptide"};
    mimicry_error error = {.size = sizeof error};
    query_rows all;

    /* Any column, whatever it is called; and not a wild type of itself. */
    support_expect_ok(queries_try_text("peptide\tWT Peptide\nAC\tDE\n", &options, 1, &all, &error),
                      &error, "named");
    ck_assert_str_eq(all.rows[0].peptide, "DE");
    ck_assert_str_eq(all.rows[0].wildtype, "");
    queries_free(&all);

    options = (mimicry_read_options){.size = sizeof options,
                                     .flags = MIMICRY_READ_PAIRS,
                                     .peptide_column = "left one",
                                     .target_column = "right"};
    support_expect_ok(
        queries_try_text("a\tRIGHT\tLeft_One\nAC\tDE\tFG\n", &options, 1, &all, &error), &error,
        "named");
    ck_assert_str_eq(all.rows[0].peptide, "FG");
    ck_assert_str_eq(all.rows[0].target, "DE");
    queries_free(&all);

    options.target_column = "c";
    ck_assert_int_eq(queries_try_text("a\tleft one\nAC\tDE\n", &options, 1, &all, &error),
                     MIMICRY_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(error.message, ":1: no column 'c'"));
    options = (mimicry_read_options){.size = sizeof options, .peptide_column = "x"};
    ck_assert_int_eq(queries_try_text("ACD\n", &options, 1, &all, &error), MIMICRY_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(error.message, "a table with a column 'x' was expected"));
    support_expect_ok(queries_try_text("X\nACD\n", &options, 1, &all, &error), &error, "lone");
    ck_assert_uint_eq(all.count, 1);
    queries_free(&all);
}
END_TEST

/* ---- Headings ---- */

START_TEST(lone_names)
{
    static const char *const names[] = {"peptide",      "PEPTIDE",    "Peptide", "Sequence",
                                        "SEQUENCE",     "epitope",    "EPITOPE", "mutatedXmer",
                                        "Best Peptide", "\"peptide\""};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        query_rows all;
        test_text text = {0};
        mimicry_error error = {.size = sizeof error};

        text_print(&text, "%s\nACD\n\"DEF\"\n", names[i]);
        support_expect_ok(queries_try_text(text.bytes, NULL, 9, &all, &error), &error, names[i]);
        ck_assert_uint_eq(all.count, 2);
        ck_assert_str_eq(all.rows[1].peptide, "DEF");
        ck_assert_str_eq(all.rows[1].id, "2");
        queries_free(&all);
        text_free(&text);
    }
    /* Only in the first line. */
    queries_expect("ACD\nPEPTIDE\n", 0, "1 ACD . . . . . 1 0-3\n2 PEPTIDE . . . . . 2 0-7\n");
}
END_TEST

START_TEST(two_lines_of_names)
{
    queries_expect("\t\t\tHLA-A02:01\t\t\nPos\tPeptide\tID\tcore\tEL_Rank\tAve\n"
                   "0\tACD\tx\tACD\t0.4\t1\n",
                   0, "x ACD . . . . HLA-A02:01 3 0-3\n");
    queries_expect("\tB0702\t\tHLA-A02:01\t\nPos\tPeptide\tx\tx\tid\n0\tACD\tx\t1\t7\n", 0,
                   "7 ACD . . . . B0702;HLA-A02:01 3 0-3\n");
    /* Other headings are not for alleles, and a column's own come first. */
    queries_expect("\tB0702\tscores\t\nPos\tPeptide\tx\tid\n0\tACD\tx\t7\n", 0,
                   "7 ACD . . . . . 3 0-3\n");
    queries_expect("\tB0702\t\t\nPos\tPeptide\tallele\tid\n0\tACD\tA0201\t7\n", 0,
                   "7 ACD . . . . A0201 3 0-3\n");
    queries_expect("\nEpitope,Epitope,Epitope\nIEDB IRI,Object Type,Name\n7,Linear peptide,ACD\n",
                   0, "7 ACD . . . . . 4 0-3\n");
    /* Columns that only their headings tell apart: those of the antigen and of assays have the same
     * names. */
    queries_expect("Epitope,Epitope,Epitope,Related Object,Related Object,MHC,\n"
                   "Epitope IRI,Object Type,Description,Object Type,Description,Allele Name,x\n"
                   "7,Linear peptide,ACD,Protein,a protein,HLA-A*02:01,\n",
                   0, "7 ACD . . . . HLA-A*02:01 3 0-3\n");
    queries_expect("Epitope ID,Epitope,Epitope,Antigen,Antigen,MHC Restriction\n"
                   "IEDB IRI,Object Type,Name,Object Type,Name,Name\n"
                   "7,Linear peptide,ACD,Protein,a protein,HLA-A*02:01\n",
                   0, "7 ACD . . . . HLA-A*02:01 3 0-3\n");
    queries_expect_error("Antigen,Antigen,Assay,Assay\nObject Type,Name,Object Type,Name\n"
                         "a,b,c,d\n",
                         0, 1, "without a column of peptides");
    /* Of other numbers of cells, and only above the names. */
    queries_expect("a heading,\npeptide,gene,id\nAC,G,I\n", 0, "I AC . . G . . 3 0-2\n");
    queries_expect_error("gene\tscore\nG\t1\n", 0, 1, "without a column of peptides");
    queries_expect_error("gene\ttype\nG\tpeptide\n", 0, 1, "without a column of peptides");
    queries_expect_error("\ttype\n0\tpeptide\n", 0, 1, "without a column of peptides");
    queries_expect_error("x\ty\nx\ty\npeptide\tid\n", 0, 1, "without a column of peptides");
}
END_TEST

START_TEST(blank_and_remarks)
{
    queries_expect("# a remark\n#\n\nid,peptide\na,ACD\n,\n \t\n\"\",\"\"\n#b,DEF\n,,,\n", 0,
                   "a ACD . . . . . 5 0-3\n#b DEF . . . . . 9 0-3\n");
    queries_expect("# a remark\nACD\n# another\n\n  DEF  \n,\n", 0,
                   "1 ACD . . . . . 2 0-3\n2 DEF . . . . . 5 0-3\n");
}
END_TEST

/* ---- Lists and FASTA ---- */

START_TEST(lists)
{
    test_text text = {0};

    queries_expect("acde\n\n PEPTIDE \r\nACX*", 0,
                   "1 ACDE . . . . . 1 0-4\n2 PEPTIDE . . . . . 3 0-7\n"
                   "3 ACX* . . . . . 4 0-4 sequence\n");
    for (unsigned i = 0; i < MIMICRY_MAX_PEPTIDE; i++)
        text_add_char(&text, 'A');
    text_add_char(&text, '\n');
    for (unsigned i = 0; i <= MIMICRY_MAX_PEPTIDE; i++)
        text_add_char(&text, 'A');
    query_rows all;
    ck_assert_int_eq(queries_try_text(text.bytes, NULL, 9, &all, NULL), MIMICRY_OK);
    ck_assert_uint_eq(all.rows[0].is_sequence, 0);
    ck_assert_uint_eq(all.rows[1].is_sequence, 1);
    ck_assert_uint_eq(strlen(all.rows[1].peptide), MIMICRY_MAX_PEPTIDE + 1);
    ck_assert_str_eq(all.columns, "");
    ck_assert_uint_eq(all.cells.length, 0);
    queries_free(&all);
    text_free(&text);
}
END_TEST

START_TEST(fasta)
{
    queries_expect("\n  >one of them\nAC\nd e\n\n>two\r\nAcD\r\n>\nAA*", 0,
                   "one ACDE . . . . . 2 0-4\ntwo ACD . . . . . 6 0-3\n"
                   "3 AA* . . . . . 8 0-3 sequence\n");
    queries_expect(">NA\nNA\n>x\nNAN\n", 0, "NA NA . . . . . 1 0-2\nx NAN . . . . . 3 0-3\n");
}
END_TEST

/* Wild types and mutants, one next to the other. */
START_TEST(fasta_pairs)
{
    queries_expect(">WT.1.G.T.1A/C more\nAA\nDE\n>MT.1.G.T.1A/C\nACDE\n>MT.x\nAC\n>other\nDE\n"
                   ">MT.2\nDD\n>WT.2\nDE\n>MT.3\nAA\n>MT.4\nAA\n",
                   0,
                   "1.G.T.1A/C ACDE AADE . . . . 4 1-2 sequence\nMT.x AC . . . . . 6 0-2\n"
                   "other DE . . . . . 8 0-2\n2 DD DE . . . . 10 1-2 sequence\n"
                   "MT.3 AA . . . . . 14 0-2\nMT.4 AA . . . . . 16 0-2\n");
    queries_expect_error(">a\nAC\n>WT.1\nAC\n>b\nAC\n", 0, 3,
                         "record 'WT.1' is a wild type by its name: its mutant, 'MT.1'");
    queries_expect_error(">WT.1\nAC\n>WT.2\nAC\n>MT.1\nAC\n", 0, 1, "'MT.1', was expected");
    queries_expect_error(">WT.1\nAC\n>MT.1\n>b\nAC\n", 0, 3, "has no residues");
    queries_expect_error(">MT.1\nAC\n>WT.11\nAC\n", 0, 3, "'MT.11', was expected");
}
END_TEST

/* ---- Epitopes, pairs, constants ---- */

START_TEST(epitopes)
{
    queries_expect("# some\nR377, Q408 Q432\n\nhers\tk1,L9\n", MIMICRY_READ_EPITOPES,
                   "1 R377, Q408 Q432 . . . . . 2 0-3\nhers k1,L9 . . . . . 4 0-2\n");
    queries_expect("id\tEpitope\na\tK1\n", MIMICRY_READ_EPITOPES, "a K1 . . . . . 2 0-1\n");
    queries_expect_error("R377\nid\tR377, R3\n", MIMICRY_READ_EPITOPES, 2,
                         "column 11: a position after the one before was expected");
    queries_expect_error("R377\nACD\n", MIMICRY_READ_EPITOPES, 2, "column 2: a position from 1");
    queries_expect_error("\n\n", MIMICRY_READ_EPITOPES, 1, "the file is empty");
}
END_TEST

START_TEST(pairs)
{
    enum { PAIRS = MIMICRY_READ_PAIRS };

    queries_expect("b,x,a\nac,1,DE\n", PAIRS, "1 DE . AC . . . 2 0-2\n");
    queries_expect("query_id\tquery\tmatch\ngene\tAC\tDE\n", PAIRS, "1 AC . DE . . . 2 0-2\n");
    queries_expect("id\ttarget\tpeptide\nI\tAC\tDE\n", PAIRS, "I DE . AC . . . 2 0-2\n");
    queries_expect("AC,DE\nfg,HI\n", PAIRS, "1 AC . DE . . . 1 0-2\n2 FG . HI . . . 2 0-2\n");
    expect_columns("AC\tDE\n", PAIRS, "peptide 'a', target 'b'");
    queries_expect_error("AC\tDe\n", PAIRS, 1, "columns 'a' and 'b', or 'query' and 'match'");
    queries_expect_error("a\tb\tA\nAC\tDE\tFG\n", PAIRS, 1, "columns 'a' and 'A' both have");
    queries_expect_error("a\tb\nAC\tDE\nAC\tNA\n", PAIRS, 3, "column 'b': an empty peptide: 'NA'");
    queries_expect_error("a\tb\nAC\tDE\n\tAC\n", PAIRS, 3, "column 'a': an empty peptide");
    queries_expect_error("ACD\n", PAIRS, 1, "a table of pairs was expected");
    queries_expect_error(">a\nACD\n", PAIRS, 1, "a table of pairs was expected");
}
END_TEST

START_TEST(constants)
{
    enum { CONSTANTS = MIMICRY_READ_CONSTANTS };

    queries_expect("peptide\tkd_wt\tKD_MT\nAC\t1.5\t 20\n", CONSTANTS,
                   "1 AC . . . . . 2 0-2 1.5/20\n");
    queries_expect("kd_wt,kd_mt\n1e3,2\n", CONSTANTS, "1 . . . . . . 2 0-0 1000/2\n");
    queries_expect("Best Peptide\tIC50 MT\tIC50 WT\nAC\t2\t3\n", CONSTANTS,
                   "1 AC . . . . . 2 0-2 3/2\n");
    /* Both of one kind, or none. */
    expect_columns("peptide,kd_wt,Median MT IC50 Score,Median WT IC50 Score\n", CONSTANTS,
                   "peptide 'peptide', kd_wt 'Median WT IC50 Score', kd_mt "
                   "'Median MT IC50 Score'");
    queries_expect_error("peptide,kd_wt,IC50 MT\nAC,1,2\n", CONSTANTS, 1,
                         "columns of dissociation constants, 'kd_wt' and 'kd_mt'");
    queries_expect_error("kd_wt,kd_mt\n1,2\n1,NA\n", CONSTANTS, 3,
                         "column 'kd_mt': a constant in nM, above 0, was expected, not 'NA'");
    queries_expect_error("kd_wt,kd_mt\n0,2\n", CONSTANTS, 2, "column 'kd_wt': a constant");
    queries_expect_error("kd_wt,kd_mt\n-1,2\n", CONSTANTS, 2, "column 'kd_wt': a constant");
    queries_expect_error("ACD\n", CONSTANTS, 1, "a table with columns 'kd_wt' and 'kd_mt'");
    /* Nobody asked: they are no constants. */
    queries_expect("peptide\tkd_wt\tkd_mt\nAC\tx\t\n", 0, "1 AC . . . . . 2 0-2\n");
}
END_TEST

/* ---- Original cells ---- */

START_TEST(cells)
{
    static const char text[] = "gene,peptide,HGVSp\n\"a, \"\"b\"\"\", acd ,E:p.A1C\n,AC,\n";
    char *path = support_write_file(".csv", text, strlen(text));
    mimicry_queries *queries = NULL;
    const mimicry_query *block;
    size_t count, stride, n = 7;

    ck_assert_int_eq(mimicry_queries_open(path, NULL, &queries, NULL), MIMICRY_OK);
    ck_assert_ptr_null(mimicry_queries_cells(queries, 0, &n));
    ck_assert_uint_eq(n, 0);
    const char *const *names = mimicry_queries_cells(queries, SIZE_MAX, &n);
    ck_assert_uint_eq(n, 3);
    ck_assert_str_eq(names[2], "HGVSp");
    ck_assert_int_eq(mimicry_queries_next(queries, 2, &block, &count, &stride, NULL), MIMICRY_OK);
    const char *const *first = mimicry_queries_cells(queries, 0, &n);
    const char *const *second = mimicry_queries_cells(queries, 1, NULL);
    ck_assert_str_eq(first[0], "a, \"b\"");
    ck_assert_str_eq(first[1], " acd ");
    ck_assert_str_eq(first[2], "E:p.A1C");
    ck_assert_str_eq(second[0], "");
    ck_assert_str_eq(second[1], "AC");
    ck_assert_ptr_null(mimicry_queries_cells(queries, 2, &n));
    mimicry_queries_close(queries);
    remove(path);
    free(path);
    ck_assert_ptr_null(mimicry_queries_cells(NULL, 0, &n));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("queries");

    support_begin("test_queries");
    support_add_test(suite, columns);
    support_add_test(suite, rebuilt);
    support_add_test(suite, named_by_the_caller);
    support_add_test(suite, lone_names);
    support_add_test(suite, two_lines_of_names);
    support_add_test(suite, blank_and_remarks);
    support_add_test(suite, lists);
    support_add_test(suite, fasta);
    support_add_test(suite, fasta_pairs);
    support_add_test(suite, epitopes);
    support_add_test(suite, pairs);
    support_add_test(suite, constants);
    support_add_test(suite, cells);
    return support_run(suite);
}
