/* Pair scores against the naive oracle on random peptides, and what must hold for any pair. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "oracle_scores.h"
#include "score_checks.h"

static const char amino_acids[] = "ACDEFGHIKLMNPQRSTVWY";
static const char all_letters[] = "ACDEFGHIKLMNPQRSTVWYBZJXUO";

static void random_peptide(test_random *random, const char *letters, size_t length, char *out)
{
    for (size_t i = 0; i < length; i++)
        out[i] = letters[random_below(random, strlen(letters))];
    out[length] = '\0';
}

/* ---- The oracle ---- */

typedef struct oracle_data {
    const char *name; /* of the matrix that is tested; NULL: BLOSUM62 by default */
    oracle_matrix *matrix, *odds;
    oracle_components components;
} oracle_data;

static oracle_data read_oracle_data(const char *name, const char *path)
{
    char *components = support_data_path("scores/crossdome_mds.tsv");
    char *odds = support_data_path("scores/BLOSUM62-odds");
    char *blosum62 = support_data_path("matrices/BLOSUM62");
    oracle_data data = {name, oracle_matrix_read(path ? path : blosum62, false),
                        oracle_matrix_read(odds, false), oracle_components_read(components)};

    free(components);
    free(odds);
    free(blosum62);
    return data;
}

static void free_oracle_data(oracle_data *data)
{
    free(data->matrix);
    free(data->odds);
}

static double expected(const oracle_data *data, int32_t method, const char *a, const char *b,
                       const double *weights)
{
    const oracle_matrix *matrix = data->matrix;

    switch (method) {
    case MIMICRY_SCORE_HAMMING:
        return oracle_hamming(a, b, weights);
    case MIMICRY_SCORE_SUM:
        return oracle_weighted_score(matrix, a, b, weights);
    case MIMICRY_SCORE_SIMILARITY:
        return oracle_weighted_score(matrix, a, b, weights) /
               oracle_weighted_score(matrix, a, a, weights);
    case MIMICRY_SCORE_PENALTY:
        return oracle_weighted_score(matrix, a, a, weights) -
               oracle_weighted_score(matrix, a, b, weights);
    case MIMICRY_SCORE_GRAM_DISTANCE:
        return oracle_gram_distance(matrix, a, b, weights);
    case MIMICRY_SCORE_RELATEDNESS:
        return oracle_relatedness(&data->components, a, b, weights);
    default:
        return weights ? oracle_weighted_score(matrix, b, a, weights) : oracle_hex(matrix, a, b);
    }
}

static bool takes_matrix(int32_t method)
{
    return method != MIMICRY_SCORE_HAMMING && method != MIMICRY_SCORE_RELATEDNESS;
}

/* How large the terms are that may round: sums of opposite signs can come near 0. */
static double magnitude(const oracle_data *data, const char *a)
{
    double largest = 1;

    for (const char *x = all_letters; *x; x++) {
        for (const char *y = all_letters; *y; y++)
            largest =
                fmax(largest, fabs(data->matrix->score[(unsigned char)*x][(unsigned char)*y]));
    }
    return 100 * largest * (double)strlen(a);
}

static void check_method(const oracle_data *data, int32_t method, uint64_t number)
{
    static const size_t hex_lengths[] = {8, 9, 10, 15};
    test_random random = random_of_case((uint64_t)method, number);
    const bool rare = method != MIMICRY_SCORE_RELATEDNESS && number % 3 == 0;
    const bool weighted = random_chance(&random, 50);
    const size_t length = method == MIMICRY_SCORE_HEX ? hex_lengths[random_below(&random, 4)]
                                                      : 1 + random_below(&random, 40);
    const char *letters = rare ? all_letters : amino_acids;
    double weights[40], tolerance = 1e-15;
    char a[41], b[41];

    for (size_t i = 0; i < length; i++)
        weights[i] = random_chance(&random, 30) ? 0 : 3 * random_unit(&random);
    weights[random_below(&random, length)] = 1;
    random_peptide(&random, letters, length, a);
    random_peptide(&random, random_chance(&random, 50) ? letters : a, length, b);
    const double *w = weighted ? weights : NULL;
    const double want = expected(data, method, a, b, w);
    if (method == MIMICRY_SCORE_SIMILARITY) {
        const double self = expected(data, MIMICRY_SCORE_SUM, a, a, w);

        if (self < 1e-3)
            return; /* it has no value, or hardly a digit */
        tolerance *= fmax(1, fabs(want)) / self;
    }
    mimicry_scorer *scorer =
        make_scorer(method, takes_matrix(method) ? data->name : NULL, w, weighted ? length : 0);
    expect_close(score_of(scorer, a, b), want, tolerance * magnitude(data, a),
                 mimicry_name(MIMICRY_NAMES_SCORES, (size_t)method), a, b);
    mimicry_scorer_free(scorer);
}

static void check_methods(const char *name, const char *path, unsigned cases)
{
    static const int32_t methods[] = {
        MIMICRY_SCORE_HAMMING, MIMICRY_SCORE_SUM,           MIMICRY_SCORE_SIMILARITY,
        MIMICRY_SCORE_PENALTY, MIMICRY_SCORE_GRAM_DISTANCE, MIMICRY_SCORE_RELATEDNESS,
        MIMICRY_SCORE_HEX};
    oracle_data data = read_oracle_data(name, path);

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        for (unsigned n = 0; n < cases; n++)
            check_method(&data, methods[i], n);
    }
    free_oracle_data(&data);
}

START_TEST(built_in_matrices)
{
    char *pmbec = support_data_path("matrices/PMBEC");

    check_methods(NULL, NULL, support_scaled(400));
    check_methods("PMBEC", pmbec, support_scaled(400));
    free(pmbec);
}
END_TEST

/* Also those that are not symmetric, or where two residues score more than with themselves. */
START_TEST(random_matrices)
{
    for (unsigned n = 0; n < N_MATRIX_KINDS * support_scaled(4); n++) {
        test_random random = random_of_case(42, n);
        test_text text = random_matrix(&random, (int)(n % N_MATRIX_KINDS));
        char *path = support_write_file(".matrix", text.bytes, text.length);

        check_methods(path, path, 40);
        remove(path);
        free(path);
        text_free(&text);
    }
}
END_TEST

START_TEST(self_similarity_of_all_pieces)
{
    oracle_data data = read_oracle_data(NULL, NULL);
    mimicry_scorer *scorer = make_scorer(MIMICRY_SCORE_SELF_SIMILARITY, NULL, NULL, 0);

    for (unsigned n = 0; n < support_scaled(400); n++) {
        test_random random = random_of_case(40, n);
        char a[31], b[31];

        random_peptide(&random, amino_acids, 1 + random_below(&random, 30), a);
        random_peptide(&random, random_chance(&random, 50) ? amino_acids : a,
                       1 + random_below(&random, 30), b);
        const double value = score_of(scorer, a, b), other = score_of(scorer, b, a);
        expect_close(value, oracle_self_similarity(data.odds, a, b), 1e-12, "self-similarity", a,
                     b);
        expect_close(value, other, 1e-14, "self-similarity in reverse", a, b);
        ck_assert_msg(value > 0 && value <= 1 + 1e-14, "%s and %s: %.17g", a, b, value);
        ck_assert_double_eq(score_of(scorer, a, a), 1);
    }
    mimicry_scorer_free(scorer);
    free_oracle_data(&data);
}
END_TEST

/* ---- What must hold ---- */

START_TEST(either_order_and_case)
{
    static const int32_t symmetric[] = {MIMICRY_SCORE_HAMMING, MIMICRY_SCORE_SUM,
                                        MIMICRY_SCORE_GRAM_DISTANCE, MIMICRY_SCORE_RELATEDNESS,
                                        MIMICRY_SCORE_HEX}; /* under a symmetric matrix */

    for (size_t i = 0; i < sizeof symmetric / sizeof *symmetric; i++) {
        mimicry_scorer *scorer = make_scorer(symmetric[i], NULL, NULL, 0);

        for (unsigned n = 0; n < 100; n++) {
            test_random random = random_of_case(41, n);
            char a[31], b[31], lower[31];
            const size_t length = 1 + random_below(&random, 30);

            random_peptide(&random, amino_acids, length, a);
            random_peptide(&random, amino_acids, length, b);
            for (size_t k = 0; k <= length; k++)
                lower[k] = a[k] ? (char)(a[k] - 'A' + 'a') : '\0';
            ck_assert_double_eq(score_of(scorer, a, b), score_of(scorer, b, a));
            ck_assert_double_eq(score_of(scorer, a, b), score_of(scorer, lower, b));
            if (i == 0 || i == 2 || i == 3)
                ck_assert_double_eq(score_of(scorer, a, a), 0);
        }
        mimicry_scorer_free(scorer);
    }
}
END_TEST

START_TEST(longest_peptides)
{
    char a[MIMICRY_MAX_PEPTIDE + 2], b[MIMICRY_MAX_PEPTIDE + 2];
    mimicry_scorer *scorer = make_scorer(MIMICRY_SCORE_SELF_SIMILARITY, NULL, NULL, 0);
    mimicry_error error = {.size = sizeof error};
    double value;

    memset(a, 'W', sizeof a);
    memset(b, 'A', sizeof b);
    a[MIMICRY_MAX_PEPTIDE] = b[MIMICRY_MAX_PEPTIDE] = '\0';
    expect_close(score_of(scorer, a, a), 1, 1e-12, "self-similarity", "1024 W", "themselves");
    ck_assert(isfinite(score_of(scorer, a, b)) && score_of(scorer, a, b) < 0.01);
    a[MIMICRY_MAX_PEPTIDE] = 'W';
    a[MIMICRY_MAX_PEPTIDE + 1] = '\0';
    ck_assert_int_eq(mimicry_scorer_pair(scorer, a, b, &value, &error), MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, "1025 residues"), "%s", error.message);
    mimicry_scorer_free(scorer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scores_random");

    support_begin("test_scores_random");
    support_add_test(suite, built_in_matrices);
    support_add_test(suite, random_matrices);
    support_add_test(suite, self_similarity_of_all_pieces);
    support_add_test(suite, either_order_and_case);
    support_add_test(suite, longest_peptides);
    return support_run(suite);
}
