/* The driver of searches by itself: what is pulled block by block is what is pushed, for every kind
 * of search; batches with too many hits are cut; a caller can cancel wherever it is asked. */
#include <stdlib.h>
#include <string.h>

#include "api/prepare.h"
#include "checks.h"
#include "generate.h"
#include "search/run.h"

enum { MOST_OF_A_BLOCK = 4096 };

typedef struct kind {
    const char *name;
    mimicry_search_options options;
    bool epitopes;
} kind;

static const kind kinds[] = {
    {"exact", {.size = sizeof(mimicry_search_options)}, false},
    {"looked up",
     {.size = sizeof(mimicry_search_options),
      .threshold_kind = MIMICRY_MAX_MISMATCHES,
      .threshold = 2},
     false},
    {"scanned",
     {.size = sizeof(mimicry_search_options),
      .threshold_kind = MIMICRY_MAX_MISMATCHES,
      .threshold = 6},
     false},
    {"scores",
     {.size = sizeof(mimicry_search_options),
      .threshold_kind = MIMICRY_MAX_PENALTY,
      .threshold = 30},
     false},
    {"best", {.size = sizeof(mimicry_search_options), .top = 20}, false},
    {"windows",
     {.size = sizeof(mimicry_search_options),
      .threshold_kind = MIMICRY_MAX_MISMATCHES,
      .threshold = 3,
      .window_min = 6,
      .window_max = 8},
     false},
    {"indels",
     {.size = sizeof(mimicry_search_options),
      .threshold_kind = MIMICRY_MAX_MISMATCHES,
      .threshold = 3,
      .max_indels = 2},
     false},
    {"indels looked up",
     {.size = sizeof(mimicry_search_options),
      .run.plan = MIMICRY_PLAN_SEEDS,
      .threshold_kind = MIMICRY_MAX_MISMATCHES,
      .threshold = 1,
      .max_indels = 1},
     false},
    {"epitopes",
     {.size = sizeof(mimicry_search_options),
      .threshold_kind = MIMICRY_MAX_MISMATCHES,
      .threshold = 2,
      .positions = MIMICRY_POSITIONS_ANYWHERE},
     true},
    {"epitopes, fixed",
     {.size = sizeof(mimicry_search_options),
      .threshold_kind = MIMICRY_MAX_MISMATCHES,
      .threshold = 4,
      .positions = MIMICRY_POSITIONS_FIXED},
     true},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const char *const epitopes[] = {"A3, L7, K9", "S1 V4 W5 G20", "L2", "E10, E11, R12, X13"};
enum { N_EPITOPES = sizeof epitopes / sizeof *epitopes };

/* A proteome in which each kind has hits, more than a block of most. */
typedef struct run_setting {
    tested_proteome proteome;
    test_peptides peptides;
} run_setting;

static run_setting make_setting(void)
{
    test_random random = random_of_case(1, 0);
    const letter_source source = natural_letters();
    test_text fasta = {0};
    run_setting s = {0};

    for (unsigned r = 0; r < 40; r++) {
        text_print(&fasta, ">r%u\n", r);
        for (unsigned i = 0; i < 700; i++)
            text_add_char(&fasta, random_letter(&random, &source));
        text_add_char(&fasta, '\n');
    }
    s.proteome = proteome_from_text(fasta.bytes, fasta.length);
    const peptide_shape shape = {.proteome = s.proteome.records.letters,
                                 .proteome_length = 28000,
                                 .count = 60,
                                 .min_length = 8,
                                 .max_length = 12};
    s.peptides = random_peptides(&random, &source, &shape);
    text_free(&fasta);
    return s;
}

static void free_setting(run_setting *s)
{
    proteome_free(&s->proteome);
    peptides_free(&s->peptides);
}

/* A search that is ready. */
typedef struct ready {
    struct mim_prepared prepared;
    const char *const *peptides;
    size_t count;
} ready;

static void make_ready(const run_setting *s, const kind *k, int32_t threads,
                       mimicry_progress_fn progress, void *data, ready *out)
{
    mimicry_search_options options = k->options;
    mimicry_error error = {0};

    options.run.threads = threads;
    options.run.progress = progress;
    options.run.data = data;
    support_expect_ok(mim_prepare(s->proteome.index[0], &options, &out->prepared, &error), &error,
                      k->name);
    out->peptides = k->epitopes ? epitopes : s->peptides.letters;
    out->count = k->epitopes ? N_EPITOPES : s->peptides.count;
}

static int append(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    oracle_hits *all = data;

    ck_assert_uint_eq(stride, sizeof *hits);
    ck_assert_uint_gt(count, 0);
    ck_assert_uint_le(count, MOST_OF_A_BLOCK);
    all->data = support_realloc(all->data, (all->count + count) * sizeof *hits);
    memcpy(all->data + all->count, hits, count * sizeof *hits);
    all->count += count;
    return 0;
}

/* Pulls until there are no more; then twice more. */
static mimicry_status pull(const ready *r, oracle_hits *all, mimicry_error *error)
{
    struct mim_run *run;
    const mimicry_hit *hits;
    size_t count;
    mimicry_status status = mim_run_create(&r->prepared.search, r->peptides, r->count, &run, error);

    ck_assert_int_eq(status, MIMICRY_OK);
    while ((status = mim_run_next(run, &hits, &count, error)) == MIMICRY_OK && count > 0)
        append(all, hits, count, sizeof *hits);
    for (int again = 0; again < 2 && status == MIMICRY_OK; again++) {
        ck_assert_int_eq(mim_run_next(run, &hits, &count, error), MIMICRY_OK);
        ck_assert_ptr_null(hits);
        ck_assert_uint_eq(count, 0);
    }
    mim_run_free(run);
    return status;
}

static void expect_same(const oracle_hits *a, const oracle_hits *b, const char *name)
{
    ck_assert_msg(a->count == b->count, "%s: %zu and %zu hits", name, a->count, b->count);
    for (size_t i = 0; i < a->count; i++)
        if (memcmp(&a->data[i], &b->data[i], sizeof *a->data) != 0)
            ck_abort_msg("%s: hit %zu", name, i);
}

START_TEST(pulled_is_pushed)
{
    run_setting s = make_setting();
    unsigned several = 0;

    for (unsigned k = 0; k < KINDS; k++) {
        oracle_hits first = {0};

        for (int32_t threads = 1; threads <= 3; threads++) {
            oracle_hits pushed = {0}, pulled = {0};
            ready r;

            make_ready(&s, &kinds[k], threads, NULL, NULL, &r);
            ck_assert_int_eq(
                mim_search_run(&r.prepared.search, r.peptides, r.count, append, &pushed, NULL),
                MIMICRY_OK);
            ck_assert_int_eq(pull(&r, &pulled, NULL), MIMICRY_OK);
            ck_assert_msg(pushed.count > 0, "%s: no hits", kinds[k].name);
            expect_same(&pushed, &pulled, kinds[k].name);
            if (threads > 1)
                expect_same(&first, &pulled, kinds[k].name);
            several += pulled.count > MOST_OF_A_BLOCK;
            oracle_hits_free(&pushed);
            if (threads == 1)
                first = pulled;
            else
                oracle_hits_free(&pulled);
            mim_prepared_free(&r.prepared);
        }
        oracle_hits_free(&first);
    }
    ck_assert_uint_ge(several, 5);
    free_setting(&s);
}
END_TEST

/* ---- Progress and cancelling ---- */

typedef struct asked {
    unsigned calls, cancel_at; /* 0: never */
    uint64_t done, total;
} asked;

static int ask(void *data, uint64_t done, uint64_t total)
{
    asked *a = data;

    ck_assert_uint_le(done, total);
    ck_assert(a->calls == 0 || total == a->total);
    a->done = done;
    a->total = total;
    return ++a->calls == a->cancel_at;
}

START_TEST(cancelled_wherever_it_is_asked)
{
    run_setting s = make_setting();

    for (unsigned k = 0; k < KINDS; k++) {
        asked whole = {0};
        oracle_hits hits = {0};
        ready r;

        make_ready(&s, &kinds[k], 1, ask, &whole, &r);
        ck_assert_int_eq(pull(&r, &hits, NULL), MIMICRY_OK);
        ck_assert_msg(whole.done == whole.total && whole.calls > 1, "%s: %u calls", kinds[k].name,
                      whole.calls);
        for (unsigned at = 1; at <= whole.calls; at++) {
            asked a = {.cancel_at = at};
            oracle_hits some = {0};
            mimicry_error error = {0};

            r.prepared.search.progress_data = &a;
            ck_assert_int_eq(pull(&r, &some, &error), MIMICRY_E_CANCELLED);
            ck_assert_int_eq(error.status, MIMICRY_E_CANCELLED);
            ck_assert_uint_eq(a.calls, at);
            ck_assert_uint_le(some.count, hits.count);
            oracle_hits_free(&some);
        }
        oracle_hits_free(&hits);
        mim_prepared_free(&r.prepared);
    }
    free_setting(&s);
}
END_TEST

static int stop_at_once(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    (void)hits;
    (void)count;
    (void)stride;
    ++*(unsigned *)data;
    return 1;
}

START_TEST(cancelled_by_who_takes_hits)
{
    run_setting s = make_setting();

    for (unsigned k = 0; k < KINDS; k++) {
        unsigned blocks = 0;
        ready r;

        make_ready(&s, &kinds[k], 2, NULL, NULL, &r);
        ck_assert_int_eq(
            mim_search_run(&r.prepared.search, r.peptides, r.count, stop_at_once, &blocks, NULL),
            MIMICRY_E_CANCELLED);
        ck_assert_uint_eq(blocks, 1);
        mim_prepared_free(&r.prepared);
    }
    free_setting(&s);
}
END_TEST

/* ---- Batches that are cut ---- */

/* Every window is a hit of every peptide: more of them than a batch may have, which are 2^23. */
START_TEST(too_many_hits_for_a_batch)
{
    enum { RESIDUES = 30000, LENGTH = 9, PEPTIDES = 290, WINDOWS = RESIDUES - LENGTH + 1 };
    _Static_assert((uint64_t)PEPTIDES * WINDOWS > 1 << 23, "they fit into a batch");
    test_random random = random_of_case(2, 0);
    const letter_source source = natural_letters();
    test_text fasta = {0};
    test_peptides peptides = {0};
    uint64_t counts[PEPTIDES] = {0}, total = 0, disorder = 0;
    asked a = {0};
    const mimicry_hit *hits;
    mimicry_hit last = {0};
    size_t count;

    text_print(&fasta, ">r\n");
    for (unsigned i = 0; i < RESIDUES; i++)
        text_add_char(&fasta, random_letter(&random, &source));
    for (unsigned i = 0; i < PEPTIDES; i++)
        peptides_add(&peptides, fasta.bytes + 3 + i * 20, LENGTH);
    mimicry_index *index = index_from_text(fasta.bytes, fasta.length, 4);
    mimicry_search_options options = {.size = sizeof options,
                                      .run = {.threads = 2, .progress = ask, .data = &a},
                                      .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                      .threshold = LENGTH};
    struct mim_prepared prepared;
    struct mim_run *run;

    ck_assert_int_eq(mim_prepare(index, &options, &prepared, NULL), MIMICRY_OK);
    ck_assert_int_eq(mim_run_create(&prepared.search, peptides.letters, PEPTIDES, &run, NULL),
                     MIMICRY_OK);
    while (mim_run_next(run, &hits, &count, NULL) == MIMICRY_OK && count > 0) {
        for (size_t i = 0; i < count; i++, total++) {
            const mimicry_hit *hit = &hits[i];

            disorder +=
                total > 0 && (hit->query < last.query ||
                              (hit->query == last.query && hit->mismatches < last.mismatches));
            counts[hit->query]++;
            last = *hit;
        }
    }
    ck_assert_uint_eq(disorder, 0);
    ck_assert_uint_eq(total, (uint64_t)PEPTIDES * WINDOWS);
    for (unsigned i = 0; i < PEPTIDES; i++)
        ck_assert_uint_eq(counts[i], WINDOWS);
    ck_assert_uint_eq(a.done, PEPTIDES);
    mim_run_free(run);
    mim_prepared_free(&prepared);
    mimicry_index_close(index);
    peptides_free(&peptides);
    text_free(&fasta);
}
END_TEST

START_TEST(nothing_to_search)
{
    run_setting s = make_setting();
    struct mim_prepared prepared;
    struct mim_run *run;
    const mimicry_hit *hits;
    size_t count = 1;

    ck_assert_int_eq(mim_prepare(s.proteome.index[0], NULL, &prepared, NULL), MIMICRY_OK);
    ck_assert_int_eq(mim_run_create(&prepared.search, NULL, 0, &run, NULL), MIMICRY_OK);
    ck_assert_int_eq(mim_run_next(run, &hits, &count, NULL), MIMICRY_OK);
    ck_assert_uint_eq(count, 0);
    mim_run_free(run);
    mim_run_free(NULL);
    const char *bad[] = {"EVDPIGHLY", "EVD?"};
    mimicry_error error = {0};
    ck_assert_int_eq(mim_run_create(&prepared.search, bad, 2, &run, &error), MIMICRY_E_ARGUMENT);
    ck_assert_ptr_null(run);
    ck_assert_ptr_nonnull(strstr(error.message, "peptide 2: column 4"));
    mim_prepared_free(&prepared);
    free_setting(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("run");

    support_begin("test_run");
    support_add_test(suite, pulled_is_pushed);
    support_add_test(suite, cancelled_wherever_it_is_asked);
    support_add_test(suite, cancelled_by_who_takes_hits);
    support_add_test(suite, too_many_hits_for_a_batch);
    support_add_test(suite, nothing_to_search);
    return support_run(suite);
}
