/* What stands around suffixes is what the text says, and searches whose look-ups are told apart by
 * it find what the oracle does: by mismatches and by scores, at thresholds of every width, with
 * either width of the suffix array, and in a text that is so long that it has fifths. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "api/prepare.h"
#include "checks.h"
#include "generate.h"
#include "search/around.h"

enum { CASES = 45, RECORDS = 36, RESIDUES = 30000, PEPTIDES = 3 };

static uint32_t field(uint32_t word, uint32_t number)
{
    return word >> number * MIM_AROUND_BITS & 31;
}

static tested_proteome small_proteome(test_random *random, const letter_source *source,
                                      unsigned most_residues)
{
    const proteome_shape shape = {.max_records = 12, .max_length = most_residues};
    test_text fasta = random_fasta(random, source, &shape);
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    text_free(&fasta);
    return proteome;
}

static void check_words(unsigned number)
{
    test_random random = random_of_case(1, number);
    const letter_source source = random_letter_source(&random);
    tested_proteome proteome = small_proteome(&random, &source, 60);

    for (size_t w = 0; w < 2; w++) {
        const mimicry_index *index = proteome.index[w];
        struct mim_around around = {0};

        ck_assert(mim_around_fits(index));
        ck_assert_int_eq(mim_around_make(&around, index, 1 + number % 3, NULL), MIMICRY_OK);
        for (uint64_t rank = 0; rank < index->text_length; rank++) {
            const uint64_t at = mim_suffix_at(index, rank);
            for (uint32_t i = 0; i < MIM_AROUND_RESIDUES; i++) {
                const uint8_t before = i < at ? index->text[at - 1 - i] : MIM_SEPARATOR;
                ck_assert_uint_eq(field(around.before[rank], i), before);
                ck_assert_uint_eq(field(around.behind[rank], i),
                                  index->text[at + MIM_PREFIX_LENGTH + i]);
            }
        }
        mim_around_free(&around);
    }
    proteome_free(&proteome);
}

START_TEST(words_are_the_texts)
{
    for (unsigned i = 0; i < CASES / 3; i++)
        check_words(i);
}
END_TEST

/* ---- Searches ---- */

static int append(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    oracle_hits *all = data;
    (void)stride;
    all->data = support_realloc(all->data, (all->count + count) * sizeof *hits);
    memcpy(all->data + all->count, hits, count * sizeof *hits);
    all->count += count;
    return 0;
}

static void expect_same(const oracle_hits *found, const oracle_hits *expected, const char *what)
{
    ck_assert_msg(found->count == expected->count, "%s: %zu hits, %zu were expected", what,
                  found->count, expected->count);
    for (size_t i = 0; i < found->count; i++) {
        const mimicry_hit *a = &found->data[i], *b = &expected->data[i];
        ck_assert_msg(a->query == b->query && a->record == b->record && a->start == b->start &&
                          a->length == b->length && a->mismatches == b->mismatches &&
                          a->score == b->score,
                      "%s: hit %zu", what, i);
    }
}

/* Searches by one threshold, with the plans that look up. */
static void check_threshold(const tested_search *search, const struct mim_around around[2])
{
    static const int32_t plans[] = {MIMICRY_PLAN_AUTO, MIMICRY_PLAN_SEEDS, MIMICRY_PLAN_BRANCH};
    oracle_hits expected = oracle_search(&search->proteome->records, search->peptides,
                                         search->n_peptides, &search->request);

    for (size_t p = 0; p < sizeof plans / sizeof *plans; p++) {
        const mimicry_search_options options = {.size = sizeof options,
                                                .run.plan = plans[p],
                                                .run.threads = 1 + (int32_t)p,
                                                .threshold_kind = search->request.kind,
                                                .threshold = search->request.threshold,
                                                .top = search->request.top};
        if (!plan_applies(search, plans[p]))
            continue;
        for (size_t w = 0; w < 2; w++) {
            struct mim_prepared prepared = {0};
            oracle_hits found = {0};
            mimicry_error error = {.size = sizeof error};

            support_expect_ok(mim_prepare(search->proteome->index[w], &options, &prepared, &error),
                              &error, plan_name(plans[p]));
            prepared.search.opt_around = &around[w];
            ck_assert_int_eq(mim_search_run(&prepared.search, search->peptides, search->n_peptides,
                                            append, &found, NULL),
                             MIMICRY_OK);
            expect_same(&found, &expected, plan_name(plans[p]));
            oracle_hits_free(&found);
            mim_prepared_free(&prepared);
        }
    }
    oracle_hits_free(&expected);
}

static void make_around(const tested_proteome *proteome, struct mim_around around[2])
{
    for (size_t w = 0; w < 2; w++)
        ck_assert_int_eq(mim_around_make(&around[w], proteome->index[w], 2, NULL), MIMICRY_OK);
}

static void free_around(struct mim_around around[2])
{
    for (size_t w = 0; w < 2; w++)
        mim_around_free(&around[w]);
}

static void check_thresholds(const tested_search *given)
{
    static const double scores[] = {-20, 0, 7, 15, 24, 40}, penalties[] = {0, 3, 8, 13, 30};
    struct mim_around around[2];
    tested_search search = *given;

    make_around(search.proteome, around);
    search.request.matrix = search.model->matrix;
    search.request.kind = MIMICRY_MAX_MISMATCHES;
    for (unsigned m = 0; m <= 5; m++) {
        search.request.threshold = m;
        check_threshold(&search, around);
    }
    search.request.kind = MIMICRY_MIN_SCORE;
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) {
        search.request.threshold = scores[i];
        check_threshold(&search, around);
    }
    search.request.kind = MIMICRY_MAX_PENALTY;
    for (size_t i = 0; i < sizeof penalties / sizeof *penalties; i++) {
        search.request.threshold = penalties[i];
        check_threshold(&search, around);
    }
    search.request.threshold = 1000;
    search.request.top = 2;
    check_threshold(&search, around);
    free_around(around);
}

static void check_case(unsigned number)
{
    test_random random = random_of_case(2, number);
    const letter_source source = random_letter_source(&random);
    tested_proteome proteome = small_proteome(&random, &source, 80);
    tested_model model = model_of_data("BLOSUM62", false, 0);
    const oracle_records *records = &proteome.records;
    const peptide_shape peptides_shape = {.proteome = records->letters,
                                          .proteome_length = records->starts[records->count],
                                          .count = 4,
                                          .min_length = 1,
                                          .max_length = 24};
    test_peptides peptides = random_peptides(&random, &source, &peptides_shape);
    const tested_search search = {.proteome = &proteome,
                                  .model = &model,
                                  .peptides = peptides.letters,
                                  .n_peptides = peptides.count};

    check_thresholds(&search);
    peptides_free(&peptides);
    model_free(&model);
    proteome_free(&proteome);
}

START_TEST(finds_what_the_oracle_finds)
{
    for (unsigned i = 0; i < CASES; i++)
        check_case(i);
}
END_TEST

START_TEST(finds_it_in_long_texts)
{
    static const oracle_request requests[] = {{.kind = MIMICRY_MAX_MISMATCHES, .threshold = 1},
                                              {.kind = MIMICRY_MAX_MISMATCHES, .threshold = 3},
                                              {.kind = MIMICRY_MAX_PENALTY, .threshold = 7},
                                              {.kind = MIMICRY_MAX_PENALTY, .threshold = 13},
                                              {.kind = MIMICRY_MAX_PENALTY, .threshold = 20}};
    test_random random = random_of_case(3, 0);
    const letter_source source = natural_letters();
    tested_proteome proteome = long_proteome(&random, RECORDS, RESIDUES);
    tested_model model = model_of_data("BLOSUM62", false, 0);
    const oracle_records *records = &proteome.records;
    const peptide_shape shape = {.proteome = records->letters,
                                 .proteome_length = records->starts[records->count],
                                 .count = PEPTIDES,
                                 .min_length = 8,
                                 .max_length = 12};
    test_peptides peptides = random_peptides(&random, &source, &shape);
    tested_search search = {.proteome = &proteome,
                            .model = &model,
                            .peptides = peptides.letters,
                            .n_peptides = peptides.count};
    struct mim_around around[2];

    ck_assert_ptr_nonnull(proteome.index[0]->fifths);
    make_around(&proteome, around);
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        search.request = requests[i];
        search.request.matrix = model.matrix;
        check_threshold(&search, around);
    }
    free_around(around);
    peptides_free(&peptides);
    model_free(&model);
    proteome_free(&proteome);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("around");

    support_begin("test_around");
    support_add_test(suite, words_are_the_texts);
    support_add_test(suite, finds_what_the_oracle_finds);
    support_add_test(suite, finds_it_in_long_texts);
    return support_run(suite);
}
