/* Lets the 1st, 2nd, 3rd ... allocation of reports fail, and of tables that are opened again. */
#include <stdio.h>
#include <string.h>

#include "failing.h"

static const char *fasta = "memory_report.fasta", *atlas = "memory_report.tsv",
                  *scan = "memory_scan.tsv", *packed = "memory_rows.csv";
static mimicry_index *proteome;
static mimicry_annotations *annotations;
static mimicry_model *model;

static int take_bytes(void *data, const char *bytes, size_t count)
{
    size_t *sum = data;
    (void)bytes;
    *sum += count;
    return 0;
}

static mimicry_status open_queries(mimicry_queries **queries, mimicry_error *error)
{
    static const mimicry_query rows[] = {{.id = "a \"b\"", .peptide = "ESDPIVAQY"},
                                         {.peptide = "EVDPIGHLY"}};
    return mimicry_queries_from(rows, 2, sizeof *rows, NULL, queries, error);
}

static void give_notes(void *data, mimicry_note_fn take, void *taker)
{
    (void)data;
    take(taker, "a note");
}

static mimicry_status write_page(struct ArrowArrayStream *rows, struct ArrowArrayStream *hits,
                                 struct ArrowArrayStream *along, mimicry_error *error)
{
    const mimicry_report_options options = {.size = sizeof options,
                                            .title = "title",
                                            .notes = give_notes,
                                            .index = proteome,
                                            .annotations = annotations,
                                            .model = model,
                                            .along = along};
    size_t sum = 0;
    const mimicry_status status = mimicry_report(rows, hits, &options, take_bytes, &sum, error);
    consistent = consistent && (status != MIMICRY_OK || sum > 0);
    return status;
}

static mimicry_status open_along(struct ArrowArrayStream *along, mimicry_error *error)
{
    mimicry_queries *queries;
    mimicry_status status = open_queries(&queries, error);
    if (status != MIMICRY_OK)
        return status;
    const mimicry_along_options options = {.size = sizeof options, .run = {.threads = 1}};
    status = mimicry_along(proteome, queries, &options, along, error);
    mimicry_queries_close(queries);
    return status;
}

static mimicry_status report(mimicry_error *error)
{
    const mimicry_screen_options options = {
        .size = sizeof options, .run = {.threads = 1}, .annotations = annotations};
    struct ArrowArrayStream rows = {0}, hits = {0}, along = {0};
    mimicry_queries *queries;
    mimicry_status status = open_queries(&queries, error);
    if (status != MIMICRY_OK)
        return status;
    status = mimicry_screen(proteome, queries, &options, &rows, &hits, error);
    mimicry_queries_close(queries);
    if (status != MIMICRY_OK)
        return status;
    status = open_along(&along, error);
    if (status == MIMICRY_OK) {
        status = write_page(&rows, &hits, &along, error);
        along.release(&along);
    }
    rows.release(&rows);
    hits.release(&hits);
    return status;
}

static mimicry_status open_again(mimicry_error *error)
{
    struct ArrowArrayStream table;
    size_t sum = 0;
    mimicry_status status = mimicry_table_open(packed, &table, error);
    consistent = consistent && (status == MIMICRY_OK) == (table.release != NULL);
    if (status != MIMICRY_OK)
        return status;
    status = mimicry_table_write(&table, NULL, take_bytes, &sum, NULL, error);
    table.release(&table);
    return status;
}

static void set_up(void)
{
    const mimicry_model_options options = {
        .size = sizeof options, .kind = MIMICRY_MODEL_SCAN, .source = scan};
    write_file(fasta, ">sp|P1|ONE GN=TTN\nMESDPIVAQYKLMNPQRSTVWYACDEFGHIKESDPIVAQFWW\n>two\n"
                      "ESDPIVAQYEVDPIGHLYAAAAKLM\n");
    write_file(atlas, "gene\theart muscle\tliver\nTTN\t57.3\t0\n");
    write_file(scan, "peptide\tresponse\nESDPIVAQY\t1\nASDPIVAQY\t0.5\nEADPIVAQY\t0.2\n"
                     "ESAPIVAQY\t0.1\nESDAIVAQY\t0\n");
    write_file(packed, "id,text\n1,\"a \"\"b\"\", c\"\n2,\n");
    ck_assert_int_eq(mimicry_index_build(&fasta, 1, NULL, &proteome, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_annotations_create(&annotations, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_annotations_add(annotations, MIMICRY_EXPRESSION, atlas, NULL),
                     MIMICRY_OK);
    mimicry_error error = {.size = sizeof error};
    ck_assert_msg(mimicry_model_create(&options, &model, &error) == MIMICRY_OK, "%s",
                  error.message);
}

static void tear_down(void)
{
    mimicry_model_free(model);
    mimicry_annotations_free(annotations);
    mimicry_index_close(proteome);
    remove(fasta);
    remove(atlas);
    remove(scan);
    remove(packed);
}

static mimicry_status (*const jobs[])(mimicry_error *) = {report, open_again};
enum { N_JOBS = sizeof jobs / sizeof *jobs };

START_TEST(test_job)
{
    check_failing_allocations(jobs[_i], _i);
}
END_TEST

int main(void)
{
    return failing_main("memory_report", test_job, N_JOBS, set_up, tear_down);
}
