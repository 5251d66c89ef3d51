/* Motifs, profiles, weights and distances that are refused, and models that do not fit a search. */
#include <stdlib.h>
#include <string.h>

#include "checks.h"

START_TEST(bad_motifs_are_refused)
{
    static const char *const bad[] = {"",     "A[", "A[]",    "A]",      "{",        "B",
                                      "A(0)", "A(", "A(2,3)", "A(x)",    "A(1025)",  "[AX]",
                                      "A B",  "-A", "A*",     "A(1)(2)", "x(1024)A", "1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        mimicry_model *model = NULL;
        mimicry_error error = {.size = sizeof error};
        ck_assert_msg(model_motif(bad[i], &model, &error) == MIMICRY_E_ARGUMENT && model == NULL &&
                          strstr(error.message, "column") != NULL,
                      "motif '%s'", bad[i]);
    }
}
END_TEST

START_TEST(bad_profiles_are_refused)
{
    static const struct {
        const char *text;
        uint64_t line;
    } bad[] = {
        {"position\tA\tB\n1\t1\t1\n", 1},
        {"position\tA\tA\n1\t1\t1\n", 1},
        {"position\n1\n", 1},
        {"A\tC\n1\tx\n", 2},
        {"A\tC\n1\t2\n1\tnan\n", 3},
        {"position\tA\n2\t1\n", 2},
        {"A\tC\n1\t1e7\n", 2},
        {"position\tA\n1\t\n", 2},
        {"A\tC\n\"\"\t\n", 0}, /* a row of nothing is a blank line: there are no positions */
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        mimicry_model *model = NULL;
        mimicry_error error = {.size = sizeof error};
        char *path = support_write_file(".tsv", bad[i].text, strlen(bad[i].text));
        const mimicry_status status = model_profile(path, &model, &error);
        ck_assert_msg(status == MIMICRY_E_FORMAT && model == NULL && error.line == bad[i].line,
                      "profile %zu: status %d, line %llu: %s", i, (int)status,
                      (unsigned long long)error.line, error.message);
        free(path);
    }
}
END_TEST

START_TEST(lengths_and_models_that_do_not_fit)
{
    static const char *const peptides[] = {"EVDPIGHLY", "EVDPIGHLYA"};
    static const double weights[] = {1, 0, 1, 1, 1, 1, 1, 1, 0}, negative[] = {1, -1};
    static const char fasta[] = ">a\nACDEFGHIKLMN\n";
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 0);
    mimicry_search_options options;
    mimicry_model *model = NULL;
    all_hits *hits = NULL;
    mimicry_error error = {.size = sizeof error};
    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    ck_assert_int_eq(model_weighted(NULL, negative, 2, &model, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(model_weighted(NULL, weights, 0, &model, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(model_masked(NULL, "mhc3", &model, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(model_masked(NULL, "mhc2-face", &model, NULL), MIMICRY_OK);
    options.model = model;
    ck_assert_int_eq(all_hits_search(index, peptides, 2, &options, &hits, NULL),
                     MIMICRY_E_ARGUMENT);
    mimicry_model_free(model);
    model = NULL;
    ck_assert_int_eq(model_masked(NULL, "mhc2-face:0", &model, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(model_distance("/none", weights, 9, &model, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_ptr_null(model);
    ck_assert_int_eq(model_weighted(NULL, weights, 9, &model, NULL), MIMICRY_OK);
    ck_assert_ptr_null(mimicry_model_peptide(model));
    options.model = model;
    ck_assert_int_eq(all_hits_search(index, peptides, 2, &options, &hits, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "peptide 2"));
    ck_assert_int_eq(all_hits_search(index, peptides, 1, &options, &hits, NULL), MIMICRY_OK);
    all_hits_free(hits);
    options.window_min = 8;
    options.window_max = 9;
    ck_assert_int_eq(all_hits_search(index, peptides, 2, &options, &hits, NULL),
                     MIMICRY_E_ARGUMENT);
    options.window_min = 9;
    ck_assert_int_eq(all_hits_search(index, peptides, 2, &options, &hits, NULL), MIMICRY_OK);
    all_hits_free(hits);
    options.max_indels = 1;
    ck_assert_int_eq(all_hits_search(index, peptides, 1, &options, &hits, NULL),
                     MIMICRY_E_ARGUMENT);
    mimicry_model_free(model);
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("models_refused");

    support_begin("test_models_refused");
    support_add_test(suite, bad_motifs_are_refused);
    support_add_test(suite, bad_profiles_are_refused);
    support_add_test(suite, lengths_and_models_that_do_not_fit);
    return support_run(suite);
}
