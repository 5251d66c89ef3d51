/* Tables of cells: what is written, quoted or not, is read back with the lines where it stands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/table_file.h"
#include "support.h"

static mimicry_status read_bytes(const char *bytes, size_t length, struct mimicry_table **out,
                                 mimicry_error *error)
{
    char *path = support_write_file(".tsv", bytes, length);
    const mimicry_status status = mim_table_read(path, out, error);

    ck_assert_int_eq(status == MIMICRY_OK, *out != NULL);
    if (status == MIMICRY_OK)
        ck_assert_str_eq((*out)->name, path);
    remove(path);
    free(path);
    return status;
}

/* ---- Random tables ---- */

enum { MOST_ROWS = 8, MOST_COLUMNS = 5, LONGEST_CELL = 6 };

typedef struct random_table {
    size_t rows, columns;
    char cells[MOST_ROWS][MOST_COLUMNS][LONGEST_CELL + 1];
    uint64_t lines[MOST_ROWS];
    test_text text;
} random_table;

static void write_cell(test_random *random, const char *cell, char separator, test_text *text)
{
    if (!strchr(cell, separator) && cell[0] != '"' && random_chance(random, 60)) {
        text_add(text, cell, strlen(cell));
        return;
    }
    text_add_char(text, '"');
    for (; *cell; cell++)
        text_print(text, *cell == '"' ? "\"\"" : "%c", *cell);
    text_add_char(text, '"');
}

static void make_cell(test_random *random, char *cell, const char *letters)
{
    size_t length = random_below(random, LONGEST_CELL + 1);

    for (size_t i = 0; i < length; i++)
        cell[i] = letters[random_below(random, strlen(letters))];
    cell[length] = '\0';
}

/* The cells of a row; one of nothing but separators and blanks would be a blank line. */
static void make_cells(test_random *random, random_table *table, size_t row, const char *letters)
{
    bool says_nothing = true;

    for (size_t c = 0; c < table->columns; c++) {
        make_cell(random, table->cells[row][c], letters);
        says_nothing = says_nothing && !strpbrk(table->cells[row][c], "aB'");
    }
    if (says_nothing)
        strcpy(table->cells[row][random_below(random, table->columns)], "a");
}

static random_table make_table(test_random *random)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    const char separator = random_chance(random, 50) ? '\t' : ',';
    const char *end = ends[random_below(random, 3)];
    random_table table = {.rows = 1 + random_below(random, MOST_ROWS),
                          .columns = 2 + random_below(random, MOST_COLUMNS - 1)};
    uint64_t line = 1;

    if (random_chance(random, 20))
        text_print(&table.text, "\xef\xbb\xbf");
    for (size_t r = 0; r < table.rows; r++) {
        while (random_chance(random, 15)) { /* a blank line */
            static const char *const blanks[] = {"", " ", "\t\t", ",,", " ;\"\"; "};
            text_print(&table.text, "%s%s", blanks[random_below(random, 5)], end);
            line++;
        }
        table.lines[r] = line++;
        /* A tab in the first line would tell that the table is one of tabs. */
        make_cells(random, &table, r, separator == ',' ? "aB\", '" : "aB\", '\t");
        for (size_t c = 0; c < table.columns; c++) {
            if (c > 0)
                text_add_char(&table.text, separator);
            write_cell(random, table.cells[r][c], separator, &table.text);
        }
        if (r + 1 < table.rows || random_chance(random, 70))
            text_print(&table.text, "%s", end);
    }
    return table;
}

START_TEST(random_tables)
{
    for (unsigned n = 0; n < support_scaled(2000); n++) {
        test_random random = random_of_case(60, n);
        random_table made = make_table(&random);
        mimicry_error error = {.size = sizeof error};
        struct mimicry_table *table;

        support_expect_ok(read_bytes(made.text.bytes, made.text.length, &table, &error), &error,
                          made.text.bytes);
        ck_assert_uint_eq(table->rows, made.rows);
        ck_assert_uint_eq(table->columns, made.columns);
        for (size_t r = 0; r < made.rows; r++) {
            ck_assert_uint_eq(table->lines[r], made.lines[r]);
            for (size_t c = 0; c < made.columns; c++)
                ck_assert_str_eq(table->cells[r * made.columns + c], made.cells[r][c]);
        }
        mim_table_free(table);
        text_free(&made.text);
    }
}
END_TEST

/* ---- Wrong ones ---- */

START_TEST(wrong_tables)
{
    static const struct {
        const char *text, *message;
        uint64_t line;
    } wrong[] = {
        {"", "the file is empty", 1},
        {"\n\n  \n", "the file is empty", 1},
        {"a\tb\nA\n", "1 cells where the first line has 2", 2},
        {"a,b\nA,B\n\nA,B,C\n", "3 cells where the first line has 2", 4},
        {"a,b\nA,\"B\n", "a quoted cell that does not end", 2},
        {"a,b\nA,\"B\"C\n", "a quoted cell that does not end", 2},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        mimicry_error error = {.size = sizeof error};
        struct mimicry_table *table;

        ck_assert_int_eq(read_bytes(wrong[i].text, strlen(wrong[i].text), &table, &error),
                         MIMICRY_E_FORMAT);
        ck_assert_msg(strstr(error.message, wrong[i].message) && error.line == wrong[i].line,
                      "case %zu: %s", i, error.message);
    }
}
END_TEST

START_TEST(no_file)
{
    struct mimicry_table *table;

    ck_assert_int_eq(mim_table_read("./none", &table, NULL), MIMICRY_E_IO);
    ck_assert_ptr_null(table);
    mim_table_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tables");

    support_begin("test_tables");
    support_add_test(suite, random_tables);
    support_add_test(suite, wrong_tables);
    support_add_test(suite, no_file);
    return support_run(suite);
}
