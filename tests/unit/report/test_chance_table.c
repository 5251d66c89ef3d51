/* The table of what chance gives: its E-values are those of mimicry_evalue, and candidates whose
 * row is of another screen have none. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "report/chance_table.h"
#include "table_reader.h"

static const char fasta[] = ">a\nMESDPIVAQYKLMNPQRSTVWYACDEFGHIKESDPIVAQFWW\n"
                            ">b\nESDPIVAQYEVDPIGHLYAAAAKLMNPQRSTVLMNPQRSTV\n";
static const char *const peptides[] = {"ESDPIVAQY", "EVDPIGHLY", "KLM"};
enum { N_PEPTIDES = 3 };

static mimicry_index *proteome;

static void set_up(void)
{
    proteome = index_from_text(fasta, sizeof fasta - 1, 0);
}

static void tear_down(void)
{
    mimicry_index_close(proteome);
}

/* The rows of a screen. */
static void screen(const mimicry_model *model, struct ArrowArrayStream *rows)
{
    mimicry_query queries[N_PEPTIDES] = {{0}};
    mimicry_queries *opened;
    mimicry_error error = {.size = sizeof error};
    const mimicry_screen_options options = {.size = sizeof options, .model = model};
    for (size_t i = 0; i < N_PEPTIDES; i++)
        queries[i].peptide = peptides[i];
    support_expect_ok(
        mimicry_queries_from(queries, N_PEPTIDES, sizeof *queries, NULL, &opened, &error), &error,
        "queries");
    support_expect_ok(mimicry_screen(proteome, opened, &options, rows, NULL, &error), &error,
                      "a screen");
    mimicry_queries_close(opened);
}

/* What is noted while the rows go through, which are released. */
static struct mim_bests seen(struct ArrowArrayStream *rows)
{
    struct mim_bests bests = {0};
    struct ArrowArrayStream looked;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mim_look_at(rows, mim_bests_seen(&bests), &looked, &error), &error, "a look");
    read_table passed = table_read_all(&looked);
    ck_assert_uint_eq(bests.rows, passed.n_rows);
    for (size_t i = 0; i < bests.count; i++)
        ck_assert_double_eq_tol(bests.of[i].score,
                                table_real(&passed, bests.of[i].row - 1, "best_score"), 1e-9);
    table_release(&passed);
    rows->release(rows);
    return bests;
}

static read_table chance(const struct mim_bests *bests, const mimicry_model *model)
{
    struct ArrowArrayStream table;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mim_chance_table(bests, proteome, model, &table, &error), &error, "a table");
    return table_read_all(&table);
}

static void expect_curves(const mimicry_model *model, bool whole)
{
    struct ArrowArrayStream rows;
    screen(model, &rows);
    struct mim_bests bests = seen(&rows);
    read_table table = chance(&bests, model);
    size_t curves = 0;
    ck_assert_uint_eq(bests.count, N_PEPTIDES);
    for (size_t i = 0; i < table.n_rows; i++) {
        const char *query = table_text(&table, i, "query");
        const double score = table_real(&table, i, "score"),
                     evalue = table_real(&table, i, "evalue"), step = table_real(&table, i, "step");
        const bool first = i == 0 || strcmp(query, table_text(&table, i - 1, "query")) != 0;
        const double expected = mimicry_evalue(proteome, model, query, MIMICRY_MIN_SCORE, score);
        ck_assert_str_eq(query, peptides[table_integer(&table, i, "candidate") - 1]);
        ck_assert_double_eq_tol(evalue, expected, 5.1e-3 * expected);
        ck_assert(!whole || (score == floor(score) && step == 1));
        ck_assert(first || evalue <= table_real(&table, i - 1, "evalue"));
        if (!first)
            ck_assert_double_eq_tol(score - table_real(&table, i - 1, "score"), step, 1e-5);
        curves += first;
    }
    ck_assert_uint_eq(curves, N_PEPTIDES);
    table_release(&table);
    mim_bests_free(&bests);
}

START_TEST(test_evalues)
{
    tested_model real = model_of_data("PMBEC", false, 0);
    expect_curves(NULL, true);
    expect_curves(real.model, false);
    model_free(&real);
}
END_TEST

/* A curve begins where half of all windows are, and ends at the highest score that one can have. */
START_TEST(test_ends)
{
    struct ArrowArrayStream rows;
    screen(NULL, &rows);
    struct mim_bests bests = seen(&rows);
    read_table table = chance(&bests, NULL);
    const double least = table_real(&table, 0, "score"),
                 windows = mimicry_evalue(proteome, NULL, peptides[0], MIMICRY_MIN_SCORE, -1000);
    size_t last = 0;
    while (last + 1 < table.n_rows && table_integer(&table, last + 1, "candidate") == 1)
        last++;
    ck_assert_double_le(table_real(&table, 0, "evalue"), windows / 2);
    ck_assert_double_gt(mimicry_evalue(proteome, NULL, peptides[0], MIMICRY_MIN_SCORE, least - 1),
                        windows / 2);
    const double most = table_real(&table, last, "score");
    ck_assert_double_gt(mimicry_evalue(proteome, NULL, peptides[0], MIMICRY_MIN_SCORE, most), 0);
    ck_assert(mimicry_evalue(proteome, NULL, peptides[0], MIMICRY_MIN_SCORE, most + 1) == 0);
    table_release(&table);
    mim_bests_free(&bests);
}
END_TEST

START_TEST(test_rows_of_another_screen_have_no_curve)
{
    struct ArrowArrayStream rows;
    tested_model other = model_of_data("PAM30", false, 0);
    screen(NULL, &rows);
    struct mim_bests bests = seen(&rows);
    read_table table = chance(&bests, other.model);
    ck_assert_uint_eq(table.n_rows, 0);
    table_release(&table);
    mim_bests_free(&bests);
    model_free(&other);
}
END_TEST

static int take_text(void *text, const char *bytes, size_t count)
{
    text_add(text, bytes, count);
    return 0;
}

/* Of a table that was saved the numbers are text; cells that are no number are passed over. */
START_TEST(test_saved_rows)
{
    static const char strange[] = "peptide\tbest_score\tevalue\nKLM\tx\t1\nKLM\t\t1\nKLM\t1\t\n"
                                  "\t1\t1\nKLM\t1\t1\n";
    struct ArrowArrayStream rows, saved;
    mimicry_error error = {.size = sizeof error};
    test_text text = {0};
    screen(NULL, &rows);
    support_expect_ok(mimicry_table_write(&rows, NULL, take_text, &text, NULL, &error), &error,
                      "text");
    rows.release(&rows);
    char *path = support_write_file(".tsv", text.bytes, text.length),
         *strange_path = support_write_file(".tsv", strange, sizeof strange - 1);
    support_expect_ok(mimicry_table_open(path, &saved, &error), &error, "saved rows");
    struct mim_bests bests = {0};
    struct ArrowArrayStream looked;
    support_expect_ok(mim_look_at(&saved, mim_bests_seen(&bests), &looked, &error), &error, "look");
    read_table passed = table_read_all(&looked);
    saved.release(&saved);
    ck_assert_uint_eq(bests.count, N_PEPTIDES);
    read_table table = chance(&bests, NULL);
    ck_assert_uint_gt(table.n_rows, N_PEPTIDES);
    table_release(&table);
    table_release(&passed);
    mim_bests_free(&bests);

    support_expect_ok(mimicry_table_open(strange_path, &saved, &error), &error, "strange rows");
    support_expect_ok(mim_look_at(&saved, mim_bests_seen(&bests), &looked, &error), &error, "look");
    passed = table_read_all(&looked);
    saved.release(&saved);
    ck_assert_uint_eq(bests.rows, 5);
    ck_assert_uint_eq(bests.count, 1);
    ck_assert_uint_eq(bests.of[0].row, 5);
    table_release(&passed);
    mim_bests_free(&bests);
    text_free(&text);
    free(path);
    free(strange_path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("chance");
    TCase *tests = tcase_create("tables");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, test_evalues);
    tcase_add_test(tests, test_ends);
    tcase_add_test(tests, test_rows_of_another_screen_have_no_curve);
    tcase_add_test(tests, test_saved_rows);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
