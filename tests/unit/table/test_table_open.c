/* Tables of text that are opened again: what was written comes back; what is no table is refused.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "arrow_checks.h"
#include "table_reader.h"

static char *packed_file(const char *bytes, size_t length)
{
    char *path = support_temporary_name(".tsv.gz");
    gzFile file = gzopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(gzwrite(file, bytes, (unsigned)length), (int)length);
    ck_assert_int_eq(gzclose(file), Z_OK);
    return path;
}

static struct ArrowArrayStream open_table(const char *path)
{
    struct ArrowArrayStream table;
    mimicry_error error = {.size = sizeof error};
    support_expect_ok(mimicry_table_open(path, &table, &error), &error, path);
    return table;
}

/* Letters of a cell; none that a form takes out. */
static const char cell_letters[] = "abcXYZ019 ,;:\"'<>&-_.";

/* A table of random cells as TSV and as CSV. */
static void random_table(test_random *random, test_text *tsv, test_text *csv)
{
    const size_t columns = 2 + (size_t)random_below(random, 5);
    const size_t rows = (size_t)random_below(random, 40);
    for (size_t row = 0; row <= rows; row++) {
        for (size_t i = 0; i < columns; i++) {
            char cell[24];
            size_t length = 0, wanted = (size_t)random_below(random, sizeof cell - 8);
            cell[length++] = (char)('A' + i); /* names are distinct, rows not blank */
            while (row > 0 && length < wanted)
                cell[length++] = cell_letters[random_below(random, sizeof cell_letters - 1)];
            cell[length++] = 'z';
            if (row > 0 && i > 0 && random_chance(random, 20))
                length = 0;
            text_add(tsv, cell, length);
            text_add_char(csv, '"');
            for (size_t k = 0; k < length; k++) {
                if (cell[k] == '"')
                    text_add_char(csv, '"');
                text_add_char(csv, cell[k]);
            }
            text_add_char(csv, '"');
            text_add_char(tsv, i + 1 < columns ? '\t' : '\n');
            text_add_char(csv, i + 1 < columns ? ',' : '\n');
        }
    }
}

static void expect_table(const char *path, const test_text *tsv)
{
    struct ArrowArrayStream table = open_table(path);
    test_text text = arrow_text(&table, MIMICRY_FORMAT_TSV);
    ck_assert_str_eq(text.bytes, tsv->bytes);
    text_free(&text);
}

START_TEST(test_round_trips)
{
    for (unsigned i = 0; i < support_scaled(200); i++) {
        test_random random = random_of_case(1, i);
        test_text tsv = {0}, csv = {0};
        random_table(&random, &tsv, &csv);
        char *paths[] = {support_write_file(".tsv", tsv.bytes, tsv.length),
                         support_write_file(".csv", csv.bytes, csv.length),
                         packed_file(tsv.bytes, tsv.length), packed_file(csv.bytes, csv.length)};
        for (size_t k = 0; k < 4; k++) {
            expect_table(paths[k], &tsv);
            remove(paths[k]);
            free(paths[k]);
        }
        text_free(&tsv);
        text_free(&csv);
    }
}
END_TEST

START_TEST(test_many_batches)
{
    test_text tsv = {0};
    text_print(&tsv, "number\ttext\n");
    for (int i = 0; i < 30000; i++)
        text_print(&tsv, "%d\t%.*s\n", i, i % 5, "wxyz");
    char *path = support_write_file(".tsv", tsv.bytes, tsv.length);
    expect_table(path, &tsv);
    struct ArrowArrayStream table = open_table(path);
    read_table read = table_read_all(&table);
    ck_assert_uint_gt(read.n_batches, 1);
    ck_assert_uint_eq(read.n_rows, 30000);
    ck_assert(!table_at(&read, 0, "text")->known); /* empty is unknown */
    ck_assert_str_eq(table_text(&read, 29999, "number"), "29999");
    table_release(&read);
    free(path);
    text_free(&tsv);
}
END_TEST

START_TEST(test_refused_at_once)
{
    struct ArrowArrayStream table;
    mimicry_error error = {.size = sizeof error};
    ck_assert_int_eq(mimicry_table_open("no/such/file", &table, &error), MIMICRY_E_IO);
    ck_assert_int_eq(error.system, ENOENT);
    ck_assert(table.release == NULL);
    char *path = support_write_file(".tsv", "", 0);
    ck_assert_int_eq(mimicry_table_open(path, &table, &error), MIMICRY_E_FORMAT);
    ck_assert_ptr_nonnull(strstr(error.message, "empty"));
    ck_assert_ptr_nonnull(strstr(error.message, path));
    ck_assert(table.release == NULL);
    free(path);
    ck_assert_int_eq(mimicry_table_open(NULL, &table, &error), MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_table_open("x", NULL, &error), MIMICRY_E_ARGUMENT);
}
END_TEST

/* The rows before it are given; the message tells file and line. */
START_TEST(test_ragged_row)
{
    static const char ragged[] = "a\tb\n1\t2\n3\t4\t5\n6\t7\n";
    char *path = support_write_file(".tsv", ragged, sizeof ragged - 1);
    struct ArrowArrayStream table = open_table(path);
    read_table read = table_read(&table);
    ck_assert_int_eq(read.failure, EILSEQ);
    ck_assert_ptr_nonnull(strstr(read.message, path));
    ck_assert_ptr_nonnull(strstr(read.message, ":3"));
    table_release(&read);
    free(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("table_open");
    support_begin("table_open");
    support_add_test(suite, test_round_trips);
    support_add_test(suite, test_many_batches);
    support_add_test(suite, test_refused_at_once);
    support_add_test(suite, test_ragged_row);
    return support_run(suite);
}
