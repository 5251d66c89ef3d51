/* What a screen does not take, options by their size, and calls that are cancelled. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"

static const char fasta[] = ">sp|P1|A_X One OS=X OX=1 GN=ONE\nMKVAELVHFLACDEFGHIK\n"
                            ">sp|P2|B_X Two OS=X OX=1 GN=TWO\nMKMAELVHFLACDEFGHIR\n";

static int count_row(void *data, const mimicry0_screen_row *row, size_t size)
{
    (void)row;
    (void)size;
    ++*(unsigned *)data;
    return 0;
}

static int stop_at_row(void *data, const mimicry0_screen_row *row, size_t size)
{
    (void)row;
    (void)size;
    return ++*(unsigned *)data == 2;
}

static int stop_at_hits(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    (void)data;
    (void)hits;
    (void)count;
    (void)stride;
    return 1;
}

static int stop_at_once(void *data, uint64_t done, uint64_t total)
{
    (void)data;
    ck_assert_uint_le(done, total);
    return 1;
}

/* Fails unless it is refused with this in the message. */
static void refused(const mimicry_index *index, const mimicry0_candidate *candidate,
                    const mimicry0_screen_options *options, const char *message)
{
    mimicry_error error = {.size = sizeof error};
    unsigned rows = 0;

    ck_assert_int_eq(
        mimicry0_screen(index, candidate, 1, sizeof *candidate, options, count_row, &rows, &error),
        MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, message) != NULL, "'%s' lacks '%s'", error.message,
                  message);
    ck_assert_uint_eq(rows, 0);
}

START_TEST(candidates)
{
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    static const struct {
        mimicry0_candidate candidate;
        const char *message;
    } bad[] = {
        {{.peptide = NULL}, "the peptide is missing"},
        {{.peptide = ""}, "it has 0 residues"},
        {{.peptide = "KVAEL1HFL"}, "column 6: character '1' is no residue"},
        {{.peptide = "KVAEL*HFL"}, "column 6: character '*' is no residue"},
        {{.peptide = "KVAELVHFL", .wildtype = "KVA LVHFL"}, "wild type, column 4"},
        {{.peptide = "KVAELVHFL", .change_start = 3, .change_end = 2}, "residues 3 to 2"},
        {{.peptide = "KVAELVHFL", .change_end = 10}, "residues 0 to 10"},
    };

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        refused(index, &bad[i].candidate, NULL, bad[i].message);
    mimicry_index_close(index);
}
END_TEST

START_TEST(options)
{
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry0_candidate good = {.peptide = "KVAELVHFL", .change_end = 9};
    mimicry0_screen_options o;
    mimicry_model *motif = NULL;
    unsigned rows = 0;

#define REFUSED(change, message)                                                                   \
    mimicry0_screen_options_init(&o, sizeof o);                                                    \
    change;                                                                                        \
    refused(index, &good, &o, message)
    REFUSED(o.exclude_wildtype = 2, "0 or 1");
    REFUSED(o.dissimilarity = -1, "0 or 1");
    REFUSED(o.exclude_paralogs = 1.5, "a number from 0 to 1");
    REFUSED(o.exclude_paralogs = (double)NAN, "a number from 0 to 1");
    REFUSED(o.min_expression = (double)NAN, "min_expression");
    REFUSED(o.threads = 2000, "threads");
    REFUSED(o.plan = 7, "plan 7");
    REFUSED(o.instructions = 9, "instructions 9");
    REFUSED(o.window_min = 0, "windows of 0 to 9");
    REFUSED(o.window_max = 8, "windows of 9 to 8");
    REFUSED(o.size = 3, "size");
    ck_assert_int_eq(mimicry0_model_motif("KVAEL....", &motif, NULL), MIMICRY_OK);
    REFUSED(o.model = motif, "takes the place of the peptides");
    ck_assert_int_eq(mimicry0_screen(index, &good, 1, 8, NULL, count_row, &rows, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry0_screen(index, NULL, 1, sizeof good, NULL, count_row, &rows, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry0_screen(NULL, &good, 1, sizeof good, NULL, count_row, &rows, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry0_screen(index, &good, 1, sizeof good, NULL, NULL, NULL, NULL),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry0_screen(index, NULL, 0, sizeof good, NULL, count_row, &rows, NULL),
                     MIMICRY_OK);
    ck_assert_uint_eq(rows, 0);
    mimicry_model_free(motif);
    mimicry_index_close(index);
}
END_TEST

START_TEST(cancelled)
{
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry0_candidate three[3];
    mimicry0_screen_options o;
    unsigned rows = 0;

    for (size_t i = 0; i < 3; i++)
        three[i] = (mimicry0_candidate){.peptide = "KVAELVHFL", .change_end = 9};
    mimicry0_screen_options_init(&o, sizeof o);
    ck_assert_int_eq(mimicry0_screen(index, three, 3, sizeof *three, &o, stop_at_row, &rows, NULL),
                     MIMICRY_E_CANCELLED);
    ck_assert_uint_eq(rows, 2);
    rows = 0;
    o.each_hit = stop_at_hits;
    ck_assert_int_eq(mimicry0_screen(index, three, 3, sizeof *three, &o, count_row, &rows, NULL),
                     MIMICRY_E_CANCELLED);
    o.each_hit = NULL;
    o.progress = stop_at_once;
    ck_assert_int_eq(mimicry0_screen(index, three, 3, sizeof *three, &o, count_row, &rows, NULL),
                     MIMICRY_E_CANCELLED);
    ck_assert_uint_eq(rows, 0);
    mimicry_index_close(index);
}
END_TEST

/* Rows by hand: what is within reach of a mutant, and what its wild type hides. */
typedef struct seen {
    mimicry0_screen_row rows[4];
    uint64_t nearest[2]; /* records */
    size_t count;
} seen;

static int note(void *data, const mimicry0_screen_row *row, size_t size)
{
    seen *s = data;

    ck_assert_uint_eq(size, sizeof *row);
    s->nearest[s->count] = row->nearest->record;
    s->rows[s->count++] = *row;
    return 0;
}

START_TEST(by_hand)
{
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry0_candidate c[2] = {
        {.peptide = "KVAELVHFW",
         .wildtype = "KVAELVHFL",
         .gene = "one",
         .change_start = 8,
         .change_end = 9},
        {.peptide = "KVAELVHFW", .gene = "none such", .change_end = 9},
    };
    mimicry0_screen_options o;
    seen s = {.count = 0};

    mimicry0_screen_options_init(&o, sizeof o);
    o.exclude_wildtype = 1;
    ck_assert_int_eq(mimicry0_screen(index, c, 2, sizeof *c, &o, note, &s, NULL), MIMICRY_OK);
    ck_assert_uint_eq(s.count, 2);
    ck_assert_uint_eq(s.rows[0].left_out[MIMICRY_LEFT_OUT_WILDTYPE], 1);
    ck_assert_uint_eq(s.rows[0].self[1], 0);
    ck_assert_uint_eq(s.rows[0].self[2], 1);
    ck_assert_uint_eq(s.nearest[0], 1);
    ck_assert_int_eq(s.rows[0].source, MIMICRY_SOURCE_FOUND);
    ck_assert_uint_eq(s.rows[1].left_out[MIMICRY_LEFT_OUT_WILDTYPE], 0);
    ck_assert_uint_eq(s.rows[1].self[1], 1);
    ck_assert_uint_eq(s.nearest[1], 0);
    ck_assert_int_eq(s.rows[1].source, MIMICRY_SOURCE_ABSENT);
    ck_assert(isnan(s.rows[1].dissimilarity));
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("screen_refused");

    support_begin("test_screen_refused");
    support_add_test(suite, candidates);
    support_add_test(suite, options);
    support_add_test(suite, cancelled);
    support_add_test(suite, by_hand);
    return support_run(suite);
}
