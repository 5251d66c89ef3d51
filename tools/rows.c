/* Writes cells; what a format cannot hold as it is, is quoted, escaped or blanked. */
#include "rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool rows_parse_format(const char *verb, const char *word, enum rows_format *out)
{
    static const struct {
        const char *name;
        enum rows_format format;
    } formats[] = {{"tsv", ROWS_TSV}, {"csv", ROWS_CSV}, {"jsonl", ROWS_JSONL}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(word, formats[i].name) == 0) {
            *out = formats[i].format;
            return true;
        }
    }
    report_usage(verb, "--format '%s': tsv, csv or jsonl was expected", word);
    return false;
}

static void put(struct rows *rows, const char *text)
{
    fputs(text, rows->stream);
}

/* How many bytes the UTF-8 character at `at` has; 0 if it is none. */
static size_t utf8_length(const unsigned char *at)
{
    static const struct {
        unsigned char mask, lead, least_second, most_second;
        size_t length;
    } forms[] = {
        {0xff, 0xe0, 0xa0, 0xbf, 3}, {0xff, 0xed, 0x80, 0x9f, 3}, {0xf0, 0xe0, 0x80, 0xbf, 3},
        {0xff, 0xf0, 0x90, 0xbf, 4}, {0xff, 0xf4, 0x80, 0x8f, 4}, {0xfc, 0xf0, 0x80, 0xbf, 4},
        {0xe0, 0xc0, 0x80, 0xbf, 2},
    };
    if (at[0] < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if ((at[0] & forms[i].mask) != forms[i].lead)
            continue;
        if (at[0] < 0xc2 || at[1] < forms[i].least_second || at[1] > forms[i].most_second)
            return 0;
        for (size_t k = 2; k < forms[i].length; k++) {
            if ((at[k] & 0xc0) != 0x80)
                return 0;
        }
        return forms[i].length;
    }
    return 0;
}

static void put_json(struct rows *rows, const char *text)
{
    putc('"', rows->stream);
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0';) {
        const size_t length = utf8_length(c);
        if (length == 0) {
            put(rows, "\\ufffd");
            c++;
            continue;
        }
        if (*c == '"' || *c == '\\')
            fprintf(rows->stream, "\\%c", *c);
        else if (*c < ' ')
            fprintf(rows->stream, "\\u%04x", *c);
        else
            fwrite(c, 1, length, rows->stream);
        c += length;
    }
    putc('"', rows->stream);
}

static void put_csv(struct rows *rows, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        put(rows, text);
        return;
    }
    putc('"', rows->stream);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            putc('"', rows->stream);
        putc(*text, rows->stream);
    }
    putc('"', rows->stream);
}

/* A tab or line end in a value would make another cell or row of it. */
static void put_tsv(struct rows *rows, const char *text)
{
    if (strpbrk(text, "\t\r\n") == NULL) {
        put(rows, text);
        return;
    }
    for (; *text != '\0'; text++)
        putc(strchr("\t\r\n", *text) != NULL ? ' ' : *text, rows->stream);
}

static void put_text(struct rows *rows, const char *text)
{
    if (rows->format == ROWS_JSONL)
        put_json(rows, text);
    else if (rows->format == ROWS_CSV)
        put_csv(rows, text);
    else
        put_tsv(rows, text);
}

/* What goes before a cell. */
static void put_separator(struct rows *rows)
{
    if (rows->format == ROWS_JSONL)
        fprintf(rows->stream, "%s\"%s\":", rows->column == 0 ? "{" : ",",
                rows->columns[rows->column]);
    else if (rows->column > 0)
        putc(rows->format == ROWS_CSV ? ',' : '\t', rows->stream);
    rows->column++;
}

void rows_begin(struct rows *rows, FILE *stream, enum rows_format format,
                const char *const *columns, size_t n_columns)
{
    *rows = (struct rows){stream, format, columns, n_columns, 0};
    if (format == ROWS_JSONL)
        return;
    for (size_t i = 0; i < n_columns; i++)
        rows_text(rows, columns[i]);
    rows_end(rows);
}

void rows_text(struct rows *rows, const char *text)
{
    put_separator(rows);
    if (text[0] != '\0')
        put_text(rows, text);
    else if (rows->format == ROWS_JSONL)
        put(rows, "null");
}

void rows_integer(struct rows *rows, uint64_t value)
{
    char digits[24];
    char *at = digits + sizeof digits - 1;
    put_separator(rows);
    *at = '\0';
    do {
        *--at = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    put(rows, at);
}

void rows_real(struct rows *rows, double value)
{
    char text[32];
    put_separator(rows);
    if (value == floor(value) && fabs(value) < 1e15) {
        snprintf(text, sizeof text, "%.0f", value == 0 ? 0.0 : value);
    } else {
        int digits = 15; /* 15 are always right; 17 always suffice */
        do {
            snprintf(text, sizeof text, "%.*g", digits, value);
        } while (digits++ < 17 && strtod(text, NULL) != value);
    }
    put(rows, text);
}

void rows_rounded(struct rows *rows, double value)
{
    char text[32];
    put_separator(rows);
    snprintf(text, sizeof text, "%.6g", value);
    put(rows, text);
}

void rows_end(struct rows *rows)
{
    if (rows->format == ROWS_JSONL)
        putc('}', rows->stream);
    putc('\n', rows->stream);
    rows->column = 0;
}
