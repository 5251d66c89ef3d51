/* The names that the library has for numbers. */
#include <check.h>
#include <mimicry/mimicry.h>

static void has(int32_t kind, size_t first, size_t count, size_t i, const char *name)
{
    for (size_t k = 0; k < first; k++)
        ck_assert_ptr_null(mimicry_name(kind, k));
    for (size_t k = first; k < first + count; k++) {
        ck_assert_ptr_nonnull(mimicry_name(kind, k));
        for (size_t other = first; other < k; other++)
            ck_assert_str_ne(mimicry_name(kind, k), mimicry_name(kind, other));
    }
    ck_assert_ptr_null(mimicry_name(kind, first + count));
    ck_assert_ptr_null(mimicry_name(kind, SIZE_MAX));
    ck_assert_str_eq(mimicry_name(kind, i), name);
}

START_TEST(names)
{
    has(MIMICRY_NAMES_MATRICES, 0, 9, 2, "BLOSUM62");
    has(MIMICRY_NAMES_MASKS, 0, 3, 0, "mhc1-face");
    has(MIMICRY_NAMES_SCORES, 1, MIMICRY_SCORE_ACTIVITY, MIMICRY_SCORE_SUM, "score");
    has(MIMICRY_NAMES_SCORES, 1, MIMICRY_SCORE_ACTIVITY, MIMICRY_SCORE_ACTIVITY, "activity");
    has(MIMICRY_NAMES_PLANS, 0, MIMICRY_PLAN_SLIDING + 1, MIMICRY_PLAN_SEEDS, "seeds");
    has(MIMICRY_NAMES_INSTRUCTIONS, 0, 4, MIMICRY_INSTRUCTIONS_AVX2, "avx2");
    has(MIMICRY_NAMES_FORMATS, 1, 6, MIMICRY_FORMAT_BLAST6, "blast6");
    has(MIMICRY_NAMES_COLUMNS, 0, 6, 5, "lists");
    has(MIMICRY_NAMES_ALLELES, 0, 95, 1, "HLA-A*02:01");
    ck_assert_int_eq(MIMICRY_COLUMN_VITAL, 1 << 4);
    ck_assert_ptr_null(mimicry_name(0, 0));
    ck_assert_ptr_null(mimicry_name(MIMICRY_NAMES_ALLELES + 1, 0));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("named");
    TCase *tests = tcase_create("names");
    tcase_add_test(tests, names);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
