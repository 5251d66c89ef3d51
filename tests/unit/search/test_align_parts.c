/* The inner parts of the alignments, each by itself: which records a cut leaves, the kernels'
 * scores of every record, the plain alignment, and the cut of the partition function. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align_oracle.h"
#include "checks.h"
#include "generate.h"
#include "score/partition.h"
#include "score/tiles.h"
#include "model/model.h"

enum { CASES = 600, LONGEST = 40 };

static struct mim_align_scoring scoring_of(const tested_model *model, oracle_gaps gaps)
{
    struct mim_align_scoring scoring;

    ck_assert_int_eq(
        mim_align_scoring_set(&scoring, &model->model->matrix, gaps.open, gaps.extend, NULL),
        MIMICRY_OK);
    return scoring;
}

static uint32_t codes_of(const char *peptide, uint8_t *codes)
{
    uint32_t length = 0;

    for (; peptide[length]; length++)
        codes[length] = mim_code_of[(unsigned char)peptide[length]];
    return length;
}

/* Adds the records of all groups to the counts. */
static void scan_all(const mimicry_index *index, const struct mim_kernels *kernels,
                     const struct mim_align_query *query, struct mim_score_counts *counts)
{
    struct mim_group_scratch scratch;
    struct mim_record_groups groups;

    memset(counts, 0, sizeof *counts);
    ck_assert_int_eq(mim_record_groups_set(&groups, index, NULL), MIMICRY_OK);
    ck_assert_int_eq(mim_group_scratch_set(&scratch, kernels, 1, NULL), MIMICRY_OK);
    for (size_t i = 0; i < groups.count; i++)
        mim_group_scan(index, &groups.list[i], kernels, query, 1, query->span, &scratch, counts);
    mim_group_scratch_free(&scratch);
    mim_record_groups_free(&groups);
}

/* The counts of best scores from `cut` on. */
static struct mim_score_counts wanted_counts(const int64_t *scores, size_t records, int64_t cut)
{
    struct mim_score_counts counts = {{0}};

    for (size_t r = 0; r < records; r++) {
        ck_assert_int_le(scores[r], MIM_ALIGN_MOST);
        if (scores[r] >= cut)
            counts.of[scores[r]]++;
    }
    return counts;
}

/* With the cut at, just above and just below the best record, and at the lowest. */
static unsigned check_kernels(const tested_proteome *proteome,
                              const struct mim_align_scoring *scoring, const char *peptide,
                              const int64_t *scores)
{
    const instruction_sets *sets = instruction_sets_here();
    size_t records = proteome->records.count;
    uint8_t codes[2 * LONGEST];
    int8_t table[2 * LONGEST][MIM_CODES];
    uint32_t length = codes_of(peptide, codes);
    int64_t best = 0;
    int64_t ceiling = mim_align_ceiling(scoring, codes, length);
    unsigned checked = 0;

    for (size_t r = 0; r < records; r++)
        best = best < scores[r] ? scores[r] : best;
    ck_assert_int_le(best, ceiling);
    const int64_t cuts[] = {1, best / 2, best - 1, best, best + 1};
    for (size_t c = 0; c < sizeof cuts / sizeof cuts[0]; c++) {
        struct mim_align_query query;

        if (cuts[c] < 1 || cuts[c] > ceiling ||
            !mim_align_query_set(&query, scoring, codes, length, cuts[c], table))
            continue;
        struct mim_score_counts wanted = wanted_counts(scores, records, cuts[c]);
        for (size_t i = 0; i < sets->count; i++) {
            struct mim_score_counts found;
            const struct mim_kernels *kernels = mim_kernels_get(sets->set[i]);

            scan_all(proteome->index[0], kernels, &query, &found);
            ck_assert_msg(memcmp(&found, &wanted, sizeof found) == 0,
                          "seed %llu: %s, gaps %d + %d, cut %lld, %s: other counts",
                          (unsigned long long)support_seed(), peptide, (int)scoring->open,
                          (int)scoring->extend, (long long)cuts[c],
                          instructions_name(sets->set[i]));
            checked++;
        }
    }
    return checked;
}

static void check_plain(const tested_proteome *proteome, const struct mim_align_scoring *scoring,
                        const char *peptide, const int64_t *scores)
{
    const mimicry_index *index = proteome->index[0];
    uint8_t codes[2 * LONGEST];
    int32_t work[4 * LONGEST];
    uint32_t length = codes_of(peptide, codes);

    for (uint64_t r = 0; r < index->records; r++) {
        int32_t found = mim_align_best(scoring, codes, length, index->text + index->starts[r],
                                       index->starts[r + 1] - index->starts[r], work);

        ck_assert_msg(found == scores[r], "seed %llu: %s, record %llu: %d, not %lld",
                      (unsigned long long)support_seed(), peptide, (unsigned long long)r,
                      (int)found, (long long)scores[r]);
    }
}

START_TEST(scores_of_every_record)
{
    static const oracle_gaps gaps[] = {{11, 1}, {0, 1}, {3, 2}, {1, 1}, {5, 5}, {127, 127}};
    static const char *const names[] = {"BLOSUM62", "PAM30", "BLOSUM45"};
    static const proteome_shape shape = {10, 150};
    unsigned checked = 0;

    for (unsigned i = 0; i < support_scaled(CASES); i++) {
        test_random random = random_of_case(90, i);
        letter_source source = random_letter_source(&random);
        test_text fasta = random_fasta(&random, &source, &shape);
        tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
        tested_model model = model_of_data(names[i % 3], false, 0);
        peptide_shape peptide = {proteome.records.letters,
                                 proteome.records.starts[proteome.records.count],
                                 2,
                                 1,
                                 LONGEST,
                                 false};
        test_peptides peptides = random_peptides(&random, &source, &peptide);
        oracle_gaps costs = gaps[random_below(&random, sizeof gaps / sizeof gaps[0])];
        struct mim_align_scoring scoring = scoring_of(&model, costs);

        for (size_t k = 0; k < peptides.count; k++) {
            int64_t *scores =
                oracle_align_records(model.matrix, costs, peptides.letters[k], &proteome.records);

            check_plain(&proteome, &scoring, peptides.letters[k], scores);
            checked += check_kernels(&proteome, &scoring, peptides.letters[k], scores);
            free(scores);
        }
        peptides_free(&peptides);
        model_free(&model);
        proteome_free(&proteome);
        text_free(&fasta);
    }
    ck_assert_uint_ge(checked, support_scaled(CASES));
}
END_TEST

/* The highest scores that a byte holds, just before the end of a record: nothing goes beyond it. */
START_TEST(records_end)
{
    static const char fasta[] =
        ">a\nWWWWWWWWWWWWWWWWWWWWWWW\n>b\nWWW\n>c\nAAAWWWWWWWWWWWWWWWWWWWWWW\n"
        ">d\nC*CWWC\n>e\n\n>f\nWWWWWWWWWWWWWWWWWWWWWWWA*A\n";
    static const char query[] = "WWWWWWWWWWWWWWWWWWWWWWW";
    static const oracle_gaps gaps[] = {{11, 1}, {0, 1}, {1, 1}, {126, 1}};
    tested_proteome proteome = proteome_from_text(fasta, strlen(fasta));
    tested_model model = model_of_data("BLOSUM62", false, 0);

    for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
        struct mim_align_scoring scoring = scoring_of(&model, gaps[i]);
        int64_t *scores = oracle_align_records(model.matrix, gaps[i], query, &proteome.records);

        ck_assert_int_eq(scores[0], 253);
        ck_assert_int_eq(scores[1], 33);
        check_plain(&proteome, &scoring, query, scores);
        ck_assert_uint_gt(check_kernels(&proteome, &scoring, query, scores), 0);
        free(scores);
    }
    model_free(&model);
    proteome_free(&proteome);
}
END_TEST

/* All records but the cut's have less than 1e-16 together, and the cut is not much too low. */
START_TEST(cut_of_the_sum)
{
    static const double as[] = {32, 26, 52, 0, -20, 31.7, 200};
    static const double ks[] = {4.87, 4.86936, 1, 0.3, 0.01, 50};
    static const uint64_t counts[] = {1, 2, 1000, 25189, UINT64_C(1) << 40};

    for (size_t i = 0; i < sizeof as / sizeof as[0]; i++) {
        for (size_t j = 0; j < sizeof ks / sizeof ks[0]; j++) {
            for (size_t n = 0; n < sizeof counts / sizeof counts[0]; n++) {
                double cut = mim_partition_cut(counts[n], as[i], ks[j]);
                double records = (double)counts[n];
                double above = records * exp(-ks[j] * (as[i] - cut));

                ck_assert(cut >= 1 && cut == floor(cut));
                if (cut == 1)
                    continue; /* nothing is left out: scores are positive */
                ck_assert(records * exp(-ks[j] * (as[i] - (cut - 1))) <= 1.0000001e-16);
                ck_assert(above >= 0.9999999e-16);
            }
        }
    }
    ck_assert(isinf(mim_partition_cut(0, 32, 4.87)));
    ck_assert(mim_partition_cut(25189, 32, 4.87) == 23); /* 32 - ln(25189e16) / 4.87 = 22.35 */
}
END_TEST

/* What does not fit into bytes is refused, to be aligned in the plain way. */
START_TEST(queries_that_do_not_fit)
{
    struct mim_align_query query;
    tested_model model = model_of_data("BLOSUM62", false, 0);
    struct mim_align_scoring usual = scoring_of(&model, (oracle_gaps){11, 1});
    struct mim_align_scoring unbounded = scoring_of(&model, (oracle_gaps){11, 0});
    struct mim_align_scoring dear = scoring_of(&model, (oracle_gaps){200, 1});
    uint8_t codes[2 * LONGEST];
    int8_t table[2 * LONGEST][MIM_CODES];
    uint32_t fits = codes_of("WWWWWWWWWWWWWWWWWWWWWWW", codes); /* 23 * 11 = 253 */

    ck_assert(mim_align_query_set(&query, &usual, codes, fits, 1, table));
    ck_assert_uint_eq(query.span, 23 + (253 - 1 - 11)); /* a gap of that costs 252, and leaves 1 */
    ck_assert(mim_align_query_set(&query, &usual, codes, fits, 250, table));
    ck_assert_uint_eq(query.span, 23);
    ck_assert(!mim_align_query_set(&query, &unbounded, codes, fits, 1, table));
    ck_assert(!mim_align_query_set(&query, &dear, codes, fits, 1, table));
    ck_assert(mim_align_query_set(&query, &dear, codes, 11, 1, table)); /* 121 at most */
    fits = codes_of("WWWWWWWWWWWWWWWWWWWWWWWW", codes);                 /* 264 */
    ck_assert(!mim_align_query_set(&query, &usual, codes, fits, 1, table));
    model_free(&model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("align_parts");

    support_begin("test_align_parts");
    support_add_test(suite, scores_of_every_record);
    support_add_test(suite, records_end);
    support_add_test(suite, cut_of_the_sum);
    support_add_test(suite, queries_that_do_not_fit);
    return support_run(suite);
}
