/* Searches by scores of a text that is long enough to have counts of fifth residues, which tell
 * apart what stands behind short pieces; against the oracle, around thresholds. */
#include <stdio.h>
#include <stdlib.h>

#include "checks.h"
#include "generate.h"

enum { RECORDS = 40, RESIDUES = 30000, PEPTIDES = 8 };

/* By penalties from `least` on, which few windows reach, to what thousands do. */
static size_t check_penalties(const tested_proteome *proteome, const tested_model *model,
                              const test_peptides *peptides, unsigned number)
{
    static const double penalties[] = {0, 3, 7, 10, 11, 12, 13, 16, 19, 20, 24};
    static const int32_t plans[] = {MIMICRY_PLAN_BRANCH, MIMICRY_PLAN_AUTO};
    size_t hits = 0;
    for (size_t i = 0; i < sizeof penalties / sizeof *penalties; i++) {
        char label[64];
        const tested_search search = {
            proteome,
            model,
            peptides->letters,
            peptides->count,
            {.kind = MIMICRY_MAX_PENALTY, .threshold = penalties[i], .matrix = model->matrix}};
        oracle_hits wanted =
            oracle_search(&proteome->records, peptides->letters, peptides->count, &search.request);
        snprintf(label, sizeof label, "long text %u, penalty %g", number, penalties[i]);
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
        hits += check_penalties(&proteome, &model, &peptides, m);
        peptides_free(&peptides);
        model_free(&model);
    }
    ck_assert_uint_gt(hits, 1000);
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
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
