/* Cells of Arrow's arrays: numbers at the ends of their ranges, and arrays that are not what their
 * format says. */
#include <math.h>
#include <string.h>

#include "query/arrow_cell.h"
#include "support.h"

/* A cell of an array of this format, of which nothing is owned: the same one in every call, for its
 * text may be its own digits. */
static const struct mim_arrow_cell *read_cell(const char *format, int64_t length,
                                              const void *values, const void *bytes, int64_t row)
{
    const void *buffers[] = {NULL, values, bytes, NULL};
    const bool is_view = format[0] == 'v';
    const struct ArrowSchema schema = {.format = format};
    const struct ArrowArray array = {.length = length,
                                     .n_buffers = is_view                           ? 4
                                                  : strchr("uU", format[0]) != NULL ? 3
                                                                                    : 2,
                                     .buffers = buffers};
    static struct mim_arrow_cell cell;
    mim_arrow_read(&schema, &array, row, &cell);
    return &cell;
}

static void expect_text(const struct mim_arrow_cell *cell, const char *text)
{
    ck_assert(!cell->is_bad);
    ck_assert_uint_eq(cell->length, strlen(text));
    ck_assert_mem_eq(cell->text, text, cell->length);
}

static void expect_null(const struct mim_arrow_cell *cell)
{
    ck_assert(!cell->is_bad && cell->text == NULL && isnan(cell->number));
}

/* A number that has no text, which is no name: whoever takes numbers takes it. */
static void expect_number(const struct mim_arrow_cell *cell, double number)
{
    ck_assert(cell->is_bad && cell->text == NULL && cell->number == number);
}

static void expect_bad(const struct mim_arrow_cell *cell)
{
    ck_assert(cell->is_bad && cell->text == NULL && isnan(cell->number));
}

START_TEST(ends_of_ranges)
{
    expect_text(read_cell("c", 1, (const int8_t[]){INT8_MIN}, NULL, 0), "-128");
    expect_text(read_cell("s", 1, (const int16_t[]){INT16_MIN}, NULL, 0), "-32768");
    expect_text(read_cell("i", 1, (const int32_t[]){INT32_MIN}, NULL, 0), "-2147483648");
    expect_text(read_cell("l", 1, (const int64_t[]){INT64_MIN}, NULL, 0), "-9223372036854775808");
    expect_text(read_cell("C", 1, (const uint8_t[]){UINT8_MAX}, NULL, 0), "255");
    expect_text(read_cell("S", 1, (const uint16_t[]){UINT16_MAX}, NULL, 0), "65535");
    expect_text(read_cell("I", 1, (const uint32_t[]){UINT32_MAX}, NULL, 0), "4294967295");
    expect_text(read_cell("L", 1, (const uint64_t[]){UINT64_MAX}, NULL, 0), "18446744073709551615");
    expect_null(read_cell("n", 1, NULL, NULL, 0));
}
END_TEST

START_TEST(real_numbers)
{
    static const double wide[] = {-7, 1e15, 0.5, -INFINITY, NAN};
    static const uint16_t half[] = {0xc700, 0x3800, 0x0001, 0x7c00, 0xfc00, 0x7e00, 0x8001};
    expect_text(read_cell("g", 5, wide, NULL, 0), "-7");
    expect_number(read_cell("g", 5, wide, NULL, 1), 1e15);
    expect_number(read_cell("g", 5, wide, NULL, 2), 0.5);
    expect_number(read_cell("g", 5, wide, NULL, 3), -(double)INFINITY);
    expect_null(read_cell("g", 5, wide, NULL, 4));
    expect_text(read_cell("e", 7, half, NULL, 0), "-7");
    expect_number(read_cell("e", 7, half, NULL, 1), 0.5);
    expect_number(read_cell("e", 7, half, NULL, 2), ldexp(1, -24));
    expect_number(read_cell("e", 7, half, NULL, 3), (double)INFINITY);
    expect_number(read_cell("e", 7, half, NULL, 4), -(double)INFINITY);
    expect_null(read_cell("e", 7, half, NULL, 5));
    expect_number(read_cell("e", 7, half, NULL, 6), -ldexp(1, -24));
}
END_TEST

START_TEST(damaged_texts)
{
    static const int32_t ends[] = {0, 2, 1, -1, 5};
    static const int64_t wide[] = {0, 2, 1};
    expect_text(read_cell("u", 4, ends, "abcde", 0), "ab");
    expect_bad(read_cell("u", 4, ends, "abcde", 1)); /* ends before it begins */
    expect_bad(read_cell("u", 4, ends, "abcde", 2));
    expect_bad(read_cell("u", 4, ends, "abcde", 3)); /* begins before the bytes */
    expect_bad(read_cell("u", 4, ends, NULL, 0));
    expect_null(read_cell("u", 1, (const int32_t[]){3, 3}, NULL, 0)); /* empty is nothing */
    expect_text(read_cell("U", 2, wide, "abcde", 0), "ab");
    expect_bad(read_cell("U", 2, wide, "abcde", 1));
    expect_bad(read_cell("u", 1, NULL, "abcde", 0));
    expect_bad(read_cell("i", 1, NULL, NULL, 0));
    expect_bad(read_cell("i", 1, ends, NULL, 1)); /* beyond the end */
}
END_TEST

START_TEST(damaged_views)
{
    static const char bytes[] = "0123456789abcdef";
    int32_t view[4] = {13, 0, 0, 2}; /* 13 bytes of buffer 0 from 2 on */
    expect_text(read_cell("vu", 1, view, bytes, 0), "23456789abcde");
    view[2] = 1; /* there is one buffer of bytes: the next has sizes */
    expect_bad(read_cell("vu", 1, view, bytes, 0));
    view[2] = -1;
    expect_bad(read_cell("vu", 1, view, bytes, 0));
    view[2] = 0;
    view[3] = -1;
    expect_bad(read_cell("vu", 1, view, bytes, 0));
    view[0] = -1;
    expect_bad(read_cell("vu", 1, view, bytes, 0));
    memcpy(view + 1, "twelve bytes", 12);
    view[0] = 12;
    expect_text(read_cell("vu", 1, view, NULL, 0), "twelve bytes");
}
END_TEST

START_TEST(damaged_dictionaries)
{
    static const int8_t indices[] = {1, -1, 2};
    static const int32_t ends[] = {0, 3, 6};
    const void *buffers[] = {NULL, indices}, *texts[] = {NULL, ends, "onetwo"};
    struct ArrowSchema text = {.format = "u"};
    const struct ArrowSchema schema = {.format = "c", .dictionary = &text};
    struct ArrowArray words = {.length = 2, .n_buffers = 3, .buffers = texts};
    struct ArrowArray array = {
        .length = 3, .n_buffers = 2, .buffers = buffers, .dictionary = &words};
    struct mim_arrow_cell cell;
    mim_arrow_read(&schema, &array, 0, &cell);
    expect_text(&cell, "two");
    mim_arrow_read(&schema, &array, 1, &cell);
    ck_assert(cell.is_bad && cell.text == NULL);
    mim_arrow_read(&schema, &array, 2, &cell);
    ck_assert(cell.is_bad && cell.text == NULL);
    array.dictionary = NULL;
    mim_arrow_read(&schema, &array, 0, &cell);
    ck_assert(cell.is_bad && cell.text == NULL);
}
END_TEST

START_TEST(nulls)
{
    static const uint8_t valid[] = {2}; /* row 1 alone */
    static const int8_t values[] = {5, 6};
    const void *buffers[] = {valid, values};
    const struct ArrowSchema schema = {.format = "c"};
    struct ArrowArray array = {.length = 2, .null_count = 1, .n_buffers = 2, .buffers = buffers};
    struct mim_arrow_cell cell;
    mim_arrow_read(&schema, &array, 0, &cell);
    expect_null(&cell);
    mim_arrow_read(&schema, &array, 1, &cell);
    expect_text(&cell, "6");
    array.null_count = 0; /* then there are none, whatever the bits say */
    mim_arrow_read(&schema, &array, 0, &cell);
    expect_text(&cell, "5");
    array.n_buffers = 1;
    mim_arrow_read(&schema, &array, 0, &cell);
    expect_bad(&cell);
}
END_TEST

int main(void)
{
    support_begin("arrow_cells");
    Suite *suite = suite_create("cells of Arrow's arrays");
    support_add_test(suite, ends_of_ranges);
    support_add_test(suite, real_numbers);
    support_add_test(suite, damaged_texts);
    support_add_test(suite, damaged_views);
    support_add_test(suite, damaged_dictionaries);
    support_add_test(suite, nulls);
    return support_run(suite);
}
