/* Models that are no plain matrix: weights, presets, motifs, profiles and distances, by every plan
 * and instruction set, against a search that looks at every window. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model_checks.h"

/* ---- Weights ---- */

static void random_peptide(test_random *random, size_t length, char *out)
{
    for (size_t j = 0; j < length; j++)
        out[j] = random_chance(random, 3) ? 'X' : model_letters[random_below(random, 20)];
    out[length] = '\0';
}

static void weigh(const mimicry_model *matrix, const double *weights, const char *peptide,
                  oracle_table *out)
{
    memset(out->position, 0, MODEL_MOST * sizeof *out->position);
    out->length = strlen(peptide);
    for (size_t j = 0; j < out->length; j++) {
        for (int c = 'A'; c <= 'Z'; c++) {
            const double score = model_score(matrix, peptide[j], (char)c);
            const bool same = c == peptide[j] && strchr(model_letters, c) != NULL;
            out->position[j].score[c] = weights[j] == 0 ? 0 : weights[j] * score;
            out->position[j].accepts[c] = same || weights[j] == 0;
        }
    }
}

START_TEST(weights_against_every_window)
{
    static const double some[] = {0, 1, 1, 2, 0.5, 3, 0.37, 0};
    static const char *const matrices[] = {"BLOSUM62", "PAM250", "PMBEC"};
    for (unsigned n = 0; n < support_scaled(12); n++) {
        test_random random = random_of_case(1, n);
        char peptide[MODEL_MOST + 1];
        double weights[MODEL_MOST];
        static model_proteome p;
        oracle_table t = oracle_table_make(MODEL_MOST);
        mimicry_model *matrix, *model;
        const size_t length = (size_t)random_between(&random, 1, MODEL_MOST);
        const size_t kinds = n % 3 == 0 ? 3 : 8; /* 0 and 1 alone, or anything */
        random_peptide(&random, length, peptide);
        for (size_t j = 0; j < length; j++)
            weights[j] = some[random_below(&random, kinds)];
        make_proteome(&random, peptide, &p);
        ck_assert_int_eq(model_matrix(matrices[n % 3], 0, &matrix, NULL), MIMICRY_OK);
        ck_assert_int_eq(model_weighted(matrices[n % 3], weights, length, &model, NULL),
                         MIMICRY_OK);
        weigh(matrix, weights, peptide, &t);
        mimicry_model_free(matrix);
        check_model(&random, &p, model, &t, peptide, "weights");
        mimicry_model_free(model);
        oracle_table_free(&t);
        model_proteome_free(&p);
    }
}
END_TEST

START_TEST(presets_are_these_weights)
{
    static const struct {
        const char *preset;
        size_t length;
        double weights[MODEL_MOST];
    } presets[] = {
        {"mhc1-face", 8, {0, 0, 0, 1, 1, 1, 0, 0}},
        {"mhc1-face", 9, {0, 0, 0, 1, 1, 1, 1, 0, 0}},
        {"mhc1-face", 11, {0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0}},
        {"mhc1-anchors", 9, {1, 0, 1, 1, 1, 1, 1, 1, 0}},
        {"mhc2-face", 9, {0, 1, 1, 0, 1, 0, 1, 1, 0}},
        {"mhc2-face:4", 15, {0, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof presets / sizeof presets[0]; i++) {
        test_random random = random_of_case(2, i);
        char peptide[MODEL_MOST + 1];
        static model_proteome p;
        oracle_table t = oracle_table_make(MODEL_MOST);
        mimicry_model *matrix, *model;
        random_peptide(&random, presets[i].length, peptide);
        make_proteome(&random, peptide, &p);
        ck_assert_int_eq(model_matrix("BLOSUM62", 0, &matrix, NULL), MIMICRY_OK);
        ck_assert_int_eq(model_masked(NULL, presets[i].preset, &model, NULL), MIMICRY_OK);
        weigh(matrix, presets[i].weights, peptide, &t);
        check_model(&random, &p, model, &t, peptide, presets[i].preset);
        mimicry_model_free(matrix);
        mimicry_model_free(model);
        oracle_table_free(&t);
        model_proteome_free(&p);
    }
}
END_TEST

/* ---- Motifs ---- */

static void add_position(test_random *random, test_text *pattern, oracle_table *t)
{
    const size_t j = t->length;
    const uint64_t kind = random_below(random, 4);
    char set[8];
    const size_t n = (size_t)random_between(random, 1, 5);
    for (size_t k = 0; k < n; k++)
        set[k] = model_letters[random_below(random, 20)];
    set[n] = '\0';
    const size_t repeats = random_chance(random, 20) ? 2 : 1;
    if (kind == 0)
        text_print(pattern, "%c", random_chance(random, 50) ? '.' : 'x');
    else if (kind == 1)
        text_print(pattern, "[%s]", set);
    else if (kind == 2)
        text_print(pattern, "{%s}", set);
    else
        text_print(pattern, "%c", set[0]);
    if (repeats > 1)
        text_print(pattern, "(2)");
    if (random_chance(random, 20))
        text_print(pattern, "-");
    for (size_t r = 0; r < repeats; r++) {
        for (int c = 'A'; c <= 'Z'; c++) {
            const bool standard_one = strchr(model_letters, c) != NULL,
                       in_set = strchr(set, c) != NULL;
            const bool met = kind == 0   ? true
                             : kind == 1 ? in_set
                             : kind == 2 ? standard_one && !in_set
                                         : c == set[0];
            t->position[j + r].accepts[c] = met;
            t->position[j + r].score[c] = kind != 0 && met;
        }
    }
    t->length += repeats;
}

START_TEST(motifs_against_every_window)
{
    for (unsigned n = 0; n < support_scaled(12); n++) {
        test_random random = random_of_case(3, n);
        static model_proteome p;
        oracle_table t = oracle_table_make(MODEL_MOST);
        test_text pattern = {0};
        mimicry_model *model;
        mimicry_error error = {.size = sizeof error};
        const size_t positions = (size_t)random_between(&random, 1, 7);
        memset(t.position, 0, MODEL_MOST * sizeof *t.position);
        t.length = 0;
        for (size_t j = 0; j < positions; j++)
            add_position(&random, &pattern, &t);
        if (pattern.bytes[pattern.length - 1] == '-')
            pattern.bytes[pattern.length - 1] = '\0';
        support_expect_ok(model_motif(pattern.bytes, &model, &error), &error, pattern.bytes);
        const char *consensus = mimicry_model_peptide(model);
        ck_assert_uint_eq(strlen(consensus), t.length);
        make_proteome(&random, "ACDEFGHIKLMNPQ", &p);
        check_model(&random, &p, model, &t, consensus, pattern.bytes);
        mimicry_model_free(model);
        oracle_table_free(&t);
        model_proteome_free(&p);
        text_free(&pattern);
    }
}
END_TEST

/* ---- Profiles ---- */

static char *write_profile(test_random *random, size_t length, bool whole, oracle_table *t)
{
    test_text text = {0};
    bool has_column[128] = {false};
    char separator = random_chance(random, 50) ? '\t' : ',';
    memset(t->position, 0, MODEL_MOST * sizeof *t->position);
    t->length = length;
    text_print(&text, "position");
    for (int k = 0; k < 20; k++) {
        has_column[(int)model_letters[k]] = k == 0 || random_chance(random, 80);
        if (has_column[(int)model_letters[k]])
            text_print(&text, "%c%c", separator, model_letters[k]);
    }
    for (size_t j = 0; j < length; j++) {
        double lowest = INFINITY, best = -INFINITY;
        bool given[128] = {false};
        text_print(&text, "\n%zu", j + 1);
        for (int k = 0; k < 20; k++) {
            const int c = model_letters[k];
            const double value =
                whole ? (double)random_below(random, 12) - 4 : random_unit(random) * 8 - 3;
            if (!has_column[c])
                continue;
            text_print(&text, "%c", separator);
            given[c] = k == 0 || random_chance(random, 80);
            if (!given[c])
                continue;
            text_print(&text, "%.17g", value);
            t->position[j].score[c] = value;
            lowest = fmin(lowest, value);
        }
        for (int c = 'A'; c <= 'Z'; c++)
            t->position[j].score[c] = given[c] ? t->position[j].score[c] : lowest;
        for (int k = 0; k < 20; k++)
            best = fmax(best, t->position[j].score[(int)model_letters[k]]);
        for (int k = 0; k < 20; k++)
            t->position[j].accepts[(int)model_letters[k]] =
                t->position[j].score[(int)model_letters[k]] == best;
    }
    text_print(&text, "\n");
    char *path = support_write_file(".tsv", text.bytes, text.length);
    text_free(&text);
    return path;
}

START_TEST(profiles_against_every_window)
{
    for (unsigned n = 0; n < support_scaled(12); n++) {
        test_random random = random_of_case(4, n);
        static model_proteome p;
        oracle_table t = oracle_table_make(MODEL_MOST);
        mimicry_model *model;
        mimicry_error error = {.size = sizeof error};
        char *path =
            write_profile(&random, (size_t)random_between(&random, 1, MODEL_MOST), n % 2 == 0, &t);
        support_expect_ok(model_profile(path, &model, &error), &error, "profile");
        make_proteome(&random, mimicry_model_peptide(model), &p);
        check_model(&random, &p, model, &t, mimicry_model_peptide(model), "profile");
        mimicry_model_free(model);
        oracle_table_free(&t);
        model_proteome_free(&p);
        free(path);
    }
}
END_TEST

/* ---- Distances ---- */

/* Of one residue at one position, by the score of pairs that differ there alone. */
static void distance_table(const mimicry_scorer *scorer, const char *peptide, oracle_table *out)
{
    double most = 0;
    memset(out->position, 0, MODEL_MOST * sizeof *out->position);
    out->length = strlen(peptide);
    for (size_t j = 0; j < out->length; j++) {
        for (int k = 0; k < 20; k++) {
            char other[MODEL_MOST + 1];
            double value;
            memcpy(other, peptide, out->length + 1);
            other[j] = model_letters[k];
            ck_assert_int_eq(mimicry_scorer_pair(scorer, peptide, other, &value, NULL), MIMICRY_OK);
            out->position[j].score[(int)model_letters[k]] = -value;
            out->position[j].accepts[(int)model_letters[k]] = model_letters[k] == peptide[j];
            most = fmax(most, value);
        }
    }
    for (size_t j = 0; j < out->length; j++) {
        for (int c = 'A'; c <= 'Z'; c++)
            out->position[j].score[c] =
                strchr(model_letters, c) != NULL ? out->position[j].score[c] : -most;
    }
}

/* A made-up file of position factors and a residue table. */
static char *write_parameters(test_random *random)
{
    test_text text = {0};
    text_print(&text, "{\"factors\": [");
    for (int j = 0; j < 9; j++)
        text_print(&text, "%s%.3f", j > 0 ? ", " : "", random_unit(random));
    text_print(&text, "], \"residues\": \"%s\", \"table\": [", model_letters);
    for (int a = 0; a < 20; a++) {
        text_print(&text, "%s[", a > 0 ? ", " : "");
        for (int b = 0; b < 20; b++)
            text_print(&text, "%s%.4f", b > 0 ? ", " : "", a == b ? 0 : random_unit(random) * 3);
        text_print(&text, "]");
    }
    text_print(&text, "]}\n");
    char *path = support_write_file(".json", text.bytes, text.length);
    text_free(&text);
    return path;
}

START_TEST(distances_of_a_file_against_every_window)
{
    for (unsigned n = 0; n < support_scaled(4); n++) {
        test_random random = random_of_case(7, n);
        static model_proteome p;
        oracle_table t = oracle_table_make(MODEL_MOST);
        char peptide[MODEL_MOST + 1] = "";
        mimicry_score_options options = {.size = sizeof options};
        mimicry_scorer *scorer;
        mimicry_model *model;
        char *path = write_parameters(&random);
        for (size_t j = 0; j < 9; j++)
            peptide[j] = model_letters[random_below(&random, 20)];
        options.parameters = path;
        options.method = MIMICRY_SCORE_CROSS_REACTIVITY;
        ck_assert_int_eq(mimicry_scorer_create(&options, &scorer, NULL), MIMICRY_OK);
        ck_assert_int_eq(model_distance(path, NULL, 0, &model, NULL), MIMICRY_OK);
        make_proteome(&random, peptide, &p);
        distance_table(scorer, peptide, &t);
        check_model(&random, &p, model, &t, peptide, "distance");
        mimicry_scorer_free(scorer);
        mimicry_model_free(model);
        oracle_table_free(&t);
        model_proteome_free(&p);
        free(path);
    }
}
END_TEST

START_TEST(relatedness_against_every_window)
{
    static const double weights[] = {3, 0.5, 0.5, 4, 2, 0.5, 1, 1, 0.5};
    for (unsigned n = 0; n < support_scaled(8); n++) {
        test_random random = random_of_case(5, n);
        static model_proteome p;
        oracle_table t = oracle_table_make(MODEL_MOST);
        const bool weighted = n % 2 == 1;
        char peptide[MODEL_MOST + 1] = "";
        mimicry_score_options options = {.size = sizeof options};
        mimicry_scorer *scorer;
        mimicry_model *model;
        for (size_t j = 0; j < 9; j++)
            peptide[j] = model_letters[random_below(&random, 20)];
        options.weights = weighted ? weights : NULL;
        options.n_weights = weighted ? 9 : 0;
        options.method = MIMICRY_SCORE_RELATEDNESS;
        ck_assert_int_eq(mimicry_scorer_create(&options, &scorer, NULL), MIMICRY_OK);
        ck_assert_int_eq(model_distance(NULL, options.weights, options.n_weights, &model, NULL),
                         MIMICRY_OK);
        make_proteome(&random, peptide, &p);
        distance_table(scorer, peptide, &t);
        check_model(&random, &p, model, &t, peptide, "relatedness");
        mimicry_scorer_free(scorer);
        mimicry_model_free(model);
        oracle_table_free(&t);
        model_proteome_free(&p);
    }
}
END_TEST

/* ---- Scans ---- */

/* A made-up scan of a peptide, by position and residue, with so many mutants of a hundred. */
static char *write_scan(test_random *random, const char *peptide, unsigned percent)
{
    test_text text = {0};
    text_print(&text, "position\tresidue\tfraction\n");
    for (size_t j = 0; peptide[j] != '\0'; j++) {
        for (int k = 0; k < 20; k++) {
            if (model_letters[k] != peptide[j] && (k == 0 || random_chance(random, percent)))
                text_print(&text, "%c%zu\t%c\t%.17g\n", peptide[j], j + 1, model_letters[k],
                           random_unit(random) * 1.1);
        }
    }
    char *path = support_write_file(".tsv", text.bytes, text.length);
    text_free(&text);
    return path;
}

/* The scores of a position by the model; test_scan compares these with the formula. */
static void scan_table(const mimicry_model *model, const char *peptide, oracle_table *out)
{
    memset(out->position, 0, MODEL_MOST * sizeof *out->position);
    out->length = strlen(peptide);
    for (size_t j = 0; j < out->length; j++) {
        double lowest = INFINITY;
        for (int k = 0; k < 20; k++) {
            const char c = model_letters[k];
            const double score = mimicry_model_score(model, peptide, (uint32_t)j, c);
            out->position[j].score[(int)c] = score;
            out->position[j].accepts[(int)c] = c == peptide[j];
            lowest = fmin(lowest, score);
        }
        for (int c = 'A'; c <= 'Z'; c++)
            out->position[j].score[c] =
                strchr(model_letters, c) != NULL ? out->position[j].score[c] : lowest;
    }
}

START_TEST(scans_against_every_window)
{
    static const unsigned percents[] = {0, 10, 40, 100};
    for (unsigned n = 0; n < support_scaled(8); n++) {
        test_random random = random_of_case(8, n);
        static model_proteome p;
        oracle_table t = oracle_table_make(MODEL_MOST);
        char peptide[MODEL_MOST + 1] = "";
        mimicry_error error = {.size = sizeof error};
        mimicry_model *model;
        for (size_t j = 0; j < 9; j++) /* no alanine: every position has a mutant */
            peptide[j] = model_letters[1 + random_below(&random, 19)];
        char *path = write_scan(&random, peptide, percents[n % 4]);
        const mimicry_model_options options = {
            .size = sizeof options, .kind = MIMICRY_MODEL_SCAN, .source = path};
        support_expect_ok(mimicry_model_create(&options, &model, &error), &error, "scan");
        ck_assert_str_eq(mimicry_model_peptide(model), peptide);
        ck_assert_ptr_nonnull(strstr(mimicry_model_remarks(model), peptide));
        make_proteome(&random, peptide, &p);
        scan_table(model, peptide, &t);
        check_model(&random, &p, model, &t, peptide, "scan");
        check_activities(&random, &p, model, &t, peptide);
        mimicry_model_free(model);
        oracle_table_free(&t);
        model_proteome_free(&p);
        free(path);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("models");

    support_begin("test_models");
    support_add_test(suite, weights_against_every_window);
    support_add_test(suite, presets_are_these_weights);
    support_add_test(suite, motifs_against_every_window);
    support_add_test(suite, profiles_against_every_window);
    support_add_test(suite, relatedness_against_every_window);
    support_add_test(suite, distances_of_a_file_against_every_window);
    support_add_test(suite, scans_against_every_window);
    return support_run(suite);
}
