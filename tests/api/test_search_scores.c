/* Thresholds on scores: at, just above and just below what a window has, for every matrix of the
 * data folder and for made ones that try what arithmetic can do; and answers known beforehand. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clear_thresholds.h"
#include "generate.h"

static const char *const data_matrices[] = {"BLOSUM45", "BLOSUM50", "BLOSUM62",
                                            "BLOSUM80", "BLOSUM90", "PAM30",
                                            "PAM70",    "PAM250",   "PMBEC"};
enum { N_DATA_MATRICES = sizeof data_matrices / sizeof data_matrices[0] };

/* ---- Thresholds next to scores ---- */

static double threshold_at(const tested_search *search, const mimicry_hit *hit)
{
    double self = self_score(search, hit);

    switch (search->request.kind) {
    case MIMICRY_MIN_SIMILARITY:
        return self == 0 ? 0 : hit->score / self;
    case MIMICRY_MAX_PENALTY:
        return self - hit->score;
    default:
        return hit->score;
    }
}

/* Searches with the threshold of a hit and next to it. Returns how many thresholds are fit for it:
 * those that rounding could decide are not. */
static unsigned check_steps(tested_search *search, const mimicry_hit *hit, const oracle_hits *all,
                            const char *label)
{
    static const double steps[] = {0, 1, -1, 1e-6, -1e-6, 2e-9, -2e-9};
    static unsigned number;
    double middle = threshold_at(search, hit);
    unsigned fit = 0;

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        search->request.threshold = middle + steps[i];
        if (!threshold_is_clear(search, all))
            continue;
        fit++;
        if (support_included(number++))
            check_search_to(search, CHECK_IN_TURN, label); /* there are hundreds for each matrix */
    }
    return fit;
}

/* Climbs from the best window to the worst in a few steps. */
static unsigned check_thresholds(tested_search *search, unsigned places, const char *label)
{
    oracle_hits all = every_window(search);
    unsigned searched = 0;

    ck_assert_uint_gt(all.count, 0);
    for (int32_t kind = MIMICRY_MIN_SCORE; kind <= MIMICRY_MAX_PENALTY; kind++) {
        search->request.kind = kind;
        for (unsigned i = 0; i < places; i++) {
            /* Squares: more of the good ones, where thresholds are in practice. */
            size_t place = (all.count - 1) * i * i / ((places - 1) * (places - 1));

            searched += check_steps(search, all.data + place, &all, label);
        }
    }
    oracle_hits_free(&all);
    return searched;
}

/* Peptides of the given lengths from a proteome that holds letters of all kinds. */
static unsigned check_model(const tested_model *model, uint64_t number, const unsigned *lengths,
                            size_t n_lengths, unsigned places)
{
    test_random random = random_of_case(20, number);
    letter_source source = natural_letters();
    proteome_shape shape = {4, lengths[n_lengths - 1] + 60};
    unsigned searched = 0;

    strcat(source.letters, "BZJXUO*");
    test_text fasta = random_fasta(&random, &source, &shape);
    text_print(&fasta, "\n>last\n");
    for (unsigned i = 0; i < lengths[n_lengths - 1] + 20; i++) {
        text_add_char(&fasta,
                      i % 40 == 39 ? 'X' : random_letter(&random, &(letter_source){"ACDK", 0}));
    }
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    for (size_t i = 0; i < n_lengths; i++) {
        peptide_shape cut = {.proteome = proteome.records.letters,
                             .proteome_length = proteome.records.starts[proteome.records.count]};
        test_peptides peptides = {0};

        add_random_peptide(&random, &source, &cut, lengths[i], &peptides);
        tested_search search = {&proteome, model, peptides.letters, 1, {0}};
        search.request.matrix = model->matrix;
        searched += check_thresholds(&search, places, "thresholds");
        peptides_free(&peptides);
    }
    proteome_free(&proteome);
    text_free(&fasta);
    return searched;
}

START_TEST(matrices_of_the_data_folder)
{
    static const unsigned lengths[] = {1, 9, 15, 31};

    for (unsigned i = 0; i < 2 * N_DATA_MATRICES; i++) {
        uint32_t flags = i < N_DATA_MATRICES ? 0 : MIMICRY_MODEL_UO_AS_CK;
        tested_model model = model_of_data(data_matrices[i % N_DATA_MATRICES], i % 2 == 0, flags);

        ck_assert_uint_gt(check_model(&model, i, lengths, 4, 4), 60);
        model_free(&model);
    }
}
END_TEST

START_TEST(matrices_that_are_made)
{
    static const unsigned lengths[] = {2, 9, 16, 40};
    unsigned searched[N_MATRIX_KINDS] = {0};

    for (unsigned i = 0; i < N_MATRIX_KINDS * support_scaled(2); i++) {
        int kind = (int)(i % N_MATRIX_KINDS);
        test_random random = random_of_case(21, i);
        test_text text = random_matrix(&random, kind);
        tested_model model = model_from_text(text.bytes, text.length, matrix_kind_is_exact(kind),
                                             i % 3 ? 0 : MIMICRY_MODEL_UO_AS_CK);

        searched[kind] += check_model(&model, 100 + i, lengths, 4, 3);
        model_free(&model);
        text_free(&text);
    }
    for (int kind = 0; kind < N_MATRIX_KINDS; kind++) {
        ck_assert_msg(searched[kind] > 20, "only %u searches with %s matrices", searched[kind],
                      matrix_kind_name(kind));
    }
}
END_TEST

/* Sums of many residues: beyond 8 and 16 bits, and with the largest numbers that a matrix takes. */
START_TEST(long_peptides)
{
    static const unsigned lengths[] = {65, 256, 1024};
    static const int kinds[] = {MATRIX_BIG, MATRIX_NEGATIVE, MATRIX_REAL, MATRIX_OUTLIER,
                                MATRIX_HUGE};
    tested_model pam = model_of_data("PAM30", false, 0);
    tested_model pmbec = model_of_data("PMBEC", false, 0);

    ck_assert_uint_gt(check_model(&pam, 200, lengths, 3, 3), 40);
    ck_assert_uint_gt(check_model(&pmbec, 201, lengths, 3, 3), 40);
    for (unsigned i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        test_random random = random_of_case(22, i);
        test_text text = random_matrix(&random, kinds[i]);
        tested_model model =
            model_from_text(text.bytes, text.length, matrix_kind_is_exact(kinds[i]), 0);

        ck_assert_uint_gt(check_model(&model, 202 + i, lengths, 3, 2), 15);
        model_free(&model);
        text_free(&text);
    }
    model_free(&pam);
    model_free(&pmbec);
}
END_TEST

/* ---- The best few ---- */

/* Ties of real scores are those that 1e-9 forgives. */
START_TEST(best_few_of_real_scores)
{
    static const int kinds[] = {MATRIX_REAL, MATRIX_TINY, MATRIX_HUGE, MATRIX_FORGIVEN,
                                MATRIX_QUARTERS};
    static const uint64_t tops[] = {1, 2, 10, 60, 300};
    unsigned cases = 10 * support_scaled(5);
    unsigned searched = 0;

    for (unsigned i = 0; i < cases; i++) {
        test_random random = random_of_case(24, i);
        letter_source source = natural_letters();
        test_text matrix = random_matrix(&random, kinds[i % 5]);
        tested_model model = model_from_text(matrix.bytes, matrix.length, false, 0);
        if (i % 2)
            strcpy(source.letters, "LSAE");
        test_text fasta = random_fasta(&random, &source, &(proteome_shape){6, 500});
        tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
        peptide_shape shape = {.count = 2, .min_length = 3, .max_length = 14};
        test_peptides peptides = random_peptides(&random, &source, &shape);
        tested_search search = {&proteome, &model, peptides.letters, peptides.count, {0}};

        search.request.matrix = model.matrix;
        oracle_hits all = every_window(&search);
        for (unsigned j = 0; j < 5; j++) {
            search.request.kind = MIMICRY_MIN_SCORE;
            search.request.threshold = -INFINITY;
            search.request.top = tops[j];
            if (threshold_is_clear(&search, &all)) {
                check_search(&search, false, "best few");
                searched++;
            }
        }
        oracle_hits_free(&all);
        peptides_free(&peptides);
        proteome_free(&proteome);
        text_free(&fasta);
        model_free(&model);
        text_free(&matrix);
    }
    ck_assert_uint_gt(searched, 2 * cases);
}
END_TEST

/* The scores of many windows lie a millionth below the threshold, which is nothing against the
 * score itself. Asked for more hits than there are, a search must not give those too. */
START_TEST(best_few_keep_to_the_threshold)
{
    static const char letters[] = "ACDEFGHIKLMNPQRSTVWY";
    test_text matrix = {0};
    test_text fasta = {0};
    test_text peptide = {0};

    text_print(&matrix, " A C D E F G H I K L M N P Q R S T V W Y");
    for (const char *a = letters; *a; a++) {
        text_print(&matrix, "\n%c", *a);
        for (const char *b = letters; *b; b++)
            text_print(&matrix, " %s", *a == *b ? "1e6" : *b == 'C' ? "999999.999999" : "0");
    }
    text_print(&fasta, ">a\n");
    for (unsigned i = 0; i < 5000; i++)
        text_add_char(&fasta, i % 101 == 50 ? 'C' : 'A');
    for (unsigned i = 0; i < 100; i++)
        text_add_char(&peptide, 'A');
    tested_model model = model_from_text(matrix.bytes, matrix.length, false, 0);
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    for (uint64_t top = 0; top <= 3000; top += 500) {
        const char *const peptides[] = {peptide.bytes};
        tested_search search = {&proteome,
                                &model,
                                peptides,
                                1,
                                {.kind = MIMICRY_MIN_SCORE, .threshold = 1e8, .top = top}};

        search.request.matrix = model.matrix;
        check_search(&search, false, "best few near the threshold");
    }
    proteome_free(&proteome);
    model_free(&model);
    text_free(&peptide);
    text_free(&fasta);
    text_free(&matrix);
}
END_TEST

/* ---- Scores of pairs ---- */

static void check_pairs(const tested_model *model)
{
    static const char letters[] = "ACDEFGHIKLMNPQRSTVWYBZJXUO";

    for (const char *a = letters; *a; a++) {
        for (const char *b = letters; *b; b++) {
            double got = model_score(model->model, *a, *b);
            double want = model->matrix->score[(unsigned char)*a][(unsigned char)*b];

            ck_assert_msg(got == want, "%s, %c against %c: %.17g, the file has %.17g", model->name,
                          *a, *b, got, want);
        }
    }
}

START_TEST(scores_of_pairs)
{
    for (unsigned i = 0; i < 4 * N_DATA_MATRICES; i++) {
        tested_model model =
            model_of_data(data_matrices[i / 4], i % 2 == 0, i % 4 < 2 ? 0 : MIMICRY_MODEL_UO_AS_CK);

        check_pairs(&model);
        ck_assert(isnan(model_score(model.model, '*', 'A')));
        ck_assert(isnan(model_score(model.model, 'A', '*')));
        ck_assert(model_score(model.model, 'a', 'A') == model_score(model.model, 'A', 'A'));
        model_free(&model);
    }
    for (unsigned i = 0; i < 3 * N_MATRIX_KINDS; i++) {
        test_random random = random_of_case(23, i);
        test_text text = random_matrix(&random, (int)(i % N_MATRIX_KINDS));
        tested_model model =
            model_from_text(text.bytes, text.length, false, i % 2 ? 0 : MIMICRY_MODEL_UO_AS_CK);

        check_pairs(&model);
        model_free(&model);
        text_free(&text);
    }
}
END_TEST

/* ---- Answers known beforehand: these check the oracle too ---- */

typedef struct known_answer {
    oracle_request request;
    size_t count;
    mimicry_hit hits[6];
} known_answer;

static void check_known(const tested_proteome *proteome, const tested_model *model,
                        const char *peptide, const known_answer *known)
{
    tested_search search = {proteome, model, &peptide, 1, known->request};
    search_manner manner = {MIMICRY_PLAN_AUTO, MIMICRY_INSTRUCTIONS_AUTO, 1, 0};
    mimicry_hit copy[6];

    search.request.matrix = model->matrix;
    memcpy(copy, known->hits, sizeof copy);
    oracle_hits literal = {copy, known->count, 6};
    oracle_hits oracle = oracle_search(&proteome->records, &peptide, 1, &search.request);
    check_manner(&search, &manner, &literal, "known answer");
    check_search(&search, true, "known answer");
    ck_assert_uint_eq(oracle.count, known->count);
    for (size_t i = 0; i < known->count; i++) {
        ck_assert_uint_eq(oracle.data[i].record, copy[i].record);
        ck_assert_uint_eq(oracle.data[i].start, copy[i].start);
    }
    oracle_hits_free(&oracle);
}

/* The MAGE-A3 peptide and that of titin: four residues apart. Under BLOSUM62 they score
 * 5 - 2 + 6 + 7 + 4 - 3 - 2 - 2 + 7 = 20, and the peptide itself 5 + 4 + 6 + 7 + 4 + 6 + 8 + 4 + 7
 * = 51. */
START_TEST(known_answers)
{
    static const char fasta[] =
        ">titin\nMESDPIVAQYG\n>decoy\nEVDPIXHLYEVDPI\n>mage\nGHLYKEVDPIGHLY\n";
    static const mimicry_hit mage = {0, 0, 2, 5, 9, 0, 51, 0, 9};
    static const mimicry_hit decoy = {0, 0, 1, 0, 9, 1, 44, 0, 9};
    static const mimicry_hit titin = {0, 0, 0, 1, 9, 4, 20, 0, 9};
    const known_answer answers[] = {
        {{.kind = MIMICRY_MAX_MISMATCHES, .threshold = 0}, 1, {mage}},
        {{.kind = MIMICRY_MAX_MISMATCHES, .threshold = 3}, 2, {mage, decoy}},
        {{.kind = MIMICRY_MAX_MISMATCHES, .threshold = 4}, 3, {mage, decoy, titin}},
        {{.kind = MIMICRY_MAX_MISMATCHES, .threshold = 9, .top = 2}, 2, {mage, decoy}},
        {{.kind = MIMICRY_MIN_SCORE, .threshold = 20}, 3, {mage, decoy, titin}},
        {{.kind = MIMICRY_MIN_SCORE, .threshold = 20.00001}, 2, {mage, decoy}},
        {{.kind = MIMICRY_MIN_SCORE, .threshold = -INFINITY, .top = 3}, 3, {mage, decoy, titin}},
        {{.kind = MIMICRY_MIN_SIMILARITY, .threshold = 20.0 / 51}, 3, {mage, decoy, titin}},
        {{.kind = MIMICRY_MIN_SIMILARITY, .threshold = 0.4}, 2, {mage, decoy}},
        {{.kind = MIMICRY_MAX_PENALTY, .threshold = 31}, 3, {mage, decoy, titin}},
        {{.kind = MIMICRY_MAX_PENALTY, .threshold = 30.999}, 2, {mage, decoy}},
        {{.kind = MIMICRY_MAX_PENALTY, .threshold = 6.999}, 1, {mage}},
    };
    tested_proteome proteome = proteome_from_text(fasta, strlen(fasta));
    tested_model model = model_of_data("BLOSUM62", false, 0);

    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        check_known(&proteome, &model, i % 2 ? "EVDPIGHLY" : "evdpiGHLY", answers + i);
    model_free(&model);
    proteome_free(&proteome);
}
END_TEST

/* ---- What is refused ---- */

/* Says which instruction sets all these programs try. */
START_TEST(instruction_sets_of_this_machine)
{
    static const int32_t unknown[] = {-1, 4};
    static const char fasta[] = ">a\nEVDPIGHLY\n";
    const instruction_sets *sets = instruction_sets_here();
    const char *peptide = "EVDPIGHLY";
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 0);

    ck_assert_uint_ge(sets->count, 2);
    for (size_t i = 0; i < sets->count; i++)
        printf("instructions: %s\n", instructions_name(sets->set[i]));
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        mimicry_search_options options;
        all_hits *hits = NULL;

        options = (mimicry_search_options){.size = sizeof options,
                                           .threshold_kind = MIMICRY_MAX_MISMATCHES};
        options.run.instructions = unknown[i];
        ck_assert_int_eq(all_hits_search(index, &peptide, 1, &options, &hits, NULL),
                         MIMICRY_E_ARGUMENT);
        ck_assert_ptr_null(hits);
    }
    mimicry_index_close(index);
}
END_TEST

START_TEST(plans_that_do_not_apply)
{
    static const struct {
        int32_t plan;
        int32_t kind;
        double threshold;
        uint32_t window_min;
    } refused[] = {
        {MIMICRY_PLAN_SUFFIX, MIMICRY_MAX_MISMATCHES, 1, 0},
        {MIMICRY_PLAN_SUFFIX, MIMICRY_MIN_SCORE, 0, 0},
        {MIMICRY_PLAN_SUFFIX, MIMICRY_MAX_PENALTY, 0, 0},
        {MIMICRY_PLAN_SEEDS, MIMICRY_MAX_MISMATCHES, 9, 0},
        {MIMICRY_PLAN_SEEDS, MIMICRY_MAX_MISMATCHES, 12, 0},
        {MIMICRY_PLAN_SEEDS, MIMICRY_MAX_MISMATCHES, 3, 3},
        {MIMICRY_PLAN_SEEDS, MIMICRY_MIN_SCORE, 40, 0},
        {MIMICRY_PLAN_PLANES, MIMICRY_MIN_SCORE, 40, 0},
        {MIMICRY_PLAN_PLANES, MIMICRY_MIN_SIMILARITY, 0.9, 0},
        {6, MIMICRY_MAX_MISMATCHES, 0, 0},
        {-1, MIMICRY_MAX_MISMATCHES, 0, 0},
    };
    static const char fasta[] = ">a\nEVDPIGHLYEVDPIGHLY\n";
    const char *peptide = "EVDPIGHLY";
    mimicry_index *index = index_from_text(fasta, strlen(fasta), 0);

    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        mimicry_search_options options;
        mimicry_error error = {.size = sizeof error};
        all_hits *hits = NULL;

        options = (mimicry_search_options){.size = sizeof options,
                                           .threshold_kind = MIMICRY_MAX_MISMATCHES};
        options.run.plan = refused[i].plan;
        options.threshold_kind = refused[i].kind;
        options.threshold = refused[i].threshold;
        options.window_min = refused[i].window_min;
        options.window_max = refused[i].window_min ? 9 : 0;
        mimicry_status status = all_hits_search(index, &peptide, 1, &options, &hits, &error);
        ck_assert_msg(status == MIMICRY_E_ARGUMENT && !hits, "case %zu: status %d", i, (int)status);
    }
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("search_scores");

    support_begin("test_search_scores");
    support_add_test(suite, instruction_sets_of_this_machine);
    support_add_test(suite, matrices_of_the_data_folder);
    support_add_test(suite, matrices_that_are_made);
    support_add_test(suite, long_peptides);
    support_add_test(suite, best_few_of_real_scores);
    support_add_test(suite, best_few_keep_to_the_threshold);
    support_add_test(suite, scores_of_pairs);
    support_add_test(suite, known_answers);
    support_add_test(suite, plans_that_do_not_apply);
    return support_run(suite);
}
