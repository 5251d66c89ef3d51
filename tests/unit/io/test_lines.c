/* Lines of files of several blocks, against a reader of one character after the other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/lines.h"
#include "support.h"

enum { LENGTH = 300000 }; /* more than two blocks */

/* Lines of up to 80 characters, some of thousands, with the ends of one system; in `odd` regions of
 * any. */
static test_text make_text(test_random *random, size_t length, bool odd)
{
    static const char *const ends[] = {"\n", "\r\n", "\r", "\n\r"};
    test_text text = {0};
    while (text.length < length) {
        const bool any = odd && text.length % (length / 2) < length / 8;
        const size_t most = random_chance(random, 1) ? 5000 : 80;
        for (size_t left = random_below(random, most); left > 0; left--)
            text_add_char(&text, (char)random_between(random, ' ', '~'));
        text_print(&text, "%s", ends[any ? random_below(random, 4) : 0]);
    }
    if (random_chance(random, 50))
        text_print(&text, "no end");
    return text;
}

/* The next line of a text, from *at on; false at its end. */
static bool next_line(const test_text *text, size_t *at, size_t *length)
{
    const size_t from = *at;
    if (from == text->length)
        return false;
    while (*at < text->length && text->bytes[*at] != '\n' && text->bytes[*at] != '\r')
        ++*at;
    *length = *at - from;
    if (*at < text->length && text->bytes[(*at)++] == '\r' && *at < text->length &&
        text->bytes[*at] == '\n')
        ++*at;
    return true;
}

static struct mim_lines open_text(const test_text *text, char **path)
{
    mimicry_error error = {.size = sizeof error};
    struct mim_lines lines = {0};
    *path = support_write_file(".txt", text->bytes, text->length);
    support_expect_ok(mim_source_open(*path, &lines.source, &error), &error, "open");
    return lines;
}

static void close_text(struct mim_lines *lines, test_text *text, char *path)
{
    mim_lines_free(lines);
    mim_source_close(lines->source);
    text_free(text);
    remove(path);
    free(path);
}

START_TEST(lines_of_several_blocks)
{
    for (unsigned n = 0; n < support_scaled(40); n++) {
        test_random random = random_of_case(171, n);
        test_text text = make_text(&random, LENGTH, n % 2 == 1);
        char *path, *line;
        struct mim_lines lines = open_text(&text, &path);
        mimicry_error error = {.size = sizeof error};
        size_t at = 0, length, expected;
        uint64_t number = 0;
        for (size_t from = 0; next_line(&text, &at, &expected); from = at) {
            support_expect_ok(mim_lines_next(&lines, LENGTH, &line, &length, &error), &error, "");
            ck_assert_uint_eq(lines.number, ++number);
            ck_assert_uint_eq(length, expected);
            ck_assert_mem_eq(line, text.bytes + from, length);
            ck_assert_int_eq(line[length], '\0');
        }
        support_expect_ok(mim_lines_next(&lines, LENGTH, &line, &length, &error), &error, "end");
        ck_assert_ptr_null(line);
        close_text(&lines, &text, path);
    }
}
END_TEST

/* Wherever it is, the lines before it are read, and it is told in its own. */
START_TEST(a_nul_byte)
{
    for (unsigned n = 0; n < support_scaled(40); n++) {
        test_random random = random_of_case(172, n);
        test_text text = make_text(&random, LENGTH, n % 2 == 1);
        const size_t nul = random_below(&random, text.length);
        text.bytes[nul] = '\0';
        size_t at = 0, length;
        uint64_t before = 0;
        while (next_line(&text, &at, &length) && at <= nul)
            before++;
        char *path, *line, where[64];
        struct mim_lines lines = open_text(&text, &path);
        mimicry_error error = {.size = sizeof error};
        for (uint64_t i = 0; i < before; i++)
            support_expect_ok(mim_lines_next(&lines, LENGTH, &line, &length, &error), &error, "");
        ck_assert_int_eq(mim_lines_next(&lines, LENGTH, &line, &length, &error), MIMICRY_E_FORMAT);
        snprintf(where, sizeof where, ":%llu: a NUL byte", (unsigned long long)before + 1);
        ck_assert_msg(strstr(error.message, where) != NULL, "%s, not %s", error.message, where);
        ck_assert_uint_eq(error.line, before + 1);
        close_text(&lines, &text, path);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lines");

    support_begin("test_lines");
    support_add_test(suite, lines_of_several_blocks);
    support_add_test(suite, a_nul_byte);
    return support_run(suite);
}
