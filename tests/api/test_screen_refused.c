/* What a screen does not take, options by their size, and calls that are cancelled. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models.h"
#include "checks.h"
#include "table_reader.h"

static const char fasta[] = ">sp|P1|A_X One OS=X OX=1 GN=ONE\nMKVAELVHFLACDEFGHIK\n"
                            ">sp|P2|B_X Two OS=X OX=1 GN=TWO\nMKMAELVHFLACDEFGHIR\n";

static mimicry_queries *queries_of(const mimicry_query *rows, size_t count)
{
    mimicry_queries *queries = NULL;
    mimicry_error error = {.size = sizeof error};

    support_expect_ok(mimicry_queries_from(rows, count, sizeof *rows, NULL, &queries, &error),
                      &error, "queries");
    return queries;
}

/* Fails unless the options are refused with this in the message. */
static void refused(const mimicry_index *index, const mimicry_screen_options *options,
                    const char *message)
{
    static const mimicry_query good = {.peptide = "KVAELVHFL"};
    mimicry_queries *queries = queries_of(&good, 1);
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream rows, hits;

    ck_assert_int_eq(mimicry_screen(index, queries, options, &rows, &hits, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, message) != NULL, "'%s' lacks '%s'", error.message,
                  message);
    ck_assert(rows.release == NULL && hits.release == NULL);
    mimicry_queries_close(queries);
}

START_TEST(options)
{
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry_screen_options o;
    mimicry_annotations *nothing = NULL;
    mimicry_model *motif = NULL;
    static const mimicry_query protein = {.id = "1", .peptide = "KVAELVHFL"};
    mimicry_queries *proteins;

#define REFUSED(change, message)                                                                   \
    o = (mimicry_screen_options){.size = sizeof o};                                                \
    change;                                                                                        \
    refused(index, &o, message)
    REFUSED(o.exclude_wildtype = 2, "0 or 1");
    REFUSED(o.exclude_own_gene = -1, "0 or 1");
    REFUSED(o.dissimilarity = -1, "0 or 1");
    REFUSED(o.exclude_paralogs = 1.5, "a number from 0 to 1");
    REFUSED(o.exclude_paralogs = (double)NAN, "a number from 0 to 1");
    REFUSED(o.min_expression = (double)NAN, "min_expression");
    REFUSED(o.run.threads = 2000, "threads");
    REFUSED(o.run.plan = 8, "plan 8");
    REFUSED(o.run.instructions = 9, "instructions 9");
    REFUSED(o.window_max = 9, "windows of 0 to 9");
    REFUSED((o.window_min = 9, o.window_max = 8), "windows of 9 to 8");
    REFUSED(o.size = 3, "size");
    REFUSED(o.threshold_kind = 7, "threshold_kind 7");
    REFUSED((o.threshold_kind = MIMICRY_MIN_ACTIVITY, o.threshold = 0.5), "goes with a scan");
    REFUSED(o.threshold = 2, "threshold_kind");
    REFUSED((o.threshold_kind = MIMICRY_MAX_MISMATCHES, o.threshold = 2.5), "a whole number");
    REFUSED((o.threshold_kind = MIMICRY_MAX_EVALUE, o.threshold = 0), "above 0");
    REFUSED(o.columns = 1 << 20, "columns");
    REFUSED(o.columns = MIMICRY_COLUMN_EVALUE, "E-values");
    REFUSED(o.columns = MIMICRY_COLUMN_VITAL, "expression");
    REFUSED(o.flank = 101, "flank");
    proteins = queries_of(&protein, 1);
    REFUSED(o.mutated = proteins, "mutated proteins without annotate");
    mimicry_queries_close(proteins);
    ck_assert_int_eq(model_motif("KVAEL....", &motif, NULL), MIMICRY_OK);
    REFUSED(o.model = motif, "takes the place of the peptides");
    ck_assert_int_eq(mimicry_annotations_create(&nothing, NULL), MIMICRY_OK);
    REFUSED((o.annotations = nothing, o.min_expression = 2), "expression");
    mimicry_annotations_free(nothing);
    mimicry_model_free(motif);
    mimicry_index_close(index);
}
END_TEST

START_TEST(arguments)
{
    static const mimicry_query good = {.peptide = "KVAELVHFL"};
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry_queries *queries = queries_of(&good, 1), *none = queries_of(NULL, 0);
    struct ArrowArrayStream rows, hits;

    ck_assert_int_eq(mimicry_screen(NULL, queries, NULL, &rows, &hits, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_screen(index, NULL, NULL, &rows, &hits, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_screen(index, queries, NULL, NULL, &hits, NULL), MIMICRY_E_ARGUMENT);
    ck_assert(rows.release == NULL && hits.release == NULL);
    ck_assert_int_eq(mimicry_screen(index, none, NULL, &rows, &hits, NULL), MIMICRY_OK);
    read_table no_rows = table_read_all(&rows), no_hits = table_read_all(&hits);
    ck_assert_uint_eq(no_rows.n_rows, 0);
    ck_assert_uint_eq(no_hits.n_rows, 0);
    table_release(&no_rows);
    table_release(&no_hits);
    mimicry_queries_close(queries);
    mimicry_queries_close(none);
    mimicry_index_close(index);
}
END_TEST

/* The model is for nine residues. */
START_TEST(lengths)
{
    static const double nine[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    static const mimicry_query bad[] = {{.id = "ten", .peptide = "KVAELVHFLA"},
                                        {.id = "long", .peptide = "KVAELVHFLACDE*GHIK"},
                                        {.id = "short", .peptide = "KVA*"}};
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry_model_options of_model = {.size = sizeof of_model, .weights = nine, .n_weights = 9};
    mimicry_screen_options o = {.size = sizeof o, .window_min = 9, .window_max = 10};
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    struct ArrowArrayStream rows;

    support_expect_ok(mimicry_model_create(&of_model, &model, &error), &error, "model");
    o.model = model;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        mimicry_queries *queries = queries_of(&bad[i], 1);

        ck_assert_int_eq(mimicry_screen(index, queries, &o, &rows, NULL, NULL), MIMICRY_OK);
        read_table table = table_read(&rows);
        ck_assert_int_eq(table.failure, EINVAL);
        ck_assert_msg(strstr(table.message, bad[i].id) != NULL &&
                          strstr(table.message, "the model takes 9 to 9") != NULL,
                      "%s", table.message);
        table_release(&table);
        mimicry_queries_close(queries);
    }
    mimicry_model_free(model);
    mimicry_index_close(index);
}
END_TEST

START_TEST(epitopes)
{
    static const char text[] = "one\tR377, Q408\n";
    const mimicry_read_options of_queries = {.size = sizeof of_queries,
                                             .flags = MIMICRY_READ_EPITOPES};
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    char *path = support_write_file(".tsv", text, sizeof text - 1);
    mimicry_queries *queries = NULL;
    struct ArrowArrayStream rows;

    ck_assert_int_eq(mimicry_queries_open(path, &of_queries, &queries, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_screen(index, queries, NULL, &rows, NULL, NULL), MIMICRY_OK);
    read_table table = table_read(&rows);
    ck_assert_int_eq(table.failure, EINVAL);
    ck_assert_msg(strstr(table.message, "line 1: query 'one' is no peptide") != NULL, "%s",
                  table.message);
    table_release(&table);
    mimicry_queries_close(queries);
    remove(path);
    free(path);
    mimicry_index_close(index);
}
END_TEST

static int stop_at_once(void *data, uint64_t done, uint64_t total)
{
    ck_assert_uint_le(done, total);
    return ++*(unsigned *)data > 0;
}

/* Never falls, and ends at the total. */
typedef struct told {
    uint64_t done, total;
} told;

static int watch(void *data, uint64_t done, uint64_t total)
{
    told *t = data;

    ck_assert_uint_le(done, total);
    ck_assert_uint_ge(done, t->done);
    *t = (told){done, total};
    return 0;
}

START_TEST(progress)
{
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    const mimicry_query three[3] = {
        {.peptide = "KVAELVHFL"}, {.peptide = "KVAELVHFL"}, {.peptide = "WWWWW"}};
    mimicry_queries *queries = queries_of(three, 3);
    unsigned asked = 0;
    told t = {0, 0};
    mimicry_screen_options o = {.size = sizeof o,
                                .run = {.progress = stop_at_once, .data = &asked}};
    struct ArrowArrayStream rows, hits;

    ck_assert_int_eq(mimicry_screen(index, queries, &o, &rows, &hits, NULL), MIMICRY_OK);
    ck_assert_uint_eq(asked, 0); /* the work is done when a batch is asked for */
    read_table table = table_read(&rows);
    ck_assert_int_eq(table.failure, ECANCELED);
    ck_assert_uint_eq(table.n_rows, 0);
    ck_assert_uint_eq(asked, 1);
    table_release(&table);
    table = table_read(&hits);
    ck_assert_int_eq(table.failure, ECANCELED);
    table_release(&table);
    mimicry_queries_close(queries);
    queries = queries_of(three, 3);
    o.run = (mimicry_run){.progress = watch, .data = &t};
    ck_assert_int_eq(mimicry_screen(index, queries, &o, &rows, NULL, NULL), MIMICRY_OK);
    table = table_read_all(&rows);
    ck_assert_uint_gt(t.total, 0);
    ck_assert_uint_eq(t.done, t.total);
    table_release(&table);
    mimicry_queries_close(queries);
    mimicry_index_close(index);
}
END_TEST

/* Rows by hand: what is within reach of a mutant, and what its wild type hides. */
START_TEST(by_hand)
{
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    const mimicry_query c[2] = {
        {.id = "a", .peptide = "KVAELVHFW", .wildtype = "KVAELVHFL", .gene = "one"},
        {.id = "b", .peptide = "KVAELVHFW", .gene = "none such"},
    };
    mimicry_queries *queries = queries_of(c, 2);
    mimicry_screen_options o = {
        .size = sizeof o, .exclude_wildtype = 1, .columns = MIMICRY_COLUMN_LISTS};
    struct ArrowArrayStream rows;

    ck_assert_int_eq(mimicry_screen(index, queries, &o, &rows, NULL, NULL), MIMICRY_OK);
    read_table t = table_read_all(&rows);
    ck_assert_uint_eq(t.n_rows, 2);
    ck_assert_int_eq(table_integer(&t, 0, "left_out_wildtype"), 1);
    ck_assert_int_eq(table_integer(&t, 0, "self_1"), 0);
    ck_assert_int_eq(table_integer(&t, 0, "self_2"), 1);
    ck_assert_str_eq(table_text(&t, 0, "nearest"), "KMAELVHFL");
    ck_assert_str_eq(table_text(&t, 0, "source"), "found");
    ck_assert_int_eq(table_integer(&t, 1, "left_out_wildtype"), 0);
    ck_assert_int_eq(table_integer(&t, 1, "self_1"), 1);
    ck_assert_str_eq(table_text(&t, 1, "nearest_accession"), "P1");
    ck_assert_str_eq(table_text(&t, 1, "source"), "absent");
    ck_assert_str_eq(table_text(&t, 1, "self_peptide_names"), "KVAELVHFL;KMAELVHFL");
    ck_assert_str_eq(table_text(&t, 1, "gene_names"), "ONE;TWO");
    table_release(&t);
    mimicry_queries_close(queries);
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("screen_refused");

    support_begin("test_screen_refused");
    support_add_test(suite, options);
    support_add_test(suite, arguments);
    support_add_test(suite, lengths);
    support_add_test(suite, epitopes);
    support_add_test(suite, progress);
    support_add_test(suite, by_hand);
    return support_run(suite);
}
