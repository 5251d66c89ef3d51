/* The grouping of hits by distinct self-peptide, against the oracle, for whole searches, for hits
 * in any order and for the blocks that the header says can be grouped on their own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "oracle_shared.h"
#include "samples.h"
#include "search/groups.h"

enum { CASES = 120 };

typedef struct groups {
    uint64_t *numbers;
    uint64_t count;
} groups;

static groups group(const mimicry_index *index, const void *hits, size_t count, size_t stride)
{
    mimicry_error error = {.size = sizeof error};
    groups made = {support_realloc(NULL, (count + 1) * sizeof *made.numbers), 99};

    made.numbers[count] = 12345;
    support_expect_ok(mim_hits_group(index, hits, count, stride, made.numbers, &made.count, &error),
                      &error, "groups");
    ck_assert_uint_eq(made.numbers[count], 12345);
    return made;
}

static void check_groups(const mimicry_index *index, const oracle_records *records,
                         const hit_list *hits, unsigned number)
{
    uint64_t *wanted = support_realloc(NULL, (hits->count + 1) * sizeof *wanted);
    size_t count = oracle_group(records, hits->data, hits->count, wanted);
    groups got = group(index, hits->data, hits->count, sizeof *hits->data);

    ck_assert_uint_eq(got.count, count);
    for (size_t i = 0; i < hits->count; i++)
        ck_assert_msg(got.numbers[i] == wanted[i],
                      "case %u (seed %llu), hit %zu of %zu: group %llu, the oracle has %llu",
                      number, (unsigned long long)support_seed(), i, hits->count,
                      (unsigned long long)got.numbers[i], (unsigned long long)wanted[i]);
    free(got.numbers);
    free(wanted);
}

/* What printing by peptide relies on: between two hits of a group are none but such that agree with
 * them in mismatches and score. */
static void check_neighbours(const mimicry_index *index, const hit_list *hits, bool indels)
{
    groups all = group(index, hits->data, hits->count, sizeof *hits->data);

    for (uint64_t g = 0; g < all.count; g++) {
        size_t first = hits->count, last = 0;

        for (size_t i = 0; i < hits->count; i++) {
            if (all.numbers[i] == g) {
                first = first == hits->count ? i : first;
                last = i;
            }
        }
        for (size_t i = first; i <= last; i++) {
            ck_assert_uint_eq(hits->data[i].mismatches, hits->data[first].mismatches);
            ck_assert_uint_eq(hits->data[i].indels, hits->data[first].indels);
            if (!indels)
                ck_assert_double_eq(hits->data[i].score, hits->data[first].score);
        }
    }
    free(all.numbers);
}

static void cut(hit_list *hits, size_t most)
{
    hits->count = hits->count < most ? hits->count : most;
}

START_TEST(random_searches)
{
    for (unsigned i = 0; i < support_scaled(CASES); i++) {
        test_random random = random_of_case(70, i);
        sample made = random_sample(71, i);
        mimicry_index *index = index_of_sample(&made);
        oracle_records records = oracle_fasta_parse(made.fasta[0].bytes, made.fasta[0].length);
        mimicry_search_options options = options_number(i);

        if (i % 3 == 1) {
            options.window_min = 2;
            options.window_max = 4;
        }
        if (i % 6 < 2 && i % 4 == 0)
            options.max_indels = 2;
        hit_list hits =
            list_of(search_index(index, made.peptides.letters, made.peptides.count, &options));
        cut(&hits, 1500);
        check_groups(index, &records, &hits, i);
        check_neighbours(index, &hits, options.max_indels > 0);
        for (size_t k = hits.count; k > 1; k--) { /* in any order too */
            size_t other = (size_t)random_below(&random, k);
            mimicry_hit hit = hits.data[k - 1];

            hits.data[k - 1] = hits.data[other];
            hits.data[other] = hit;
        }
        check_groups(index, &records, &hits, i);
        free(hits.data);
        oracle_records_free(&records);
        mimicry_index_close(index);
        sample_free(&made);
    }
}
END_TEST

START_TEST(records_further_apart)
{
    static const char fasta[] = ">a\nKKAAKXA\n>b\nAA\n";
    struct wide {
        mimicry_hit hit;
        uint64_t more;
    } hits[] = {{{.record = 0, .start = 0, .length = 2, .query_length = 2}, 1},
                {{.record = 0, .start = 2, .length = 2, .query_length = 2}, 2},
                {{.record = 1, .start = 0, .length = 2, .query_length = 2}, 3},
                {{.record = 1, .start = 0, .length = 2, .query_length = 2, .query_start = 1}, 3},
                {{.record = 1, .start = 0, .length = 1, .query_length = 2}, 3},
                {{.record = 0, .start = 4, .length = 2, .query_length = 2}, 4},
                {{.record = 1, .start = 0, .length = 2, .query_length = 3}, 5}};
    static const uint64_t wanted[] = {0, 1, 1, 2, 3, 4, 5};
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 4);
    groups got = group(index, hits, 7, sizeof hits[0]);

    ck_assert_uint_eq(got.count, 6);
    ck_assert_mem_eq(got.numbers, wanted, sizeof wanted);
    free(got.numbers);
    mimicry_index_close(index);
}
END_TEST

START_TEST(what_is_refused)
{
    mimicry_index *index = index_from_text(">a\nMKLV\n>b\nM\n", 13, 4);
    mimicry_error error = {.size = sizeof error};
    mimicry_hit hits[] = {{.start = 0, .length = 4}, {.start = 1, .length = 4}};
    uint64_t numbers[2], count = 7;

    ck_assert_int_eq(mim_hits_group(index, hits, 2, sizeof *hits, numbers, &count, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_str_eq(error.message, "hit 1 is none of this index");
    hits[1] = (mimicry_hit){.record = 2};
    ck_assert_int_eq(mim_hits_group(index, hits, 2, sizeof *hits, numbers, &count, &error),
                     MIMICRY_E_ARGUMENT);
    hits[1] = (mimicry_hit){.record = 0, .start = UINT64_MAX, .length = 4};
    ck_assert_int_eq(mim_hits_group(index, hits, 2, sizeof *hits, numbers, &count, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mim_hits_group(index, NULL, 0, 0, NULL, &count, &error), MIMICRY_OK);
    ck_assert_uint_eq(count, 0);
    ck_assert_int_eq(mim_hits_group(index, hits, 1, sizeof *hits, numbers, &count, &error),
                     MIMICRY_OK);
    ck_assert_uint_eq(numbers[0], 0);
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("groups");

    support_begin("test_groups");
    support_add_test(suite, random_searches);
    support_add_test(suite, records_further_apart);
    support_add_test(suite, what_is_refused);
    return support_run(suite);
}
