/* What a search says of its plans, and what counting refuses. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "generate.h"
#include "samples.h"
#include "table_reader.h"

static const char fasta[] = ">a\nEVDPIGHLYEVDPIGHLYACDEFGHIKLMNPQRSTVWY\n>b\nMKTAYIAKQR\n";

/* The table of what is told, or the status that it ends with. */
static mimicry_status explain(const mimicry_index *index, const char *const *peptides, size_t n,
                              const mimicry_search_options *options, read_table *out)
{
    mimicry_query rows[4] = {{0}};
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream stream;

    for (size_t i = 0; i < n; i++)
        rows[i].peptide = peptides[i];
    ck_assert_int_eq(mimicry_queries_from(rows, n, sizeof *rows, NULL, &queries, NULL), MIMICRY_OK);
    mimicry_status status = mimicry_explain(index, queries, options, &stream, NULL);
    mimicry_queries_close(queries);
    if (status == MIMICRY_OK)
        *out = table_read(&stream);
    return status;
}

static read_table told(const char *const *peptides, size_t n, const mimicry_search_options *options)
{
    read_table table;
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 0);

    ck_assert_int_eq(explain(index, peptides, n, options, &table), MIMICRY_OK);
    ck_assert_msg(table.failure == 0, "%s", table.message);
    mimicry_index_close(index);
    return table;
}

static const char *name_of(int32_t plan)
{
    return mimicry_name(MIMICRY_NAMES_PLANS, (size_t)plan);
}

START_TEST(forced_plans_are_told)
{
    static const int32_t plans[] = {MIMICRY_PLAN_SEEDS, MIMICRY_PLAN_PLANES, MIMICRY_PLAN_LANES,
                                    MIMICRY_PLAN_BRANCH, MIMICRY_PLAN_SLIDING};
    static const char *const peptides[] = {"EVDPIGHLY", "MKTAYIA"};
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        mimicry_search_options options;
        options = (mimicry_search_options){.size = sizeof options,
                                           .threshold_kind = MIMICRY_MAX_MISMATCHES};
        options.threshold = 2;
        options.run.plan = plans[i];
        read_table table = told(peptides, 2, &options);
        ck_assert_uint_eq(table.n_rows, 2);
        ck_assert_str_eq(table_text(&table, 1, "plan"), name_of(plans[i]));
        ck_assert_str_eq(table_text(&table, 1, "query_id"), "2");
        ck_assert_str_eq(table_text(&table, 1, "query"), peptides[1]);
        table_release(&table);
    }
}
END_TEST

/* The plan that is told is the one of the least time among those considered. */
START_TEST(chosen_plans_are_the_cheapest)
{
    static const char *const peptides[] = {"EVDPIGHLY"};
    for (int m = 0; m <= 9; m++) {
        mimicry_search_options options;
        options = (mimicry_search_options){.size = sizeof options,
                                           .threshold_kind = MIMICRY_MAX_MISMATCHES};
        options.threshold = m;
        read_table table = told(peptides, 1, &options);
        const char *plan = table_text(&table, 0, "plan");
        ck_assert_int_eq(strcmp(plan, "suffix") == 0, m == 0);
        if (table_at(&table, 0, "lanes_us")->known) {
            const double planes = table_real(&table, 0, "planes_us");
            const double lanes = table_real(&table, 0, "lanes_us");
            const double look_ups = table_real(&table, 0, "look_ups_us");
            const double chosen = strcmp(plan, "planes") == 0  ? planes
                                  : strcmp(plan, "lanes") == 0 ? lanes
                                                               : look_ups;
            ck_assert(chosen <= planes && chosen <= lanes && chosen <= look_ups);
        }
        table_release(&table);
    }
}
END_TEST

START_TEST(windows_are_told_one_by_one)
{
    static const char *const peptides[] = {"EVDPIGHLY*MKT"};
    mimicry_search_options options;
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.window_min = options.window_max = 8;
    read_table table = told(peptides, 1, &options);
    ck_assert_uint_eq(table.n_rows, 2);
    ck_assert_str_eq(table_text(&table, 0, "query"), "EVDPIGHL");
    ck_assert_str_eq(table_text(&table, 1, "query"), "VDPIGHLY");
    table_release(&table);
}
END_TEST

/* How many windows of a random sequence slide, in a large random proteome. */
static size_t sliding(const mimicry_index *index, const char *sequence, double mismatches,
                      size_t *windows)
{
    mimicry_search_options options;
    read_table table;
    size_t count = 0;

    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.threshold = mismatches;
    options.window_min = options.window_max = 9;
    ck_assert_int_eq(explain(index, &sequence, 1, &options, &table), MIMICRY_OK);
    *windows = table.n_rows;
    for (size_t i = 0; i < table.n_rows; i++) {
        if (strcmp(table_text(&table, i, "plan"), "sliding") != 0)
            continue;
        ck_assert(table_real(&table, i, "sliding_us") > 0);
        count++;
    }
    table_release(&table);
    return count;
}

START_TEST(neighbours_slide)
{
    enum { RESIDUES = 400000, QUERY = 500 };
    static const char letters[] = "ACDEFGHIKLMNPQRSTVWY";
    test_random random = random_of_case(7, 0);
    char *text = support_realloc(NULL, RESIDUES + 8), query[QUERY + 1] = {0};
    size_t windows;

    memcpy(text, ">a\n", 3);
    for (size_t i = 0; i < RESIDUES; i++)
        text[3 + i] = letters[random_below(&random, 20)];
    for (size_t i = 0; i < QUERY; i++)
        query[i] = letters[random_below(&random, 20)];
    mimicry_index *index = index_from_text(text, RESIDUES + 3, 0);
    ck_assert_uint_eq(sliding(index, query, 5, &windows), QUERY - 8);
    ck_assert_uint_eq(windows, QUERY - 8);
    ck_assert_uint_eq(sliding(index, query, 1, &windows), 0);
    query[9] = '\0'; /* one window has no neighbours */
    ck_assert_uint_eq(sliding(index, query, 5, &windows), 0);
    ck_assert_uint_eq(windows, 1);
    mimicry_index_close(index);
    free(text);
}
END_TEST

START_TEST(what_cannot_be_is_refused)
{
    static const char *const peptides[] = {"EVDPIGHLY", "MKTAYIA"};
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 0);
    mimicry_search_options options;
    read_table table = {0};
    uint64_t counts[4];
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.run.plan = MIMICRY_PLAN_SUFFIX;
    options.threshold = 1;
    if (explain(index, peptides, 2, &options, &table) == MIMICRY_OK) {
        ck_assert_int_eq(table.failure, EINVAL);
        ck_assert_ptr_nonnull(strstr(table.message, "plan"));
        table_release(&table);
    }
    options.run.plan = MIMICRY_PLAN_AUTO;
    options.max_indels = 1;
    ck_assert_int_eq(explain(index, peptides, 2, &options, &table), MIMICRY_E_ARGUMENT);
    options.max_indels = 0;
    ck_assert_int_eq(mimicry_search_count(index, peptides, 2, &options, NULL, 2, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_search_count(index, peptides, 2, &options, counts, 0, NULL),
                     MIMICRY_E_ARGUMENT);
    options.top = 1;
    ck_assert_int_eq(mimicry_search_count(index, peptides, 2, &options, counts, 2, NULL),
                     MIMICRY_E_ARGUMENT);
    options.top = 0;
    ck_assert_int_eq(mimicry_search_count(index, peptides, 2, &options, counts, 2, NULL),
                     MIMICRY_OK);
    ck_assert_uint_eq(counts[0], 2);
    ck_assert_uint_eq(counts[2], 1);
    mimicry_index_close(index);
}
END_TEST

START_TEST(plans_have_names)
{
    for (int32_t plan = MIMICRY_PLAN_AUTO; plan <= MIMICRY_PLAN_SLIDING; plan++)
        ck_assert_str_eq(name_of(plan), plan_name(plan));
    ck_assert_ptr_null(name_of(-1));
    ck_assert_ptr_null(name_of(MIMICRY_PLAN_SLIDING + 1));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("explain");

    support_begin("test_explain");
    support_add_test(suite, forced_plans_are_told);
    support_add_test(suite, chosen_plans_are_the_cheapest);
    support_add_test(suite, windows_are_told_one_by_one);
    support_add_test(suite, neighbours_slide);
    support_add_test(suite, what_cannot_be_is_refused);
    support_add_test(suite, plans_have_names);
    return support_run(suite);
}
