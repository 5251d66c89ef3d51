/* Searches by scores of a text that is long enough to have counts of fifth residues, which tell
 * apart what stands behind short pieces; against the oracle, around thresholds. */
#include <stdio.h>
#include <stdlib.h>

#include "checks.h"
#include "generate.h"

enum { RECORDS = 40, RESIDUES = 30000, PEPTIDES = 8 };

/* Penalties that are searched for. */
struct penalties {
    double at[11];
    size_t count;
};

/* Each of them, from some that few windows reach to some that thousands do. */
static size_t check_penalties(const tested_proteome *proteome, const tested_model *model,
                              const test_peptides *peptides, const struct penalties *penalties)
{
    static const int32_t plans[] = {MIMICRY_PLAN_BRANCH, MIMICRY_PLAN_AUTO};
    size_t hits = 0;
    for (size_t i = 0; i < penalties->count; i++) {
        char label[64];
        const tested_search search = {
            proteome,
            model,
            peptides->letters,
            peptides->count,
            {.kind = MIMICRY_MAX_PENALTY, .threshold = penalties->at[i], .matrix = model->matrix}};
        oracle_hits wanted =
            oracle_search(&proteome->records, peptides->letters, peptides->count, &search.request);
        snprintf(label, sizeof label, "long text, %s, penalty %g", model->name, penalties->at[i]);
        for (size_t p = 0; p < sizeof plans / sizeof *plans; p++) {
            const search_manner manner = {.plan = plans[p], .threads = 1 + (int32_t)(i + p) % 2};
            check_manner(&search, &manner, &wanted, label);
        }
        hits += wanted.count;
        oracle_hits_free(&wanted);
    }
    return hits;
}

START_TEST(what_stands_behind_pieces_loses_nothing)
{
    static const char *const names[] = {"BLOSUM62", "PAM30"};
    static const struct penalties penalties = {{0, 3, 7, 10, 11, 12, 13, 16, 19, 20, 24}, 11};
    test_random random = random_of_case(1, 0);
    letter_source source = natural_letters();
    tested_proteome proteome = long_proteome(&random, RECORDS, RESIDUES);
    size_t hits = 0;
    for (unsigned m = 0; m < sizeof names / sizeof *names; m++) {
        tested_model model = model_of_data(names[m], false, 0);
        const peptide_shape shape = {.proteome = proteome.records.letters + 3 * RESIDUES,
                                     .proteome_length = (RECORDS - 4) * (size_t)RESIDUES};
        test_peptides peptides = {0};
        for (unsigned i = 0; i < PEPTIDES; i++)
            add_random_peptide(&random, &source, &shape, 4 + 7 * m + i, &peptides);
        peptides_add(&peptides, "LLLLLALLL", 9);
        hits += check_penalties(&proteome, &model, &peptides, &penalties);
        peptides_free(&peptides);
        model_free(&model);
    }
    ck_assert_uint_gt(hits, 1000);
    proteome_free(&proteome);
}
END_TEST

/* The matrix whose penalties are Gram distances: s(a,a) + s(b,b) - 2 s(a,b), of 20 letters. */
static tested_model gram_model(void)
{
    static const char letters[] = "ARNDCQEGHILKMFPSTWYV";
    tested_model blosum = model_of_data("BLOSUM62", false, 0);
    char text[4096];
    size_t n = 0;
    for (const char *b = letters; *b != '\0'; b++)
        n += (size_t)snprintf(text + n, sizeof text - n, " %c", *b);
    for (const char *a = letters; *a != '\0'; a++) {
        const double(*s)[128] = (const double(*)[128])blosum.matrix->score;
        n += (size_t)snprintf(text + n, sizeof text - n, "\n%c", *a);
        for (const char *b = letters; *b != '\0'; b++) {
            const int x = *a, y = *b;
            n +=
                (size_t)snprintf(text + n, sizeof text - n, " %g", 2 * s[x][y] - s[x][x] - s[y][y]);
        }
    }
    n += (size_t)snprintf(text + n, sizeof text - n, "\n");
    ck_assert_uint_lt(n, sizeof text);
    model_free(&blosum);
    return model_from_text(text, n, true, 0);
}

/* Peptides of 5 to 10 residues, whose pieces may overlap; one with a letter that is no amino acid,
 * and two whose strings of four are common. */
static test_peptides short_peptides(test_random *random, const tested_proteome *proteome)
{
    letter_source source = natural_letters();
    const peptide_shape shape = {.proteome = proteome->records.letters + 3 * RESIDUES,
                                 .proteome_length = (RECORDS - 4) * (size_t)RESIDUES};
    test_peptides peptides = {0};
    for (unsigned i = 0; i < PEPTIDES; i++)
        add_random_peptide(random, &source, &shape, 5 + i % 6, &peptides);
    peptides_add(&peptides, "LLLLLALLL", 9);
    peptides_add(&peptides, "LLLLLLLL", 8);
    peptides_add(&peptides, "KLXSVALQE", 9);
    return peptides;
}

START_TEST(pieces_that_overlap_lose_nothing)
{
    static const struct penalties whole = {{1, 6, 11, 12, 13, 20}, 6};
    static const struct penalties fractions = {{0.2, 0.5}, 2};
    test_random random = random_of_case(2, 0);
    tested_proteome proteome = long_proteome(&random, RECORDS, RESIDUES);
    test_peptides peptides = short_peptides(&random, &proteome);
    tested_model gram = gram_model(), pmbec = model_of_data("PMBEC", false, 0);
    ck_assert_uint_gt(check_penalties(&proteome, &gram, &peptides, &whole), 100);
    ck_assert_uint_gt(check_penalties(&proteome, &pmbec, &peptides, &fractions), 100);
    model_free(&gram);
    model_free(&pmbec);
    peptides_free(&peptides);
    proteome_free(&proteome);
}
END_TEST

int main(void)
{
    support_begin("test_long_text");
    Suite *suite = suite_create("long_text");
    TCase *tests = tcase_create("long_text");
    tcase_set_timeout(tests, 600);
    tcase_add_test(tests, what_stands_behind_pieces_loses_nothing);
    tcase_add_test(tests, pieces_that_overlap_lose_nothing);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
