/* What a search says of its plans, and what counting refuses. */
#include <math.h>
#include <string.h>

#include "checks.h"
#include "samples.h"

static const char fasta[] = ">a\nEVDPIGHLYEVDPIGHLYACDEFGHIKLMNPQRSTVWY\n>b\nMKTAYIAKQR\n";

struct told {
    uint64_t count;
    uint64_t most; /* then it cancels */
    mimicry0_explanation last;
};

static int take(void *data, const mimicry0_explanation *explanation)
{
    struct told *told = data;
    told->last = *explanation;
    return ++told->count == told->most;
}

static mimicry_status explain_to(const mimicry_index *index, const char *const *peptides, size_t n,
                                 const mimicry_search_options *options, mimicry0_explain_fn each,
                                 struct told *told)
{
    mimicry0_search_options old;
    mimicry0_search_options_init(&old, sizeof old);
    old.threshold = options->threshold;
    old.plan = options->run.plan;
    old.window_min = options->window_min;
    old.window_max = options->window_max;
    return mimicry0_search_explain(index, peptides, n, &old, each, told, NULL);
}

static struct told explain(mimicry_search_options *options, const char *const *peptides, size_t n,
                           mimicry_status expected)
{
    struct told told = {0};
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 0);
    ck_assert_int_eq(explain_to(index, peptides, n, options, take, &told), expected);
    mimicry_index_close(index);
    return told;
}

START_TEST(forced_plans_are_told)
{
    static const int32_t plans[] = {MIMICRY_PLAN_SEEDS, MIMICRY_PLAN_PLANES, MIMICRY_PLAN_LANES,
                                    MIMICRY_PLAN_BRANCH};
    static const char *const peptides[] = {"EVDPIGHLY", "MKTAYIA"};
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        mimicry_search_options options;
        options = (mimicry_search_options){.size = sizeof options,
                                           .threshold_kind = MIMICRY_MAX_MISMATCHES};
        options.threshold = 2;
        options.run.plan = plans[i];
        const struct told told = explain(&options, peptides, 2, MIMICRY_OK);
        ck_assert_uint_eq(told.count, 2);
        ck_assert_int_eq(told.last.plan, plans[i]);
        ck_assert_uint_eq(told.last.query, 1);
        ck_assert_uint_eq(told.last.length, 7);
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
        const mimicry0_explanation e = explain(&options, peptides, 1, MIMICRY_OK).last;
        ck_assert_int_eq(e.plan == MIMICRY_PLAN_SUFFIX, m == 0);
        if (e.plan == MIMICRY_PLAN_PLANES)
            ck_assert(e.planes_ns <= e.lanes_ns && e.planes_ns <= e.look_ups_ns);
        if (e.plan == MIMICRY_PLAN_LANES)
            ck_assert(e.lanes_ns <= e.planes_ns && e.lanes_ns <= e.look_ups_ns);
        if (e.plan == MIMICRY_PLAN_SEEDS && !isnan(e.lanes_ns))
            ck_assert(e.look_ups_ns <= e.planes_ns && e.look_ups_ns <= e.lanes_ns);
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
    const struct told told = explain(&options, peptides, 1, MIMICRY_OK);
    ck_assert_uint_eq(told.count, 2);
    ck_assert_uint_eq(told.last.query_start, 1);
    ck_assert_uint_eq(told.last.length, 8);
}
END_TEST

START_TEST(what_cannot_be_is_refused)
{
    static const char *const peptides[] = {"EVDPIGHLY", "MKTAYIA"};
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 0);
    mimicry_search_options options;
    struct told told = {.most = 1};
    uint64_t counts[4];
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.run.plan = MIMICRY_PLAN_SUFFIX;
    options.threshold = 1;
    explain(&options, peptides, 2, MIMICRY_E_ARGUMENT);
    options.run.plan = MIMICRY_PLAN_AUTO;
    ck_assert_int_eq(explain_to(index, peptides, 2, &options, take, &told), MIMICRY_E_CANCELLED);
    ck_assert_uint_eq(told.count, 1);
    ck_assert_int_eq(explain_to(index, peptides, 2, &options, NULL, NULL), MIMICRY_E_ARGUMENT);
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
    for (int32_t plan = MIMICRY_PLAN_AUTO; plan <= MIMICRY_PLAN_BRANCH; plan++)
        ck_assert_str_eq(mimicry0_plan_name(plan), plan_name(plan));
    ck_assert_str_eq(mimicry0_plan_name(MIMICRY_PLAN_SCAN), "scan");
    ck_assert_ptr_null(mimicry0_plan_name(-1));
    ck_assert_ptr_null(mimicry0_plan_name(MIMICRY_PLAN_SCAN + 1));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("explain");

    support_begin("test_explain");
    support_add_test(suite, forced_plans_are_told);
    support_add_test(suite, chosen_plans_are_the_cheapest);
    support_add_test(suite, windows_are_told_one_by_one);
    support_add_test(suite, what_cannot_be_is_refused);
    support_add_test(suite, plans_have_names);
    return support_run(suite);
}
