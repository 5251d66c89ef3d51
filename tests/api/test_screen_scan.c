/* A screen under a scan: without queries its index peptide is the one that is screened. */
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "table_reader.h"

static const char fasta[] = ">sp|P1|A_X One OS=X OX=1 GN=ONE\nMKEVDPIGHLYACDEFGHIKESDPIVAQY\n"
                            ">sp|P2|B_X Two OS=X OX=1 GN=TWO\nMKEVDPIGHIYACDEFGHIREVDPAGHLYWW\n";
static const char peptide[] = "EVDPIGHLY"; /* of the scan in data/ */

static mimicry_model *open_scan(const char *path)
{
    const mimicry_model_options options = {
        .size = sizeof options, .kind = MIMICRY_MODEL_SCAN, .source = path};
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;

    support_expect_ok(mimicry_model_create(&options, &model, &error), &error, "scan");
    return model;
}

static mimicry_queries *one_query(const char *id, const char *letters)
{
    const mimicry_query row = {.id = id, .peptide = letters};
    mimicry_error error = {.size = sizeof error};
    mimicry_queries *queries = NULL;

    support_expect_ok(mimicry_queries_from(&row, 1, sizeof row, NULL, &queries, &error), &error,
                      "query");
    return queries;
}

/* Both tables as text; the queries may be NULL, and are closed. */
static void screen_text(const mimicry_index *index, mimicry_queries *opt_queries,
                        const mimicry_screen_options *options, char *texts[2])
{
    struct ArrowArrayStream streams[2];
    mimicry_error error = {.size = sizeof error};

    support_expect_ok(mimicry_screen(index, opt_queries, options, &streams[0], &streams[1], &error),
                      &error, "screen");
    mimicry_queries_close(opt_queries);
    for (size_t i = 0; i < 2; i++) {
        read_table table = table_read_all(&streams[i]);
        texts[i] = table_as_text(&table);
        table_release(&table);
    }
}

START_TEST(without_queries)
{
    static const uint64_t tops[] = {0, 2};
    char *path = support_data_path("alanine_scan.tsv"), *alone[2], *given[2];
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry_model *model = open_scan(path);

    for (size_t i = 0; i < 2; i++) {
        const mimicry_screen_options options = {
            .size = sizeof options, .model = model, .top = tops[i]};
        screen_text(index, NULL, &options, alone);
        screen_text(index, one_query(path, peptide), &options, given);
        for (size_t t = 0; t < 2; t++) {
            ck_assert_str_eq(alone[t], given[t]);
            ck_assert_ptr_nonnull(strstr(alone[t], peptide));
            free(alone[t]);
            free(given[t]);
        }
    }
    mimicry_model_free(model);
    mimicry_index_close(index);
    free(path);
}
END_TEST

/* The queries that it made live as long as the tables, and both agree with what is there. */
START_TEST(rows_of_the_index_peptide)
{
    char *path = support_data_path("alanine_scan.tsv");
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry_model *model = open_scan(path);
    const mimicry_screen_options options = {.size = sizeof options, .model = model, .top = 3};
    struct ArrowArrayStream rows, hits;
    mimicry_error error = {.size = sizeof error};

    support_expect_ok(mimicry_screen(index, NULL, &options, &rows, &hits, &error), &error,
                      "screen");
    mimicry_model_free(model);
    mimicry_index_close(index);
    read_table table = table_read_all(&rows), windows = table_read_all(&hits);
    ck_assert_uint_eq(table.n_rows, 1);
    ck_assert_str_eq(table_text(&table, 0, "peptide"), peptide);
    ck_assert_str_eq(table_text(&table, 0, "nearest"), peptide);
    ck_assert_int_eq(table_integer(&table, 0, "nearest_mismatches"), 0);
    ck_assert_str_eq(table_text(&table, 0, "best"), peptide);
    ck_assert_uint_ge(windows.n_rows, 3);
    for (size_t r = 0; r < windows.n_rows; r++)
        ck_assert_str_eq(table_text(&windows, r, "query"), peptide);
    table_release(&table);
    table_release(&windows);
    free(path);
}
END_TEST

static void refused(const mimicry_index *index, mimicry_queries *opt_queries,
                    const mimicry_model *opt_model, const char *message)
{
    const mimicry_screen_options options = {.size = sizeof options, .model = opt_model};
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream rows;
    mimicry_status status = mimicry_screen(index, opt_queries, &options, &rows, NULL, &error);

    if (status == MIMICRY_OK) { /* of a query, when it is read */
        read_table table = table_read(&rows);
        ck_assert_int_ne(table.failure, 0);
        ck_assert_ptr_nonnull(strstr(table.message, message));
        table_release(&table);
        return;
    }
    ck_assert_int_eq(status, MIMICRY_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, message));
    ck_assert(rows.release == NULL);
}

START_TEST(queries_are_missing)
{
    const mimicry_model_options matrix = {
        .size = sizeof matrix, .kind = MIMICRY_MODEL_MATRIX, .source = "PAM30"};
    char *path = support_data_path("alanine_scan.tsv");
    mimicry_index *index = index_from_text(fasta, sizeof fasta - 1, 0);
    mimicry_model *scan = open_scan(path), *pam = NULL;

    ck_assert_int_eq(mimicry_model_create(&matrix, &pam, NULL), MIMICRY_OK);
    refused(index, NULL, NULL, "queries are missing: only a scan goes without");
    refused(index, NULL, pam, "queries are missing: only a scan goes without");
    mimicry_queries *other = one_query("other", "KVAELVHFL");
    refused(index, other, scan, "is not EVDPIGHLY, the only peptide");
    mimicry_queries_close(other);
    mimicry_model_free(scan);
    mimicry_model_free(pam);
    mimicry_index_close(index);
    free(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("screens under a scan");
    support_add_test(suite, without_queries);
    support_add_test(suite, rows_of_the_index_peptide);
    support_add_test(suite, queries_are_missing);
    return support_run(suite);
}
