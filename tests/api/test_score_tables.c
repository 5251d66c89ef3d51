/* Tables of scores: their columns, values that are those of the definitions, and what is refused.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "generate.h"
#include "score_checks.h"
#include "table_reader.h"

static const char letters[] = "ACDEFGHIKLMNPQRSTVWY";

static mimicry_scorer *scorer_of(int32_t method)
{
    return make_scorer(method, NULL, NULL, 0);
}

static read_table read_scores(int32_t method, const mimicry_index *index, const mimicry_query *rows,
                              size_t count)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_scorer *scorer = scorer_of(method);
    mimicry_queries *queries;
    struct ArrowArrayStream stream;

    support_expect_ok(mimicry_queries_from(rows, count, sizeof *rows, NULL, &queries, &error),
                      &error, "rows");
    support_expect_ok(mimicry_scorer_table(scorer, index, queries, &stream, &error), &error,
                      "the table");
    mimicry_queries_close(queries); /* the stream keeps them, */
    mimicry_scorer_free(scorer);    /* and it */
    return table_read(&stream);
}

START_TEST(columns_and_types)
{
    static const char *const names[] = {"a", "b", "method", "value"};
    read_table table = read_scores(MIMICRY_SCORE_HAMMING, NULL, NULL, 0);

    ck_assert_int_eq(table.failure, 0);
    ck_assert_uint_eq(table.n_rows, 0);
    ck_assert_uint_eq(table.n_columns, 4);
    for (size_t i = 0; i < 4; i++)
        ck_assert_str_eq(table.names[i], names[i]);
    ck_assert_mem_eq(table.formats, "uuug", 4);
    table_release(&table);
}
END_TEST

/* Every method of pairs, on more pairs than a batch has rows: the values of mimicry_scorer_pair. */
START_TEST(pairs_are_scored_one_by_one)
{
    enum { LENGTH = 9, PAIRS = 10000 };
    static char peptides[PAIRS][2][LENGTH + 1];
    static mimicry_query rows[PAIRS];
    test_random random = random_of_case(84, 0);

    for (size_t i = 0; i < PAIRS; i++) {
        for (size_t k = 0; k < 2 * LENGTH; k++)
            peptides[i][k / LENGTH][k % LENGTH] = letters[random_below(&random, 20)];
        rows[i] = (mimicry_query){.peptide = peptides[i][0], .target = peptides[i][1]};
    }
    for (int32_t method = 1; method <= MIMICRY_SCORE_HEX; method++) {
        if (method ==
            MIMICRY_SCORE_CROSS_REACTIVITY) /* needs a file; it is computed as the others */
            continue;
        mimicry_scorer *scorer = scorer_of(method);
        read_table table = read_scores(method, NULL, rows, PAIRS);

        ck_assert_msg(table.failure == 0, "%s", table.message);
        ck_assert_uint_eq(table.n_rows, PAIRS);
        for (size_t i = 0; i < PAIRS; i += 1 + i / 100) {
            ck_assert_str_eq(table_text(&table, i, "a"), peptides[i][0]);
            ck_assert_str_eq(table_text(&table, i, "b"), peptides[i][1]);
            ck_assert_str_eq(table_text(&table, i, "method"),
                             mimicry_name(MIMICRY_NAMES_SCORES, (size_t)method));
            ck_assert_double_eq(table_real(&table, i, "value"),
                                score_of(scorer, peptides[i][0], peptides[i][1]));
        }
        table_release(&table);
        mimicry_scorer_free(scorer);
    }
}
END_TEST

/* ---- Dissociation constants ---- */

START_TEST(published_amplitudes)
{
    static const struct {
        double kd_wildtype, kd_mutant;
        const char *a, *b;
        double value, tolerance;
    } known[] = {
        {283.2, 178.8, "283.2", "178.8", 1.4598627, 1e-6},
        {1, 1, "1", "1", 0.9997000899730081, 1e-15},
        {0.05, 1200000, "0.05", "1200000", 0.05 / 1200000 / 1.000015, 1e-20},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const mimicry_query row = {.peptide = "SIINFEKL",
                                   .kd_wildtype = known[i].kd_wildtype,
                                   .kd_mutant = known[i].kd_mutant};
        read_table table = read_scores(MIMICRY_SCORE_AMPLITUDE, NULL, &row, 1);

        ck_assert_msg(table.failure == 0, "%s", table.message);
        ck_assert_str_eq(table_text(&table, 0, "a"), known[i].a);
        ck_assert_str_eq(table_text(&table, 0, "b"), known[i].b);
        ck_assert(fabs(table_real(&table, 0, "value") - known[i].value) <= known[i].tolerance);
        table_release(&table);
    }
}
END_TEST

START_TEST(recognition_potential_is_foreignness_times_amplitude)
{
    static const char fasta[] = ">a\nSIIPFEKL\n>b\nGILGFVFTL\n>c\nEVDPIGHL\n";
    static const mimicry_query rows[] = {
        {.peptide = "SIINFEKL", .kd_wildtype = 283.2, .kd_mutant = 178.8},
        {.peptide = "EVDPIGHLY", .kd_wildtype = 5000, .kd_mutant = 3},
        {.peptide = "WWWWW", .kd_wildtype = 1, .kd_mutant = 1},
        {.peptide = "SIINFEKL", .kd_wildtype = 7, .kd_mutant = 9},
    };
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 0);
    read_table both = read_scores(MIMICRY_SCORE_RECOGNITION_POTENTIAL, index, rows, 4);
    read_table foreignness = read_scores(MIMICRY_SCORE_FOREIGNNESS, index, rows, 4);
    read_table amplitude = read_scores(MIMICRY_SCORE_AMPLITUDE, NULL, rows, 4);

    ck_assert_uint_eq(both.n_rows, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_str_eq(table_text(&both, i, "a"), rows[i].peptide);
        ck_assert(!table_at(&both, i, "b")->known);
        ck_assert_double_eq(table_real(&both, i, "value"), table_real(&foreignness, i, "value") *
                                                               table_real(&amplitude, i, "value"));
    }
    ck_assert(fabs(table_real(&both, 0, "value") - 1.4598626787701292) < 1e-12);
    table_release(&both);
    table_release(&foreignness);
    table_release(&amplitude);
    mimicry_index_close(index);
}
END_TEST

/* ---- What is refused ---- */

static void expect_refused(int32_t method, const mimicry_index *index, const mimicry_query *rows,
                           size_t count, size_t good, const char *message)
{
    read_table table = read_scores(method, index, rows, count);

    ck_assert_int_eq(table.failure, EINVAL);
    ck_assert_msg(strstr(table.message, message), "%s", table.message);
    ck_assert_uint_eq(table.n_rows, good);
    table_release(&table);
}

START_TEST(queries_without_what_is_needed)
{
    static const char fasta[] = ">a\nSIIPFEKL\n";
    const mimicry_query rows[] = {
        {.peptide = "SIINFEKL", .target = "SIINFEKV", .kd_wildtype = 1, .kd_mutant = 1},
        {.peptide = "SIINFEKL"},
    };
    const mimicry_query unequal[] = {{.peptide = "SIINFEKL", .target = "SIINFEK"}};
    const mimicry_query with_star[] = {{.peptide = "SIIN*EKL", .kd_wildtype = 1, .kd_mutant = 1}};
    const mimicry_query one_constant[] = {{.peptide = "SIINFEKL", .kd_wildtype = 1}};
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 0);

    expect_refused(MIMICRY_SCORE_SUM, NULL, rows, 2, 0, "row 2: it has no peptide");
    expect_refused(MIMICRY_SCORE_SUM, NULL, unequal, 1, 0,
                   "row 1: peptides of 8 and 7 residues: score takes two of one length");
    expect_refused(MIMICRY_SCORE_AMPLITUDE, NULL, rows, 2, 0, "row 2: dissociation constants");
    expect_refused(MIMICRY_SCORE_AMPLITUDE, NULL, one_constant, 1, 0, "row 1: dissociation");
    expect_refused(MIMICRY_SCORE_RECOGNITION_POTENTIAL, index, rows, 2, 0, "row 2: dissociation");
    expect_refused(MIMICRY_SCORE_DISSIMILARITY, index, with_star, 1, 0, "row 1: a peptide of 1 to");
    mimicry_index_close(index);
}
END_TEST

/* Queries of a file are named by file and line. */
START_TEST(files_and_lines)
{
    static const char text[] = "name\ta\tb\nx\tSIINFEKL\tSIINFEKV\ny\tSIINFEKL\tSIINFEK\n";
    const mimicry_read_options pairs = {.size = sizeof pairs, .flags = MIMICRY_READ_PAIRS};
    char *path = support_write_file(".tsv", text, strlen(text));
    mimicry_scorer *scorer = scorer_of(MIMICRY_SCORE_HAMMING);
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries;
    struct ArrowArrayStream stream;
    char place[4096];

    support_expect_ok(mimicry_queries_open(path, &pairs, &queries, &error), &error, path);
    support_expect_ok(mimicry_scorer_table(scorer, NULL, queries, &stream, &error), &error, path);
    read_table table = table_read(&stream);
    snprintf(place, sizeof place, "%s:3: peptides of 8 and 7 residues", path);
    ck_assert_int_eq(table.failure, EILSEQ);
    ck_assert_msg(strstr(table.message, place) == table.message, "%s", table.message);
    table_release(&table);
    mimicry_queries_close(queries);
    mimicry_scorer_free(scorer);
    remove(path);
    free(path);
}
END_TEST

START_TEST(missing_arguments)
{
    mimicry_scorer *scorer = scorer_of(MIMICRY_SCORE_HAMMING);
    mimicry_queries *queries;
    struct ArrowArrayStream stream;

    ck_assert_int_eq(mimicry_queries_from(NULL, 0, sizeof(mimicry_query), NULL, &queries, NULL),
                     MIMICRY_OK);
    ck_assert_int_eq(mimicry_scorer_table(NULL, NULL, queries, &stream, NULL), MIMICRY_E_ARGUMENT);
    ck_assert(stream.release == NULL);
    ck_assert_int_eq(mimicry_scorer_table(scorer, NULL, NULL, &stream, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_scorer_table(scorer, NULL, queries, NULL, NULL), MIMICRY_E_ARGUMENT);
    mimicry_queries_close(queries);
    mimicry_scorer_free(scorer);
}
END_TEST

/* ---- Cancelling ---- */

static int cancel(void *data, uint64_t done, uint64_t total)
{
    ck_assert_uint_le(done, total);
    return (*(int *)data)-- == 0;
}

START_TEST(pairs_can_be_cancelled)
{
    int left = 0;
    const mimicry_score_options options = {.size = sizeof options,
                                           .run = {.progress = cancel, .data = &left},
                                           .method = MIMICRY_SCORE_HAMMING};
    const mimicry_query row = {.peptide = "SIINFEKL", .target = "SIINFEKV"};
    mimicry_scorer *scorer;
    mimicry_queries *queries;
    struct ArrowArrayStream stream;

    ck_assert_int_eq(mimicry_scorer_create(&options, &scorer, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_queries_from(&row, 1, sizeof row, NULL, &queries, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_scorer_table(scorer, NULL, queries, &stream, NULL), MIMICRY_OK);
    read_table table = table_read(&stream);
    ck_assert_int_eq(table.failure, ECANCELED);
    table_release(&table);
    mimicry_queries_close(queries);
    mimicry_scorer_free(scorer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("score_tables");

    support_begin("test_score_tables");
    support_add_test(suite, columns_and_types);
    support_add_test(suite, pairs_are_scored_one_by_one);
    support_add_test(suite, published_amplitudes);
    support_add_test(suite, recognition_potential_is_foreignness_times_amplitude);
    support_add_test(suite, queries_without_what_is_needed);
    support_add_test(suite, files_and_lines);
    support_add_test(suite, missing_arguments);
    support_add_test(suite, pairs_can_be_cancelled);
    return support_run(suite);
}
