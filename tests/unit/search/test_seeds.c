/* Seeds: every record with an alignment of at least a cut is found, and its best score, whatever
 * the cut; against the oracle. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "align_oracle.h"
#include "checks.h"
#include "generate.h"
#include "model/model.h"
#include "score/seed_walk.h"

enum { CASES = 250, LONGEST = 30 };

/* What is looked for, and how often it could be. */
typedef struct seeds_test {
    const tested_proteome *proteome;
    const struct mim_align_scoring *scoring;
    const char *peptide;
    uint8_t codes[2 * LONGEST + 2];
    uint32_t length;
    const int64_t *scores; /* of the oracle, by record */
} seeds_test;

typedef struct seeds_tally {
    unsigned searched, with_gaps, found;
} seeds_tally;

/* Whether the records of at least the cut, as found, are the oracle's. */
static void compare(const seeds_test *test, const struct mim_seed_places *places, int64_t cut,
                    const char *instructions, seeds_tally *tally)
{
    for (size_t r = 0; r < test->proteome->records.count; r++) {
        int64_t wanted = test->scores[r] >= cut ? test->scores[r] : 0;

        ck_assert_msg(places->found.best[r] == wanted,
                      "seed %llu: %s, gaps %d + %d, cut %lld, %s: record %zu has %d, not %lld",
                      (unsigned long long)support_seed(), test->peptide, (int)test->scoring->open,
                      (int)test->scoring->extend, (long long)cut, instructions, r,
                      (int)places->found.best[r], (long long)wanted);
        tally->found += wanted > 0;
    }
}

static void search_from(const seeds_test *test, int64_t cut, seeds_tally *tally)
{
    const instruction_sets *sets = instruction_sets_here();
    const mimicry_index *index = test->proteome->index[cut % 2];
    struct mim_seed_query *query = support_realloc(NULL, sizeof *query);
    float frequencies[MIM_AMINO_ACIDS];
    struct mim_seed_plan plan;

    mim_seed_frequencies(index, frequencies);
    if (mim_seed_query_set(query, test->scoring, frequencies, test->codes, test->length, cut)) {
        mim_seed_plan_set(&plan, query, (int32_t)cut, index->text_length);
        for (size_t i = 0; i < sets->count && isfinite(plan.cost); i++) {
            struct mim_seed_places places;

            ck_assert_int_eq(
                mim_seed_places_set(&places, index, mim_kernels_get(sets->set[i]), NULL),
                MIMICRY_OK);
            mim_seed_places_begin(&places, query, &plan);
            for (uint32_t k = 0; k < plan.n_pieces; k++)
                ck_assert_int_eq(mim_seed_walk(&places, &plan.pieces[k], NULL), MIMICRY_OK);
            mim_seed_places_end(&places);
            compare(test, &places, cut, instructions_name(sets->set[i]), tally);
            mim_seed_places_free(&places);
            tally->searched++;
            tally->with_gaps += plan.reach > 0;
        }
    }
    free(query);
}

/* With the cut at the ceiling, at, just above and just below the best record, and far below. */
static void search_peptide(seeds_test *test, seeds_tally *tally)
{
    int64_t best = 0;

    test->length = (uint32_t)strlen(test->peptide);
    ck_assert_uint_le(test->length, sizeof test->codes);
    for (uint32_t j = 0; j < test->length; j++)
        test->codes[j] = mim_code_of[(unsigned char)test->peptide[j]];
    for (size_t r = 0; r < test->proteome->records.count; r++)
        best = best < test->scores[r] ? test->scores[r] : best;
    int64_t ceiling = mim_align_ceiling(test->scoring, test->codes, test->length);
    const int64_t cuts[] = {ceiling,  best + 1, best,      best - 1, best - 3,
                            best - 6, best - 9, best - 13, best - 17};
    for (size_t c = 0; c < sizeof cuts / sizeof cuts[0]; c++) {
        if (cuts[c] >= 1 && cuts[c] <= ceiling)
            search_from(test, cuts[c], tally);
    }
}

static void search_peptides(const tested_proteome *proteome, const tested_model *model,
                            oracle_gaps gaps, const test_peptides *peptides, seeds_tally *tally)
{
    struct mim_align_scoring scoring;

    ck_assert_int_eq(
        mim_align_scoring_set(&scoring, &model->model->matrix, gaps.open, gaps.extend, NULL),
        MIMICRY_OK);
    for (size_t i = 0; i < peptides->count; i++) {
        int64_t *scores =
            oracle_align_records(model->matrix, gaps, peptides->letters[i], &proteome->records);
        seeds_test test = {
            .proteome = proteome, .scoring = &scoring, .peptide = peptides->letters[i]};

        test.scores = scores;
        search_peptide(&test, tally);
        free(scores);
    }
}

/* Adds a peptide without some residues, or with some more, one run of each. */
static void add_gapped(test_random *random, const letter_source *source, const char *from,
                       test_peptides *to)
{
    char changed[2 * LONGEST + 2];
    size_t length = strlen(from), at = random_below(random, length + 1), n = 0;
    size_t more = random_below(random, 3), skip = more > 0 ? 0 : 1 + random_below(random, 3);

    for (size_t i = 0; i < length; i++) {
        for (size_t k = 0; i == at && k < more; k++) {
            char letter = random_letter(random, source);

            changed[n++] = letter == '*' ? 'A' : letter;
        }
        if (i < at || i >= at + skip)
            changed[n++] = from[i];
    }
    if (n > 0)
        peptides_add(to, changed, n);
}

START_TEST(every_record_is_found)
{
    static const oracle_gaps gaps[] = {{11, 1}, {11, 1}, {11, 1}, {9, 2}, {5, 2},
                                       {3, 1},  {6, 1},  {2, 2},  {0, 4}, {127, 127}};
    static const char *const names[] = {"BLOSUM62", "BLOSUM62", "PAM30", "BLOSUM45", "BLOSUM80"};
    static const proteome_shape shapes[] = {{10, 150}, {3, 12}, {60, 300}};
    seeds_tally tally = {0};

    for (unsigned i = 0; i < support_scaled(CASES); i++) {
        test_random random = random_of_case(95, i);
        letter_source source = i % 2 ? natural_letters() : random_letter_source(&random);
        test_text fasta = random_fasta(&random, &source, &shapes[i % 3]);
        tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
        tested_model model = model_of_data(names[i % 5], false, 0);
        peptide_shape peptide = {proteome.records.letters,
                                 proteome.records.starts[proteome.records.count],
                                 3,
                                 1,
                                 i % 4 ? 13 : LONGEST,
                                 false};
        test_peptides peptides = random_peptides(&random, &source, &peptide);
        size_t count = peptides.count;

        for (size_t k = 0; k < count; k++)
            add_gapped(&random, &source, peptides.letters[k], &peptides);
        search_peptides(&proteome, &model, gaps[random_below(&random, 10)], &peptides, &tally);
        peptides_free(&peptides);
        model_free(&model);
        proteome_free(&proteome);
        text_free(&fasta);
    }
    ck_assert_uint_ge(tally.searched, 4 * support_scaled(CASES));
    /* Each instruction set counts, of which machines have two to four. */
    ck_assert_uint_ge(3 * tally.with_gaps, instruction_sets_here()->count * support_scaled(CASES));
    ck_assert_uint_ge(tally.found, support_scaled(CASES));
    printf("%u searches, %u with gaps, %u records\n", tally.searched, tally.with_gaps, tally.found);
}
END_TEST

/* A residue more or less than in a record, at each position, as alone as can be: only an alignment
 * with a gap reaches the cut. */
START_TEST(gaps_everywhere)
{
    static const char peptides_of[][26] = {"WCHWCYHW", "WCHFYWCHW", "HWCYWFCHWY", "WCHWCYHWFHCWY",
                                           "WCHWYCHWFWCHHWYWCHFWCW"};
    tested_model model = model_of_data("BLOSUM62", false, 0);
    seeds_tally tally = {0};

    for (size_t i = 0; i < sizeof peptides_of / sizeof peptides_of[0]; i++) {
        test_text fasta = {0};
        test_peptides peptides = {0};
        const char *peptide = peptides_of[i];
        int length = (int)strlen(peptide);

        for (int at = 0; at <= length; at++) {
            text_print(&fasta, ">i%d\nAAAA%.*sG%sAAA\n", at, at, peptide, peptide + at);
            text_print(&fasta, ">j%d\n%.*sGG%sAAA\n", at, at, peptide, peptide + at);
            text_print(&fasta, ">d%d\nAAAA%.*s%s\n", at, at, peptide,
                       peptide + (at < length ? at + 1 : at));
            text_print(&fasta, ">e%d\nAAAA%.*s%sAAA\n", at, at, peptide,
                       peptide + (at < length - 1 ? at + 2 : length));
            text_print(&fasta, ">m%d\nAA%.*sP%.*sG%sAAA\n", at, at / 2, peptide, at - at / 2,
                       peptide + at / 2, peptide + at);
        }
        tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
        peptides_add(&peptides, peptide, (size_t)length);
        search_peptides(&proteome, &model, (oracle_gaps){11, 1}, &peptides, &tally);
        search_peptides(&proteome, &model, (oracle_gaps){5, 1}, &peptides, &tally);
        search_peptides(&proteome, &model, (oracle_gaps){3, 2}, &peptides, &tally);
        proteome_free(&proteome);
        peptides_free(&peptides);
        text_free(&fasta);
    }
    ck_assert_uint_gt(tally.with_gaps, 0);
    model_free(&model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("seeds");

    support_begin("test_seeds");
    support_add_test(suite, every_record_is_found);
    support_add_test(suite, gaps_everywhere);
    return support_run(suite);
}
