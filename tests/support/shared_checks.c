/* Comparing shared segments and profiles of the library with the oracle. */
#include "shared_checks.h"

#include <stdlib.h>
#include <string.h>

int take_segments(void *data, const mimicry0_segment *segments, size_t count, size_t stride)
{
    segment_list *list = data;
    const char *bytes = (const char *)segments;

    ck_assert_uint_gt(count, 0);
    list->data = support_realloc(list->data, (list->count + count) * sizeof *list->data);
    for (size_t i = 0; i < count; i++)
        memcpy(list->data + list->count++, bytes + i * stride, sizeof *list->data);
    return ++list->calls == list->stop_after;
}

segment_list find_segments(const mimicry_index *index, const test_peptides *sequences,
                           const mimicry0_shared_options *options)
{
    mimicry_error error = {.size = sizeof error};
    segment_list list = {0};

    support_expect_ok(mimicry0_shared(index, sequences->letters, sequences->count, options,
                                      take_segments, &list, &error),
                      &error, "shared");
    return list;
}

void expect_segments(segment_list got, oracle_segments wanted, const char *label, uint64_t number)
{
    size_t i = 0;

    while (i < got.count && i < wanted.count &&
           memcmp(&got.data[i], &wanted.data[i], sizeof got.data[i]) == 0)
        i++;
    ck_assert_msg(i == got.count && i == wanted.count,
                  "%s, case %llu (seed %llu): %zu segments, the oracle has %zu, same up to %zu",
                  label, (unsigned long long)number, (unsigned long long)support_seed(), got.count,
                  wanted.count, i);
    free(got.data);
    free(wanted.data);
}

int take_positions(void *data, const mimicry0_shared_position *positions, size_t count,
                   size_t stride)
{
    position_list *list = data;
    const char *bytes = (const char *)positions;

    ck_assert_uint_gt(count, 0);
    list->data = support_realloc(list->data, (list->count + count) * sizeof *list->data);
    for (size_t i = 0; i < count; i++)
        memcpy(list->data + list->count++, bytes + i * stride, sizeof *list->data);
    return 0;
}

static void expect_position(const mimicry0_shared_position *got,
                            const mimicry0_shared_position *wanted, const char *label)
{
    ck_assert_msg(
        memcmp(got, wanted, sizeof *got) == 0,
        "%s (seed %llu): sequence %llu, position %llu: longest %llu at %llu:%llu, covering %llu, "
        "window %u with %u at %llu:%llu; the oracle has position %llu: %llu at %llu:%llu, %llu, %u "
        "with %u at %llu:%llu",
        label, (unsigned long long)support_seed(), (unsigned long long)got->query,
        (unsigned long long)got->position, (unsigned long long)got->longest,
        (unsigned long long)got->shared_record, (unsigned long long)got->shared_start,
        (unsigned long long)got->covering, got->window, got->mismatches,
        (unsigned long long)got->nearest_record, (unsigned long long)got->nearest_start,
        (unsigned long long)wanted->position, (unsigned long long)wanted->longest,
        (unsigned long long)wanted->shared_record, (unsigned long long)wanted->shared_start,
        (unsigned long long)wanted->covering, wanted->window, wanted->mismatches,
        (unsigned long long)wanted->nearest_record, (unsigned long long)wanted->nearest_start);
}

void check_profile(const tested_proteome *proteome, const mimicry_index *index,
                   const oracle_matrix *matrix, const test_peptides *sequences,
                   const mimicry0_shared_profile_options *options, const bool *counts,
                   const char *label)
{
    mimicry_error error = {.size = sizeof error};
    position_list got = {0};
    size_t at = 0;

    support_expect_ok(mimicry0_shared_profile(index, sequences->letters, sequences->count, options,
                                              take_positions, &got, &error),
                      &error, label);
    for (size_t s = 0; s < sequences->count; s++) {
        mimicry0_shared_position *wanted = oracle_profile(
            &proteome->records, matrix, sequences->letters[s], s, options->window, counts);

        for (size_t i = 0; sequences->letters[s][i] != '\0'; i++, at++) {
            ck_assert_uint_lt(at, got.count);
            expect_position(&got.data[at], &wanted[i], label);
        }
        free(wanted);
    }
    ck_assert_uint_eq(at, got.count);
    free(got.data);
}
