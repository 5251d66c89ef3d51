/* Random searches of every kind, by every plan, instruction set and number of threads, against the
 * oracle. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clear_thresholds.h"
#include "generate.h"

enum { CASES = 1200, WINDOW_CASES = 150, LONG_CASES = 60, LONG_WINDOW_CASES = 4, LARGE_CASES = 6 };

static const char *const data_matrices[] = {"BLOSUM45", "BLOSUM50", "BLOSUM62",
                                            "BLOSUM80", "BLOSUM90", "PAM30",
                                            "PAM70",    "PAM250",   "PMBEC"};
enum { N_DATA_MATRICES = sizeof data_matrices / sizeof data_matrices[0] };

static tested_model random_model(test_random *random)
{
    uint32_t flags = random_chance(random, 25) ? MIMICRY_MODEL_UO_AS_CK : 0;

    if (random_chance(random, 40)) {
        const char *name = data_matrices[random_below(random, N_DATA_MATRICES)];

        return model_of_data(name, random_chance(random, 30), flags);
    }
    int kind = (int)random_below(random, N_MATRIX_KINDS);
    test_text text = random_matrix(random, kind);
    tested_model model =
        model_from_text(text.bytes, text.length, matrix_kind_is_exact(kind), flags);

    free(model.name);
    text_free(&text);
    text_print(&text, "(made, %s)", matrix_kind_name(kind));
    model.name = text.bytes;
    return model;
}

/* A little more or less than what a window has, or exactly that. */
static double random_step(test_random *random)
{
    static const double steps[] = {0, 0, 0, 1, -1, 1e-6, -1e-6, 2e-9, -2e-9, 0.25, 1e-10, -1e-10};

    return steps[random_below(random, sizeof steps / sizeof steps[0])];
}

/* The threshold at which one window is just in or just out. */
static double threshold_near(const tested_search *search, const mimicry_hit *hit, double step)
{
    double self = self_score(search, hit);

    switch (search->request.kind) {
    case MIMICRY_MIN_SIMILARITY:
        return self == 0 ? 0.5 : (hit->score + step) / self;
    case MIMICRY_MAX_PENALTY:
        return self - hit->score + step;
    default:
        return hit->score + step;
    }
}

static void choose_score_threshold(test_random *random, tested_search *search)
{
    oracle_hits all = every_window(search);
    unsigned tries = 0;

    do {
        uint64_t share = random_chance(random, 50) ? 20 : 1; /* mostly one of the better windows */

        if (all.count == 0 || tries++ == 20) {
            search->request.kind = MIMICRY_MIN_SCORE;
            search->request.threshold = -INFINITY;
            search->request.top = all.count ? 0 : search->request.top;
            break;
        }
        const mimicry_hit *hit = all.data + random_below(random, all.count / share + 1) % all.count;
        search->request.threshold = threshold_near(search, hit, random_step(random));
        if (search->request.top > 0 && random_chance(random, 50)) {
            search->request.kind = MIMICRY_MIN_SCORE;
            search->request.threshold = -INFINITY;
        }
    } while (!threshold_is_clear(search, &all));
    oracle_hits_free(&all);
}

static void choose_threshold(test_random *random, tested_search *search)
{
    static const uint64_t tops[] = {1, 2, 3, 10, 100, 1000, UINT64_MAX};

    search->request.top = random_chance(random, 35) ? tops[random_below(random, 7)] : 0;
    if (random_chance(random, 45)) {
        const char *peptide = search->peptides[random_below(random, search->n_peptides)];
        uint64_t length = search->request.window_min ? search->request.window_max : strlen(peptide);
        uint64_t bound = random_chance(random, 50) ? 4 : length + 4;

        search->request.kind = MIMICRY_MAX_MISMATCHES;
        search->request.threshold = (double)random_below(random, bound);
        return;
    }
    search->request.kind = (int32_t)random_between(random, MIMICRY_MIN_SCORE, MIMICRY_MAX_PENALTY);
    choose_score_threshold(random, search);
}

/* How big a random case is. */
typedef struct case_shape {
    const char *label;
    proteome_shape proteome;
    unsigned max_peptides;
    unsigned min_length;
    unsigned max_length;
    bool windows;
} case_shape;

static test_peptides case_peptides(test_random *random, const letter_source *source,
                                   const tested_proteome *proteome, const case_shape *shape)
{
    peptide_shape peptides = {.proteome = proteome->records.letters,
                              .proteome_length = proteome->records.starts[proteome->records.count],
                              .count = 1 + (unsigned)random_below(random, shape->max_peptides),
                              .min_length = shape->min_length,
                              .max_length = shape->max_length,
                              .star = shape->windows};

    return random_peptides(random, source, &peptides);
}

static void random_case(uint64_t test, uint64_t number, const case_shape *shape)
{
    test_random random = random_of_case(test, number);
    letter_source source = random_letter_source(&random);
    test_text fasta = random_fasta(&random, &source, &shape->proteome);
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    tested_model model = random_model(&random);
    test_peptides peptides = case_peptides(&random, &source, &proteome, shape);
    tested_search search = {&proteome, &model, peptides.letters, peptides.count, {0}};
    char label[64];

    search.request.matrix = model.matrix;
    if (shape->windows) {
        search.request.window_min = (uint32_t)random_between(&random, 1, 12);
        search.request.window_max = search.request.window_min + (uint32_t)random_below(&random, 4);
    }
    choose_threshold(&random, &search);
    snprintf(label, sizeof label, "%s, case %llu", shape->label, (unsigned long long)number);
    check_search(&search, false, label);
    peptides_free(&peptides);
    model_free(&model);
    proteome_free(&proteome);
    text_free(&fasta);
}

START_TEST(short_peptides)
{
    static const case_shape shape = {"short", {10, 200}, 5, 1, 15, false};

    for (unsigned i = 0; i < support_scaled(CASES / 2); i++)
        random_case(1, i, &shape);
}
END_TEST

START_TEST(middling_peptides)
{
    static const case_shape shape = {"middling", {8, 400}, 4, 1, 40, false};

    for (unsigned i = 0; i < support_scaled(CASES / 2); i++)
        random_case(2, i, &shape);
}
END_TEST

START_TEST(windows_of_sequences)
{
    static const case_shape shape = {"windows", {6, 150}, 3, 0, 25, true};

    for (unsigned i = 0; i < support_scaled(WINDOW_CASES); i++)
        random_case(3, i, &shape);
}
END_TEST

START_TEST(long_peptides)
{
    static const unsigned lengths[] = {63,  64,  65,  127, 128,  129, 255,
                                       256, 257, 511, 512, 1023, 1024};

    for (unsigned i = 0; i < support_scaled(LONG_CASES); i++) {
        unsigned length = lengths[i % (sizeof lengths / sizeof lengths[0])];
        case_shape shape = {"long", {5, 1500}, 2, length, length, false};

        random_case(4, i, &shape);
    }
}
END_TEST

/* Windows whose segments have more rows than are looked at together. */
START_TEST(long_windows)
{
    for (unsigned i = 0; i < support_scaled(LONG_WINDOW_CASES); i++) {
        static const case_shape shape = {"long windows", {2, 900}, 1, 700, 800, true};
        test_random random = random_of_case(6, i);
        letter_source source = random_letter_source(&random);
        test_text fasta = random_fasta(&random, &source, &shape.proteome);
        tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
        tested_model model = model_of_data("BLOSUM62", false, 0);
        test_peptides peptides = case_peptides(&random, &source, &proteome, &shape);
        tested_search search = {&proteome, &model, peptides.letters, peptides.count, {0}};

        search.request = (oracle_request){.matrix = model.matrix,
                                          .kind = MIMICRY_MAX_MISMATCHES,
                                          .threshold = (double)random_below(&random, 20),
                                          .window_min = 171,
                                          .window_max = 171};
        check_search_to(&search, i == 0 ? CHECK_EACH : CHECK_IN_TURN, shape.label);
        peptides_free(&peptides);
        model_free(&model);
        proteome_free(&proteome);
        text_free(&fasta);
    }
}
END_TEST

/* Texts of many tiles, so that threads really share the work. */
START_TEST(large_proteomes)
{
    for (unsigned i = 0; i < support_scaled(LARGE_CASES); i++) {
        unsigned records = i % 2 ? 3 : 800;
        case_shape shape = {"large", {records, i % 2 ? 150000 : 900}, 3, 5, 16, false};

        random_case(5, i, &shape);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("search_random");

    support_begin("test_search_random");
    support_add_test(suite, short_peptides);
    support_add_test(suite, middling_peptides);
    support_add_test(suite, windows_of_sequences);
    support_add_test(suite, long_peptides);
    support_add_test(suite, long_windows);
    support_add_test(suite, large_proteomes);
    return support_run(suite);
}
