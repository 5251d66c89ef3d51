/* Searches with insertions and deletions against the oracle, by every plan. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edits_checks.h"

enum { CASES = 300 };

/* ---- Searching ---- */

static bool same_hit(const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == 0 && a->record == b->record &&
           a->start == b->start && a->length == b->length && a->mismatches == b->mismatches &&
           a->indels == b->indels && a->query_length == b->query_length;
}

static void expect_hits_of(const all_hits *hits, const oracle_hits *wanted, const char *label)
{
    size_t count, stride;
    const char *at = (const char *)all_hits_data(hits, &count, &stride);

    for (size_t i = 0; i < count || i < wanted->count; i++, at += stride) {
        const mimicry_hit *got = (const mimicry_hit *)at, *want = wanted->data + i;

        ck_assert_msg(i < count && i < wanted->count && same_hit(got, want),
                      "%s: hit %zu of %zu, %zu wanted", label, i, count, wanted->count);
    }
}

/* Every plan, and threads and suffix widths in turn. */
static void check_all(const tested_proteome *proteome, const test_peptides *peptides,
                      const edits_request *request, const char *label)
{
    static const int32_t plans[] = {MIMICRY_PLAN_AUTO, MIMICRY_PLAN_SEEDS, MIMICRY_PLAN_SCAN};
    static const int32_t threads[] = {1, 2, 5};
    static unsigned turn;
    oracle_hits wanted =
        oracle_edits_search(&proteome->records, peptides->letters, peptides->count, request);
    size_t shortest = SIZE_MAX;

    for (size_t i = 0; i < peptides->count; i++)
        shortest =
            strlen(peptides->letters[i]) < shortest ? strlen(peptides->letters[i]) : shortest;
    for (size_t p = 0; p < 3; p++, turn++) {
        mimicry_error error = {.size = sizeof error};
        all_hits *hits;
        char text[160];
        mimicry_status status = edits_search(proteome->index[turn / 3 % 2], peptides, request,
                                             plans[p], threads[turn % 3], &hits, &error);

        snprintf(text, sizeof text, "%s, %u indels, %u mismatches, plan %d, %d threads", label,
                 request->max_indels, request->max_mismatches, (int)plans[p],
                 (int)threads[turn % 3]);
        if (plans[p] == MIMICRY_PLAN_SEEDS &&
            request->max_indels + request->max_mismatches >= shortest) {
            ck_assert_msg(status == MIMICRY_E_ARGUMENT, "%s: status %d", text, (int)status);
            continue;
        }
        support_expect_ok(status, &error, text);
        expect_hits_of(hits, &wanted, text);
        all_hits_free(hits);
    }
    oracle_hits_free(&wanted);
}

static void random_case(uint64_t test, uint64_t number, unsigned residues, unsigned longest)
{
    test_random random = random_of_case(test, number);
    letter_source source = random_letter_source(&random);
    proteome_shape shape = {6, residues};
    test_text fasta = random_fasta(&random, &source, &shape);
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    edits_request request = {1 + (unsigned)random_below(&random, 3),
                             (unsigned)random_below(&random, 4)};
    test_peptides peptides = edits_peptides(&random, &source, &proteome, longest, &request);
    char label[64];

    snprintf(label, sizeof label, "case %llu", (unsigned long long)number);
    check_all(&proteome, &peptides, &request, label);
    peptides_free(&peptides);
    proteome_free(&proteome);
    text_free(&fasta);
}

START_TEST(short_peptides)
{
    for (unsigned i = 0; i < support_scaled(CASES); i++)
        random_case(1, i, 60, 10);
}
END_TEST

START_TEST(long_peptides)
{
    for (unsigned i = 0; i < support_scaled(CASES / 6); i++)
        random_case(2, i, 40, 25);
}
END_TEST

/* Windows with so many of each error that they are just in, or just out. */
START_TEST(thresholds)
{
    static const char fasta[] = ">a\nEVDPIGHLYWEVDPIWGHLY\n>b\nVDPIGHLY\n>c\nEVDGHLYEVDPIGH*LY\n"
                                ">d\nEVDPIG\n>e\nHLY\n>f\nQEVDWWPIGHLYQEVDWPGHLKQEDPXIGHLY\n";
    static const char *const letters[] = {"EVDPIGHLY", "EVDXIGHLY", "E", "EV", "EVDPI", "XX"};
    tested_proteome proteome = proteome_from_text(fasta, sizeof fasta - 1);
    test_peptides peptides = {0};

    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        peptides_add(&peptides, letters[i], strlen(letters[i]));
    for (unsigned n = 1; n <= MIMICRY_MAX_INDELS; n++) {
        for (unsigned m = 0; m <= 10; m++) {
            edits_request request = {n, m};

            check_all(&proteome, &peptides, &request, "thresholds");
        }
    }
    peptides_free(&peptides);
    proteome_free(&proteome);
}
END_TEST

/* Texts of several tiles, so that threads really share the work. */
START_TEST(large_texts)
{
    test_random random = random_of_case(3, 0);
    letter_source source = natural_letters();
    test_text fasta = {0};
    edits_request request = {1, 0};
    test_peptides peptides = {0};

    text_print(&fasta, ">one\n");
    for (unsigned i = 0; i < 200000; i++)
        text_add_char(&fasta, random_letter(&random, &source));
    /* Windows that begin at the last place of a block and of a tile, and over their ends. */
    memcpy(fasta.bytes + 5 + 255, "EVDPIGHLY", 9);
    memcpy(fasta.bytes + 5 + 65535, "EVDPIGHLY", 9);
    memcpy(fasta.bytes + 5 + 131066, "EVDPIGHLYEVDPIWGHLY", 19);
    tested_proteome proteome = proteome_from_text(fasta.bytes, fasta.length);
    peptides_add(&peptides, "EVDPIGHLY", 9);
    check_all(&proteome, &peptides, &request, "large");
    request.max_mismatches = 1;
    check_all(&proteome, &peptides, &request, "large");
    peptides_free(&peptides);
    proteome_free(&proteome);
    text_free(&fasta);
}
END_TEST

START_TEST(real_proteins)
{
    char *path = support_data_path("known_offtargets.fasta");
    tested_proteome proteome = proteome_from_file(path);
    test_peptides peptides = {0};
    static const char *const letters[] = {"EVDPIGHLY", "KVAELVHFL", "ELAGIGILTV", "SLLMWITQC"};

    for (size_t i = 0; i < 4; i++)
        peptides_add(&peptides, letters[i], strlen(letters[i]));
    for (unsigned n = 1; n <= 3; n++) {
        for (unsigned m = 0; m <= 3; m++) {
            edits_request request = {n, m};

            check_all(&proteome, &peptides, &request, "real proteins");
        }
    }
    peptides_free(&peptides);
    proteome_free(&proteome);
    free(path);
}
END_TEST

/* Some hundred thousand residues of human proteins; BST2's peptide, and one of MAGE-A3 with a
 * residue too many. */
START_TEST(real_sample)
{
    char *path = support_data_path("self_sample.fasta.gz");
    tested_proteome proteome = proteome_from_file(path);
    static const edits_request requests[] = {{1, 0}, {1, 1}, {2, 0}};
    test_peptides peptides = {0};

    peptides_add(&peptides, "LLLGIGILVL", 10);
    peptides_add(&peptides, "EVDPIWGHLY", 10);
    for (size_t i = 0; i < 3; i++) {
        if (support_included((unsigned)i))
            check_all(&proteome, &peptides, &requests[i], "real sample");
    }
    peptides_free(&peptides);
    proteome_free(&proteome);
    free(path);
}
END_TEST

/* ---- What is refused ---- */

START_TEST(searches_that_are_refused)
{
    static const struct {
        uint32_t indels, reserved;
        int32_t kind, plan;
        uint64_t top;
    } bad[] = {
        {MIMICRY_MAX_INDELS + 1, 0, MIMICRY_MAX_MISMATCHES, 0, 0},
        {1, 1, MIMICRY_MAX_MISMATCHES, 0, 0},
        {1, 0, MIMICRY_MIN_SCORE, 0, 0},
        {1, 0, MIMICRY_MAX_PENALTY, 0, 0},
        {1, 0, MIMICRY_MAX_MISMATCHES, 0, 1},
        {1, 0, MIMICRY_MAX_MISMATCHES, MIMICRY_PLAN_PLANES, 0},
        {1, 0, MIMICRY_MAX_MISMATCHES, MIMICRY_PLAN_SLIDING, 0},
        {1, 0, MIMICRY_MAX_MISMATCHES, MIMICRY_PLAN_SUFFIX, 0},
        {0, 0, MIMICRY_MAX_MISMATCHES, MIMICRY_PLAN_SCAN, 0},
        {0, 0, MIMICRY_MAX_MISMATCHES, MIMICRY_PLAN_SLIDING + 1, 0},
    };
    mimicry_index *index = index_from_text(">a\nACDEF\n", 9, 4);
    const char *peptide = "ACDEF";

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        mimicry_search_options options;
        all_hits *hits = NULL;

        options = (mimicry_search_options){.size = sizeof options,
                                           .threshold_kind = MIMICRY_MAX_MISMATCHES};
        options.max_indels = bad[i].indels;
        options.run.reserved = (int32_t)bad[i].reserved;
        options.threshold_kind = bad[i].kind;
        options.run.plan = bad[i].plan;
        options.top = bad[i].top;
        ck_assert_int_eq(all_hits_search(index, &peptide, 1, &options, &hits, NULL),
                         MIMICRY_E_ARGUMENT);
        ck_assert_ptr_null(hits);
    }
    mimicry_index_close(index);
}
END_TEST

/* Told of a share that never falls, to the end; and stopped. */
typedef struct progress {
    uint64_t done;
    unsigned calls, stop_at;
} progress;

static int watch(void *data, uint64_t done, uint64_t total)
{
    progress *p = data;

    ck_assert_uint_le(done, total);
    p->done = done;
    return ++p->calls == p->stop_at;
}

static int refuse(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    (void)hits;
    ck_assert(count > 0 && stride >= sizeof *hits);
    return ++*(unsigned *)data == 1;
}

START_TEST(progress_and_cancelling)
{
    mimicry_index *index = index_from_text(">a\nEVDPIGHLYEVDPIGHLY\n", 22, 4);
    const char *peptides[] = {"EVDPIGHLY", "EVDPIGHL"};
    mimicry_search_options options;
    progress p = {0};
    all_hits *hits;
    unsigned blocks = 0;

    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.max_indels = 2;
    options.run.threads = 1;
    options.run.progress = watch;
    options.run.data = &p;
    ck_assert_int_eq(all_hits_search(index, peptides, 2, &options, &hits, NULL), MIMICRY_OK);
    ck_assert_uint_eq(p.done, 2);
    all_hits_free(hits);
    for (unsigned all = p.calls, k = 1; k <= all; k++) {
        p = (progress){.stop_at = k};
        ck_assert_int_eq(all_hits_search(index, peptides, 2, &options, &hits, NULL),
                         MIMICRY_E_CANCELLED);
    }
    options.run.progress = NULL;
    ck_assert_int_eq(mimicry_search_each(index, peptides, 2, &options, refuse, &blocks, NULL),
                     MIMICRY_E_CANCELLED);
    ck_assert_uint_eq(blocks, 1);
    mimicry_index_close(index);
}
END_TEST

/* Every window of a longer sequence: as if each had been searched alone. */
START_TEST(windows_of_sequences)
{
    mimicry_index *index = index_from_text(">a\nEVDPIGHLYEVDPGHLY*EVDIGHLW\n", 30, 4);
    const char *whole = "QEVDPIGHLYQ*EVD";
    mimicry_search_options options;
    all_hits *hits;
    size_t count, stride, seen = 0;

    options =
        (mimicry_search_options){.size = sizeof options, .threshold_kind = MIMICRY_MAX_MISMATCHES};
    options.max_indels = 1;
    options.threshold = 1;
    options.window_min = 7;
    options.window_max = 8;
    ck_assert_int_eq(all_hits_search(index, &whole, 1, &options, &hits, NULL), MIMICRY_OK);
    const char *at = (const char *)all_hits_data(hits, &count, &stride);
    options.window_min = options.window_max = 0;
    for (uint64_t start = 0; start + 7 <= 15; start++) {
        for (uint32_t length = 7; length <= 8 && start + length <= 15; length++) {
            char letters[9] = {0};
            const char *peptide = memcpy(letters, whole + start, length);
            all_hits *alone;
            size_t n, step;

            if (strchr(letters, '*'))
                continue;
            ck_assert_int_eq(all_hits_search(index, &peptide, 1, &options, &alone, NULL),
                             MIMICRY_OK);
            const char *one = (const char *)all_hits_data(alone, &n, &step);
            for (size_t i = 0; i < n; i++, one += step, at += stride, seen++) {
                mimicry_hit hit = *(const mimicry_hit *)one;

                ck_assert_uint_lt(seen, count);
                hit.query_start = start;
                ck_assert_int_eq(memcmp(&hit, at, sizeof hit), 0);
            }
            all_hits_free(alone);
        }
    }
    ck_assert_uint_eq(seen, count);
    ck_assert_uint_gt(seen, 20);
    all_hits_free(hits);
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("edits");

    support_begin("test_edits");
    support_add_test(suite, short_peptides);
    support_add_test(suite, long_peptides);
    support_add_test(suite, thresholds);
    support_add_test(suite, large_texts);
    support_add_test(suite, real_proteins);
    support_add_test(suite, real_sample);
    support_add_test(suite, searches_that_are_refused);
    support_add_test(suite, progress_and_cancelling);
    support_add_test(suite, windows_of_sequences);
    return support_run(suite);
}
