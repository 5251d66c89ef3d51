/* Searches by E-value: complete, by the oracle and by the E-values of all windows; and as many hits
 * in shuffled proteomes as E-values say. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clear_thresholds.h"
#include "generate.h"
#include "oracle_significance.h"

static mimicry_search_options options_of_model(const mimicry_model *model, int32_t kind,
                                               double threshold)
{
    mimicry_search_options options;

    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.model = model;
    options.threshold_kind = kind;
    options.threshold = threshold;
    return options;
}

static all_hits *search_all(const mimicry_index *index, const test_peptides *peptides,
                            const mimicry_search_options *options)
{
    mimicry_error error = {.size = sizeof error};
    all_hits *hits = NULL;

    support_expect_ok(
        all_hits_search(index, peptides->letters, peptides->count, options, &hits, &error), &error,
        "search");
    return hits;
}

/* ---- Completeness ---- */

/* Just above and just below the E-values of a few windows, with every plan. */
static void check_edges(tested_search *search)
{
    static const double factors[] = {1 - 1e-6, 1 + 1e-6};
    oracle_hits all = every_window(search);

    for (size_t place = 0; place < all.count; place += 1 + all.count / 3) {
        const mimicry_hit *hit = &all.data[place * place / all.count];
        const char *peptide = search->peptides[hit->query];
        oracle_outcomes outcomes = oracle_outcomes_of(&search->proteome->records,
                                                      search->model->matrix, peptide, hit->length);
        double evalue = oracle_p_value(&outcomes, hit->score) *
                        oracle_windows(&search->proteome->records, hit->length);

        for (size_t i = 0; i < 2; i++) {
            search->request.kind = MIMICRY_MAX_EVALUE;
            search->request.threshold = evalue * factors[i];
            check_search(search, false, "E-values");
        }
        oracle_outcomes_free(&outcomes);
    }
    oracle_hits_free(&all);
}

START_TEST(as_the_oracle)
{
    static const int kinds[] = {MATRIX_SMALL, MATRIX_ASYMMETRIC, MATRIX_NEGATIVE, MATRIX_ODD_SELF};

    for (unsigned i = 0; i < support_scaled(40); i++) {
        test_random random = random_of_case(70, i);
        letter_source source = natural_letters();
        if (i % 2)
            strcpy(source.letters, "LLSAEKX*");
        test_text matrix = random_matrix(&random, kinds[i % 4]);
        tested_model model = i % 8 < 4 ? model_from_text(matrix.bytes, matrix.length, true, 0)
                                       : model_of_data("BLOSUM62", false, 0);
        test_text fasta = random_fasta(&random, &source, &(proteome_shape){8, 400});
        tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
        peptide_shape shape = {.proteome = proteome.records.letters,
                               .proteome_length = proteome.records.starts[proteome.records.count],
                               .count = 2,
                               .min_length = 3,
                               .max_length = 12};
        test_peptides peptides = random_peptides(&random, &source, &shape);
        tested_search search = {&proteome, &model, peptides.letters, peptides.count, {0}};

        search.request.matrix = model.matrix;
        check_edges(&search);
        search.request.kind = MIMICRY_MAX_EVALUE;
        search.request.threshold = 1;
        search.request.top = 3;
        check_search(&search, false, "best by E-value");
        search.request.top = 0;
        search.request.window_min = 2;
        search.request.window_max = 4;
        check_search(&search, false, "windows by E-value");
        peptides_free(&peptides);
        proteome_free(&proteome);
        text_free(&fasta);
        model_free(&model);
        text_free(&matrix);
    }
}
END_TEST

/* The hits within the threshold have to be those of all windows whose E-value is. */
static void check_threshold(const mimicry_index *index, const test_peptides *peptides,
                            const mimicry_model *model, const all_hits *all, const double *evalues,
                            double threshold)
{
    mimicry_search_options options = options_of_model(model, MIMICRY_MAX_EVALUE, threshold);
    all_hits *found = search_all(index, peptides, &options);
    size_t next = 0;

    for (size_t i = 0; i < all->count; i++) {
        if (evalues[i] > threshold)
            continue;
        ck_assert_msg(next < found->count &&
                          memcmp(&found->data[next], &all->data[i], sizeof *all->data) == 0,
                      "seed %llu: window %zu has an E-value of %.17g and is no hit within %.17g",
                      (unsigned long long)support_seed(), i, evalues[i], threshold);
        next++;
    }
    ck_assert_uint_eq(next, found->count);
    all_hits_free(found);
}

/* At fixed thresholds, and at those of a few windows, just above and just below. */
static void check_thresholds(const mimicry_index *index, const test_peptides *peptides,
                             const mimicry_model *model)
{
    static const double thresholds[] = {1e-4, 0.1, 1, 20, 300, 1e7};
    static const double factors[] = {1, 1 - 1e-9, 1 + 1e-9, 0.5, 2};
    mimicry_search_options options = options_of_model(model, MIMICRY_MIN_SCORE, -INFINITY);
    all_hits *all = search_all(index, peptides, &options);
    double *evalues = support_realloc(NULL, (all->count + 1) * sizeof *evalues);

    for (size_t i = 0; i < all->count; i++) {
        const mimicry_hit *hit = &all->data[i];
        bool same = i > 0 && hit[-1].query == hit->query && hit[-1].score == hit->score;

        evalues[i] = same ? evalues[i - 1]
                          : mimicry_evalue(index, model, peptides->letters[hit->query],
                                           MIMICRY_MIN_SCORE, hit->score);
    }
    for (size_t j = 0; j < sizeof thresholds / sizeof thresholds[0]; j++)
        check_threshold(index, peptides, model, all, evalues, thresholds[j]);
    for (size_t place = 0; place < all->count; place += 1 + all->count / 3) {
        for (size_t k = 0; k < sizeof factors / sizeof factors[0]; k++)
            check_threshold(index, peptides, model, all, evalues, evalues[place] * factors[k]);
    }
    free(evalues);
    all_hits_free(all);
}

START_TEST(as_the_values_of_all_windows)
{
    for (unsigned i = 0; i < N_MATRIX_KINDS * support_scaled(8); i++) {
        test_random random = random_of_case(71, i);
        letter_source source = random_letter_source(&random);
        test_text matrix = random_matrix(&random, (int)(i % N_MATRIX_KINDS));
        tested_model model = model_from_text(matrix.bytes, matrix.length, false, 0);
        test_text fasta = random_fasta(&random, &source, &(proteome_shape){8, 60});
        mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 0);
        oracle_records records = oracle_fasta_parse(fasta.bytes, fasta.length);
        peptide_shape shape = {.proteome = records.letters,
                               .proteome_length = records.starts[records.count],
                               .count = 3,
                               .min_length = 1,
                               .max_length = 20};
        test_peptides peptides = random_peptides(&random, &source, &shape);

        check_thresholds(index, &peptides, model.model);
        peptides_free(&peptides);
        oracle_records_free(&records);
        mimicry_index_close(index);
        text_free(&fasta);
        model_free(&model);
        text_free(&matrix);
    }
}
END_TEST

START_TEST(wrong_thresholds)
{
    static const double wrong[] = {0, -1, -INFINITY, INFINITY, (double)NAN};
    mimicry_index *index = index_from_text(">a\nACDE\n", 8, 0);
    const char *const peptide = "ACDE";

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        mimicry_search_options options = options_of_model(NULL, MIMICRY_MAX_EVALUE, wrong[i]);
        all_hits *hits = NULL;

        ck_assert_int_eq(all_hits_search(index, &peptide, 1, &options, &hits, NULL),
                         MIMICRY_E_ARGUMENT);
        ck_assert_ptr_null(hits);
    }
    mimicry_index_close(index);
}
END_TEST

/* ---- Shuffled proteomes ---- */

/* All letters of the records change places; the records keep their lengths. */
static mimicry_index *shuffled_index(oracle_records *records, test_random *random)
{
    test_text fasta = {0};
    char *letters = records->letters;

    for (size_t i = records->starts[records->count]; i > 1; i--) {
        size_t j = (size_t)random_below(random, i);
        char letter = letters[j];

        letters[j] = letters[i - 1];
        letters[i - 1] = letter;
    }
    for (size_t r = 0; r < records->count; r++) {
        text_print(&fasta, ">%zu\n", r);
        text_add(&fasta, letters + records->starts[r], records->starts[r + 1] - records->starts[r]);
        text_print(&fasta, "\n");
    }
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 0);
    text_free(&fasta);
    return index;
}

/* How many windows chance gives within the threshold of E: as scores are steps, mostly fewer. E
 * falls with the score: what is halved holds the lowest score that is within it, until it is
 * smaller than the steps, of which a distribution has some thousands. */
static double expected_of(const mimicry_index *index, const mimicry_model *model,
                          const char *peptide, double evalue)
{
    double beyond = -256, within = 256, expected = 0;

    for (unsigned i = 0; i < 20; i++) {
        double score = (beyond + within) / 2;
        double found = mimicry_evalue(index, model, peptide, MIMICRY_MIN_SCORE, score);

        if (found > evalue) {
            beyond = score;
        } else {
            within = score;
            expected = found;
        }
    }
    return expected;
}

static double expected_count(const mimicry_index *index, const mimicry_model *model,
                             const test_peptides *peptides, double evalue)
{
    double expected = 0;

    for (size_t i = 0; i < peptides->count; i++)
        expected += expected_of(index, model, peptides->letters[i], evalue);
    return expected;
}

static size_t count_hits(const mimicry_index *index, const test_peptides *peptides,
                         const mimicry_search_options *options)
{
    all_hits *hits = search_all(index, peptides, options);
    size_t count = 0;

    all_hits_data(hits, &count, NULL);
    all_hits_free(hits);
    return count;
}

/* Five standard deviations of a Poisson number, and something for windows that overlap. */
static void check_count(double expected, size_t observed, double within, const char *label)
{
    printf("%-17s <= %-6g expected %10.1f observed %8zu\n", label, within, expected, observed);
    ck_assert_msg(fabs((double)observed - expected) <= 5 * sqrt(1.2 * expected) + 1,
                  "%s <= %g: %zu windows where %.1f were expected (seed %llu)", label, within,
                  observed, expected, (unsigned long long)support_seed());
}

/* Which letters there are, and how long the records, is the same in all shuffled proteomes: so is
 * what is expected. */
typedef struct shuffled {
    mimicry_index **indexes;
    size_t count;
    test_peptides peptides;
} shuffled;

static void check_scores(const shuffled *s, const mimicry_model *model, const char *label)
{
    static const double evalues[] = {0.1, 1, 10, 100};

    for (size_t j = 0; j < 4; j++) {
        mimicry_search_options options = options_of_model(model, MIMICRY_MAX_EVALUE, evalues[j]);
        double expected = expected_count(s->indexes[0], model, &s->peptides, evalues[j]);

        for (size_t i = 0; i < s->count; i++)
            check_count(expected, count_hits(s->indexes[i], &s->peptides, &options), evalues[j],
                        label);
    }
}

static void check_mismatches(const shuffled *s, const char *label)
{
    for (unsigned m = 2; m <= 5; m++) {
        mimicry_search_options options = options_of_model(NULL, MIMICRY_MAX_MISMATCHES, m);
        double expected = 0;

        for (size_t i = 0; i < s->peptides.count; i++)
            expected += mimicry_evalue(s->indexes[0], NULL, s->peptides.letters[i],
                                       MIMICRY_MAX_MISMATCHES, m);
        for (size_t i = 0; i < s->count; i++)
            check_count(expected, count_hits(s->indexes[i], &s->peptides, &options), m, label);
    }
}

static void check_shuffled(const char *path, size_t times, uint64_t number, const char *label)
{
    oracle_records records = oracle_fasta_read(path);
    test_random random = random_of_case(72, number);
    letter_source source = natural_letters();
    peptide_shape shape = {.count = support_scaled(60), .min_length = 8, .max_length = 11};
    tested_model blosum = model_of_data("BLOSUM62", false, 0);
    tested_model pmbec = model_of_data("PMBEC", false, 0);
    shuffled s = {support_realloc(NULL, times * sizeof *s.indexes), times,
                  random_peptides(&random, &source, &shape)};

    for (size_t i = 0; i < times; i++)
        s.indexes[i] = shuffled_index(&records, &random);
    printf("%s (seed %llu)\n", label, (unsigned long long)support_seed());
    check_scores(&s, blosum.model, "E, BLOSUM62");
    check_scores(&s, pmbec.model, "E, PMBEC");
    check_mismatches(&s, "mismatches");
    for (size_t i = 0; i < times; i++)
        mimicry_index_close(s.indexes[i]);
    free(s.indexes);
    peptides_free(&s.peptides);
    model_free(&blosum);
    model_free(&pmbec);
    oracle_records_free(&records);
}

START_TEST(shuffled_sample)
{
    char *path = support_data_path("self_sample.fasta.gz");

    check_shuffled(path, support_scaled(3), 0, "sample of human proteins");
    free(path);
}
END_TEST

/* Of 3 million residues, where they are at hand. */
START_TEST(shuffled_proteome)
{
    const char *folder = getenv("MIMICRY_SHARED");
    test_text path = {0};

    text_print(&path, "%s/proteomes/human5k.fasta.gz", folder ? folder : "");
    FILE *file = fopen(path.bytes, "rb");
    if (file) {
        fclose(file);
        check_shuffled(path.bytes, 1, 100, "5,000 human proteins");
    } else {
        puts("skipped: MIMICRY_SHARED names no folder with human5k");
    }
    text_free(&path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("evalues");

    support_begin("test_evalues");
    support_add_test(suite, as_the_oracle);
    support_add_test(suite, as_the_values_of_all_windows);
    support_add_test(suite, wrong_thresholds);
    support_add_test(suite, shuffled_sample);
    support_add_test(suite, shuffled_proteome);
    return support_run(suite);
}
