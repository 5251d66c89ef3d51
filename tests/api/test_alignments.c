/* Local alignments against all records, by every instruction set and number of threads, against the
 * oracle. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "align_oracle.h"
#include "checks.h"
#include "generate.h"
#include "score_checks.h"

enum { CASES = 250, LONG_CASES = 25, LARGE_CASES = 4 };

/* What is asked, of both. */
typedef struct alignment_request {
    const tested_proteome *proteome;
    const tested_model *model;
    const test_peptides *peptides;
    oracle_gaps gaps;
    double a, k;
    int64_t *const *scores; /* the oracle's, by peptide; NULL: not known yet */
} alignment_request;

typedef struct answers {
    double *r;
    double *rest;
} answers;

static answers new_answers(size_t count)
{
    answers made = {support_realloc(NULL, (count + 1) * sizeof(double)),
                    support_realloc(NULL, (count + 1) * sizeof(double))};

    return made;
}

static void free_answers(answers *given)
{
    free(given->r);
    free(given->rest);
}

static answers ask(const alignment_request *asked, int32_t plan, int32_t instructions,
                   int32_t threads)
{
    mimicry_error error = {.size = sizeof error};
    const test_peptides *peptides = asked->peptides;
    answers given = new_answers(peptides->count);
    mimicry_score_options options = {
        .size = sizeof options,
        .run = {.plan = plan, .instructions = instructions, .threads = threads},
        .method = MIMICRY_SCORE_FOREIGNNESS,
        .model = asked->model->model,
        .midpoint = asked->a != 0 ? asked->a : 1e-300, /* 0 would be the default */
        .slope = asked->k,
        .gap_open = asked->gaps.open > 0 ? asked->gaps.open : -1,
        .gap_extend = asked->gaps.extend > 0 ? asked->gaps.extend : -1,
    };

    support_expect_ok(score_records(asked->proteome->index[0], &options, peptides->letters,
                                    peptides->count, given.r, &error),
                      &error, "R");
    options.method = MIMICRY_SCORE_DISSIMILARITY;
    support_expect_ok(score_records(asked->proteome->index[0], &options, peptides->letters,
                                    peptides->count, given.rest, &error),
                      &error, "1 - R");
    return given;
}

/* Within the 1e-16 that may be left out, and the rounding of exp and of the sum. */
static bool is_near(double found, long double wanted)
{
    long double rounding = 1e-11L * fabsl(wanted) + 1e-300L;

    return fabsl((long double)found - wanted) <= 1.01e-16L + rounding;
}

static void expect_near(const alignment_request *asked, size_t i, double r, double rest,
                        long double sum, const char *label)
{
    long double wanted = isinf(sum) ? 1 : (sum - 1) / sum;
    bool digits = sum > 1e290L || fabsl(rest * sum - 1) < 1e-9L; /* of a small 1 - R */

    ck_assert_msg(is_near(r, wanted) && is_near(rest, 1 / sum) && digits,
                  "%s (seed %llu): %s, matrix %s, gaps %d + %d, a %.17g, k %.17g: R %.17g and "
                  "1 - R %.17g, not %.17Lg and %.17Lg",
                  label, (unsigned long long)support_seed(), asked->peptides->letters[i],
                  asked->model->name, (int)asked->gaps.open, (int)asked->gaps.extend, asked->a,
                  asked->k, r, rest, wanted, 1 / sum);
}

static void expect_first(const alignment_request *asked, const answers *first, int32_t plan,
                         int32_t instructions, int32_t threads, const char *label)
{
    const size_t bytes = asked->peptides->count * sizeof(double);
    answers again = ask(asked, plan, instructions, threads);

    ck_assert_msg(memcmp(first->r, again.r, bytes) == 0 &&
                      memcmp(first->rest, again.rest, bytes) == 0,
                  "%s (seed %llu): plan %d, %s with %d threads gives other numbers", label,
                  (unsigned long long)support_seed(), (int)plan, instructions_name(instructions),
                  (int)threads);
    free_answers(&again);
}

/* The oracle's alignments of peptide `i`, which do not depend on the constants. */
static int64_t *oracle_scores(const alignment_request *asked, size_t i)
{
    return oracle_align_records(asked->model->matrix, asked->gaps, asked->peptides->letters[i],
                                &asked->proteome->records);
}

/* The oracle once, and then every plan and instruction set: the same bits. They take turns at 1, 2
 * and 7 threads, or in the thorough tests each is tried with all. */
static void check_request(const alignment_request *asked, const char *label)
{
    static const int32_t threads[] = {1, 2, 7};
    static const int32_t plans[] = {MIMICRY_PLAN_AUTO, MIMICRY_PLAN_SCAN, MIMICRY_PLAN_SEEDS};
    static unsigned turn;
    const instruction_sets *sets = instruction_sets_here();
    answers first = ask(asked, MIMICRY_PLAN_SCAN, MIMICRY_INSTRUCTIONS_PORTABLE, 1);

    for (size_t i = 0; i < asked->peptides->count; i++) {
        int64_t *scores = asked->scores ? asked->scores[i] : oracle_scores(asked, i);

        expect_near(asked, i, first.r[i], first.rest[i],
                    oracle_partition(scores, asked->proteome->records.count, asked->a, asked->k),
                    label);
        if (!asked->scores)
            free(scores);
    }
    for (size_t i = 0; i < sets->count; i++) {
        for (unsigned p = 0; p < 3; p++, turn++) {
            for (unsigned t = 0; t < (support_is_thorough() ? 3U : 1U); t++)
                expect_first(asked, &first, plans[p], sets->set[i], threads[(turn + t) % 3], label);
        }
        turn++; /* so that each plan meets each number */
    }
    free_answers(&first);
}

/* ---- Random ones ---- */

static tested_model random_whole_model(test_random *random)
{
    static const char *const names[] = {"BLOSUM62", "BLOSUM62", "BLOSUM45", "BLOSUM80",
                                        "BLOSUM90", "PAM30",    "PAM250"};
    static const int kinds[] = {MATRIX_SMALL, MATRIX_ASYMMETRIC, MATRIX_BIG,     MATRIX_NEGATIVE,
                                MATRIX_ZERO,  MATRIX_ODD_SELF,   MATRIX_OUTLIER, MATRIX_SMALL};

    if (random_chance(random, 60))
        return model_of_data(names[random_below(random, 7)], false, 0);
    test_text text = random_matrix(random, kinds[random_below(random, 8)]);
    tested_model model = model_from_text(text.bytes, text.length, true, 0);

    text_free(&text);
    return model;
}

static oracle_gaps random_gaps(test_random *random)
{
    static const oracle_gaps gaps[] = {{11, 1}, {11, 1}, {10, 1}, {5, 2},   {0, 3},
                                       {0, 1},  {3, 0},  {0, 0},  {200, 1}, {1, 300},
                                       {2, 1},  {1, 1},  {9, 2},  {4, 1},   {1000000, 1000000}};

    return gaps[random_below(random, sizeof gaps / sizeof gaps[0])];
}

/* With small k every record tells in the sum; with large k only the best do, and a cut is set. */
static void random_constants(test_random *random, alignment_request *asked)
{
    static const double ks[] = {0.01, 0.05, 0.2, 0.5, 1, 2, 4.86936, 4.87, 30};

    asked->k = ks[random_below(random, sizeof ks / sizeof ks[0])];
    asked->a = random_chance(random, 50) ? (double)random_between(random, -5, 60)
                                         : 60 * random_unit(random);
}

static void add_in_capitals(test_peptides *to, const char *letters, size_t length)
{
    test_text text = {0};

    for (size_t i = 0; i < length; i++)
        text_add_char(&text, (char)toupper((unsigned char)letters[i]));
    peptides_add(to, text.bytes, text.length);
    text_free(&text);
}

/* Residues come in and fall out. */
static void add_with_gaps(test_random *random, const letter_source *source,
                          const test_peptides *from, test_peptides *to)
{
    for (size_t i = 0; i < from->count; i++) {
        test_text text = {0};

        for (const char *c = from->letters[i]; *c; c++) {
            char letter = random_letter(random, source);

            if (random_chance(random, 10))
                text_add_char(&text, letter == '*' ? 'A' : letter);
            if (!random_chance(random, 10))
                text_add_char(&text, *c);
        }
        if (text.length > 0)
            add_in_capitals(to, text.bytes, text.length);
        add_in_capitals(to, from->letters[i], strlen(from->letters[i]));
        text_free(&text);
    }
}

static void random_case(uint64_t test, uint64_t number, const proteome_shape *shape,
                        unsigned longest, const char *label)
{
    test_random random = random_of_case(test, number);
    letter_source source = random_letter_source(&random);
    test_text fasta = random_fasta(&random, &source, shape);
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    tested_model model = random_whole_model(&random);
    peptide_shape peptide = {.proteome = proteome.records.letters,
                             .proteome_length = proteome.records.starts[proteome.records.count],
                             .count = 1 + (unsigned)random_below(&random, 4),
                             .min_length = 1,
                             .max_length = longest};
    test_peptides cut = random_peptides(&random, &source, &peptide);
    test_peptides peptides = {0};
    alignment_request asked = {&proteome, &model, &peptides, random_gaps(&random), 0, 0, NULL};

    add_with_gaps(&random, &source, &cut, &peptides);
    random_constants(&random, &asked);
    check_request(&asked, label);
    peptides_free(&peptides);
    peptides_free(&cut);
    model_free(&model);
    proteome_free(&proteome);
    text_free(&fasta);
}

START_TEST(random_alignments)
{
    static const proteome_shape shape = {12, 120};

    for (unsigned i = 0; i < support_scaled(CASES); i++)
        random_case(80, i, &shape, i % 3 ? 16 : 60, "random alignments");
}
END_TEST

START_TEST(long_queries)
{
    static const proteome_shape shape = {4, 300};

    for (unsigned i = 0; i < support_scaled(LONG_CASES); i++)
        random_case(81, i, &shape, 400, "long queries");
}
END_TEST

/* Many tiles; every other time a record is longer than one. */
START_TEST(large_proteomes)
{
    for (unsigned i = 0; i < support_scaled(LARGE_CASES); i++) {
        proteome_shape shape = {i % 2 ? 3 : 800, i % 2 ? 150000 : 600};

        random_case(82, i, &shape, 12, "large proteomes");
    }
}
END_TEST

/* Each a best alignment across a border of tiles in a record that is longer than two. */
START_TEST(borders_of_tiles)
{
    enum { TILE = 65536, LENGTH = 2 * TILE + 500 };
    test_text fasta = {0};
    tested_model model = model_of_data("BLOSUM62", false, 0);
    test_peptides peptides = {0};
    static const int shifts[] = {-14, -9, -8, -4, -1, 0, 1};

    peptides_add(&peptides, "WCHWCHWCH", 9);
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++) {
        size_t at = (size_t)((i % 2 ? TILE : 2 * TILE) + shifts[i]);

        fasta.length = 0;
        text_print(&fasta, ">long\n");
        size_t start = fasta.length;
        for (size_t k = 0; k < LENGTH; k++)
            text_add_char(&fasta, 'G');
        memcpy(fasta.bytes + start + at, i % 3 ? "WCHWCHWCH" : "WCHWGGCHWCH", i % 3 ? 9 : 11);
        tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
        alignment_request asked = {&proteome, &model, &peptides, {11, 1}, 84, 0.5, NULL};
        check_request(&asked, "borders of tiles");
        proteome_free(&proteome);
    }
    peptides_free(&peptides);
    model_free(&model);
    text_free(&fasta);
}
END_TEST

/* Windows of 8 to 25 residues, as they are and with residues that are others, added or left out. */
static void add_changed_windows(const tested_proteome *proteome, test_peptides *to)
{
    test_random random = random_of_case(84, 0);
    letter_source source = natural_letters();
    peptide_shape peptide = {.proteome = proteome->records.letters,
                             .proteome_length = proteome->records.starts[proteome->records.count],
                             .count = 4,
                             .min_length = 8,
                             .max_length = 25};
    test_peptides cut = random_peptides(&random, &source, &peptide);

    add_with_gaps(&random, &source, &cut, to);
    peptides_free(&cut);
}

/* Real proteins, with the published constants and all about them. */
START_TEST(sample_of_human_proteins)
{
    static const char *const known[] = {"EVDPIGHLY", "SIINFEKL", "GILGFVFTL", "LGLSDSQFLQTFLFM"};
    char *path = support_data_path("self_sample.fasta.gz");
    tested_proteome proteome = proteome_from_file(path);
    tested_model model = model_of_data("BLOSUM62", false, 0);
    test_peptides peptides = {0};
    static const double as[] = {32, 26, 52, 23.5};

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        peptides_add(&peptides, known[i], strlen(known[i]));
    add_changed_windows(&proteome, &peptides);
    alignment_request asked = {&proteome, &model, &peptides, {11, 1}, 0, 0, NULL};
    int64_t **scores = support_realloc(NULL, peptides.count * sizeof *scores);
    for (size_t i = 0; i < peptides.count; i++)
        scores[i] = oracle_scores(&asked, i);
    asked.scores = scores;
    for (unsigned i = 0; i < 4; i++) {
        asked.a = as[i];
        asked.k = i < 3 ? 4.87 : 0.3;
        if (support_included(i))
            check_request(&asked, "sample of human proteins");
    }
    for (size_t i = 0; i < peptides.count; i++)
        free(scores[i]);
    free(scores);
    peptides_free(&peptides);
    model_free(&model);
    proteome_free(&proteome);
    free(path);
}
END_TEST

/* The standard proteome, where it is at hand. The last two constants let many records tell. */
START_TEST(human_proteins)
{
    static const char *const known[] = {"EVDPIGHLY", "LELERVLVQY", "LGLSDSQFLQTFLFM"};
    static const double constants[][2] = {{32, 4.87}, {26, 4.87}, {30, 0.5}};
    const char *folder = getenv("MIMICRY_SHARED");
    test_text path = {0};
    tested_model model = model_of_data("BLOSUM62", false, 0);

    text_print(&path, "%s/proteomes/human5k.fasta.gz", folder ? folder : "");
    FILE *file = fopen(path.bytes, "rb");
    if (file) {
        fclose(file);
        tested_proteome proteome = proteome_from_file(path.bytes);
        for (unsigned i = 0; i < 3; i++) {
            test_peptides peptides = {0};
            alignment_request asked = {&proteome,       &model,          &peptides, {11, 1},
                                       constants[i][0], constants[i][1], NULL};

            if (!support_included(i))
                continue;
            peptides_add(&peptides, known[i], strlen(known[i]));
            check_request(&asked, "human5k");
            peptides_free(&peptides);
        }
        proteome_free(&proteome);
    } else {
        puts("skipped: MIMICRY_SHARED names no folder with the standard proteomes");
    }
    model_free(&model);
    text_free(&path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("alignments");

    support_begin("test_alignments");
    support_add_test(suite, random_alignments);
    support_add_test(suite, long_queries);
    support_add_test(suite, large_proteomes);
    support_add_test(suite, borders_of_tiles);
    support_add_test(suite, sample_of_human_proteins);
    support_add_test(suite, human_proteins);
    return support_run(suite);
}
