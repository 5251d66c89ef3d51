/* Tables as text: TSV, CSV and JSON lines of random tables against a naive writer, and refusals. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/error.h"
#include "support.h"
#include "table/escape.h"
#include "table/table.h"
#include "table/utf8.h"

enum { CASES = 300, MOST_COLUMNS = 9, MOST_TEXT = 70 };

/* ---- Random tables ---- */

struct cell {
    bool null;
    int64_t integer;
    double real;
    char text[MOST_TEXT + 1];
    size_t length;
    char mended[3 * MOST_TEXT + 1]; /* as the table has it */
};

struct random_columns {
    struct mim_column columns[MOST_COLUMNS];
    char names[MOST_COLUMNS][16];
    size_t n_columns, n_rows;
    struct cell *cells; /* row by row */
    size_t at, batch;
};

static void make_text(test_random *random, struct cell *cell, unsigned kind)
{
    static const char *const odd[] = {"\t", "\n", "\r",   "\"", ",",    "\\",       "\x01",
                                      "é",  "€",  "\xff", "😀",  "\xc3", "\xe2\x82", " "};
    char *to = cell->text;
    const uint64_t pieces = random_below(random, random_chance(random, 90) ? 14 : MOST_TEXT / 4);
    for (uint64_t i = 0; i < pieces; i++) {
        if (kind > 0 && random_chance(random, kind))
            to += sprintf(to, "%s", odd[random_below(random, sizeof odd / sizeof *odd)]);
        else
            *to++ = (char)('A' + random_below(random, 26));
    }
    *to = '\0';
    cell->length = (size_t)(to - cell->text);
    *mim_utf8_mend(cell->mended, cell->text, cell->length) = '\0';
}

static void make_cell(test_random *random, const struct mim_column *column, struct cell *cell,
                      unsigned kind)
{
    cell->null = (column->is & MIM_NULLABLE) != 0 && random_chance(random, 20);
    cell->integer = (int64_t)(random_next(random) >> random_below(random, 64));
    if (random_chance(random, 50))
        cell->integer = -cell->integer;
    cell->real = random_chance(random, 50) ? (double)cell->integer / 8 : exp(-random_unit(random));
    if (random_chance(random, 1))
        cell->real = random_chance(random, 50) ? INFINITY : -INFINITY;
    make_text(random, cell, kind);
}

static struct random_columns make_table(test_random *random)
{
    static const size_t rows[] = {0, 1, 63, 64, 65, 500};
    struct random_columns t = {.n_columns = 1 + random_below(random, MOST_COLUMNS),
                               .n_rows = rows[random_below(random, 6)],
                               .batch = 1 + random_below(random, 200)};
    const unsigned kind = random_chance(random, 50) ? 0 : (unsigned)random_below(random, 30);
    for (size_t c = 0; c < t.n_columns; c++) {
        snprintf(t.names[c], sizeof t.names[c], random_chance(random, 10) ? "a \"%zu\",\t" : "c%zu",
                 c);
        t.columns[c] = (struct mim_column){
            .type = (enum mim_type)random_below(random, 3),
            .is = random_chance(random, 50) ? MIM_NULLABLE : 0,
            .description = "",
        };
    }
    t.cells = support_realloc(NULL, (t.n_rows * t.n_columns + 1) * sizeof *t.cells);
    for (size_t i = 0; i < t.n_rows * t.n_columns; i++)
        make_cell(random, &t.columns[i % t.n_columns], &t.cells[i], kind);
    return t;
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct random_columns *t = data;
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < t->batch && t->at < t->n_rows && status == MIMICRY_OK; i++, t->at++) {
        for (size_t c = 0; c < t->n_columns; c++) {
            const struct cell *cell = &t->cells[t->at * t->n_columns + c];
            if (cell->null)
                mim_put_null(table);
            else if (t->columns[c].type == MIM_INTEGER)
                mim_put_integer(table, cell->integer);
            else if (t->columns[c].type == MIM_REAL)
                mim_put_real(table, cell->real);
            else
                mim_put_text(table, cell->text, cell->length);
        }
        status = mim_end_row(table, error);
    }
    *more = t->at < t->n_rows;
    return status;
}

static struct ArrowArrayStream open_table(struct random_columns *t)
{
    struct mim_table *table;
    struct ArrowArrayStream stream;
    const struct mim_producer producer = {.next = next, .data = t};
    for (size_t c = 0; c < t->n_columns; c++)
        t->columns[c].name = t->names[c];
    ck_assert_int_eq(mim_table_create(t->columns, t->n_columns, &table, NULL), MIMICRY_OK);
    ck_assert_int_eq(mim_stream_create(table, &producer, &stream, NULL), MIMICRY_OK);
    return stream;
}

/* ---- The naive writer ---- */

static void naive_json(test_text *out, const char *text, size_t length)
{
    text_add_char(out, '"');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"' || text[i] == '\\')
            text_print(out, "\\%c", text[i]);
        else if ((unsigned char)text[i] < ' ')
            text_print(out, "\\u%04x", text[i]);
        else
            text_add_char(out, text[i]);
    }
    text_add_char(out, '"');
}

static void naive_text(test_text *out, int32_t format, const char *text, size_t length)
{
    if (format == MIMICRY_FORMAT_JSONL) {
        naive_json(out, text, length);
        return;
    }
    const bool quoted = format == MIMICRY_FORMAT_CSV && strpbrk(text, "\",\r\n") != NULL;
    if (quoted)
        text_add_char(out, '"');
    for (size_t i = 0; i < length; i++) {
        if (format == MIMICRY_FORMAT_TSV)
            text_add_char(out, strchr("\t\r\n", text[i]) != NULL ? ' ' : text[i]);
        else
            text_print(out, text[i] == '"' ? "\"\"" : "%c", text[i]);
    }
    if (quoted)
        text_add_char(out, '"');
}

static void naive_cell(test_text *out, int32_t format, const struct mim_column *column,
                       const struct cell *cell)
{
    char number[MIM_DIGITS_ROOM + 1];
    const bool json = format == MIMICRY_FORMAT_JSONL;
    if (cell->null)
        text_print(out, "%s", json ? "null" : "");
    else if (column->type == MIM_INTEGER)
        text_print(out, "%lld", (long long)cell->integer);
    else if (column->type == MIM_TEXT)
        naive_text(out, format, cell->mended, strlen(cell->mended));
    else if (json && isinf(cell->real))
        text_print(out, "%s", cell->real > 0 ? "1e999" : "-1e999");
    else
        text_add(out, number, (size_t)(mim_write_real(number, cell->real) - number));
}

static void naive_row(test_text *out, int32_t format, const struct random_columns *t, size_t row)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        if (format == MIMICRY_FORMAT_JSONL) {
            text_add_char(out, c == 0 ? '{' : ',');
            naive_json(out, t->columns[c].name, strlen(t->columns[c].name));
            text_add_char(out, ':');
        } else if (c > 0) {
            text_add_char(out, format == MIMICRY_FORMAT_TSV ? '\t' : ',');
        }
        if (row == SIZE_MAX)
            naive_text(out, format, t->columns[c].name, strlen(t->columns[c].name));
        else
            naive_cell(out, format, &t->columns[c], &t->cells[row * t->n_columns + c]);
    }
    text_print(out, format == MIMICRY_FORMAT_JSONL ? "}\n" : "\n");
}

static int collect(void *data, const char *bytes, size_t count)
{
    ck_assert_uint_gt(count, 0);
    text_add(data, bytes, count);
    return 0;
}

static void check_format(struct random_columns *t, int32_t format, uint64_t batches,
                         int32_t threads)
{
    test_text expected = {0}, found = {0};
    const bool named = format != MIMICRY_FORMAT_JSONL;
    mimicry_write_options options = {
        .size = sizeof options, .format = format, .batches = batches, .threads = threads};
    mimicry_error error = {0};
    uint64_t seen = 0, written;
    t->at = 0;
    struct ArrowArrayStream stream = open_table(t);
    for (size_t row = named ? SIZE_MAX : 0; row == SIZE_MAX || row < t->n_rows; row++)
        naive_row(&expected, format, t, row);
    do {
        const mimicry_status status =
            mimicry_table_write(&stream, &options, collect, &found, &written, &error);
        support_expect_ok(status, &error, "writing a table");
        seen += written;
        options.no_header = 1;
    } while (batches > 0 && written == batches);
    stream.release(&stream);
    ck_assert_uint_eq(seen, (t->n_rows + t->batch - 1) / t->batch);
    ck_assert_uint_eq(found.length, expected.length);
    if (expected.length > 0)
        ck_assert_mem_eq(found.bytes, expected.bytes, expected.length);
    text_free(&expected);
    text_free(&found);
}

START_TEST(test_random_tables)
{
    const unsigned cases = support_scaled(CASES);
    for (unsigned i = 0; i < cases; i++) {
        test_random random = random_of_case(110, i);
        struct random_columns t = make_table(&random);
        for (int32_t format = MIMICRY_FORMAT_TSV; format <= MIMICRY_FORMAT_JSONL; format++)
            check_format(&t, format, random_below(&random, 4), (int32_t)random_below(&random, 4));
        free(t.cells);
    }
}
END_TEST

/* ---- Escapes and refusals ---- */

START_TEST(test_escapes_of_json)
{
    static const char *const cases[][2] = {
        {"plain", "plain"},         {"a\"b\\c", "a\\\"b\\\\c"},
        {"\t\n", "\\u0009\\u000a"}, {"\xc3\xa9", "\xc3\xa9"},
        {"\xc3", "\\ufffd"},        {"\xff\xe2\x82x", "\\ufffd\\ufffd\\ufffdx"}};
    char text[64];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        *mim_escape(MIM_TEXT_JSONL, text, cases[i][0], strlen(cases[i][0])) = '\0';
        ck_assert_str_eq(text, cases[i][1]);
        ck_assert_int_eq(mim_escape_needed(MIM_TEXT_JSONL, cases[i][0], strlen(cases[i][0])),
                         i > 0);
    }
}
END_TEST

static int refuse(void *data, const char *bytes, size_t count)
{
    (void)data, (void)bytes, (void)count;
    return 1;
}

START_TEST(test_refusals)
{
    test_random random = random_of_case(111, 0);
    struct random_columns t = make_table(&random);
    mimicry_write_options options = {.size = sizeof options, .format = 7};
    mimicry_error error = {0};
    struct ArrowArrayStream stream = open_table(&t);
    ck_assert_int_eq(mimicry_table_write(&stream, &options, collect, NULL, NULL, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_table_write(NULL, NULL, collect, NULL, NULL, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_table_write(&stream, NULL, NULL, NULL, NULL, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_int_eq(mimicry_table_write(&stream, NULL, refuse, NULL, NULL, &error),
                     MIMICRY_E_CANCELLED);
    stream.release(&stream);
    for (options.format = MIMICRY_FORMAT_BLAST6; options.format <= MIMICRY_FORMAT_PEPMATCH;
         options.format++) {
        t.at = 0;
        stream = open_table(&t);
        ck_assert_int_eq(mimicry_table_write(&stream, &options, collect, NULL, NULL, &error),
                         MIMICRY_E_ARGUMENT);
        ck_assert_ptr_nonnull(strstr(error.message, "'query_id'"));
        stream.release(&stream);
    }
    free(t.cells);
}
END_TEST

/* ---- Tables and takers that fail ---- */

/* A table that fails when it has given a number of batches. */
struct failing {
    struct random_columns t;
    size_t batches;
};

static mimicry_status next_or_fail(void *data, struct mim_table *table, bool *more,
                                   mimicry_error *error)
{
    struct failing *f = data;
    if (f->batches-- == 0)
        return mim_fail(error, MIMICRY_E_IO, "the table ends here");
    return next(&f->t, table, more, error);
}

/* Text whose taker stops when it was asked so often. */
struct stopping {
    test_text text;
    size_t calls;
};

static int take_or_stop(void *data, const char *bytes, size_t count)
{
    struct stopping *s = data;
    return s->calls-- == 0 || collect(&s->text, bytes, count) != 0;
}

/* Whatever fails, it is told, and what was handed on before is how the whole begins, for any number
 * of threads. */
START_TEST(test_failures)
{
    const unsigned cases = support_scaled(CASES);
    for (unsigned i = 0; i < cases; i++) {
        test_random random = random_of_case(112, i);
        struct failing f = {.t = make_table(&random)};
        const mimicry_write_options options = {.size = sizeof options,
                                               .threads = 1 + (int32_t)random_below(&random, 2)};
        const size_t batches = (f.t.n_rows + f.t.batch - 1) / f.t.batch;
        const size_t good = random_below(&random, (uint32_t)batches + 1);
        const bool stops = random_below(&random, 2) == 0;
        struct stopping found = {.calls = stops ? random_below(&random, 3) : SIZE_MAX};
        test_text expected = {0};
        mimicry_error error = {0};
        uint64_t written;
        struct mim_table *table;
        struct ArrowArrayStream stream;
        const struct mim_producer producer = {.next = next_or_fail, .data = &f};
        f.batches = good;
        for (size_t c = 0; c < f.t.n_columns; c++)
            f.t.columns[c].name = f.t.names[c];
        ck_assert_int_eq(mim_table_create(f.t.columns, f.t.n_columns, &table, NULL), MIMICRY_OK);
        ck_assert_int_eq(mim_stream_create(table, &producer, &stream, NULL), MIMICRY_OK);
        const mimicry_status status =
            mimicry_table_write(&stream, &options, take_or_stop, &found, &written, &error);
        stream.release(&stream);
        for (size_t row = SIZE_MAX; row + 1 < f.t.n_rows + 1; row++)
            naive_row(&expected, MIMICRY_FORMAT_TSV, &f.t, row);
        ck_assert_uint_le(found.text.length, expected.length);
        if (found.text.length > 0)
            ck_assert_mem_eq(found.text.bytes, expected.bytes, found.text.length);
        if (stops && found.calls == SIZE_MAX)
            ck_assert_int_eq(status, MIMICRY_E_CANCELLED);
        else if (good < batches)
            ck_assert_int_eq(status, MIMICRY_E_IO);
        ck_assert_uint_le(written, good);
        text_free(&expected);
        text_free(&found.text);
        free(f.t.cells);
    }
}
END_TEST

int main(void)
{
    support_begin("write_text");
    Suite *suite = suite_create("tables as text");
    support_add_test(suite, test_random_tables);
    support_add_test(suite, test_escapes_of_json);
    support_add_test(suite, test_refusals);
    support_add_test(suite, test_failures);
    return support_run(suite);
}
