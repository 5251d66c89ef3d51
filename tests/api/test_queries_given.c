/* Queries that are rows of the caller. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query_checks.h"

static char *read_rows(const mimicry_query *rows, size_t count, size_t stride, uint32_t flags)
{
    mimicry_read_options options = {.size = sizeof options, .flags = flags};
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = NULL;
    query_rows all;
    test_text text = {0};

    support_expect_ok(mimicry_queries_from(rows, count, stride, &options, &queries, &error), &error,
                      "rows");
    ck_assert_str_eq(mimicry_queries_columns(queries), "");
    ck_assert_ptr_null(mimicry_queries_cells(queries, 0, NULL));
    ck_assert_ptr_null(mimicry_queries_cells(queries, SIZE_MAX, NULL));
    support_expect_ok(queries_read(queries, 2, &all, &error), &error, "rows");
    queries_text(&all, &text);
    queries_free(&all);
    return text.bytes;
}

static void expect_rows(const mimicry_query *rows, size_t count, uint32_t flags,
                        const char *expected)
{
    char *text = read_rows(rows, count, sizeof *rows, flags);

    ck_assert_str_eq(text, expected);
    free(text);
}

static void expect_refused(const mimicry_query *rows, size_t count, uint32_t flags,
                           const char *message)
{
    mimicry_read_options options = {.size = sizeof options, .flags = flags};
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = (mimicry_queries *)&error;

    ck_assert_int_eq(mimicry_queries_from(rows, count, sizeof *rows, &options, &queries, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_ptr_null(queries);
    ck_assert_msg(strstr(error.message, message) != NULL, "'%s' where '%s' was expected",
                  error.message, message);
}

START_TEST(what_rows_say)
{
    const mimicry_query given[] = {
        {.peptide = "acd"},
        {.peptide = " ACDE ", .wildtype = "AYDE", .gene = "G", .accession = "P1", .line = 17},
        {.id = "mine",
         .peptide = "ACX*",
         .wildtype = "NA",
         .allele = "HLA-A*02:01",
         .gene = "None"},
        {.peptide = "ACDE",
         .wildtype = "ACDE",
         .is_sequence = 5,
         .change_start = 77,
         .kd_wildtype = 2,
         .kd_mutant = (double)NAN,
         .target = "DE"}};

    expect_rows(given, 4, 0,
                "1 ACD . . . . . 0 0-3\n2 ACDE AYDE . G P1 . 17 1-2\n"
                "mine ACX* . . . . HLA-A*02:01 0 0-4 sequence\n"
                "4 ACDE ACDE DE . . . 0 4-4 2/nan sequence\n");
    expect_rows(NULL, 0, 0, "");
}
END_TEST

/* Rows of a larger struct, and strings that are gone before they are read. */
START_TEST(copies)
{
    struct {
        mimicry_query query;
        char other[24];
    } larger[3];
    char peptide[] = "ACD";
    mimicry_queries *queries = NULL;
    const mimicry_query *block;
    size_t count, stride;

    memset(larger, 0, sizeof larger);
    for (size_t i = 0; i < 3; i++)
        larger[i].query.peptide = peptide;
    ck_assert_int_eq(
        mimicry_queries_from(&larger[0].query, 3, sizeof larger[0], NULL, &queries, NULL),
        MIMICRY_OK);
    peptide[0] = 'Y';
    memset(larger, 0xff, sizeof larger);
    ck_assert_int_eq(mimicry_queries_next(queries, 2, &block, &count, &stride, NULL), MIMICRY_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(block[1].peptide, "ACD");
    ck_assert_int_eq(mimicry_queries_next(queries, 9, &block, &count, &stride, NULL), MIMICRY_OK);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(block[0].id, "3");
    mimicry_queries_close(queries);
}
END_TEST

START_TEST(needs)
{
    const mimicry_query pair = {.peptide = "AC", .target = "de"}, lone = {.peptide = "AC"},
                        constants = {.kd_wildtype = 3, .kd_mutant = 4},
                        epitope = {.peptide = "r3, K9"};

    expect_rows(&pair, 1, MIMICRY_READ_PAIRS, "1 AC . DE . . . 0 0-2\n");
    expect_refused(&lone, 1, MIMICRY_READ_PAIRS, "row 1: column 'target': an empty peptide");
    expect_rows(&constants, 1, MIMICRY_READ_CONSTANTS, "1 . . . . . . 0 0-0 3/4\n");
    expect_refused(&lone, 1, MIMICRY_READ_CONSTANTS,
                   "row 1: column 'kd_wildtype': a constant in nM, above 0, was expected");
    expect_rows(&epitope, 1, MIMICRY_READ_EPITOPES, "1 r3, K9 . . . . . 0 0-2\n");
    expect_refused(&lone, 1, MIMICRY_READ_EPITOPES,
                   "row 1: column 'peptide': place 2: a position from 1");
}
END_TEST

START_TEST(refused)
{
    static const struct {
        mimicry_query row;
        const char *message;
    } bad[] = {{{.peptide = NULL}, "row 2: column 'peptide': an empty peptide"},
               {{.peptide = "  "}, "row 2: column 'peptide': an empty peptide"},
               {{.peptide = "NA"}, "'NA' says that a value is missing"},
               {{.peptide = "SIIN FEKL"}, "a blank within a peptide (place 5)"},
               {{.peptide = "ACD\nEFG"}, "a blank within a peptide (place 4)"},
               {{.peptide = "AM(ox)"}, "character '(' is no residue (place 3)"},
               {{.peptide = "SerIle"}, "capitals and small letters"},
               {{.peptide = "AC", .wildtype = "A1"}, "row 2: column 'wildtype': character '1'"},
               {{.peptide = "AC", .target = "A1"}, "row 2: column 'target': character '1'"},
               {{.peptide = "AC", .kd_mutant = -1}, "row 2: column 'kd_mutant': a constant"}};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const mimicry_query rows[2] = {{.peptide = "ACD"}, bad[i].row};

        expect_refused(rows, 2, 0, bad[i].message);
    }
}
END_TEST

START_TEST(bad_arguments)
{
    const mimicry_query row = {.peptide = "ACD"};
    mimicry_read_options options = {.size = sizeof options, .peptide_column = "peptide"};
    mimicry_queries *queries = NULL;

    ck_assert_int_eq(mimicry_queries_from(NULL, 1, sizeof row, NULL, &queries, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_queries_from(&row, 1, sizeof row, NULL, NULL, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_queries_from(&row, 1, sizeof row - 1, NULL, &queries, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_queries_from(&row, 1, sizeof row, &options, &queries, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_ptr_null(queries);
}
END_TEST

/* The change of random peptides is what its definition says. */
START_TEST(changes)
{
    for (unsigned i = 0; i < support_scaled(2000); i++) {
        test_random random = random_of_case(1, i);
        char peptide[12] = {0}, wildtype[12] = {0};
        size_t n = 1 + (size_t)random_below(&random, 10), m = 1 + (size_t)random_below(&random, 10);
        size_t start, end;
        char expected[96];

        for (size_t k = 0; k < n; k++)
            peptide[k] = "AC"[random_below(&random, 2)];
        for (size_t k = 0; k < m; k++)
            wildtype[k] = "AC"[random_below(&random, 2)];
        query_change(peptide, wildtype, &start, &end);
        snprintf(expected, sizeof expected, "1 %s %s . . . . 0 %zu-%zu\n", peptide, wildtype, start,
                 end);
        const mimicry_query row = {.peptide = peptide, .wildtype = wildtype};
        expect_rows(&row, 1, 0, expected);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("queries: rows of the caller");

    support_begin("test_queries_given");
    support_add_test(suite, what_rows_say);
    support_add_test(suite, copies);
    support_add_test(suite, needs);
    support_add_test(suite, refused);
    support_add_test(suite, bad_arguments);
    support_add_test(suite, changes);
    return support_run(suite);
}
