/* The best by score of a screen: what its reach and its nearest are bounds for it only. Within the
 * reach, beyond it, behind windows that do not count, and among ties; under models of all kinds it
 * is the first of a search. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "screen_checks.h"

/* ---- Known places ---- */

/* Of each query: what is near it, what scores more, what is its own. */
static const char fasta[] = ">sp|P1|A_X tie of three OS=X GN=ONE\n"
                            "GGGGGGGGGRRDDYFYWCGGGGGGGGG\n"
                            ">sp|P2|B_X near ones OS=X GN=TWO\n"
                            "GGGGGGGGGWVLKDEFWCGGGGGGGGGDILKDFELMGGGGGGGGGAAPNWKAARGGGGGGGGG\n"
                            ">sp|P3|C_X ties of two OS=X GN=TWO\n"
                            "GGGGGGGGGRKSDFFYWCGGGGGGGGGKRSDFFYWCGGGGGGGGG\n"
                            ">sp|P4|D_X better ones OS=X GN=THREE\n"
                            "GGGGGGGGGCVMRDYEHMGGGGGGGGGHFPQWRESRGGGGGGGGG\n"
                            ">sp|P5|E_X own ones OS=X GN=OWN\n"
                            "GGGGGGGGGHYPNWKDSRGGGGGGGGGCILKDFEHLGGGGGGGGG\n";

typedef struct known_query {
    mimicry_query query;
    const char *nearest, *best, *best_accession;
    int64_t nearest_mismatches, best_mismatches, best_start;
    double best_score;
} known_query;

static const known_query known[] = {
    {{.id = "within", .peptide = "WILKDEFWC"}, "WVLKDEFWC", "WVLKDEFWC", "P2", 1, 1, 10, 60},
    {{.id = "beyond", .peptide = "CILKDFEHM", .gene = "OWN"},
     "DILKDFELM",
     "CVMRDYEHM",
     "P4",
     2,
     4,
     10,
     43},
    {{.id = "excluded", .peptide = "HYPNWKDTR", .gene = "OWN"},
     "AAPNWKAAR",
     "HFPQWRESR",
     "P4",
     4,
     5,
     28,
     39},
    {{.id = "tie", .peptide = "KKDDFFYWC"}, "RKSDFFYWC", "RKSDFFYWC", "P3", 2, 2, 10, 52},
};
enum { KNOWN = sizeof known / sizeof *known };

static void expect_known(const screen_proteome *p, const mimicry_query *queries,
                         const mimicry_screen_options *options)
{
    screen_tables tables = screen_index(p->proteome.index[0], queries, KNOWN, options);

    for (size_t i = 0; i < KNOWN; i++) {
        const known_query *want = &known[i];
        const read_table *rows = &tables.rows;

        ck_assert_str_eq(table_text(rows, i, "nearest"), want->nearest);
        ck_assert_int_eq(table_integer(rows, i, "nearest_mismatches"), want->nearest_mismatches);
        ck_assert_str_eq(table_text(rows, i, "best"), want->best);
        ck_assert_int_eq(table_integer(rows, i, "best_mismatches"), want->best_mismatches);
        ck_assert_str_eq(table_text(rows, i, "best_accession"), want->best_accession);
        ck_assert(table_real(rows, i, "best_score") == want->best_score);
        ck_assert_int_eq(table_integer(rows, i, "best_start"), want->best_start);
    }
    screen_tables_free(&tables);
}

START_TEST(known_places)
{
    static const struct {
        int32_t kind;
        double threshold;
        uint64_t top;
    } reaches[] = {
        {MIMICRY_MAX_MISMATCHES, 2, 0},
        {MIMICRY_MAX_MISMATCHES, 0, 0},
        {MIMICRY_MAX_MISMATCHES, 4, 0},
        {MIMICRY_MAX_MISMATCHES, 9, 0},
        {MIMICRY_MAX_MISMATCHES, 2, 1},
        {MIMICRY_MAX_MISMATCHES, 5, 2},
        {MIMICRY_MIN_SCORE, 43, 0},
        {MIMICRY_MIN_SCORE, 1000, 0},
        {MIMICRY_MIN_SCORE, -(double)INFINITY, 2},
    };
    tested_model model = model_of_data("BLOSUM62", false, 0);
    screen_proteome p = screen_proteome_of(proteome_from_text(fasta, sizeof fasta - 1));
    mimicry_query queries[KNOWN];

    p.named = (scope_proteome){&p.proteome.records, p.accessions, p.genes};
    for (size_t i = 0; i < KNOWN; i++) {
        queries[i] = known[i].query;
        queries[i].change_end = 9;
    }
    for (size_t i = 0; i < sizeof reaches / sizeof *reaches; i++) {
        const bool cut = isinf(reaches[i].threshold);
        const screen_request request = {.proteome = &p.named,
                                        .matrix = model.matrix,
                                        .rules = {.own_gene = true},
                                        .kind = reaches[i].kind,
                                        .threshold = reaches[i].threshold,
                                        .top = reaches[i].top,
                                        .window_min = 9,
                                        .window_max = 9};
        const mimicry_screen_options options = {.size = sizeof options,
                                                .threshold_kind =
                                                    cut ? MIMICRY_NO_THRESHOLD : reaches[i].kind,
                                                .threshold = cut ? 0 : reaches[i].threshold,
                                                .top = reaches[i].top,
                                                .exclude_own_gene = 1};
        char label[32];

        snprintf(label, sizeof label, "reach %zu", i);
        expect_known(&p, queries, &options);
        check_screen(&p, &request, queries, KNOWN, &options, (unsigned)i, label);
    }
    screen_proteome_free(&p);
    model_free(&model);
}
END_TEST

/* ---- The first of a search ---- */

enum { CASES = 60, LENGTH = 9, PEPTIDES = 12 };

/* Of a matrix of any kind, of weights, or of the distance. */
static mimicry_model *random_model(test_random *random, unsigned i)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    double weights[LENGTH];

    for (size_t k = 0; k < LENGTH; k++)
        weights[k] = (double)random_below(random, 5) / 3;
    if (i % 4 == 0) {
        support_expect_ok(model_weighted("BLOSUM62", weights, LENGTH, &model, &error), &error,
                          "weights");
    } else if (i % 4 == 1) {
        support_expect_ok(model_distance(NULL, NULL, 0, &model, &error), &error, "distance");
    } else {
        test_text text = random_matrix(random, (int)(i / 2 % N_MATRIX_KINDS));
        char *path = support_write_file(".matrix", text.bytes, text.length);

        support_expect_ok(model_matrix(path, 0, &model, &error), &error, "matrix");
        remove(path);
        free(path);
        text_free(&text);
    }
    return model;
}

/* The best of a row is the first of the search's hits of that query, from `*at` on. */
static void expect_best(const read_table *rows, size_t row, const all_hits *hits, size_t *at)
{
    const bool any = *at < hits->count && hits->data[*at].query == row;
    const mimicry_hit *first = any ? &hits->data[*at] : NULL;
    char accession[24];

    ck_assert_int_eq(table_at(rows, row, "best")->known, any);
    while (*at < hits->count && hits->data[*at].query == row)
        ++*at;
    if (!any)
        return;
    snprintf(accession, sizeof accession, "r%llu", (unsigned long long)first->record);
    ck_assert(table_real(rows, row, "best_score") == first->score);
    ck_assert_int_eq(table_integer(rows, row, "best_mismatches"), first->mismatches);
    ck_assert_str_eq(table_text(rows, row, "best_accession"), accession);
    ck_assert_int_eq(table_integer(rows, row, "best_start"), (int64_t)first->start + 1);
}

static void check_model(const mimicry_index *index, const mimicry_model *model,
                        const test_peptides *peptides, int32_t mismatches, uint64_t top)
{
    const mimicry_search_options best = {.size = sizeof best, .model = model, .top = 1};
    const mimicry_screen_options options = {.size = sizeof options,
                                            .model = model,
                                            .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                            .threshold = mismatches,
                                            .top = top};
    mimicry_error error = {.size = sizeof error};
    mimicry_query queries[PEPTIDES];
    all_hits *hits;
    size_t at = 0;

    for (size_t i = 0; i < PEPTIDES; i++)
        queries[i] = (mimicry_query){.id = "", .peptide = peptides->letters[i]};
    support_expect_ok(all_hits_search(index, (const char *const *)peptides->letters, PEPTIDES,
                                      &best, &hits, &error),
                      &error, "search");
    screen_tables tables = screen_index(index, queries, PEPTIDES, &options);
    for (size_t row = 0; row < PEPTIDES; row++)
        expect_best(&tables.rows, row, hits, &at);
    ck_assert_uint_eq(at, hits->count);
    screen_tables_free(&tables);
    all_hits_free(hits);
}

START_TEST(first_of_a_search)
{
    for (unsigned i = 0; i < support_scaled(CASES); i++) {
        test_random random = random_of_case(5, i);
        letter_source source = random_letter_source(&random);
        source.lower_percent = 0; /* a peptide of both cases is refused */
        const proteome_shape shape = {12, 80};
        test_text text = random_fasta(&random, &source, &shape);
        tested_proteome proteome = proteome_from_text(text.bytes, text.length);
        const peptide_shape cut = {.proteome = proteome.records.letters,
                                   .proteome_length =
                                       proteome.records.starts[proteome.records.count]};
        mimicry_model *model = random_model(&random, i);
        test_peptides peptides = {0};

        for (unsigned k = 0; k < PEPTIDES; k++)
            add_random_peptide(&random, &source, &cut, LENGTH, &peptides);
        check_model(proteome.index[i % 2], model, &peptides, (int32_t)random_below(&random, 5),
                    random_chance(&random, 30) ? 1 + random_below(&random, 5) : 0);
        peptides_free(&peptides);
        mimicry_model_free(model);
        text_free(&text);
        proteome_free(&proteome);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("screen_best");

    support_begin("test_screen_best");
    support_add_test(suite, known_places);
    support_add_test(suite, first_of_a_search);
    return support_run(suite);
}
