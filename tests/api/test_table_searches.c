/* Tables of hits, self-peptides and counts against tables put together from the oracle's hits, for
 * random proteomes, queries and options; and what they have in common. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "search_cases.h"

enum { CASES = 400, MANY_QUERIES = 6000, BATCH = 8192 };

/* Fails at the first line that differs. */
static void expect_text(const char *found, const char *wanted, unsigned number)
{
    size_t line = 1, at = 0;

    if (strcmp(found, wanted) == 0)
        return;
    for (size_t i = 0; found[i] != '\0' && found[i] == wanted[i]; i++) {
        if (found[i] == '\n') {
            line++;
            at = i + 1;
        }
    }
    ck_abort_msg("case %u: line %zu is\n%.*s\nand not\n%.*s", number, line,
                 (int)strcspn(found + at, "\n"), found + at, (int)strcspn(wanted + at, "\n"),
                 wanted + at);
}

static void check_table(search_case *made, const test_text *wanted, unsigned number)
{
    read_table table = search_case_read(made);
    char *found = table_as_text(&table);

    expect_text(found, wanted->bytes, number);
    free(found);
    table_release(&table);
}

static void check_case(unsigned number)
{
    search_case made = random_search_case(1, number);
    oracle_hits hits = search_case_hits(&made);
    test_text wanted = search_case_text(&made, &hits);

    check_table(&made, &wanted, number);
    text_free(&wanted);
    oracle_hits_free(&hits);
    search_case_free(&made);
}

START_TEST(tables_are_those_of_the_oracle)
{
    const unsigned cases = support_scaled(CASES);

    for (unsigned i = 0; i < cases; i++)
        check_case(i);
}
END_TEST

/* ---- The best within mismatches, searched by mismatches or by score ---- */

static void check_best(unsigned number)
{
    static const int32_t plans[] = {MIMICRY_PLAN_AUTO, MIMICRY_PLAN_LANES, MIMICRY_PLAN_BRANCH,
                                    MIMICRY_PLAN_PLANES, MIMICRY_PLAN_SLIDING};
    search_case made = random_search_case(3, number);
    made.options.threshold_kind = MIMICRY_MAX_MISMATCHES;
    made.options.threshold = 2 + number % 8;
    made.options.top = 1 + number % 7;
    made.options.rows = MIMICRY_ROWS_HITS;
    oracle_hits hits = search_case_hits(&made);
    test_text wanted = search_case_text(&made, &hits);
    for (size_t p = 0; p < sizeof plans / sizeof *plans; p++) {
        made.options.run.plan = plans[p];
        check_table(&made, &wanted, number);
    }
    text_free(&wanted);
    oracle_hits_free(&hits);
    search_case_free(&made);
}

START_TEST(the_best_within_mismatches)
{
    const unsigned cases = support_scaled(CASES / 2);

    for (unsigned i = 0; i < cases; i++)
        check_best(i);
}
END_TEST

/* ---- Many queries, many batches ---- */

/* A case whose peptides are repeated, each time with the same hits. */
static void repeat_queries(search_case *made, size_t count)
{
    made->queries = support_realloc(made->queries, count * sizeof *made->queries);
    for (size_t i = made->peptides.count; i < count; i++) {
        made->queries[i] = made->queries[i % made->peptides.count];
        made->queries[i].id = NULL;
    }
}

/* Where the rows of each query end: they come in the order of the queries. */
static size_t *rows_of_queries(const search_case *made, const read_table *table)
{
    const size_t n = made->peptides.count;
    size_t *ends = support_realloc(NULL, n * sizeof *ends), row = 0;

    for (size_t q = 0; q < n; ends[q++] = row) {
        while (row < table->n_rows && strcmp(table_text(table, row, "query_id"), made->ids[q]) == 0)
            row++;
    }
    ck_assert_uint_eq(row, table->n_rows);
    return ends;
}

static void expect_row(const read_table *once, size_t i, const read_table *many, size_t row,
                       const char *number)
{
    ck_assert_uint_lt(row, many->n_rows);
    ck_assert_str_eq(table_text(once, i, "query"), table_text(many, row, "query"));
    ck_assert_int_eq(table_integer(once, i, number), table_integer(many, row, number));
}

/* Blocks of queries and batches of rows do not show in the table, but in its batches. */
static void check_many(unsigned number, int32_t rows)
{
    search_case made = random_search_case(2, number);
    made.options.rows = rows;
    made.options.columns = 0;
    made.options.flank = 0;
    const size_t n = made.peptides.count;
    read_table once = search_case_read(&made);
    repeat_queries(&made, MANY_QUERIES);
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries;
    struct ArrowArrayStream stream = {0};

    support_expect_ok(mimicry_queries_from(made.queries, MANY_QUERIES, sizeof *made.queries, NULL,
                                           &queries, &error),
                      &error, "many queries");
    support_expect_ok(mimicry_search(made.index, queries, &made.options, &stream, &error), &error,
                      "many queries");
    read_table many = table_read_all(&stream);
    size_t row = 0, last = 0;
    size_t *ends = rows_of_queries(&made, &once);
    for (size_t q = 0; q < MANY_QUERIES; q++) {
        for (size_t i = q % n > 0 ? ends[q % n - 1] : 0; i < ends[q % n]; i++, row++)
            expect_row(&once, i, &many, row, rows == MIMICRY_ROWS_HITS ? "start" : "count");
    }
    free(ends);
    ck_assert_uint_eq(row, many.n_rows);
    for (size_t i = 0; i < many.n_batches; last = many.batch_ends[i++])
        ck_assert_uint_le(many.batch_ends[i] - last, BATCH);
    table_release(&once);
    table_release(&many);
    mimicry_queries_close(queries);
    search_case_free(&made);
}

START_TEST(many_queries_have_the_rows_of_each)
{
    const unsigned cases = support_scaled(10);

    for (unsigned i = 0; i < cases; i++)
        check_many(i, (int32_t)i % 3);
}
END_TEST

/* ---- Cancelling ---- */

struct watched {
    unsigned calls, most;
    bool good; /* done is never more than total, and never falls */
    uint64_t done;
};

static int watch(void *data, uint64_t done, uint64_t total)
{
    struct watched *w = data;

    w->good = w->good && done <= total && done >= w->done;
    w->done = done;
    return ++w->calls > w->most;
}

static void check_cancelling(unsigned number, int32_t rows)
{
    search_case made = random_search_case(3, number);
    struct watched w = {.most = (unsigned)-1, .good = true};
    made.options.rows = rows;
    made.options.flank = 0;
    made.options.columns = 0;
    made.options.run.progress = watch;
    made.options.run.data = &w;
    read_table all = search_case_read(&made);
    const unsigned calls = w.calls;

    ck_assert_msg(w.good, "case %u: the progress goes back", number);
    ck_assert_uint_gt(calls, 0);
    for (unsigned i = 0; i < calls && i < 20; i++) {
        mimicry_queries *queries;
        w = (struct watched){.most = i, .good = true};
        struct ArrowArrayStream stream = search_case_open(&made, &queries);
        read_table part = table_read(&stream);
        /* How often the progress is told depends on the time. */
        ck_assert_int_eq(part.failure, w.calls > i ? ECANCELED : 0);
        ck_assert_uint_le(part.n_rows, all.n_rows);
        table_release(&part);
        mimicry_queries_close(queries);
    }
    table_release(&all);
    search_case_free(&made);
}

START_TEST(progress_cancels)
{
    const unsigned cases = support_scaled(30);

    for (unsigned i = 0; i < cases; i++)
        check_cancelling(i, (int32_t)i % 3);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tables of searches");

    support_begin("test_table_searches");
    support_add_test(suite, tables_are_those_of_the_oracle);
    support_add_test(suite, the_best_within_mismatches);
    support_add_test(suite, many_queries_have_the_rows_of_each);
    support_add_test(suite, progress_cancels);
    return support_run(suite);
}
