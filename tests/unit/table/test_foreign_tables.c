/* Tables of other producers as text: every format of Arrow that is read, and what is refused. */
#include <errno.h>
#include <string.h>

#include "support.h"

/* A stream of one batch whose parts are static; nothing is owned. */
struct foreign {
    struct ArrowSchema schema;
    struct ArrowArray batch;
    int given, failure; /* what its calls give once the batch was given */
    bool is_mute;       /* it has no message for that */
    bool has_no_schema;
};

static void release_schema(struct ArrowSchema *schema)
{
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array)
{
    array->release = NULL;
}

static int foreign_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    const struct foreign *foreign = stream->private_data;
    if (foreign->has_no_schema)
        return ENOMEM;
    *out = foreign->schema;
    out->release = release_schema;
    return 0;
}

static int foreign_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    struct foreign *foreign = stream->private_data;
    *out = (struct ArrowArray){0};
    if (foreign->given > 0 && foreign->failure != 0)
        return foreign->failure;
    if (foreign->given++ == 0) {
        *out = foreign->batch;
        out->release = release_array;
    }
    return 0;
}

static const char *foreign_error(struct ArrowArrayStream *stream)
{
    return ((struct foreign *)stream->private_data)->is_mute ? NULL : "the disk is on fire";
}

static void release_foreign(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
}

static int collect(void *data, const char *bytes, size_t count)
{
    text_add(data, bytes, count);
    return 0;
}

static mimicry_status write_foreign(struct foreign *foreign, test_text *out, mimicry_error *error)
{
    struct ArrowArrayStream stream = {foreign_schema, foreign_next, foreign_error, release_foreign,
                                      foreign};
    return mimicry_table_write(&stream, NULL, collect, out, NULL, error);
}

enum { FOREIGN_COLUMNS = 5, FOREIGN_ROWS = 3 };

START_TEST(test_other_producers)
{
    static const int32_t numbers[] = {9, -1, 2, 3};
    static const uint8_t bytes[] = {9, 255, 0, 1};
    static const uint64_t large[] = {9, UINT64_MAX, 0, 1};
    static const float reals[] = {9, 0.5f, -2, 1.25f};
    static const int64_t offsets[] = {0, 1, 3, 3, 7};
    static const uint8_t valid[] = {0xff - 4}; /* row 1 of the batch, which begins at 1 */
    static const char *const formats[] = {"i", "C", "L", "f", "U"};
    static const char *const names[] = {"n", "b", "l", "r", "t"};
    const void *buffers[FOREIGN_COLUMNS][3] = {
        {NULL, numbers}, {valid, bytes}, {NULL, large}, {NULL, reals}, {NULL, offsets, "xabtail"}};
    struct ArrowSchema fields[FOREIGN_COLUMNS] = {{0}}, *field_pointers[FOREIGN_COLUMNS];
    struct ArrowArray columns[FOREIGN_COLUMNS] = {{0}}, *column_pointers[FOREIGN_COLUMNS];
    for (int c = 0; c < FOREIGN_COLUMNS; c++) {
        fields[c] = (struct ArrowSchema){.format = formats[c], .name = names[c]};
        columns[c] = (struct ArrowArray){.length = FOREIGN_ROWS,
                                         .null_count = c == 1 ? -1 : 0,
                                         .offset = 1,
                                         .n_buffers = c == 4 ? 3 : 2,
                                         .buffers = buffers[c]};
        field_pointers[c] = &fields[c];
        column_pointers[c] = &columns[c];
    }
    struct foreign foreign = {
        .schema = {.format = "+s", .n_children = FOREIGN_COLUMNS, .children = field_pointers},
        .batch = {.length = FOREIGN_ROWS,
                  .n_buffers = 1,
                  .n_children = FOREIGN_COLUMNS,
                  .children = column_pointers}};
    test_text text = {0};
    mimicry_error error = {0};
    support_expect_ok(write_foreign(&foreign, &text, &error), &error, "a table of others");
    ck_assert_str_eq(text.bytes, "n\tb\tl\tr\tt\n"
                                 "-1\t255\t18446744073709551615\t0.5\tab\n"
                                 "2\t\t0\t-2\t\n"
                                 "3\t1\t1\t1.25\ttail\n");

    foreign.given = 0;
    columns[2].length = 2;
    ck_assert_int_eq(write_foreign(&foreign, &text, &error), MIMICRY_E_ARGUMENT);
    fields[1].format = "tdD";
    ck_assert_int_eq(write_foreign(&foreign, &text, &error), MIMICRY_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "column 'b' has Arrow's format 'tdD'"));
    fields[1].dictionary = &fields[4];
    ck_assert_int_eq(write_foreign(&foreign, &text, &error), MIMICRY_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(error.message, "dictionary"));
    foreign.schema.format = "i";
    ck_assert_int_eq(write_foreign(&foreign, &text, &error), MIMICRY_E_ARGUMENT);
    text_free(&text);
}
END_TEST

/* ---- Tables of one column ---- */

struct column_case {
    const char *format, *text;
    const void *values, *bytes;
};

enum { COLUMN_ROWS = 2 };

/* The first value of each is passed over: the column begins behind it. */
static const struct column_case column_cases[] = {
    {"c", "a\n-128\n127\n", (const int8_t[]){5, INT8_MIN, INT8_MAX}, NULL},
    {"C", "a\n0\n255\n", (const uint8_t[]){5, 0, UINT8_MAX}, NULL},
    {"s", "a\n-32768\n32767\n", (const int16_t[]){5, INT16_MIN, INT16_MAX}, NULL},
    {"S", "a\n0\n65535\n", (const uint16_t[]){5, 0, UINT16_MAX}, NULL},
    {"i", "a\n-2147483648\n2147483647\n", (const int32_t[]){5, INT32_MIN, INT32_MAX}, NULL},
    {"I", "a\n0\n4294967295\n", (const uint32_t[]){5, 0, UINT32_MAX}, NULL},
    {"l", "a\n-9223372036854775808\n9223372036854775807\n",
     (const int64_t[]){5, INT64_MIN, INT64_MAX}, NULL},
    {"L", "a\n0\n18446744073709551615\n", (const uint64_t[]){5, 0, UINT64_MAX}, NULL},
    {"f", "a\n-0.25\n16777216\n", (const float[]){5, -0.25f, 16777216}, NULL},
    {"g", "a\n1e-300\n-3\n", (const double[]){5, 1e-300, -3}, NULL},
    {"u", "a\nxy\nz\n", (const int32_t[]){0, 1, 3, 4}, "5xyz"},
    {"U", "a\n\nxyz\n", (const int64_t[]){0, 1, 1, 4}, "5xyz"},
    {"u", "a\n\n\n", (const int32_t[]){0, 0, 0, 0}, NULL}};

/* A table of a column and what it points to, which stays where it is. */
struct column_table {
    struct ArrowSchema field, *field_pointer;
    struct ArrowArray column, *column_pointer;
    const void *buffers[3];
    struct foreign foreign;
};

static void set_column(struct column_table *t, const struct column_case *wanted)
{
    *t = (struct column_table){.field = {.format = wanted->format, .name = "a"},
                               .field_pointer = &t->field,
                               .column = {.length = COLUMN_ROWS, .offset = 1},
                               .column_pointer = &t->column,
                               .buffers = {NULL, wanted->values, wanted->bytes}};
    t->column.n_buffers = strchr("uU", wanted->format[0]) != NULL ? 3 : 2;
    t->column.buffers = t->buffers;
    t->foreign = (struct foreign){
        .schema = {.format = "+s", .n_children = 1, .children = &t->field_pointer},
        .batch = {.length = COLUMN_ROWS, .n_children = 1, .children = &t->column_pointer}};
}

START_TEST(test_every_format)
{
    struct column_table t;
    test_text text = {0};
    mimicry_error error = {0};
    set_column(&t, &column_cases[_i]);
    support_expect_ok(write_foreign(&t.foreign, &text, &error), &error, column_cases[_i].format);
    ck_assert_str_eq(text.bytes, column_cases[_i].text);
    text_free(&text);
}
END_TEST

static void expect_refused(struct column_table *t, mimicry_status status, const char *message)
{
    test_text text = {0};
    mimicry_error error = {0};
    t->foreign.given = 0;
    ck_assert_int_eq(write_foreign(&t->foreign, &text, &error), status);
    ck_assert_msg(strstr(error.message, message) != NULL, "'%s' does not say '%s'", error.message,
                  message);
    text_free(&text);
}

/* A stream tells its failure by errno, and by a message or by none. */
START_TEST(test_failures)
{
    struct column_table t;
    set_column(&t, &column_cases[0]);
    t.foreign.failure = EIO;
    expect_refused(&t, MIMICRY_E_IO, "the disk is on fire");
    t.foreign.failure = ENOMEM;
    expect_refused(&t, MIMICRY_E_MEMORY, "the disk is on fire");
    t.foreign.failure = ECANCELED;
    expect_refused(&t, MIMICRY_E_CANCELLED, "the disk is on fire");
    t.foreign.failure = EINVAL;
    t.foreign.is_mute = true;
    expect_refused(&t, MIMICRY_E_ARGUMENT, "no message");
    t.foreign.has_no_schema = true;
    expect_refused(&t, MIMICRY_E_MEMORY, "no message");
}
END_TEST

START_TEST(test_tables_that_are_none)
{
    struct column_table t;
    struct ArrowArray codes = {0};
    set_column(&t, &column_cases[0]);
    t.field.name = NULL;
    expect_refused(&t, MIMICRY_E_ARGUMENT, "without a name");
    t.field.format = "b";
    expect_refused(&t, MIMICRY_E_ARGUMENT, "column '' has Arrow's format 'b'");
    t.field.format = "";
    expect_refused(&t, MIMICRY_E_ARGUMENT, "format ''");
    set_column(&t, &column_cases[0]);
    t.foreign.batch.n_children = 0;
    expect_refused(&t, MIMICRY_E_ARGUMENT, "does not fit its schema");
    set_column(&t, &column_cases[0]);
    t.foreign.batch.length = -1;
    expect_refused(&t, MIMICRY_E_ARGUMENT, "does not fit its schema");
    set_column(&t, &column_cases[0]);
    t.foreign.batch.offset = 1;
    expect_refused(&t, MIMICRY_E_ARGUMENT, "does not fit its schema");
    set_column(&t, &column_cases[0]);
    t.column.n_buffers = 1;
    expect_refused(&t, MIMICRY_E_ARGUMENT, "does not fit its schema");
    set_column(&t, &column_cases[0]);
    t.column.dictionary = &codes;
    expect_refused(&t, MIMICRY_E_ARGUMENT, "does not fit its schema");
}
END_TEST

START_TEST(test_a_table_without_columns)
{
    struct column_table t;
    test_text text = {0};
    mimicry_error error = {0};
    set_column(&t, &column_cases[0]);
    t.foreign.schema.n_children = t.foreign.batch.n_children = 0;
    support_expect_ok(write_foreign(&t.foreign, &text, &error), &error, "no columns");
    ck_assert_uint_eq(text.length, 0);
    text_free(&text);
}
END_TEST

int main(void)
{
    support_begin("foreign_tables");
    Suite *suite = suite_create("tables of other producers");
    TCase *tests = tcase_create("tables of one column");
    support_add_test(suite, test_other_producers);
    tcase_add_loop_test(tests, test_every_format, 0,
                        (int)(sizeof column_cases / sizeof *column_cases));
    tcase_add_test(tests, test_failures);
    tcase_add_test(tests, test_tables_that_are_none);
    tcase_add_test(tests, test_a_table_without_columns);
    suite_add_tcase(suite, tests);
    return support_run(suite);
}
