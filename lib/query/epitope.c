/* Reads discontinuous epitopes. */
#include "query/epitope.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/lines.h"

static const uint64_t LAST_POSITION = UINT64_C(1000000000);
static const size_t LONGEST_LINE = (size_t)1 << 20;

/* ---- One epitope ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static const char *skip_blanks(const char *at)
{
    while (is_blank(*at))
        at++;
    return at;
}

/* The digits at `*at`, a number from 1 to LAST_POSITION; 0 if there is none. */
static uint64_t read_position(const char **at)
{
    uint64_t value = 0;
    for (; **at >= '0' && **at <= '9'; (*at)++)
        value = value > LAST_POSITION ? value : value * 10 + (uint64_t)(**at - '0');
    return value > LAST_POSITION ? 0 : value;
}

/* Reads a residue and its position; NULL, or what was expected at `*at`. */
static const char *read_residue(const char **at, struct mim_epitope *out)
{
    const uint8_t code = mim_code_of[(unsigned char)**at];
    if (code >= MIM_RESIDUES)
        return "a residue with its position (as R377)";
    if (out->count == MIMICRY_MAX_EPITOPE)
        return "no more residues than an epitope may have";
    const char *digits = *at + 1, *end = digits;
    const uint64_t position = read_position(&end);
    if (position == 0) {
        *at = digits;
        return "a position from 1 to 1000000000";
    }
    if (out->count == 0)
        out->first = position - 1;
    else if (position - 1 <= out->first + out->offsets[out->count - 1]) {
        *at = digits;
        return "a position after the one before";
    }
    out->codes[out->count] = code;
    out->offsets[out->count++] = position - 1 - out->first;
    *at = end;
    return NULL;
}

bool mim_epitope_parse(const char *text, struct mim_epitope *out, size_t *column,
                       const char **expected)
{
    const char *at = skip_blanks(text);
    out->count = 0;
    *expected = NULL;
    do {
        *expected = read_residue(&at, out);
        if (*expected != NULL)
            break;
        const char *behind = at;
        at = skip_blanks(at);
        if (*at == ',')
            at = skip_blanks(at + 1);
        else if (*at != '\0' && at == behind)
            *expected = "a comma or a blank";
        else if (*at == '\0')
            return true;
    } while (*expected == NULL);
    *column = (size_t)(at - text) + 1;
    return false;
}

/* ---- A file of them ---- */

struct reader {
    const char *name;
    char *bytes; /* id, NUL, epitope, NUL, and so on */
    size_t length, capacity;
    uint64_t count;
};

static mimicry_status append(struct reader *r, const char *text, size_t length,
                             mimicry_error *error)
{
    char *grown = mim_grow(r->bytes, &r->capacity, r->length + length + 1, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    r->bytes = grown;
    memcpy(r->bytes + r->length, text, length);
    r->length += length;
    r->bytes[r->length++] = '\0';
    return MIMICRY_OK;
}

static mimicry_status append_number(struct reader *r, mimicry_error *error)
{
    char digits[24], *at = digits + sizeof digits;
    for (uint64_t n = r->count + 1; n > 0; n /= 10)
        *--at = (char)('0' + n % 10);
    return append(r, at, (size_t)(digits + sizeof digits - at), error);
}

static mimicry_status add_line(struct reader *r, uint64_t number, const char *line,
                               mimicry_error *error)
{
    const char *tab = strchr(line, '\t'), *text = tab != NULL ? tab + 1 : line;
    struct mim_epitope epitope;
    const char *expected;
    size_t column;
    if (!mim_epitope_parse(text, &epitope, &column, &expected))
        return mim_fail_line(error, MIMICRY_E_FORMAT, r->name, number,
                             "column %zu: %s was expected", (size_t)(text - line) + column,
                             expected);
    mimicry_status status = tab != NULL && tab > line ? append(r, line, (size_t)(tab - line), error)
                                                      : append_number(r, error);
    if (status == MIMICRY_OK)
        status = append(r, text, strlen(text), error);
    r->count++;
    return status;
}

static mimicry_status read_lines(struct reader *r, struct mim_source *source, mimicry_error *error)
{
    struct mim_lines lines = {.source = source};
    mimicry_status status;
    for (;;) {
        char *line;
        size_t length;
        status = mim_lines_next(&lines, LONGEST_LINE, &line, &length, error);
        if (status != MIMICRY_OK || line == NULL)
            break;
        if (*skip_blanks(line) != '\0')
            status = add_line(r, lines.number, line, error);
        if (status != MIMICRY_OK)
            break;
    }
    mim_lines_free(&lines);
    if (status == MIMICRY_OK && r->count == 0)
        status = mim_fail_line(error, MIMICRY_E_FORMAT, r->name, 1,
                               "the file is empty, epitopes were expected");
    return status;
}

/* Hands the reader's bytes over. */
static mimicry_status finish(struct reader *r, struct mimicry0_sequences *out, mimicry_error *error)
{
    out->letters = mim_alloc_array(r->count, sizeof *out->letters);
    out->ids = mim_alloc_array(r->count, sizeof *out->ids);
    if (out->letters == NULL || out->ids == NULL)
        return mim_fail_memory(error);
    const char *at = r->bytes;
    for (uint64_t i = 0; i < r->count; i++) {
        out->ids[i] = at;
        at += strlen(at) + 1;
        out->letters[i] = at;
        at += strlen(at) + 1;
    }
    out->count = r->count;
    out->letter_bytes = r->bytes;
    r->bytes = NULL;
    return MIMICRY_OK;
}

mimicry_status mim_epitopes_read(const char *path, struct mimicry0_sequences **out,
                                 mimicry_error *error)
{
    struct reader r = {0};
    struct mim_source *source = NULL;
    *out = NULL;
    struct mimicry0_sequences *sequences = mim_alloc_zeroed(1, sizeof *sequences);
    mimicry_status status =
        sequences == NULL ? mim_fail_memory(error) : mim_source_open(path, &source, error);
    if (status == MIMICRY_OK) {
        r.name = mim_source_name(source);
        status = read_lines(&r, source, error);
    }
    if (status == MIMICRY_OK)
        status = finish(&r, sequences, error);
    if (status == MIMICRY_OK)
        *out = sequences;
    else
        mim_sequences_free(sequences);
    mim_source_close(source);
    free(r.bytes);
    return status;
}
