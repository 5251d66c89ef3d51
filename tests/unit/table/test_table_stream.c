/* Tables as Arrow C streams: cells, nulls, batches, the end, errors, moves and releases. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arrow_checks.h"
#include "base/error.h"
#include "support.h"
#include "table/table.h"

static const struct mim_column columns[] = {
    {"name", MIM_TEXT, 0, NULL, "what it is called"},
    {"gene", MIM_TEXT, MIM_NULLABLE, NULL, "gene symbol"},
    {"start", MIM_INTEGER, 0, "residues", "the first residue"},
    {"score", MIM_REAL, MIM_NULLABLE, NULL, "how good it is"},
};
enum { N = sizeof columns / sizeof *columns };

/* Row i is ("name<i>", "G<i % 3>" or null, i, i / 8 or null). */
struct rows {
    size_t at, total, batch, fail_at;
    int freed;
};

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct rows *rows = data;
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < rows->batch && rows->at < rows->total && status == MIMICRY_OK; i++) {
        char text[32];
        if (rows->at == rows->fail_at)
            return mim_fail(error, MIMICRY_E_CANCELLED, "cancelled at row %zu", rows->at);
        mim_put_text(table, text, (size_t)snprintf(text, sizeof text, "name%zu", rows->at));
        snprintf(text, sizeof text, "G%zu", rows->at % 3);
        mim_put_string(table, rows->at % 3 == 0 ? "" : text);
        mim_put_integer(table, (int64_t)rows->at);
        mim_put_real(table, rows->at % 5 == 0 ? NAN : (double)rows->at / 8);
        status = mim_end_row(table, error);
        rows->at++;
    }
    *more = rows->at < rows->total;
    return status;
}

static void count_free(void *data)
{
    ((struct rows *)data)->freed++;
}

static struct ArrowArrayStream open_rows(struct rows *rows)
{
    struct mim_table *table;
    struct ArrowArrayStream stream;
    const struct mim_producer producer = {.next = next, .free = count_free, .data = rows};
    ck_assert_int_eq(mim_table_create(columns, N, &table, NULL), MIMICRY_OK);
    ck_assert_int_eq(mim_stream_create(table, &producer, &stream, NULL), MIMICRY_OK);
    return stream;
}

static bool is_valid(const struct ArrowArray *array, int64_t i)
{
    const uint8_t *bits = array->buffers[0];
    return bits == NULL || (bits[i / 8] >> i % 8 & 1) != 0;
}

static void expect_text(const struct ArrowArray *array, int64_t i, const char *text)
{
    const int32_t *offsets = array->buffers[1];
    const char *bytes = array->buffers[2];
    ck_assert_int_eq(offsets[i + 1] - offsets[i], (int)strlen(text));
    ck_assert_mem_eq(bytes + offsets[i], text, strlen(text));
}

static void expect_row(const struct ArrowArray *batch, int64_t i, size_t row)
{
    char text[32];
    struct ArrowArray *const *c = batch->children;
    snprintf(text, sizeof text, "name%zu", row);
    expect_text(c[0], i, text);
    snprintf(text, sizeof text, "G%zu", row % 3);
    expect_text(c[1], i, row % 3 == 0 ? "" : text);
    ck_assert_int_eq(is_valid(c[1], i), row % 3 != 0);
    ck_assert_int_eq(((const int64_t *)c[2]->buffers[1])[i], (int64_t)row);
    ck_assert_int_eq(is_valid(c[3], i), row % 5 != 0);
    if (row % 5 != 0)
        ck_assert(((const double *)c[3]->buffers[1])[i] == (double)row / 8);
}

START_TEST(test_rows_come_out_as_they_were_put)
{
    const size_t batches[] = {1, 7, 64, 1000, 8192, 20000};
    for (size_t b = 0; b < sizeof batches / sizeof *batches; b++) {
        struct rows rows = {
            .total = b == 0 ? 100 : 30000, .batch = batches[b], .fail_at = SIZE_MAX};
        struct ArrowArrayStream stream = open_rows(&rows);
        size_t row = 0;
        struct ArrowArray batch;
        while (stream.get_next(&stream, &batch) == 0 && batch.release != NULL) {
            for (int64_t i = 0; i < batch.length; i++)
                expect_row(&batch, i, row++);
            batch.release(&batch);
        }
        ck_assert_uint_eq(row, rows.total);
        for (int i = 0; i < 3; i++)
            ck_assert(stream.get_next(&stream, &batch) == 0 && batch.release == NULL);
        stream.release(&stream);
        ck_assert(stream.release == NULL);
        ck_assert_int_eq(rows.freed, 1);
    }
}
END_TEST

START_TEST(test_errors_stay)
{
    struct rows rows = {.total = 100, .batch = 30, .fail_at = 70};
    struct ArrowArrayStream stream = open_rows(&rows);
    struct ArrowArray batch;
    for (int i = 0; i < 2; i++) {
        ck_assert(stream.get_next(&stream, &batch) == 0 && batch.length == 30);
        batch.release(&batch);
    }
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(stream.get_next(&stream, &batch), ECANCELED);
        ck_assert(batch.release == NULL);
        ck_assert_str_eq(stream.get_last_error(&stream), "cancelled at row 70");
        ck_assert_int_eq(mim_stream_error(&stream)->status, MIMICRY_E_CANCELLED);
    }
    stream.release(&stream);
}
END_TEST

START_TEST(test_wrong_cells_are_refused)
{
    struct mim_table *table;
    for (int fault = 0; fault < 4; fault++) {
        ck_assert_int_eq(mim_table_create(columns, N, &table, NULL), MIMICRY_OK);
        mim_put_string(table, "a");
        if (fault == 0)
            mim_put_integer(table, 1);
        mim_put_string(table, NULL);
        if (fault == 1)
            mim_put_null(table);
        mim_put_integer(table, 1);
        if (fault != 2)
            mim_put_real(table, 1);
        if (fault == 3)
            mim_put_real(table, 1);
        ck_assert_int_eq(mim_end_row(table, NULL), MIMICRY_E_ARGUMENT);
        mim_table_drop(table);
    }
}
END_TEST

/* Row i has the first i % 41 letters of this, and null where there are none. */
static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO";

static void put_block(struct mim_table *table, size_t first, size_t count)
{
    struct mim_texts texts;
    for (size_t i = 0; i < count; i++) {
        texts.at[i] = alphabet;
        texts.length[i] = (first + i) % 41;
    }
    mim_put_repeated(table, alphabet, first % 41, count);
    mim_put_texts(table, &texts, count);
    for (size_t c = 2; c < N; c++) {
        struct mim_buffers *column = mim_next_cell(table, columns[c].type);
        memset(column->integers + table->rows, 0, count * sizeof(int64_t));
    }
    ck_assert_int_eq(mim_end_rows(table, count, NULL), MIMICRY_OK);
}

static void expect_start(const struct ArrowArray *array, int64_t i, size_t length)
{
    char text[sizeof alphabet] = "";
    memcpy(text, alphabet, length);
    expect_text(array, i, text);
}

START_TEST(test_columns_are_filled_in_blocks)
{
    enum { ROWS = 20000 };
    static size_t repeated[ROWS];
    struct mim_table *table;
    struct ArrowArray batch;
    ck_assert_int_eq(mim_table_create(columns, N, &table, NULL), MIMICRY_OK);
    for (size_t row = 0, step = 1; row < ROWS; step++) {
        const size_t room = mim_table_room(table), wanted = step % 77 + 1;
        const size_t count = wanted < room ? wanted : room, left = ROWS - row;
        const size_t n = count < left ? count : left;
        ck_assert(room > 0 && room <= MIM_CELLS);
        for (size_t i = 0; i < n; i++)
            repeated[row + i] = row % 41;
        put_block(table, row, n);
        row += n;
        ck_assert_int_eq(mim_table_full(table), row / MIM_TABLE_LOOK * MIM_TABLE_LOOK >= 8192);
    }
    ck_assert_int_eq(mim_table_take(table, &batch, NULL), MIMICRY_OK);
    check_arrow_batch(&table->schema, &batch);
    for (size_t i = 0; i < ROWS; i++) {
        expect_start(batch.children[0], (int64_t)i, repeated[i]);
        expect_start(batch.children[1], (int64_t)i, i % 41);
        ck_assert_int_eq(is_valid(batch.children[1], (int64_t)i), i % 41 != 0);
    }
    batch.release(&batch);
    mim_table_drop(table);
}
END_TEST

/* Names of FASTA files may be in any encoding, those of Arrow are UTF-8. */
START_TEST(test_text_is_utf8)
{
    static const struct {
        const char *put, *given;
    } names[] = {{"plain", "plain"},
                 {"\xc3\xa9", "\xc3\xa9"},
                 {"\xe9", "\xef\xbf\xbd"},
                 {"\xc3", "\xef\xbf\xbd"}, /* with the next one it would be a character */
                 {"\xa9x", "\xef\xbf\xbdx"},
                 {"\xf5\x80\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
                 {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"}};
    enum { NAMES = sizeof names / sizeof *names };
    struct mim_table *table;
    struct ArrowArray batch;
    ck_assert_int_eq(mim_table_create(columns, 1, &table, NULL), MIMICRY_OK);
    for (size_t i = 0; i < NAMES; i++) {
        mim_put_string(table, names[i].put);
        ck_assert_int_eq(mim_end_row(table, NULL), MIMICRY_OK);
    }
    ck_assert_int_eq(mim_table_take(table, &batch, NULL), MIMICRY_OK);
    check_arrow_batch(&table->schema, &batch);
    for (int64_t i = 0; i < NAMES; i++)
        expect_text(batch.children[0], i, names[i].given);
    batch.release(&batch);
    mim_table_drop(table);
}
END_TEST

/* Spare buffers come back empty: nulls and text of the batch before are gone. */
START_TEST(test_buffers_are_used_again)
{
    struct rows rows = {.total = 50000, .batch = 8192, .fail_at = SIZE_MAX};
    struct ArrowArrayStream stream = open_rows(&rows);
    const void *first[N] = {NULL};
    struct ArrowArray batch;
    for (int b = 0; stream.get_next(&stream, &batch) == 0 && batch.release != NULL; b++) {
        for (int c = 0; c < N; c++) {
            ck_assert(b == 0 || batch.children[c]->buffers[1] == first[c]);
            first[c] = batch.children[c]->buffers[1];
        }
        batch.release(&batch);
    }
    stream.release(&stream);

    rows.at = 0;
    stream = open_rows(&rows);
    ck_assert_uint_eq(check_arrow_stream(&stream), rows.total);
}
END_TEST

int main(void)
{
    support_begin("table_stream");
    Suite *suite = suite_create("table streams");
    support_add_test(suite, test_rows_come_out_as_they_were_put);
    support_add_test(suite, test_errors_stay);
    support_add_test(suite, test_wrong_cells_are_refused);
    support_add_test(suite, test_columns_are_filled_in_blocks);
    support_add_test(suite, test_text_is_utf8);
    support_add_test(suite, test_buffers_are_used_again);
    return support_run(suite);
}
