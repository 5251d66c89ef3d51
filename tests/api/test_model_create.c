/* Models of the options of the header: what each kind takes, and what it scores. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

static mimicry_model *make(const mimicry_model_options *options)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    ck_assert_msg(mimicry_model_create(options, &model, &error) == MIMICRY_OK, "%s", error.message);
    return model;
}

static void expect(const mimicry_model *model, const char *peptide, uint32_t position, char residue,
                   double score)
{
    const double found = mimicry_model_score(model, peptide, position, residue);
    ck_assert_msg(isnan(score) ? isnan(found) : found == score, "%s[%u] %c: %g, not %g", peptide,
                  (unsigned)position, residue, found, score);
}

START_TEST(test_nothing_asked_is_blosum62)
{
    mimicry_model *none = make(NULL),
                  *zeros = make(&(mimicry_model_options){.size = sizeof(mimicry_model_options)});
    expect(none, "W", 0, 'W', 11);
    expect(zeros, "AW", 1, 'F', 1);
    expect(zeros, "AW", 2, 'F', NAN);
    expect(zeros, "A*", 0, 'F', NAN);
    expect(zeros, "A", 0, '?', NAN);
    expect(zeros, "", 0, 'A', NAN);
    ck_assert_ptr_null(mimicry_model_peptide(zeros));
    mimicry_model_free(none);
    mimicry_model_free(zeros);
}
END_TEST

START_TEST(test_matrices)
{
    mimicry_model_options options = {.size = sizeof options, .source = "pam30"};
    mimicry_model *pam = make(&options);
    expect(pam, "W", 0, 'W', 13);
    mimicry_model_free(pam);
    options = (mimicry_model_options){.size = sizeof options, .flags = MIMICRY_MODEL_UO_AS_CK};
    mimicry_model *as_ck = make(&options);
    expect(as_ck, "U", 0, 'C', 9);
    expect(as_ck, "O", 0, 'K', 5);
    mimicry_model_free(as_ck);
}
END_TEST

START_TEST(test_weights)
{
    const double numbers[] = {0, 2, 0.5};
    mimicry_model_options options = {.size = sizeof options, .weights = numbers, .n_weights = 3};
    mimicry_model *listed = make(&options);
    options = (mimicry_model_options){.size = sizeof options, .mask = "0, 2 0.5"};
    mimicry_model *written = make(&options);
    for (uint32_t j = 0; j < 3; j++) {
        expect(listed, "WWW", j, 'W', 11 * numbers[j]);
        expect(written, "WWW", j, 'W', 11 * numbers[j]);
    }
    expect(listed, "WW", 0, 'W', NAN);
    mimicry_model_free(listed);
    mimicry_model_free(written);

    options.mask = "mhc1-face";
    mimicry_model *face = make(&options);
    expect(face, "WWWWWWWWW", 2, 'W', 0);
    expect(face, "WWWWWWWWW", 3, 'W', 11);
    expect(face, "WWWWWWWWW", 6, 'W', 11);
    expect(face, "WWWWWWWWW", 7, 'W', 0);
    mimicry_model_free(face);
}
END_TEST

START_TEST(test_weights_of_a_file)
{
    char path[] = "/tmp/mimicry-weights-XXXXXX";
    const int descriptor = mkstemp(path);
    FILE *file = fdopen(descriptor, "w");
    ck_assert_ptr_nonnull(file);
    fputs("\xef\xbb\xbf# how much each counts\r\n0 1\r\n2.5,\r\n", file);
    ck_assert_int_eq(fclose(file), 0);
    mimicry_model_options options = {.size = sizeof options, .mask = path};
    mimicry_model *model = make(&options);
    expect(model, "WWW", 0, 'W', 0);
    expect(model, "WWW", 2, 'W', 27.5);
    mimicry_model_free(model);
    remove(path);
}
END_TEST

START_TEST(test_motifs_and_distances)
{
    mimicry_model_options options = {
        .size = sizeof options, .kind = MIMICRY_MODEL_MOTIF, .source = "..[DE]P"};
    mimicry_model *motif = make(&options);
    ck_assert_str_eq(mimicry_model_peptide(motif), "XXXP");
    expect(motif, "XXXP", 2, 'E', 1);
    expect(motif, "XXXP", 2, 'A', 0);
    mimicry_model_free(motif);
    options = (mimicry_model_options){.size = sizeof options, .kind = MIMICRY_MODEL_DISTANCE};
    mimicry_model *distance = make(&options);
    expect(distance, "A", 0, 'A', 0);
    ck_assert(mimicry_model_score(distance, "A", 0, 'W') < 0);
    mimicry_model_free(distance);
}
END_TEST

static const double one[] = {1};

/* Options that are refused, and a word of the message. */
static const struct {
    mimicry_model_options options;
    const char *word;
} refused[] = {
    {{.kind = 9}, "kind 9"},
    {{.flags = 8}, "flags"},
    {{.kind = MIMICRY_MODEL_MOTIF}, "pattern"},
    {{.kind = MIMICRY_MODEL_PROFILE}, "profile"},
    {{.kind = MIMICRY_MODEL_MOTIF, .source = "AX", .weights = one, .n_weights = 1}, "weights"},
    {{.kind = MIMICRY_MODEL_MOTIF, .source = "AX", .flags = 1}, "matrix"},
    {{.source = "BLOSUM61"}, "BLOSUM61"},
    {{.mask = "mhc1-side"}, "mhc1-side"},
    {{.mask = "1,two"}, "two"},
    {{.mask = "1,,2,x"}, "1,,2,x"},
    {{.mask = "1e"}, "1e"},
    {{.mask = "-1"}, "-1"},
    {{.mask = ""}, ""},
    {{.mask = "1", .weights = one, .n_weights = 1}, "one of them"},
    {{.weights = one}, "no weights"},
    {{.kind = MIMICRY_MODEL_DISTANCE, .mask = "mhc1-face"}, "numbers"},
    {{.kind = MIMICRY_MODEL_DISTANCE, .source = "/no/such", .weights = one, .n_weights = 1},
     "factors"},
    {{.kind = MIMICRY_MODEL_DISTANCE, .source = "/no/such"}, "/no/such"},
};

START_TEST(test_refused)
{
    mimicry_error error = {0}; /* filled whatever its size says */
    mimicry_model *model = (mimicry_model *)&error;
    mimicry_model_options options = refused[_i].options;
    options.size = sizeof options;
    ck_assert_int_ne(mimicry_model_create(&options, &model, &error), MIMICRY_OK);
    ck_assert_ptr_null(model);
    ck_assert_msg(strstr(error.message, refused[_i].word) != NULL && error.message[0] != '\0',
                  "'%s' does not name %s", error.message, refused[_i].word);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("models");
    TCase *tests = tcase_create("models");
    tcase_add_test(tests, test_nothing_asked_is_blosum62);
    tcase_add_test(tests, test_matrices);
    tcase_add_test(tests, test_weights);
    tcase_add_test(tests, test_weights_of_a_file);
    tcase_add_test(tests, test_motifs_and_distances);
    tcase_add_loop_test(tests, test_refused, 0, (int)(sizeof refused / sizeof *refused));
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
