/* Lets the 1st, 2nd, 3rd ... allocation of tables fail, one after the other: of those that build
 * them, of every form in which they are written, and of the tables of an index and of annotations.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing.h"

static const char *fasta = "memory_tables.fasta", *atlas = "memory_tables.tsv";
static mimicry_index *index_of_all;
static mimicry_annotations *annotations;

static int take_bytes(void *data, const char *bytes, size_t count)
{
    size_t *sum = data;
    (void)bytes;
    *sum += count;
    return 0;
}

/* Writes a table and releases it. */
static mimicry_status write_table(struct ArrowArrayStream *table, int32_t format,
                                  mimicry_error *error)
{
    const mimicry_write_options options = {.size = sizeof options, .format = format, .threads = 2};
    size_t sum = 0;
    const mimicry_status status =
        mimicry_table_write(table, &options, take_bytes, &sum, NULL, error);
    consistent = consistent && (status != MIMICRY_OK || sum > 0);
    table->release(table);
    return status;
}

static mimicry_status write_hits(int32_t format, mimicry_error *error)
{
    static const mimicry_query rows[] = {{.peptide = "ESDPIVAQY", .id = "a \"b\""},
                                         {.peptide = "SDPIVAQ"}};
    mimicry_search_options options = {.size = sizeof options,
                                      .run = {.threads = 1},
                                      .threshold_kind = MIMICRY_MAX_MISMATCHES,
                                      .threshold = 2,
                                      .annotations = annotations,
                                      .columns = MIMICRY_COLUMN_EVALUE | MIMICRY_COLUMN_ALIGNMENT |
                                                 MIMICRY_COLUMN_PROTEIN};
    mimicry_queries *queries;
    struct ArrowArrayStream table;
    mimicry_status status = mimicry_queries_from(rows, 2, sizeof *rows, NULL, &queries, error);
    if (status != MIMICRY_OK)
        return status;
    status = mimicry_search(index_of_all, queries, &options, &table, error);
    mimicry_queries_close(queries);
    return status == MIMICRY_OK ? write_table(&table, format, error) : status;
}

static mimicry_status write_tsv(mimicry_error *error)
{
    return write_hits(MIMICRY_FORMAT_TSV, error);
}

static mimicry_status write_csv(mimicry_error *error)
{
    return write_hits(MIMICRY_FORMAT_CSV, error);
}

static mimicry_status write_jsonl(mimicry_error *error)
{
    return write_hits(MIMICRY_FORMAT_JSONL, error);
}

static mimicry_status write_blast6(mimicry_error *error)
{
    return write_hits(MIMICRY_FORMAT_BLAST6, error);
}

static mimicry_status write_pepmatch(mimicry_error *error)
{
    return write_hits(MIMICRY_FORMAT_PEPMATCH, error);
}

static mimicry_status write_index_table(int32_t what, mimicry_error *error)
{
    struct ArrowArrayStream table;
    const mimicry_status status = mimicry_index_table(index_of_all, what, &table, error);
    return status == MIMICRY_OK ? write_table(&table, MIMICRY_FORMAT_TSV, error) : status;
}

static mimicry_status write_records(mimicry_error *error)
{
    return write_index_table(MIMICRY_INDEX_RECORDS, error);
}

static mimicry_status write_sources(mimicry_error *error)
{
    return write_index_table(MIMICRY_INDEX_SOURCES, error);
}

/* A stream of a table is read by hand: schema, batches, and both once more. */
static mimicry_status read_by_hand(mimicry_error *error)
{
    struct ArrowArrayStream table;
    struct ArrowSchema schema;
    mimicry_status status = mimicry_index_table(index_of_all, MIMICRY_INDEX_RECORDS, &table, error);
    if (status != MIMICRY_OK)
        return status;
    for (int i = 0; i < 2; i++) {
        if (table.get_schema(&table, &schema) != 0) {
            table.release(&table);
            return error->status = MIMICRY_E_MEMORY;
        }
        schema.release(&schema);
    }
    status = read_to_the_end(&table);
    error->status = status;
    return status;
}

static mimicry_status write_annotations(mimicry_error *error)
{
    static const char *const names[] = {"TTN", "OTHER"};
    struct ArrowArrayStream table;
    const mimicry_status status =
        mimicry_annotations_table(annotations, MIMICRY_EXPRESSION, names, 2, &table, error);
    return status == MIMICRY_OK ? write_table(&table, MIMICRY_FORMAT_CSV, error) : status;
}

static mimicry_status (*const jobs[])(mimicry_error *) = {
    write_tsv,     write_csv,     write_jsonl,  write_blast6,     write_pepmatch,
    write_records, write_sources, read_by_hand, write_annotations};
enum { JOBS = sizeof jobs / sizeof *jobs };

START_TEST(failing_allocations)
{
    check_failing_allocations(jobs[_i], _i);
}
END_TEST

static void set_up(void)
{
    write_file(fasta, ">sp|P1|A one OS=x GN=TTN\nMESDPIVAQYKESDPIVCQY\n>b\nESDPIVAQY\n"
                      ">sp|P3|C three, \"four\" OS=x GN=OTHER\nESDPIVAQY\n");
    write_file(atlas, "Gene\tGene name\tTissue\tnTPM\nENSG1\tTTN\theart muscle\t57.3\n");
    ck_assert_int_eq(mimicry_index_open(fasta, MIMICRY_OPEN_FASTA, &index_of_all, NULL), 0);
    ck_assert_int_eq(mimicry_annotations_create(&annotations, NULL), 0);
    ck_assert_int_eq(mimicry_annotations_add(annotations, MIMICRY_EXPRESSION, atlas, NULL), 0);
}

static void tear_down(void)
{
    mimicry_index_close(index_of_all);
    mimicry_annotations_free(annotations);
    remove(fasta);
    remove(atlas);
}

int main(void)
{
    return failing_main("memory of tables", failing_allocations, JOBS, set_up, tear_down);
}
