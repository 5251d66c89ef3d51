/* Queries of an Arrow stream that the test makes by hand: every format, nulls, offsets and slices.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query_checks.h"

enum { MOST_COLUMNS = 4, MOST_BATCHES = 3, PADDING = 3 };

/* ---- Arrays ----
 * Everything is in memory that is released, and counted, as one piece. */

static int alive; /* pieces that have not been released */

static void *piece(size_t size)
{
    return memset(support_realloc(NULL, size + 1), 0, size + 1);
}

static void release_array(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_buffers; i++)
        free((void *)array->buffers[i]);
    for (int64_t i = 0; i < array->n_children; i++) {
        if (array->children[i]->release != NULL)
            array->children[i]->release(array->children[i]);
        free(array->children[i]);
    }
    if (array->dictionary != NULL) {
        array->dictionary->release(array->dictionary);
        free(array->dictionary);
    }
    free(array->buffers);
    free(array->children);
    array->release = NULL;
    alive--;
}

static struct ArrowArray new_array(int64_t length, int64_t n_buffers)
{
    alive++;
    return (struct ArrowArray){.length = length,
                               .n_buffers = n_buffers,
                               .buffers = piece((size_t)n_buffers * sizeof(void *)),
                               .release = release_array};
}

/* The bits of values that are not NULL; with `padding` values before them. */
static void add_validity(struct ArrowArray *array, const char *const *values, size_t count,
                         size_t padding)
{
    uint8_t *bits = piece((count + padding) / 8 + 1);

    for (size_t i = 0; i < count; i++) {
        bits[(i + padding) / 8] |= (uint8_t)((values[i] != NULL) << (i + padding) % 8);
        array->null_count += values[i] == NULL;
    }
    array->buffers[0] = bits;
    array->offset = (int64_t)padding;
}

/* Text as "u" or "U": what stands before the offset is rubbish. */
static struct ArrowArray new_text(const char *const *values, size_t count, size_t padding,
                                  bool large)
{
    struct ArrowArray array = new_array((int64_t)count, 3);
    int32_t *small = piece((count + padding + 1) * 4);
    int64_t *wide = piece((count + padding + 1) * 8);
    test_text bytes = {0};

    text_print(&bytes, "%s", padding > 0 ? "!!!!" : "");
    for (size_t i = 0; i < padding; i++)
        small[i] = 1, wide[i] = 1;
    for (size_t i = 0; i < count; i++) {
        small[i + padding] = (int32_t)bytes.length;
        wide[i + padding] = (int64_t)bytes.length;
        text_print(&bytes, "%s", values[i] != NULL ? values[i] : "");
    }
    small[count + padding] = (int32_t)bytes.length;
    wide[count + padding] = (int64_t)bytes.length;
    add_validity(&array, values, count, padding);
    array.buffers[1] = large ? (void *)wide : (void *)small;
    array.buffers[2] = bytes.bytes;
    free(large ? (void *)small : (void *)wide);
    return array;
}

/* Text as "vu". */
static struct ArrowArray new_views(const char *const *values, size_t count, size_t padding)
{
    struct ArrowArray array = new_array((int64_t)count, 5);
    char *views = piece((count + padding) * 16);
    test_text data[2] = {0};

    for (int b = 0; b < 2; b++)
        text_print(&data[b], "%s", "??");
    for (size_t i = 0; i < count; i++) {
        const char *value = values[i] != NULL ? values[i] : "";
        int32_t part[4] = {(int32_t)strlen(value), 0, (int32_t)(i % 2), 0};

        if (part[0] <= 12) {
            memcpy(part + 1, value, (size_t)part[0]);
        } else {
            memcpy(part + 1, value, 4);
            part[3] = (int32_t)data[i % 2].length;
            text_print(&data[i % 2], "%s", value);
        }
        memcpy(views + (i + padding) * 16, part, sizeof part);
    }
    add_validity(&array, values, count, padding);
    array.buffers[1] = views;
    array.buffers[2] = data[0].bytes;
    array.buffers[3] = data[1].bytes;
    array.buffers[4] = piece(16);
    return array;
}

static struct ArrowArray new_numbers(const char *const *values, size_t count, size_t padding,
                                     char format)
{
    struct ArrowArray array = new_array((int64_t)count, 2);
    char *bytes = piece((count + padding) * 8);

    for (size_t i = 0; i < count; i++) {
        double value = values[i] != NULL ? strtod(values[i], NULL) : 99;
        int64_t whole = isnan(value) ? 0 : (int64_t)value;
        float single = (float)value;
        size_t at = i + padding;

        /* Of "e" the value is the bits. */
        if (strchr("cC", format) != NULL)
            bytes[at] = (char)whole;
        else if (strchr("sSe", format) != NULL)
            memcpy(bytes + at * 2, &(uint16_t){(uint16_t)whole}, 2);
        else if (strchr("iI", format) != NULL)
            memcpy(bytes + at * 4, &(uint32_t){(uint32_t)whole}, 4);
        else if (strchr("lL", format) != NULL)
            memcpy(bytes + at * 8, &whole, 8);
        else if (format == 'f')
            memcpy(bytes + at * 4, &single, 4);
        else
            memcpy(bytes + at * 8, &value, 8);
    }
    add_validity(&array, values, count, padding);
    array.buffers[1] = bytes;
    return array;
}

/* A dictionary of text: the values in reverse, so that the indices matter. */
static struct ArrowArray new_dictionary(const char *const *values, size_t count, size_t padding)
{
    const char *reversed[16], *numbers[16];
    char digits[16][24];

    for (size_t i = 0; i < count; i++) {
        reversed[count - 1 - i] = values[i];
        snprintf(digits[i], sizeof digits[i], "%zu", count - 1 - i);
        numbers[i] = digits[i];
    }
    struct ArrowArray array = new_numbers(numbers, count, padding, 'c');
    array.dictionary = piece(sizeof *array.dictionary);
    *array.dictionary = new_text(reversed, count, 2, false);
    return array;
}

static struct ArrowArray make_array(const char *format, const char *const *values, size_t count,
                                    size_t padding)
{
    if (strcmp(format, "dictionary") == 0)
        return new_dictionary(values, count, padding);
    if (strcmp(format, "vu") == 0)
        return new_views(values, count, padding);
    if (format[0] == 'u' || format[0] == 'U')
        return new_text(values, count, padding, format[0] == 'U');
    if (format[0] == 'n')
        return new_array((int64_t)count, 0);
    return new_numbers(values, count, padding, format[0]);
}

/* ---- Streams ---- */

typedef struct column {
    const char *name, *format;
    const char *values[8]; /* of a batch; NULL: null */
} column;

typedef struct maker {
    const column *columns;
    size_t n_columns, rows; /* of a batch */
    int batches, given;
    bool sliced; /* the batch has rows before the first */
    int fails;   /* get_next does so at the end */
    int fails_schema;
} maker;

static void release_schema(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (schema->children[i]->dictionary != NULL)
            free(schema->children[i]->dictionary);
        free(schema->children[i]);
    }
    free(schema->children);
    schema->release = NULL;
    alive--;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    const maker *m = stream->private_data;

    if (m->fails_schema)
        return EIO;
    *out = (struct ArrowSchema){.format = "+s",
                                .n_children = (int64_t)m->n_columns,
                                .children = piece(m->n_columns * sizeof(void *)),
                                .release = release_schema};
    alive++;
    for (size_t c = 0; c < m->n_columns; c++) {
        bool is_dictionary = strcmp(m->columns[c].format, "dictionary") == 0;

        out->children[c] = piece(sizeof **out->children);
        out->children[c]->name = m->columns[c].name;
        out->children[c]->format = is_dictionary ? "c" : m->columns[c].format;
        if (is_dictionary) {
            out->children[c]->dictionary = piece(sizeof **out->children);
            out->children[c]->dictionary->format = "u";
        }
    }
    return 0;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    maker *m = stream->private_data;

    memset(out, 0, sizeof *out);
    if (m->given == m->batches)
        return m->fails;
    size_t before = m->sliced ? 1 : 0;
    *out = new_array((int64_t)(m->rows - before), 1);
    out->offset = (int64_t)before;
    out->n_children = (int64_t)m->n_columns;
    out->children = piece(m->n_columns * sizeof(void *));
    for (size_t c = 0; c < m->n_columns; c++) {
        out->children[c] = piece(sizeof **out->children);
        *out->children[c] = make_array(m->columns[c].format, m->columns[c].values, m->rows,
                                       (c + (size_t)m->given) % 2 == 0 ? PADDING : 0);
    }
    m->given++;
    return 0;
}

static const char *last_error(struct ArrowArrayStream *stream)
{
    return ((maker *)stream->private_data)->fails == ENOMEM ? NULL : "it broke";
}

static void release_stream(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
    alive--;
}

static struct ArrowArrayStream stream_of(maker *m)
{
    alive++;
    return (struct ArrowArrayStream){.get_schema = get_schema,
                                     .get_next = get_next,
                                     .get_last_error = last_error,
                                     .release = release_stream,
                                     .private_data = m};
}

/* ---- Reading ---- */

static mimicry_status try_stream(maker *m, uint32_t flags, query_rows *all, mimicry_error *error)
{
    mimicry_read_options options = {.size = sizeof options, .flags = flags};
    struct ArrowArrayStream stream = stream_of(m);
    mimicry_queries *queries = NULL;
    mimicry_status status = mimicry_queries_table(&stream, &options, &queries, error);

    *all = (query_rows){0};
    ck_assert(stream.release == NULL);
    ck_assert((status == MIMICRY_OK) == (queries != NULL));
    if (status == MIMICRY_OK) {
        ck_assert_ptr_null(mimicry_queries_cells(queries, SIZE_MAX, NULL));
        status = queries_read(queries, 2, all, error);
    }
    ck_assert_int_eq(alive, 0);
    return status;
}

static void expect_stream(maker m, uint32_t flags, const char *columns, const char *expected)
{
    mimicry_error error = {.size = sizeof error};
    query_rows all;
    test_text text = {0};

    support_expect_ok(try_stream(&m, flags, &all, &error), &error, columns);
    queries_text(&all, &text);
    ck_assert_str_eq(all.columns, columns);
    ck_assert_str_eq(text.bytes, expected);
    ck_assert_uint_eq(all.cells.length, 0);
    text_free(&text);
    queries_free(&all);
}

static void expect_refused(maker m, uint32_t flags, mimicry_status status, const char *message)
{
    mimicry_error error = {.size = sizeof error};
    query_rows all;

    ck_assert_int_eq(try_stream(&m, flags, &all, &error), status);
    ck_assert_msg(strstr(error.message, message) != NULL, "'%s' where '%s' was expected",
                  error.message, message);
    queries_free(&all);
}

START_TEST(text_formats)
{
    static const char *const formats[] = {"u", "U", "vu", "dictionary"};

    for (int f = 0; f < 16; f++) {
        const column columns[] = {
            {"Gene Name", formats[f / 4], {"G", NULL, "a longer name than 12"}},
            {"score", "b", {NULL}},
            {"MT Epitope Seq", formats[f % 4], {"ACDE", "acdefghiklmnpq", "AC"}},
            {"WT Epitope Seq", formats[f % 4], {"AYDE", NULL, "ACDEFGHIKLMNP"}}};
        const char *names =
            "peptide 'MT Epitope Seq', wild type 'WT Epitope Seq', gene 'Gene Name'";

        expect_stream((maker){.columns = columns, .n_columns = 4, .rows = 3, .batches = 1}, 0,
                      names,
                      "1 ACDE AYDE . G . . 0 1-2\n2 ACDEFGHIKLMNPQ . . . . . 0 0-14\n"
                      "3 AC ACDEFGHIKLMNP . a longer name than 12 . . 0 2-2\n");
        expect_stream(
            (maker){.columns = columns, .n_columns = 4, .rows = 3, .batches = 2, .sliced = true}, 0,
            names,
            "1 ACDEFGHIKLMNPQ . . . . . 0 0-14\n"
            "2 AC ACDEFGHIKLMNP . a longer name than 12 . . 0 2-2\n"
            "3 ACDEFGHIKLMNPQ . . . . . 0 0-14\n"
            "4 AC ACDEFGHIKLMNP . a longer name than 12 . . 0 2-2\n");
    }
}
END_TEST

START_TEST(number_formats)
{
    static const char *const formats[] = {"c", "C", "s", "S", "i", "I", "l", "L", "f", "g"};

    for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
        const column columns[] = {{"id", formats[f], {"7", NULL, "120"}},
                                  {"peptide", "u", {"AC", "DE", "FG"}},
                                  {"kd_wt", formats[f], {"3", "4", "5"}},
                                  {"kd_mt", "g", {"0.125", "1e9", "2.5"}}};

        expect_stream((maker){.columns = columns, .n_columns = 4, .rows = 3, .batches = 1},
                      MIMICRY_READ_CONSTANTS,
                      "peptide 'peptide', kd_wt 'kd_wt', kd_mt 'kd_mt', id 'id'",
                      "7 AC . . . . . 0 0-2 3/0.125\n2 DE . . . . . 0 0-2 4/1e+09\n"
                      "120 FG . . . . . 0 0-2 5/2.5\n");
    }
    /* A column of nothing, as data frames have it; numbers that a missing one made real. */
    const column columns[] = {{"peptide", "u", {"AC", "DE"}},
                              {"wildtype", "n", {NULL}},
                              {"gene", "g", {"nan", NULL}},
                              {"id", "g", {"-3", "nan"}}};
    expect_stream((maker){.columns = columns, .n_columns = 4, .rows = 2, .batches = 1}, 0,
                  "peptide 'peptide', wild type 'wildtype', gene 'gene', id 'id'",
                  "-3 AC . . . . . 0 0-2\n2 DE . . . . . 0 0-2\n");
}
END_TEST

START_TEST(halves)
{
    static const struct {
        const char *bits;
        double value;
    } known[] = {{"15360", 1},              /* 0x3c00 */
                 {"13653", 0.333251953125}, /* 0x3555 */
                 {"31743", 65504},          /* 0x7bff */
                 {"1", 0x1p-24},
                 {"1024", 0x1p-14}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const column columns[] = {{"kd_wt", "e", {known[i].bits}}, {"kd_mt", "g", {"1"}}};
        char expected[80];

        snprintf(expected, sizeof expected, "1 . . . . . . 0 0-0 %g/1\n", known[i].value);
        expect_stream((maker){.columns = columns, .n_columns = 2, .rows = 1, .batches = 1},
                      MIMICRY_READ_CONSTANTS, "kd_wt 'kd_wt', kd_mt 'kd_mt'", expected);
    }
}
END_TEST

START_TEST(needs)
{
    const column pairs[] = {{"b", "u", {"AC"}}, {"a", "u", {"DE"}}};
    const column epitopes[] = {{"epitope", "u", {"R3, K9"}}};

    expect_stream((maker){.columns = pairs, .n_columns = 2, .rows = 1, .batches = 1},
                  MIMICRY_READ_PAIRS, "peptide 'a', target 'b'", "1 DE . AC . . . 0 0-2\n");
    expect_stream((maker){.columns = epitopes, .n_columns = 1, .rows = 1, .batches = 1},
                  MIMICRY_READ_EPITOPES, "peptide 'epitope'", "1 R3, K9 . . . . . 0 0-2\n");
    expect_stream((maker){.columns = epitopes, .n_columns = 1}, 0, "peptide 'epitope'", "");
    expect_refused((maker){.columns = pairs, .n_columns = 2}, 0, MIMICRY_E_FORMAT,
                   "the table: a table without a column of peptides");
}
END_TEST

START_TEST(refused)
{
    const column boolean[] = {{"peptide", "b", {"AC"}}};
    const column empty[] = {{"peptide", "u", {"AC", NULL}}};
    const column bad[] = {{"id", "u", {"x", "y", "z"}}, {"Peptide", "vu", {"AC", "DE", "A C"}}};
    const column number[] = {{"peptide", "i", {"1"}}};
    const column part[] = {{"peptide", "u", {"AC"}}, {"id", "g", {"1.5"}}};

    expect_refused((maker){.columns = boolean, .n_columns = 1, .rows = 1, .batches = 1}, 0,
                   MIMICRY_E_FORMAT, "the table: column 'peptide': format 'b', where text");
    expect_refused((maker){.columns = empty, .n_columns = 1, .rows = 2, .batches = 1}, 0,
                   MIMICRY_E_FORMAT, "row 2: column 'peptide': an empty peptide");
    expect_refused((maker){.columns = bad, .n_columns = 2, .rows = 3, .batches = 1}, 0,
                   MIMICRY_E_FORMAT, "row 3: column 'Peptide': a blank within a peptide");
    expect_refused((maker){.columns = number, .n_columns = 1, .rows = 1, .batches = 1}, 0,
                   MIMICRY_E_FORMAT, "row 1: column 'peptide': character '1' is no residue");
    expect_refused((maker){.columns = part, .n_columns = 2, .rows = 1, .batches = 1}, 0,
                   MIMICRY_E_FORMAT, "row 1: column 'id': the number 1.5 where text was expected");
}
END_TEST

START_TEST(failing_streams)
{
    const column columns[] = {{"peptide", "u", {"AC"}}};
    maker m = {.columns = columns, .n_columns = 1, .rows = 1, .batches = 1, .fails_schema = 1};

    expect_refused(m, 0, MIMICRY_E_IO, "the table: the stream failed: it broke");
    m.fails_schema = 0;
    m.fails = EIO;
    expect_refused(m, 0, MIMICRY_E_IO, "the stream failed: it broke");
    m.fails = EINVAL;
    expect_refused(m, 0, MIMICRY_E_FORMAT, "the stream failed: it broke");
    m.fails = ECANCELED;
    expect_refused(m, 0, MIMICRY_E_CANCELLED, "the stream failed");
    m.fails = ENOMEM;
    expect_refused(m, 0, MIMICRY_E_MEMORY, "it does not say why");
    expect_refused(m, 8, MIMICRY_E_ARGUMENT, "unknown flags");
    ck_assert_int_eq(mimicry_queries_table(NULL, NULL, NULL, NULL), MIMICRY_E_ARGUMENT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("queries: Arrow streams");

    support_begin("test_queries_stream");
    support_add_test(suite, text_formats);
    support_add_test(suite, number_formats);
    support_add_test(suite, halves);
    support_add_test(suite, needs);
    support_add_test(suite, refused);
    support_add_test(suite, failing_streams);
    return support_run(suite);
}
