/* The search of 1.0: what no threshold means, what goes together and what does not, and that each
 * kind of search is the oracle's. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "generate.h"
#include "oracle_edits.h"

static int append(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    oracle_hits *all = data;

    ck_assert_uint_eq(stride, sizeof *hits);
    all->data = support_realloc(all->data, (all->count + count) * sizeof *hits);
    memcpy(all->data + all->count, hits, count * sizeof *hits);
    all->count += count;
    return 0;
}

static oracle_hits search(const mimicry_index *index, const test_peptides *peptides,
                          const mimicry_search_options *options)
{
    oracle_hits hits = {0};
    mimicry_error error = {0};

    support_expect_ok(mimicry_search_each(index, peptides->letters, peptides->count, options,
                                          append, &hits, &error),
                      &error, "mimicry_search_each");
    return hits;
}

static void expect_same(const oracle_hits *got, const oracle_hits *wanted, bool scores)
{
    ck_assert_msg(got->count == wanted->count, "seed %llu: %zu hits, the oracle has %zu",
                  (unsigned long long)support_seed(), got->count, wanted->count);
    for (size_t i = 0; i < got->count; i++) {
        const mimicry_hit *a = &got->data[i], *b = &wanted->data[i];

        ck_assert_msg(a->query == b->query && a->query_start == b->query_start &&
                          a->record == b->record && a->start == b->start &&
                          a->length == b->length && a->mismatches == b->mismatches &&
                          a->indels == b->indels && a->query_length == b->query_length &&
                          (!scores || !(a->score < b->score || a->score > b->score)),
                      "seed %llu: hit %zu", (unsigned long long)support_seed(), i);
    }
}

typedef struct setting {
    tested_proteome proteome;
    tested_model model;
    test_peptides peptides;
} setting;

static void upper(const char *letters)
{
    for (char *c = (char *)(uintptr_t)letters; *c != '\0'; c++)
        *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
}

static setting make_setting(uint64_t test, unsigned number)
{
    test_random random = random_of_case(test, number);
    const letter_source source = random_letter_source(&random);
    const proteome_shape shape = {.max_records = 12, .max_length = 120};
    test_text fasta = random_fasta(&random, &source, &shape);
    setting s = {.proteome = proteome_from_text(fasta.bytes, fasta.length),
                 .model = model_of_data("BLOSUM62", false, 0)};
    const oracle_records *records = &s.proteome.records;
    const peptide_shape peptides = {.proteome = records->letters,
                                    .proteome_length = records->starts[records->count],
                                    .count = 4,
                                    .min_length = 4,
                                    .max_length = 11};

    s.peptides = random_peptides(&random, &source, &peptides);
    for (size_t i = 0; i < s.peptides.count; i++) /* the oracle of indels takes no other */
        upper(s.peptides.letters[i]);
    text_free(&fasta);
    return s;
}

static void free_setting(setting *s)
{
    proteome_free(&s->proteome);
    model_free(&s->model);
    peptides_free(&s->peptides);
}

/* Against the oracle, and the counts against the hits. */
static void check(const setting *s, const mimicry_search_options *options,
                  const oracle_request *request)
{
    oracle_hits wanted =
        oracle_search(&s->proteome.records, s->peptides.letters, s->peptides.count, request);
    oracle_hits got = search(s->proteome.index[0], &s->peptides, options);

    expect_same(&got, &wanted, true);
    if (options == NULL || options->top == 0) {
        enum { COLUMNS = 3 };
        uint64_t counts[16 * COLUMNS], wanted_counts[16 * COLUMNS] = {0};
        mimicry_error error = {0};

        ck_assert_uint_le(s->peptides.count, 16);
        for (size_t i = 0; i < wanted.count; i++) {
            if (wanted.data[i].mismatches < COLUMNS)
                wanted_counts[wanted.data[i].query * COLUMNS + wanted.data[i].mismatches]++;
        }
        support_expect_ok(mimicry_search_count(s->proteome.index[0], s->peptides.letters,
                                               s->peptides.count, options, counts, COLUMNS, &error),
                          &error, "mimicry_search_count");
        ck_assert_int_eq(
            memcmp(counts, wanted_counts, s->peptides.count * COLUMNS * sizeof *counts), 0);
    }
    oracle_hits_free(&wanted);
    oracle_hits_free(&got);
}

START_TEST(no_threshold)
{
    for (unsigned i = 0; i < support_scaled(100); i++) {
        setting s = make_setting(1, i);
        const oracle_request exact = {.kind = MIMICRY_MAX_MISMATCHES, .matrix = s.model.matrix};
        const oracle_request best = {.kind = MIMICRY_MIN_SCORE,
                                     .threshold = -INFINITY,
                                     .top = 1 + i % 7,
                                     .matrix = s.model.matrix};
        const mimicry_search_options none = {.size = sizeof none};
        const mimicry_search_options top = {.size = sizeof top, .top = best.top};

        check(&s, NULL, &exact);
        check(&s, &none, &exact);
        check(&s, &top, &best);
        free_setting(&s);
    }
}
END_TEST

START_TEST(each_threshold)
{
    static const double thresholds[] = {
        [MIMICRY_MAX_MISMATCHES] = 2, [MIMICRY_MIN_SCORE] = 15,   [MIMICRY_MIN_SIMILARITY] = 0.5,
        [MIMICRY_MAX_PENALTY] = 20,   [MIMICRY_MAX_EVALUE] = 0.5,
    };
    for (unsigned i = 0; i < support_scaled(60); i++) {
        setting s = make_setting(2, i);

        for (int32_t kind = MIMICRY_MAX_MISMATCHES; kind <= MIMICRY_MAX_EVALUE; kind++) {
            const oracle_request request = {.kind = kind,
                                            .threshold = thresholds[kind],
                                            .window_min = i % 3 == 0 ? 3 : 0,
                                            .window_max = i % 3 == 0 ? 5 : 0,
                                            .matrix = s.model.matrix};
            const mimicry_search_options options = {.size = sizeof options,
                                                    .run.threads = 1 + (int32_t)(i % 3),
                                                    .threshold_kind = kind,
                                                    .threshold = request.threshold,
                                                    .window_min = request.window_min,
                                                    .window_max = request.window_max};
            check(&s, &options, &request);
        }
        free_setting(&s);
    }
}
END_TEST

START_TEST(indels)
{
    for (unsigned i = 0; i < support_scaled(60); i++) {
        setting s = make_setting(3, i);
        const edits_request request = {.max_indels = 1 + i % 3, .max_mismatches = i % 2};
        const mimicry_search_options options = {
            .size = sizeof options,
            .threshold_kind = i % 2 == 1 ? MIMICRY_MAX_MISMATCHES : MIMICRY_NO_THRESHOLD,
            .threshold = request.max_mismatches,
            .max_indels = request.max_indels};
        oracle_hits wanted = oracle_edits_search(&s.proteome.records, s.peptides.letters,
                                                 s.peptides.count, &request);
        oracle_hits got = search(s.proteome.index[0], &s.peptides, &options);

        expect_same(&got, &wanted, false);
        oracle_hits_free(&wanted);
        oracle_hits_free(&got);
        free_setting(&s);
    }
}
END_TEST

/* An epitope of neighbours is the peptide that they spell; at fixed positions it is one of these
 * hits. */
START_TEST(positions)
{
    for (unsigned i = 0; i < support_scaled(60); i++) {
        setting s = make_setting(4, i);
        const uint64_t first = i % 5;
        test_peptides epitopes = {0};

        for (size_t k = 0; k < s.peptides.count; k++) {
            test_text text = {0};
            for (const char *c = s.peptides.letters[k]; *c != '\0'; c++)
                text_print(&text, "%s%c%llu", text.length > 0 ? ", " : "", *c,
                           (unsigned long long)(first + 1 + (uint64_t)(c - s.peptides.letters[k])));
            peptides_add(&epitopes, text.bytes, text.length);
            text_free(&text);
        }
        mimicry_search_options options = {.size = sizeof options,
                                          .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                          .threshold = 2,
                                          .positions = MIMICRY_POSITIONS_ANYWHERE};
        oracle_request request = {
            .kind = MIMICRY_MAX_MISMATCHES, .threshold = 2, .matrix = s.model.matrix};
        oracle_hits wanted =
            oracle_search(&s.proteome.records, s.peptides.letters, s.peptides.count, &request);
        oracle_hits got = search(s.proteome.index[0], &epitopes, &options);
        expect_same(&got, &wanted, true);
        oracle_hits_free(&wanted);
        oracle_hits_free(&got);

        options.positions = MIMICRY_POSITIONS_FIXED;
        request.fixed = true;
        request.fixed_start = first;
        wanted = oracle_search(&s.proteome.records, s.peptides.letters, s.peptides.count, &request);
        got = search(s.proteome.index[0], &epitopes, &options);
        expect_same(&got, &wanted, true);
        oracle_hits_free(&wanted);
        oracle_hits_free(&got);
        peptides_free(&epitopes);
        free_setting(&s);
    }
}
END_TEST

START_TEST(what_is_refused)
{
    static const struct {
        mimicry_search_options options;
        const char *message;
    } bad[] = {
        {{.threshold = 2}, "threshold"},
        {{.threshold_kind = 9}, "threshold_kind"},
        {{.threshold_kind = -1}, "threshold_kind"},
        {{.threshold_kind = MIMICRY_MAX_MISMATCHES, .threshold = 0.5}, "whole number"},
        {{.threshold_kind = MIMICRY_MAX_MISMATCHES, .threshold = NAN}, "whole number"},
        {{.threshold_kind = MIMICRY_MAX_EVALUE}, "above 0"},
        {{.max_indels = 9}, "indels"},
        {{.max_indels = 1, .top = 1}, "indels"},
        {{.max_indels = 1, .threshold_kind = MIMICRY_MIN_SCORE}, "indels"},
        {{.max_indels = 1, .run.plan = MIMICRY_PLAN_LANES}, "plan"},
        {{.max_indels = 1, .run.plan = MIMICRY_PLAN_SLIDING}, "plan"},
        {{.positions = 3}, "positions"},
        {{.positions = 1, .top = 1}, "epitopes"},
        {{.positions = 1, .max_indels = 1}, "epitopes"},
        {{.positions = 1, .window_min = 3, .window_max = 3}, "epitopes"},
        {{.positions = 2, .threshold_kind = MIMICRY_MIN_SIMILARITY, .threshold = 1}, "epitopes"},
        {{.positions = 1, .run.plan = MIMICRY_PLAN_SEEDS}, "plan"},
        {{.positions = 1, .run.plan = MIMICRY_PLAN_SLIDING}, "plan"},
        {{.run.plan = MIMICRY_PLAN_SCAN}, "plan"},
        {{.run.plan = 8}, "plan"},
        {{.run.threads = -1}, "threads"},
        {{.run.threads = 1025}, "threads"},
        {{.run.instructions = 9}, "instructions"},
        {{.run.reserved = 1}, "reserved"},
        {{.window_min = 3, .window_max = 2}, "windows"},
        {{.rows = MIMICRY_ROWS_COUNTS}, "rows"},
        {{.columns = MIMICRY_COLUMN_EVALUE}, "columns"},
    };
    setting s = make_setting(5, 0);
    oracle_hits hits = {0};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        mimicry_search_options options = bad[i].options;
        mimicry_error error = {0};

        options.size = sizeof options;
        ck_assert_msg(mimicry_search_each(s.proteome.index[0], s.peptides.letters, s.peptides.count,
                                          &options, append, &hits, &error) == MIMICRY_E_ARGUMENT,
                      "case %zu", i);
        ck_assert_msg(strstr(error.message, bad[i].message) != NULL, "case %zu: %s", i,
                      error.message);
    }
    ck_assert_uint_eq(hits.count, 0);
    free_setting(&s);
}
END_TEST

START_TEST(what_is_not_counted)
{
    static const mimicry_search_options bad[] = {
        {.size = sizeof *bad, .top = 1},
        {.size = sizeof *bad, .max_indels = 1},
        {.size = sizeof *bad, .positions = MIMICRY_POSITIONS_ANYWHERE},
    };
    setting s = make_setting(6, 0);
    const char *peptide = "A1";
    uint64_t counts[MIMICRY_MAX_PEPTIDE + 2];

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_int_eq(
            mimicry_search_count(s.proteome.index[0], &peptide, 1, &bad[i], counts, 1, NULL),
            MIMICRY_E_ARGUMENT);
    peptide = "A";
    for (uint32_t columns = 0; columns <= MIMICRY_MAX_PEPTIDE + 2;
         columns += MIMICRY_MAX_PEPTIDE + 2)
        ck_assert_int_eq(
            mimicry_search_count(s.proteome.index[0], &peptide, 1, NULL, counts, columns, NULL),
            MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_search_each(s.proteome.index[0], &peptide, 1, NULL, NULL, NULL, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_search_each(NULL, &peptide, 1, NULL, append, NULL, NULL),
                     MIMICRY_E_ARGUMENT);
    peptide = NULL;
    ck_assert_int_eq(
        mimicry_search_each(s.proteome.index[0], &peptide, 1, NULL, append, NULL, NULL),
        MIMICRY_E_ARGUMENT);
    free_setting(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("search_each");

    support_begin("test_search_each");
    support_add_test(suite, no_threshold);
    support_add_test(suite, each_threshold);
    support_add_test(suite, indels);
    support_add_test(suite, positions);
    support_add_test(suite, what_is_refused);
    support_add_test(suite, what_is_not_counted);
    return support_run(suite);
}
