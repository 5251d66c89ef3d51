/* Tables for reading: what is shown, how it is aligned, cut and marked, and that nothing in it acts
 * on a terminal. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"
#include "table/shown.h"
#include "table/table.h"
#include "table/utf8.h"

enum { MOST_COLUMNS = 9, MOST_ROWS = 40, TEXT = 40 };

struct made {
    struct mim_column columns[MOST_COLUMNS];
    size_t n_columns, n_rows, at, batch;
    char names[MOST_COLUMNS][24];
    char cells[MOST_ROWS][MOST_COLUMNS][TEXT]; /* "" is null where that can be */
};

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct made *m = data;
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < m->batch && m->at < m->n_rows && status == MIMICRY_OK; i++, m->at++) {
        for (size_t c = 0; c < m->n_columns; c++) {
            const char *cell = m->cells[m->at][c];
            if (m->columns[c].type == MIM_TEXT)
                mim_put_string(table, cell);
            else if (m->columns[c].type == MIM_INTEGER)
                mim_put_integer(table, strtoll(cell, NULL, 10));
            else
                mim_put_real(table, strtod(cell, NULL));
        }
        status = mim_end_row(table, error);
    }
    *more = m->at < m->n_rows;
    return status;
}

static int take(void *data, const char *bytes, size_t count)
{
    text_add(data, bytes, count);
    return 0;
}

static test_text write_made(struct made *m, mimicry_write_options options)
{
    struct mim_table *table;
    struct ArrowArrayStream stream;
    test_text text = {0};
    const struct mim_producer producer = {.next = next, .data = m};
    options.size = sizeof options;
    options.format = MIMICRY_FORMAT_TABLE;
    m->at = 0;
    ck_assert_int_eq(mim_table_create(m->columns, m->n_columns, &table, NULL), MIMICRY_OK);
    ck_assert_int_eq(mim_stream_create(table, &producer, &stream, NULL), MIMICRY_OK);
    ck_assert_int_eq(mimicry_table_write(&stream, &options, take, &text, NULL, NULL), MIMICRY_OK);
    stream.release(&stream);
    return text;
}

/* ---- One table ---- */

static const struct made hits = {
    .columns =
        {
            {"id", MIM_TEXT, MIM_ROOM, NULL, "d"},
            {"query", MIM_TEXT, MIM_BRIEF | MIM_OF_QUERY, NULL, "d"},
            {"match", MIM_TEXT, MIM_BRIEF | MIM_OF_MATCH, NULL, "d"},
            {"far_mismatches", MIM_INTEGER, MIM_BRIEF, NULL, "d"},
            {"evalue", MIM_REAL, MIM_BRIEF, NULL, "d"},
            {"gene", MIM_TEXT, MIM_BRIEF | MIM_NULLABLE, NULL, "d"},
            {"more", MIM_TEXT, 0, NULL, "d"},
        },
    .n_columns = 7,
    .n_rows = 4,
    .batch = 100,
    .cells = {{"first", "ACDEF", "ACDEF", "0", "12.5", "ONE", "x"},
              {"2", "ACDEF", "ACEEG", "2", "1.234567e-10", "", "x"},
              {"3", "AC.EF", "ACWEG", "12", "1e9", "G\xc3\x84\xe6\x97\xa5", "x"},
              {"4", "ACDEF", "ACDEFG", "1", "0", "\033[31m", "x"}},
};

static void check(mimicry_write_options options, const char *expected)
{
    struct made m = hits;
    test_text text = write_made(&m, options);
    ck_assert_str_eq(text.bytes, expected);
    text_free(&text);
}

START_TEST(test_columns_are_aligned_cut_and_marked)
{
    check((mimicry_write_options){0}, /* all that are brief fit into 80 columns */
          "id     query  match   far_mismatches      evalue  gene\n"
          "first  ACDEF  ACDEF                0        12.5  ONE\n"
          "2      ACDEF  ACeEg                2   1.235e-10  -\n"
          "3      AC.EF  ACWEg               12  1000000000  G\xc3\x84\xe6\x97\xa5\n"
          "4      ACDEF  ACDEFG               1           0  ?[31m\n"
          "... 1 more column\n");
}
END_TEST

START_TEST(test_narrow_and_coloured)
{
    check((mimicry_write_options){.width = 44, .color = 1, .rows = 2, .rest = "see -o"},
          "\033[1m                        far_\033[0m\n"
          "\033[1mid    query match mismatches    evalue gene\033[0m\n"
          "first ACDEF ACDEF          0      12.5 ONE\n"
          "2     ACDEF AC\033[1;31mE\033[0mE\033[1;31mG\033[0m          2 1.235e-10 -\n"
          "\033[2m... 1 more column and 2 more rows: see -o\033[0m\n");
    check((mimicry_write_options){.width = 42, .rows = 2, .no_header = 1}, /* id goes first */
          "ACDEF  ACDEF           0       12.5  ONE\n"
          "ACDEF  ACeEg           2  1.235e-10  -\n"
          "... 2 more columns and 2 more rows\n");
}
END_TEST

/* ---- Many tables ---- */

static void make_cell(test_random *random, const struct mim_column *column, char *out)
{
    if (column->type == MIM_INTEGER) {
        snprintf(out, TEXT, "%" PRId64,
                 (int64_t)(random_next(random) >> random_below(random, 64)) / 2);
    } else if (column->type == MIM_REAL) {
        snprintf(out, TEXT, "%.3f", random_unit(random) * 1e4);
    } else {
        const size_t length = random_below(random, TEXT);
        for (size_t i = 0; i < length; i++)
            out[i] = (char)(random_chance(random, 80) ? 'A' + random_below(random, 26)
                                                      : 1 + random_below(random, 255));
        out[length] = '\0';
    }
}

static void make(test_random *random, struct made *m)
{
    static const unsigned flags[] = {0, MIM_ROOM, MIM_BRIEF};
    *m = (struct made){.n_columns = 1 + random_below(random, MOST_COLUMNS),
                       .n_rows = random_below(random, MOST_ROWS + 1),
                       .batch = MOST_ROWS};
    for (size_t c = 0; c < m->n_columns; c++) {
        snprintf(m->names[c], sizeof m->names[c], "%sc%zu",
                 random_chance(random, 50) ? "long_name_" : "", c);
        m->columns[c] =
            (struct mim_column){m->names[c], (enum mim_type)random_below(random, 3),
                                MIM_NULLABLE | flags[random_below(random, 3)], NULL, "d"};
    }
    for (size_t r = 0; r < m->n_rows; r++) {
        for (size_t c = 0; c < m->n_columns; c++)
            make_cell(random, &m->columns[c], m->cells[r][c]);
    }
}

/* Each line fits, is UTF-8, and has nothing that a terminal would take for an order. */
static size_t check_lines(const char *text, size_t width)
{
    size_t lines = 0;
    for (const char *end; *text != '\0'; text = end + 1, lines++) {
        end = strchr(text, '\n');
        ck_assert(end != NULL);
        const size_t length = (size_t)(end - text);
        ck_assert(mim_is_utf8(text, length));
        ck_assert_msg(mim_shown_width(text, length) <= width, "%.*s: wider than %zu", (int)length,
                      text, width);
        for (size_t i = 0; i < length; i++)
            ck_assert((unsigned char)text[i] >= ' ' && text[i] != 0x7f);
    }
    return lines;
}

START_TEST(test_any_table_fits_any_width)
{
    test_random random = random_of_case(112, 0);
    struct made m;
    for (unsigned i = 0; i < support_scaled(200); i++) {
        make(&random, &m);
        const size_t width = 40 + random_below(&random, 200);
        const uint64_t most = random_chance(&random, 50) ? 1 + random_below(&random, 50) : 0;
        test_text text = write_made(
            &m, (mimicry_write_options){.width = (int32_t)width, .rows = most, .no_header = 1});
        const size_t lines = check_lines(text.bytes, width);
        const size_t shown = most == 0 || m.n_rows < most ? m.n_rows : most;
        const bool rest =
            strstr(text.bytes, "\n... ") != NULL || strncmp(text.bytes, "... ", 4) == 0;
        ck_assert_uint_eq(lines, shown + rest + (m.n_rows == 0));
        ck_assert(rest || shown == m.n_rows);
        text_free(&text);
    }
}
END_TEST

START_TEST(test_characters_and_their_widths)
{
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {{"", 0},
                 {"abc", 3},
                 {"\xc3\xa4", 1},
                 {"\xe6\x97\xa5", 2},
                 {"e\xcc\x81", 1},
                 {"\033", 1},
                 {"\xc2\x9b", 1},
                 {"\xff\xfe", 2},
                 {"\xe2\x80\xae", 1},
                 {"\t", 1},
                 {"\xf0\x9f\x98\x80", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_uint_eq(mim_shown_width(cases[i].text, strlen(cases[i].text)), cases[i].width);
    const char *const acting[] = {"\033", "\xc2\x9b", "\xe2\x80\xae", "\x7f", "\n"};
    for (size_t i = 0; i < sizeof acting / sizeof *acting; i++) {
        const struct mim_shown shown = mim_shown_next(acting[i], strlen(acting[i]));
        ck_assert(shown.length == 1 && shown.at[0] == '?' && shown.read == strlen(acting[i]));
    }
}
END_TEST

int main(void)
{
    support_begin("write_aligned");
    Suite *suite = suite_create("tables for reading");
    support_add_test(suite, test_columns_are_aligned_cut_and_marked);
    support_add_test(suite, test_narrow_and_coloured);
    support_add_test(suite, test_any_table_fits_any_width);
    support_add_test(suite, test_characters_and_their_widths);
    return support_run(suite);
}
