/* Shared segments and profiles along sequences: cases by hand, and what is refused. */
#include <stdlib.h>
#include <string.h>

#include "generate.h"
#include "shared_checks.h"

/* A repeat against a repeat: rounds pause, and nothing is lost or comes twice. Each sequence of n
 * and record of m of the same residue have n + m - 1 segments: all diagonals. */
START_TEST(long_repeats)
{
    enum { N = 70000, M = 80000, PARTS = 5000 };
    test_text fasta = {0}, sequence = {0};
    test_peptides sequences = {0};
    mimicry0_shared_options options;

    text_print(&fasta, ">one\n");
    for (unsigned i = 0; i < M; i++)
        text_add_char(&fasta, 'Q');
    text_print(&fasta, "\n>parts\n");
    for (unsigned i = 0; i < PARTS; i++)
        text_print(&fasta, "ACDEFGHIKW");
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 4);
    for (unsigned i = 0; i < N; i++)
        text_add_char(&sequence, i < N - 60 ? 'W' : 'Q');
    for (unsigned i = 0; i < 40; i++)
        text_print(&sequence, "XACDEFGHIK");
    peptides_add(&sequences, sequence.bytes, sequence.length);
    mimicry0_shared_options_init(&options, sizeof options);
    options.threads = 2;
    segment_list got = find_segments(index, &sequences, &options);
    /* the diagonals of 8 residues and more of Q^60 in Q^M; 40 times all PARTS */
    ck_assert_uint_eq(got.count, 60 + M - 1 - 14 + 40 * PARTS);
    for (size_t i = 1; i < got.count; i++) {
        const mimicry0_segment *a = &got.data[i - 1], *b = &got.data[i];

        ck_assert_uint_ge(b->length, 8);
        ck_assert_uint_ge(b->query_start, a->query_start);
        if (a->query_start == b->query_start)
            ck_assert(a->length > b->length ||
                      (a->length == b->length &&
                       (a->record < b->record || (a->record == b->record && a->start < b->start))));
    }
    free(got.data);
    mimicry_index_close(index);
    peptides_free(&sequences);
    text_free(&fasta);
    text_free(&sequence);
}
END_TEST

/* Longer than any peptide can be, so that the look-up is of a part. */
START_TEST(very_long_segments)
{
    test_random random = random_of_case(63, 0);
    letter_source source = natural_letters();
    test_text fasta = {0};
    mimicry0_shared_options options;
    static const uint64_t leasts[] = {1023, 1024, 1025, 2999, 3000};

    text_print(&fasta, ">one\n");
    for (unsigned i = 0; i < 5000; i++)
        text_add_char(&fasta, random_letter(&random, &source));
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 4);
    test_peptides sequences = {0};
    peptides_add(&sequences, fasta.bytes + 5 + 1000, 3000);
    mimicry0_shared_options_init(&options, sizeof options);
    for (size_t i = 0; i < 6; i++) {
        options.min_length = i < 5 ? leasts[i] : 3001;
        segment_list got = find_segments(index, &sequences, &options);

        ck_assert_uint_eq(got.count, i < 5);
        if (got.count == 1) {
            ck_assert_uint_eq(got.data[0].start, 1000);
            ck_assert_uint_eq(got.data[0].length, 3000);
        }
        free(got.data);
    }
    options.min_length = UINT64_MAX;
    ck_assert_uint_eq(find_segments(index, &sequences, &options).count, 0);
    mimicry_index_close(index);
    peptides_free(&sequences);
    text_free(&fasta);
}
END_TEST

static int stop(void *data, uint64_t done, uint64_t total)
{
    ck_assert_uint_le(done, total);
    return ++*(int *)data == 2;
}

static void refused(const mimicry_index *index, const char *const *sequences, size_t count,
                    const mimicry0_shared_options *options, const char *message)
{
    mimicry_error error = {.size = sizeof error};
    segment_list list = {0};

    ck_assert_int_eq(
        mimicry0_shared(index, sequences, count, options, take_segments, &list, &error),
        MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, message) != NULL, "%s", error.message);
    ck_assert_uint_eq(list.count, 0);
}

START_TEST(what_is_refused)
{
    static const char *const sequences[] = {"MKLV", "AC1"}, *const missing[] = {NULL};
    mimicry_index *index = index_from_text(">a\nMKLVMKLV\n", 12, 4);
    mimicry0_shared_options options;
    const uint32_t one[] = {1}, two[] = {2}, five[] = {5};

    mimicry0_shared_options_init(&options, sizeof options);
    ck_assert_uint_eq(options.min_length, 8);
    refused(NULL, sequences, 1, NULL, "index");
    refused(index, NULL, 1, NULL, "sequences");
    refused(index, missing, 1, NULL, "a sequence");
    refused(index, sequences, 2, NULL, "sequence 2: column 3: character '1' is no residue");
    options.min_length = 0;
    refused(index, sequences, 1, &options, "at least 1");
    options.min_length = 4;
    options.threads = -1;
    refused(index, sequences, 1, &options, "-1 threads");
    options.threads = 1;
    options.reserved = 1;
    refused(index, sequences, 1, &options, "reserved");
    options.reserved = 0;
    options.change_starts = one;
    refused(index, sequences, 1, &options, "both or none");
    options.change_ends = five;
    refused(index, sequences, 1, &options, "residues 1 to 5, but it has 4");
    options.change_starts = two;
    options.change_ends = one;
    refused(index, sequences, 1, &options, "residues 2 to 1");
    options.change_ends = two;
    segment_list list = {0};
    ck_assert_int_eq(mimicry0_shared(index, sequences, 1, &options, NULL, NULL, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry0_shared(index, NULL, 0, NULL, take_segments, &list, NULL), MIMICRY_OK);
    list.stop_after = 1;
    ck_assert_int_eq(mimicry0_shared(index, sequences, 1, &options, take_segments, &list, NULL),
                     MIMICRY_E_CANCELLED);
    ck_assert_uint_eq(list.count, 2);
    int calls = 0;
    options.progress = stop;
    options.progress_data = &calls;
    ck_assert_int_eq(mimicry0_shared(index, sequences, 1, &options, take_segments, &list, NULL),
                     MIMICRY_E_CANCELLED);
    free(list.data);
    mimicry_index_close(index);
}
END_TEST

START_TEST(profiles_refused)
{
    static const char *const sequences[] = {"MKLVMKLVX", "AC1"};
    mimicry_error error = {.size = sizeof error};
    mimicry_index *index = index_from_text(">a\nMKLVMKLV\n", 12, 4);
    mimicry0_shared_profile_options options;
    position_list list = {0};
    int calls = 0;

    mimicry0_shared_profile_options_init(&options, sizeof options);
    ck_assert_uint_eq(options.window, 9);
    ck_assert_int_eq(
        mimicry0_shared_profile(index, sequences, 2, NULL, take_positions, &list, &error),
        MIMICRY_E_ARGUMENT);
    ck_assert_str_eq(error.message, "sequence 2: column 3: character '1' is no residue");
    ck_assert_int_eq(mimicry0_shared_profile(index, sequences, 1, NULL, NULL, NULL, NULL),
                     MIMICRY_E_ARGUMENT);
    options.window = MIMICRY_MAX_PEPTIDE + 1;
    ck_assert_int_eq(
        mimicry0_shared_profile(index, sequences, 1, &options, take_positions, &list, &error),
        MIMICRY_E_ARGUMENT);
    ck_assert_str_eq(error.message, "windows of 1025 residues: 0 to 1024 were expected");
    options.window = 0;
    options.threads = 1025;
    ck_assert_int_eq(
        mimicry0_shared_profile(index, sequences, 1, &options, take_positions, &list, NULL),
        MIMICRY_E_ARGUMENT);
    options.threads = 1;
    options.progress = stop;
    options.progress_data = &calls;
    const char *twice[] = {sequences[0], sequences[0]};
    ck_assert_int_eq(
        mimicry0_shared_profile(index, twice, 2, &options, take_positions, &list, NULL),
        MIMICRY_OK); /* one group, asked once */
    ck_assert_uint_eq(list.count, 18);
    calls = 1;
    ck_assert_int_eq(
        mimicry0_shared_profile(index, twice, 2, &options, take_positions, &list, NULL),
        MIMICRY_E_CANCELLED);
    free(list.data);
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shared_directed");

    support_begin("test_shared_directed");
    support_add_test(suite, long_repeats);
    support_add_test(suite, very_long_segments);
    support_add_test(suite, what_is_refused);
    support_add_test(suite, profiles_refused);
    return support_run(suite);
}
