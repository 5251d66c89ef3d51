/* The same hits must come of a list whole or in pieces, at once or in blocks, of a wider threshold
 * cut down, and of a ranking and its head; and none at all of a search that is cancelled. No oracle
 * is asked. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"

/* ---- Rankings and lists ---- */

static double merit(const mimicry_hit *hit, int32_t kind)
{
    return kind == MIMICRY_MAX_MISMATCHES ? -(double)hit->mismatches : hit->score;
}

/* Keeps the best `top` of every peptide and those that tie with the last. */
static void cut_ranking(hit_list *list, uint64_t top, int32_t kind)
{
    size_t kept = 0;
    size_t first = 0; /* of this peptide, among the kept */

    for (size_t i = 0; i < list->count; i++) {
        const mimicry_hit *hit = list->data + i;

        if (kept == first || list->data[first].query != hit->query)
            first = kept;
        double last = kept - first < top ? -INFINITY : merit(list->data + first + top - 1, kind);
        if (merit(hit, kind) >= last - 1e-9)
            list->data[kept++] = *hit;
    }
    list->count = kept;
}

START_TEST(top_is_the_head_of_the_ranking)
{
    static const uint64_t tops[] = {1, 2, 5, 20, 1000000};

    for (unsigned i = 0; i < support_scaled(ROUNDS); i++) {
        sample made = random_sample(33, i);
        mimicry_index *index = index_of_sample(&made);

        for (unsigned j = 0; j < 5; j++) {
            mimicry_search_options options =
                j % 2 ? options_of(MIMICRY_MAX_MISMATCHES, 99, 0)
                      : options_of(MIMICRY_MIN_SCORE, i % 3 ? -INFINITY : 3, 0);
            hit_list all =
                list_of(search_index(index, made.peptides.letters, made.peptides.count, &options));
            options.top = tops[j];
            hit_list best =
                list_of(search_index(index, made.peptides.letters, made.peptides.count, &options));
            cut_ranking(&all, options.top, options.threshold_kind);
            expect_same(best, all, "top", i);
        }
        mimicry_index_close(index);
        sample_free(&made);
    }
}
END_TEST

/* Fewer mismatches allowed: what is left of the hits with more. */
START_TEST(thresholds_are_nested)
{
    for (unsigned i = 0; i < support_scaled(ROUNDS); i++) {
        sample made = random_sample(34, i);
        mimicry_index *index = index_of_sample(&made);
        mimicry_search_options options = options_of(MIMICRY_MAX_MISMATCHES, 12, 0);
        hit_list all =
            list_of(search_index(index, made.peptides.letters, made.peptides.count, &options));

        for (unsigned m = 12; m-- > 0;) {
            hit_list left = {0};

            for (size_t j = 0; j < all.count; j++)
                if (all.data[j].mismatches <= m)
                    list_add(&left, all.data + j, 1, sizeof(mimicry_hit));
            options.threshold = m;
            expect_same(
                list_of(search_index(index, made.peptides.letters, made.peptides.count, &options)),
                left, "fewer mismatches", i);
        }
        free(all.data);
        mimicry_index_close(index);
        sample_free(&made);
    }
}
END_TEST

START_TEST(a_list_is_its_peptides)
{
    for (unsigned i = 0; i < support_scaled(ROUNDS); i++) {
        sample made = random_sample(35, i);
        mimicry_index *index = index_of_sample(&made);
        mimicry_search_options options = options_number(i);
        hit_list singly = {0};

        for (size_t j = 0; j < made.peptides.count; j++) {
            hit_list one = list_of(search_index(index, made.peptides.letters + j, 1, &options));

            for (size_t k = 0; k < one.count; k++) {
                ck_assert_uint_eq(one.data[k].query, 0);
                one.data[k].query = j;
            }
            list_add(&singly, one.data, one.count, sizeof(mimicry_hit));
            free(one.data);
        }
        expect_same(
            list_of(search_index(index, made.peptides.letters, made.peptides.count, &options)),
            singly, "a list and its peptides", i);
        mimicry_index_close(index);
        sample_free(&made);
    }
}
END_TEST

/* Longer than what a search may handle at a time. */
START_TEST(a_long_list_is_its_pieces)
{
    enum { PIECE = 700 };
    test_random random = random_of_case(39, 0);
    letter_source source = natural_letters();
    sample made = random_sample(39, 1);
    mimicry_index *index = index_of_sample(&made);
    peptide_shape shape = {.count = support_scaled(5000), .min_length = 1, .max_length = 14};
    test_peptides peptides = random_peptides(&random, &source, &shape);
    size_t found = 0;

    for (unsigned i = 0; i < 6; i++) {
        mimicry_search_options options = options_number(i);
        hit_list pieces = {0};

        for (size_t first = 0; first < peptides.count; first += PIECE) {
            size_t left = peptides.count - first;
            hit_list piece = list_of(search_index(index, peptides.letters + first,
                                                  left < PIECE ? left : PIECE, &options));

            for (size_t j = 0; j < piece.count; j++)
                piece.data[j].query += first;
            list_add(&pieces, piece.data, piece.count, sizeof(mimicry_hit));
            free(piece.data);
        }
        found += pieces.count;
        expect_same(list_of(search_index(index, peptides.letters, peptides.count, &options)),
                    pieces, "a long list", i);
    }
    ck_assert_uint_gt(found, 0);
    peptides_free(&peptides);
    mimicry_index_close(index);
    sample_free(&made);
}
END_TEST

/* Cuts the windows out of a sequence without `*`, in the order in which they are searched; the
 * caller frees the starts. */
static test_peptides cut_windows(const char *sequence, size_t shortest, size_t longest,
                                 uint64_t **out_starts)
{
    test_peptides windows = {0};
    size_t length = strlen(sequence);

    *out_starts = support_realloc(NULL, length * (longest - shortest + 1) * sizeof **out_starts);
    for (size_t start = 0; start < length; start++) {
        for (size_t n = shortest; n <= longest && start + n <= length; n++) {
            (*out_starts)[windows.count] = start;
            peptides_add(&windows, sequence + start, n);
        }
    }
    return windows;
}

START_TEST(windows_are_peptides)
{
    test_random random = random_of_case(41, 0);
    letter_source source = natural_letters();
    sample made = random_sample(41, 1);
    mimicry_index *index = index_of_sample(&made);
    peptide_shape shape = {.count = 1, .min_length = 2000, .max_length = 2000};
    test_peptides whole = random_peptides(&random, &source, &shape);
    uint64_t *starts = NULL;
    test_peptides windows = cut_windows(whole.letters[0], 6, 9, &starts);

    for (unsigned i = 0; i < 6; i++) {
        mimicry_search_options options = options_number(i);
        hit_list cut = list_of(search_index(index, windows.letters, windows.count, &options));

        for (size_t j = 0; j < cut.count; j++) {
            cut.data[j].query_start = starts[cut.data[j].query];
            cut.data[j].query = 0;
        }
        options.window_min = 6;
        options.window_max = 9;
        expect_same(list_of(search_index(index, whole.letters, 1, &options)), cut, "windows", i);
    }
    free(starts);
    peptides_free(&windows);
    peptides_free(&whole);
    mimicry_index_close(index);
    sample_free(&made);
}
END_TEST

/* ---- Blocks and cancelling ---- */

static int take_block(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    ck_assert_uint_gt(count, 0);
    ck_assert_uint_ge(stride, sizeof(mimicry_hit));
    list_add(data, hits, count, stride);
    return 0;
}

START_TEST(blocks_are_the_whole)
{
    for (unsigned i = 0; i < support_scaled(ROUNDS); i++) {
        sample made = random_sample(36, i);
        mimicry_index *index = index_of_sample(&made);
        mimicry_error error = {.size = sizeof error};

        for (unsigned j = 0; j < 12; j++) {
            mimicry_search_options options = options_number(j);
            hit_list blocks = {0};

            options.window_min = j < 6 ? 0 : 1;
            options.window_max = j < 6 ? 0 : 4;
            support_expect_ok(mimicry_search_each(index, made.peptides.letters, made.peptides.count,
                                                  &options, take_block, &blocks, &error),
                              &error, "search_each");
            expect_same(
                list_of(search_index(index, made.peptides.letters, made.peptides.count, &options)),
                blocks, "blocks", i);
        }
        mimicry_index_close(index);
        sample_free(&made);
    }
}
END_TEST

typedef struct progress_log {
    unsigned calls;
    unsigned cancelled_at; /* 0: never */
} progress_log;

static int follow_progress(void *data, uint64_t done, uint64_t total)
{
    progress_log *log = data;

    ck_assert_uint_le(done, total);
    log->calls++;
    return log->calls == log->cancelled_at;
}

/* Enough to search that a search asks at least once. */
static sample large_sample(void)
{
    test_random random = random_of_case(37, 0);
    letter_source source = natural_letters();
    sample made = {0};

    text_print(&made.fasta[0], ">a\n");
    for (unsigned i = 0; i < 1000000; i++)
        text_add_char(&made.fasta[0], random_letter(&random, &source));
    peptide_shape list = {.proteome = made.fasta[0].bytes + 3,
                          .proteome_length = made.fasta[0].length - 3,
                          .count = 60,
                          .min_length = 9,
                          .max_length = 9};
    made.peptides = random_peptides(&random, &source, &list);
    return made;
}

START_TEST(cancelled_by_progress)
{
    sample made = large_sample();
    mimicry_index *index = index_of_sample(&made);

    for (unsigned i = 0; i < 6; i++) {
        mimicry_search_options options = options_number(i);
        mimicry_error error = {.size = sizeof error};
        progress_log log = {0, 0};
        all_hits *hits = NULL;

        options.run.progress = follow_progress;
        options.run.data = &log;
        options.run.threads = 1 + (int32_t)(i % 2);
        hits = search_index(index, made.peptides.letters, made.peptides.count, &options);
        ck_assert_uint_gt(log.calls, 0);
        all_hits_free(hits);
        hits = (all_hits *)&log; /* to see that it is set to NULL */
        log = (progress_log){0, 1};
        mimicry_status status = all_hits_search(index, made.peptides.letters, made.peptides.count,
                                                &options, &hits, &error);
        ck_assert_int_eq(status, MIMICRY_E_CANCELLED);
        ck_assert_int_eq(error.status, MIMICRY_E_CANCELLED);
        ck_assert_ptr_null(hits);
    }
    mimicry_index_close(index);
    sample_free(&made);
}
END_TEST

static int count_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    (void)hits;
    (void)stride;
    *(uint64_t *)data += count;
    return 0;
}

static int stop_at_first_hits(void *data, uint64_t done, uint64_t total)
{
    ck_assert_uint_le(done, total);
    return *(const uint64_t *)data > 0;
}

/* A batch of many hits takes long to hand over: the caller is asked meanwhile too. */
START_TEST(cancelled_while_handing_over)
{
    sample made = large_sample();
    mimicry_index *index = index_of_sample(&made);
    const char *const peptide = "L";

    for (unsigned indels = 0; indels <= 1; indels++) {
        mimicry_search_options options;
        mimicry_error error = {.size = sizeof error};
        uint64_t handed_over = 0;

        options = (mimicry_search_options){.size = sizeof options,
                                           .threshold_kind = MIMICRY_MAX_MISMATCHES};
        options.threshold = 1;
        options.max_indels = indels;
        options.run.progress = stop_at_first_hits;
        options.run.data = &handed_over;
        mimicry_status status =
            mimicry_search_each(index, &peptide, 1, &options, count_hits, &handed_over, &error);
        ck_assert_int_eq(status, MIMICRY_E_CANCELLED);
        ck_assert_uint_gt(handed_over, 0);
        ck_assert_uint_lt(handed_over, 500000); /* of a million */
    }
    mimicry_index_close(index);
    sample_free(&made);
}
END_TEST

static int refuse_block(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    (void)hits;
    (void)count;
    (void)stride;
    ++*(unsigned *)data;
    return 1;
}

START_TEST(cancelled_by_a_block)
{
    sample made = {0};
    text_print(&made.fasta[0], ">a\nEVDPIGHLYEVDPIGHLY\n");
    const char *peptide = "EVDPIGHLY";
    mimicry_index *index = index_of_sample(&made);
    mimicry_error error = {.size = sizeof error};
    unsigned calls = 0;
    mimicry_status status =
        mimicry_search_each(index, &peptide, 1, NULL, refuse_block, &calls, &error);

    ck_assert_int_eq(status, MIMICRY_E_CANCELLED);
    ck_assert_int_eq(error.status, MIMICRY_E_CANCELLED);
    ck_assert_uint_eq(calls, 1);
    mimicry_index_close(index);
    sample_free(&made);
}
END_TEST

START_TEST(cancelled_build)
{
    sample made = large_sample();
    const char *path = support_write_file(".fasta", made.fasta[0].bytes, made.fasta[0].length);
    mimicry_build_options options;
    mimicry_error error = {.size = sizeof error};
    progress_log log = {0, 1};
    mimicry_index *index = (mimicry_index *)&log; /* to see that it is set to NULL */

    options = (mimicry_build_options){.size = sizeof options};
    options.run.progress = follow_progress;
    options.run.data = &log;
    mimicry_status status = mimicry_index_build(&path, 1, &options, &index, &error);
    ck_assert_int_eq(status, MIMICRY_E_CANCELLED);
    ck_assert_ptr_null(index);
    ck_assert_uint_eq(log.calls, 1);
    free((void *)path);
    sample_free(&made);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("same_lists");

    support_begin("test_same_lists");
    support_add_test(suite, top_is_the_head_of_the_ranking);
    support_add_test(suite, thresholds_are_nested);
    support_add_test(suite, a_list_is_its_peptides);
    support_add_test(suite, a_long_list_is_its_pieces);
    support_add_test(suite, windows_are_peptides);
    support_add_test(suite, blocks_are_the_whole);
    support_add_test(suite, cancelled_by_progress);
    support_add_test(suite, cancelled_while_handing_over);
    support_add_test(suite, cancelled_by_a_block);
    support_add_test(suite, cancelled_build);
    return support_run(suite);
}
