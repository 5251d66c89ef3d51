/* The tables of an index: records and FASTA files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arrow_checks.h"

static const char fasta[] =
    ">sp|P1|ONE_HUMAN First, of \"two\" OS=Homo sapiens OX=9606 GN=ONE\nACDEF\n"
    ">second\nACD\n>third and last\n\n";

static mimicry_index *build(const char *bytes)
{
    char *path = support_write_file(".fasta", bytes, strlen(bytes));
    const char *paths[] = {path};
    mimicry_index *index;
    mimicry_error error = {0};
    support_expect_ok(mimicry_index_build(paths, 1, NULL, &index, &error), &error, "building");
    free(path);
    return index;
}

static struct ArrowArrayStream table_of(const mimicry_index *index, int32_t what)
{
    struct ArrowArrayStream table;
    mimicry_error error = {0};
    support_expect_ok(mimicry_index_table(index, what, &table, &error), &error, "a table");
    return table;
}

START_TEST(test_text_of_records)
{
    static const char *const expected[] = {
        "accession\tgene\tprotein\ttaxon\tlength\n"
        "P1\tONE\tFirst, of \"two\"\t9606\t5\nsecond\t\t\t\t3\nthird\t\tand last\t\t0\n",
        "accession,gene,protein,taxon,length\n"
        "P1,ONE,\"First, of \"\"two\"\"\",9606,5\nsecond,,,,3\nthird,,and last,,0\n",
        "{\"accession\":\"P1\",\"gene\":\"ONE\",\"protein\":\"First, of \\\"two\\\"\","
        "\"taxon\":9606,\"length\":5}\n"
        "{\"accession\":\"second\",\"gene\":null,\"protein\":null,\"taxon\":null,\"length\":3}\n"
        "{\"accession\":\"third\",\"gene\":null,\"protein\":\"and last\",\"taxon\":null,"
        "\"length\":0}\n"};
    mimicry_index *index = build(fasta);
    for (int32_t format = MIMICRY_FORMAT_TSV; format <= MIMICRY_FORMAT_JSONL; format++) {
        struct ArrowArrayStream table = table_of(index, MIMICRY_INDEX_RECORDS);
        test_text text = arrow_text(&table, format);
        ck_assert_str_eq(text.bytes, expected[format - 1]);
        text_free(&text);
    }
    struct ArrowArrayStream table = table_of(index, MIMICRY_INDEX_RECORDS);
    ck_assert_uint_eq(check_arrow_stream(&table), 3);
    mimicry_index_close(index);
}
END_TEST

START_TEST(test_sources)
{
    mimicry_index *index = build(fasta);
    struct ArrowArrayStream table = table_of(index, MIMICRY_INDEX_SOURCES);
    ck_assert_uint_eq(check_arrow_stream(&table), 1);
    table = table_of(index, MIMICRY_INDEX_SOURCES);
    test_text text = arrow_text(&table, MIMICRY_FORMAT_TSV);
    char expected[64];
    snprintf(expected, sizeof expected, ".fasta\t%zu\t", sizeof fasta - 1);
    ck_assert_ptr_nonnull(strstr(text.bytes, expected));
    ck_assert_int_eq(strncmp(text.bytes, "source\tbytes\tcrc32\n", 19), 0);
    text_free(&text);
    mimicry_index_close(index);
}
END_TEST

/* Many batches, each row as mimicry_index_record tells it; the index is closed before the table. */
START_TEST(test_many_records)
{
    enum { RECORDS = 30000 };
    test_text bytes = {0}, expected = {0};
    text_print(&expected, "accession\tgene\tprotein\ttaxon\tlength\n");
    for (int i = 0; i < RECORDS; i++) {
        text_print(&bytes, ">r%d\n%.*s\n", i, i % 7, "ACDEFGH");
        text_print(&expected, "r%d\t\t\t\t%d\n", i, i % 7);
    }
    mimicry_index *index = build(bytes.bytes);
    struct ArrowArrayStream table = table_of(index, MIMICRY_INDEX_RECORDS);
    ck_assert_uint_eq(check_arrow_stream(&table), RECORDS);
    table = table_of(index, MIMICRY_INDEX_RECORDS);
    mimicry_index_close(index);
    test_text text = arrow_text(&table, MIMICRY_FORMAT_TSV);
    ck_assert_str_eq(text.bytes, expected.bytes);
    text_free(&text);
    text_free(&bytes);
    text_free(&expected);
}
END_TEST

struct taken {
    test_text text;
    int blocks; /* to be taken; then the writing is cancelled */
};

static int take_block(void *data, const char *bytes, size_t count)
{
    struct taken *taken = data;
    ck_assert_uint_gt(count, 0);
    ck_assert_uint_le(count, (size_t)1 << 20);
    if (taken->blocks-- == 0)
        return 1;
    text_add(&taken->text, bytes, count);
    return 0;
}

/* The bytes handed on are those of the saved file; and it stops where it is told to. */
START_TEST(test_write)
{
    mimicry_index *index = build(fasta);
    struct taken whole = {.blocks = 1 << 20}, part = {.blocks = 1};
    char *path = support_temporary_name(".mim");
    size_t size;
    ck_assert_int_eq(mimicry_index_save(index, path, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_index_write(index, take_block, &whole, NULL), MIMICRY_OK);
    char *saved = support_read_file(path, &size);
    ck_assert_uint_eq(size, whole.text.length);
    ck_assert_mem_eq(saved, whole.text.bytes, size);
    ck_assert_int_eq(mimicry_index_write(index, take_block, &part, NULL), MIMICRY_E_CANCELLED);
    ck_assert_uint_gt(part.text.length, 0);
    ck_assert_mem_eq(saved, part.text.bytes, part.text.length);
    ck_assert_int_eq(mimicry_index_write(index, NULL, NULL, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_index_write(NULL, take_block, &part, NULL), MIMICRY_E_ARGUMENT);
    text_free(&whole.text);
    text_free(&part.text);
    mimicry_index_close(index);
    free(saved);
    free(path);
}
END_TEST

START_TEST(test_refused)
{
    struct ArrowArrayStream table = {.release = NULL};
    mimicry_index *index = build(fasta);
    ck_assert_int_eq(mimicry_index_table(index, 0, &table, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_index_table(index, 3, &table, NULL), MIMICRY_E_ARGUMENT);
    ck_assert(table.release == NULL);
    ck_assert_int_eq(mimicry_index_table(NULL, 1, &table, NULL), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_index_table(index, 1, NULL, NULL), MIMICRY_E_ARGUMENT);
    mimicry_index_close(index);
}
END_TEST

int main(void)
{
    support_begin("index_tables");
    Suite *suite = suite_create("tables of an index");
    support_add_test(suite, test_text_of_records);
    support_add_test(suite, test_sources);
    support_add_test(suite, test_many_records);
    support_add_test(suite, test_write);
    support_add_test(suite, test_refused);
    return support_run(suite);
}
