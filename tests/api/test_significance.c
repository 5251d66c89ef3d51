/* P-values, E-values and their thresholds: against every window that there could be, against
 * binomial distributions, and against each other; adjusted p-values against their definition. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "generate.h"
#include "oracle_significance.h"

/* Of which windows E-values are. */
typedef struct significance {
    const mimicry_index *index;
    const mimicry_model *model;
    int32_t kind;
} significance;

static double evalue_of(const significance *s, const char *peptide, double value)
{
    return mimicry_evalue(s->index, s->model, peptide, s->kind, value);
}

/* ---- Against every window that there could be ---- */

/* One peptide in one proteome under one model. */
typedef struct tested_peptide {
    const tested_proteome *proteome;
    const tested_model *model; /* NULL: mismatches */
    const char *letters;       /* upper case */
    size_t length;
    significance significance;
    oracle_outcomes outcomes;
    double windows;
    double off; /* how much lower a score the p-value may be that of */
} tested_peptide;

/* By how much sums of scores may be rounded. */
static double rounding_of(const tested_peptide *t)
{
    double largest =
        fmax(fabs(t->outcomes.data[0].value), fabs(t->outcomes.data[t->outcomes.count - 1].value));

    return t->model && !t->model->exact ? 1e-13 * (1 + (double)t->length) * largest : 0;
}

static void check_value(const tested_peptide *t, double value)
{
    double asked = t->model ? value : (double)t->length - value;
    double tiny = rounding_of(t);
    double evalue = evalue_of(&t->significance, t->letters, asked);
    double found = evalue / t->windows;
    double least = oracle_p_value(&t->outcomes, value + tiny);
    double most = oracle_p_value(&t->outcomes, value - t->off - tiny);

    ck_assert_msg(found >= least * (1 - 1e-11) && found <= most * (1 + 1e-11),
                  "%s (seed %llu): value %.17g: p %.17g, from %.17g to %.17g was expected (%s)",
                  t->letters, (unsigned long long)support_seed(), value, found, least, most,
                  t->model ? t->model->name : "mismatches");
}

/* All values that windows can have, between them, and beyond. */
static void check_values(tested_peptide *t)
{
    const oracle_outcome *all = t->outcomes.data;
    size_t last = t->outcomes.count - 1;
    size_t step = 1 + last / 300;

    for (size_t i = 0; i <= last; i += step) {
        check_value(t, all[i].value);
        if (i > 0)
            check_value(t, (all[i].value + all[i - 1].value) / 2);
    }
    check_value(t, all[last].value);
    check_value(t, all[last].value + 1 + 0.01 * fabs(all[last].value));
    check_value(t, all[0].value - 1 - 0.01 * fabs(all[0].value));
    check_value(t, t->model ? -INFINITY : 0);
}

/* `whole`: the scores are whole numbers. */
static void check_peptide(const tested_proteome *proteome, const tested_model *opt_model,
                          const char *peptide, bool whole)
{
    tested_peptide t = {proteome, opt_model, peptide, strlen(peptide), {0}, {0}, 0, 0};

    t.significance = (significance){proteome->index[0], opt_model ? opt_model->model : NULL,
                                    opt_model ? MIMICRY_MIN_SCORE : MIMICRY_MAX_MISMATCHES};
    t.windows = oracle_windows(&proteome->records, t.length);
    t.outcomes = oracle_outcomes_of(&proteome->records, opt_model ? opt_model->matrix : NULL,
                                    peptide, t.length);
    double range = t.outcomes.data[t.outcomes.count - 1].value - t.outcomes.data[0].value;
    if (opt_model && !(whole && range < 65536))
        t.off = fmax(1, (double)t.length / 32) * range / 2048 * (1 + 1e-6);
    if (t.windows > 0)
        check_values(&t);
    else
        ck_assert(evalue_of(&t.significance, t.letters, 0) == 0);
    oracle_outcomes_free(&t.outcomes);
}

static bool has_residues(const oracle_records *records)
{
    return oracle_windows(records, 1) > 0;
}

/* The first two letters of the source are most of the proteome; few letters in all, so that every
 * window can be listed. */
static tested_proteome small_proteome(test_random *random, letter_source *source)
{
    static const char *const sets[] = {"AC", "AAAC", "LLSE", "WAX", "CDU*", "A", "ACO", "ACDE"};
    tested_proteome proteome;

    strcpy(source->letters, sets[random_below(random, 8)]);
    do {
        test_text fasta = random_fasta(random, source, &(proteome_shape){6, 60});

        proteome = proteome_from_text(fasta.bytes, fasta.length);
        text_free(&fasta);
        if (has_residues(&proteome.records))
            return proteome;
        proteome_free(&proteome);
    } while (true);
}

START_TEST(every_window_of_few_letters)
{
    for (unsigned i = 0; i < N_MATRIX_KINDS * support_scaled(25); i++) {
        test_random random = random_of_case(60, i);
        letter_source source = {"", 0};
        tested_proteome proteome = small_proteome(&random, &source);
        letter_source any = {"ACDELSWXUO", 0};
        int kind = (int)(i % N_MATRIX_KINDS);
        test_text matrix = random_matrix(&random, kind);
        tested_model model =
            model_from_text(matrix.bytes, matrix.length, matrix_kind_is_exact(kind), 0);
        test_peptides peptides = {0};

        add_random_peptide(&random, &any, &(peptide_shape){0},
                           1 + (unsigned)random_below(&random, 7), &peptides);
        check_peptide(&proteome, &model, peptides.letters[0], kind < MATRIX_QUARTERS);
        check_peptide(&proteome, NULL, peptides.letters[0], true);
        peptides_free(&peptides);
        model_free(&model);
        text_free(&matrix);
        proteome_free(&proteome);
    }
}
END_TEST

START_TEST(peptides_of_all_letters)
{
    static const char *const matrices[] = {"BLOSUM62", "PAM30", "BLOSUM45", "PAM250"};
    static const unsigned lengths[] = {8, 9, 10, 11, 15, 25, 60};
    char *path = support_data_path("self_sample.fasta.gz");
    tested_proteome proteome = proteome_from_file(path);
    letter_source source = natural_letters();

    strcat(source.letters, "BZX");
    for (unsigned i = 0; i < 4 * 7; i++) {
        test_random random = random_of_case(61, i);
        tested_model model = model_of_data(matrices[i % 4], false, 0);
        peptide_shape cut = {.proteome = proteome.records.letters,
                             .proteome_length = proteome.records.starts[proteome.records.count]};
        test_peptides peptides = {0};

        add_random_peptide(&random, &source, &cut, lengths[i % 7], &peptides);
        check_peptide(&proteome, &model, peptides.letters[0], true);
        check_peptide(&proteome, NULL, peptides.letters[0], true);
        peptides_free(&peptides);
        model_free(&model);
    }
    proteome_free(&proteome);
    free(path);
}
END_TEST

/* ---- Known distributions ---- */

/* In a proteome of as many A as C every position of a peptide of A scores 1 or -1 like a coin, so
 * that a score of `length` - 2k or more has the probability of at most k tails; and so have at most
 * k mismatches. Of a long peptide some of all k: each question makes its distribution anew. */
static void check_coins(const significance *scores, const significance *mismatches, unsigned length,
                        double windows)
{
    test_text peptide = {0};
    long double exact = powl(0.5L, (long double)length); /* of exactly k tails */
    long double sum = 0;

    for (unsigned i = 0; i < length; i++)
        text_add_char(&peptide, "AC"[i % 3 == 2]); /* by symmetry any peptide */
    for (unsigned k = 0; k <= length; k++) {
        sum += exact;
        exact = exact * (length - k) / (k + 1);
        if (length > 50 && k > 2 && k < length && k % 29 != 0)
            continue;
        double wanted = (double)sum * windows, score = (double)length - 2 * (double)k;
        double by_score = evalue_of(scores, peptide.bytes, score);
        double by_mismatches = evalue_of(mismatches, peptide.bytes, k);

        ck_assert(fabs(by_score - wanted) <= 1e-12 * wanted);
        ck_assert(fabs(by_mismatches - wanted) <= 1e-12 * wanted);
        /* No window has a score between. */
        ck_assert(evalue_of(scores, peptide.bytes, score - 1) == by_score);
        if (k > 0) {
            double other = evalue_of(scores, peptide.bytes, -score);
            double below = evalue_of(scores, peptide.bytes, score + 2);
            ck_assert(fabs(other + below - windows) <= 1e-12 * windows); /* it is symmetric */
        }
    }
    text_free(&peptide);
}

START_TEST(coins)
{
    enum { HALF = 600 };
    static const unsigned lengths[] = {1, 2, 3, 9, 50, 1000, 1024};
    static const char matrix[] = " A C D E F G H I K L M N P Q R S T V W Y\n";
    static const char letters[] = "ACDEFGHIKLMNPQRSTVWY";
    test_text text = {0};

    text_print(&text, "%s", matrix);
    for (unsigned i = 0; i < 20; i++) {
        text_print(&text, "%c", letters[i]);
        for (unsigned j = 0; j < 20; j++)
            text_print(&text, " %d", i == j ? 1 : -1);
        text_print(&text, "\n");
    }
    tested_model model = model_from_text(text.bytes, text.length, true, 0);
    test_text fasta = {0};
    text_print(&fasta, ">a\n");
    for (unsigned i = 0; i < HALF; i++)
        text_print(&fasta, "AC");
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 0);
    const significance scores = {index, model.model, MIMICRY_MIN_SCORE};
    const significance mismatches = {index, NULL, MIMICRY_MAX_MISMATCHES};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        check_coins(&scores, &mismatches, lengths[i], 2 * HALF - lengths[i] + 1);
    mimicry_index *small = index_from_text(">a\nACCA\n>b\nCCAA\n", 16, 0);
    const significance few = {small, model.model, MIMICRY_MIN_SCORE};
    ck_assert(evalue_of(&few, "aca", 3) == 0.5); /* 2 windows of 3 in each record */
    ck_assert(evalue_of(&few, "ACACA", 5) == 0); /* no window is so long */
    mimicry_index_close(small);
    text_free(&fasta);
    mimicry_index_close(index);
    model_free(&model);
    text_free(&text);
}
END_TEST

/* ---- Adjusted p-values ---- */

/* The least p_j * n / (how many are at most p_j), of all p_j that are at least p_i. */
static double adjusted(const double *p, size_t count, size_t i)
{
    double least = 1;

    for (size_t j = 0; j < count; j++) {
        size_t rank = 0;

        for (size_t k = 0; k < count; k++)
            rank += p[k] <= p[j];
        if (p[j] >= p[i])
            least = fmin(least, p[j] * (double)count / (double)rank);
    }
    return least;
}

START_TEST(adjusted_p_values)
{
    static const double known[] = {0.01, 0.04, 0.03, 0.005, 0.9}; /* from the textbook formula */
    static const double wanted[] = {0.025, 0.05, 0.05, 0.025, 0.9};
    double p[200], got[200];

    ck_assert_int_eq(mimicry_adjust_p_values(known, 5, got, NULL), MIMICRY_OK);
    for (unsigned i = 0; i < 5; i++)
        ck_assert(fabs(got[i] - wanted[i]) < 1e-15);
    for (unsigned i = 0; i < support_scaled(100); i++) {
        test_random random = random_of_case(63, i);
        size_t count = (size_t)random_below(&random, 200);

        for (size_t j = 0; j < count; j++) {
            double unit = random_unit(&random);
            p[j] = i % 2 ? unit * unit * unit : floor(unit * 11) / 10;
        }
        ck_assert_int_eq(mimicry_adjust_p_values(p, count, got, NULL), MIMICRY_OK);
        for (size_t j = 0; j < count; j++)
            ck_assert(fabs(got[j] - adjusted(p, count, j)) <= 1e-15);
        ck_assert_int_eq(mimicry_adjust_p_values(p, count, p, NULL), MIMICRY_OK);
        ck_assert(memcmp(p, got, count * sizeof *p) == 0);
    }
}
END_TEST

/* ---- What is refused ---- */

START_TEST(wrong_arguments)
{
    static const double values[] = {1, (double)NAN}, wrong[][2] = {{0, -1e-300}, {0.5, 1.1}};
    static const char *const peptides[] = {"", "A*", "A C", "A1"};
    mimicry_index *index = index_from_text(">a\nACDE\n", 8, 0);
    const int32_t score = MIMICRY_MIN_SCORE, bad = MIMICRY_E_ARGUMENT;
    double out[2];

    ck_assert(!isnan(mimicry_evalue(index, NULL, "AC", score, 1)));
    ck_assert(isnan(mimicry_evalue(NULL, NULL, "AC", score, 1)));
    ck_assert(isnan(mimicry_evalue(index, NULL, NULL, score, 1)));
    ck_assert(isnan(mimicry_evalue(index, NULL, "AC", score, (double)NAN)));
    ck_assert(isnan(mimicry_evalue(index, NULL, "AC", MIMICRY_MAX_PENALTY, 1)));
    for (size_t i = 0; i < sizeof peptides / sizeof peptides[0]; i++)
        ck_assert(isnan(mimicry_evalue(index, NULL, peptides[i], score, 1)));
    for (unsigned i = 0; i < 2; i++)
        ck_assert_int_eq(mimicry_adjust_p_values(wrong[i], 2, out, NULL), bad);
    ck_assert_int_eq(mimicry_adjust_p_values(values, 2, out, NULL), bad);
    ck_assert_int_eq(mimicry_adjust_p_values(NULL, 0, NULL, NULL), 0);
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("significance");

    support_begin("test_significance");
    support_add_test(suite, every_window_of_few_letters);
    support_add_test(suite, peptides_of_all_letters);
    support_add_test(suite, coins);
    support_add_test(suite, adjusted_p_values);
    support_add_test(suite, wrong_arguments);
    return support_run(suite);
}
