/* Reads JSON text from memory, strictly, keeping count of the lines. */
#include "io/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "residue/alphabet.h"

enum {
    MOST_BYTES = 64 << 20,
    DEEPEST = 64, /* brackets within brackets: the reader calls itself for each */
    LONGEST_NUMBER = 256
};

static mimicry_status read_all(struct mim_json *json, struct mim_source *source,
                               mimicry_error *error)
{
    size_t length = 0, capacity = 0;
    for (;;) {
        const uint8_t *data;
        size_t size;
        const mimicry_status status = mim_source_read(source, json->line, &data, &size, error);
        if (status != MIMICRY_OK || size == 0)
            return status;
        if (size > MOST_BYTES - length)
            return mim_json_fail(json, error, "more than 64 MiB of JSON");
        if (memchr(data, 0, size) != NULL)
            return mim_json_fail(json, error, "a NUL byte: this is no JSON");
        char *grown = mim_grow(json->text, &capacity, length + size + 1, 1);
        if (grown == NULL)
            return mim_fail_memory(error);
        json->text = grown;
        memcpy(json->text + length, data, size);
        length += size;
        json->text[length] = '\0';
    }
}

mimicry_status mim_json_open(struct mim_json *json, struct mim_source *source, mimicry_error *error)
{
    *json = (struct mim_json){.name = mim_source_name(source), .line = 1};
    mimicry_status status = read_all(json, source, error);
    if (status == MIMICRY_OK && json->text == NULL)
        status = mim_json_fail(json, error, "the file is empty, JSON was expected");
    json->at = json->text;
    return status;
}

void mim_json_close(struct mim_json *json)
{
    free(json->text);
    json->text = NULL;
}

mimicry_status mim_json_fail(const struct mim_json *json, mimicry_error *error, const char *what)
{
    return mim_fail_line(error, MIMICRY_E_FORMAT, json->name, json->line, "%s", what);
}

static mimicry_status expected(const struct mim_json *json, const char *what, mimicry_error *error)
{
    char found[24];
    if (*json->at == '\0')
        return mim_fail_line(error, MIMICRY_E_FORMAT, json->name, json->line,
                             "the file ends where %s was expected", what);
    mim_describe_byte((uint8_t)*json->at, found);
    return mim_fail_line(error, MIMICRY_E_FORMAT, json->name, json->line,
                         "%s where %s was expected", found, what);
}

static void skip_blanks(struct mim_json *json)
{
    for (; *json->at != '\0' && strchr(" \t\r\n", *json->at) != NULL; json->at++)
        json->line += *json->at == '\n';
}

/* The one character, after blanks. */
static mimicry_status take(struct mim_json *json, char c, const char *what, mimicry_error *error)
{
    skip_blanks(json);
    if (*json->at != c)
        return expected(json, what, error);
    json->at++;
    return MIMICRY_OK;
}

/* The bracket that begins an object or an array. */
static mimicry_status enter(struct mim_json *json, char opening, mimicry_error *error)
{
    return take(json, opening, opening == '{' ? "an object '{'" : "an array '['", error);
}

/* Whether it has one more member than the `*count` that have been read; the comma before it, or the
 * closing bracket, is passed over, and `*count` is raised. */
static mimicry_status find_member(struct mim_json *json, char opening, size_t *count, bool *more,
                                  mimicry_error *error)
{
    const bool object = opening == '{', first = *count == 0;
    skip_blanks(json);
    *more = *json->at != (object ? '}' : ']');
    if (!*more) {
        json->at++;
        return MIMICRY_OK;
    }
    (*count)++;
    if (first)
        return MIMICRY_OK;
    const mimicry_status status = take(json, ',', object ? "',' or '}'" : "',' or ']'", error);
    skip_blanks(json);
    if (status == MIMICRY_OK && *json->at == (object ? '}' : ']'))
        return expected(json, "another member after the comma", error);
    return status;
}

mimicry_status mim_json_each(struct mim_json *json, char opening, mim_json_member_fn read,
                             void *data, size_t *out_count, mimicry_error *error)
{
    bool more = true;
    mimicry_status status = enter(json, opening, error);
    *out_count = 0;
    while (status == MIMICRY_OK) {
        status = find_member(json, opening, out_count, &more, error);
        if (status != MIMICRY_OK || !more)
            break;
        status = read(data, *out_count - 1, error);
    }
    return status;
}

/* ---- Strings ---- */

/* The four digits of \uXXXX, from the u on. */
static mimicry_status take_code_unit(struct mim_json *json, char *out, mimicry_error *error)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    unsigned value = 0;
    for (int i = 0; i < 4; i++) {
        json->at++;
        const char *digit = *json->at == '\0' ? NULL : strchr(digits, *json->at);
        if (digit == NULL)
            return expected(json, "a hexadecimal digit", error);
        value = value * 16 + (unsigned)(digit - digits) % 16;
    }
    *out = (char)(value > 0 && value < 0x80 ? value : 0xff);
    return MIMICRY_OK;
}

/* What follows a backslash. */
static mimicry_status take_escape(struct mim_json *json, char *out, mimicry_error *error)
{
    static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    json->at++;
    if (*json->at == 'u')
        return take_code_unit(json, out, error);
    const char *found = *json->at == '\0' ? NULL : strchr(letters, *json->at);
    if (found == NULL)
        return expected(json, "an escape such as \\n", error);
    *out = values[found - letters];
    return MIMICRY_OK;
}

mimicry_status mim_json_string(struct mim_json *json, char *out, size_t room, mimicry_error *error)
{
    size_t length = 0;
    mimicry_status status = take(json, '"', "a string", error);
    for (; status == MIMICRY_OK && *json->at != '"'; json->at++) {
        char c = *json->at;
        if ((unsigned char)c < ' ')
            return expected(json, "the rest of a string", error);
        if (c == '\\')
            status = take_escape(json, &c, error);
        if (status == MIMICRY_OK && length + 1 < room)
            out[length++] = c;
        if (status != MIMICRY_OK)
            return status;
    }
    if (status == MIMICRY_OK)
        json->at++;
    out[length] = '\0';
    return status;
}

mimicry_status mim_json_name(struct mim_json *json, char *out, size_t room, mimicry_error *error)
{
    const mimicry_status status = mim_json_string(json, out, room, error);
    return status == MIMICRY_OK ? take(json, ':', "':'", error) : status;
}

/* ---- Numbers and the rest ---- */

static const char *skip_digits(const char *at)
{
    return at + strspn(at, "0123456789");
}

/* Where the number at `at` ends, in JSON's grammar; NULL if none is there. */
static const char *number_end(const char *at)
{
    at += *at == '-';
    const char *end = skip_digits(at);
    if (end == at || (*at == '0' && end > at + 1))
        return NULL;
    if (*end == '.') {
        at = end + 1;
        end = skip_digits(at);
        if (end == at)
            return NULL;
    }
    if (*end == 'e' || *end == 'E') {
        at = end + 1 + (end[1] == '-' || end[1] == '+');
        end = skip_digits(at);
        if (end == at)
            return NULL;
    }
    return end;
}

mimicry_status mim_json_number(struct mim_json *json, double *out, mimicry_error *error)
{
    char digits[LONGEST_NUMBER];
    skip_blanks(json);
    const char *end = number_end(json->at);
    if (end == NULL)
        return expected(json, "a number", error);
    const size_t length = (size_t)(end - json->at);
    if (length >= sizeof digits)
        return mim_json_fail(json, error, "a number of more than 255 characters");
    memcpy(digits, json->at, length);
    digits[length] = '\0';
    if (!mim_parse_number(digits, out))
        return mim_json_fail(json, error, "a number that is too large");
    json->at = end;
    return MIMICRY_OK;
}

static bool take_word(struct mim_json *json, const char *word)
{
    if (strncmp(json->at, word, strlen(word)) != 0)
        return false;
    json->at += strlen(word);
    return true;
}

/* An object or an array that is passed over, and how deep its members are. */
struct skipped {
    struct mim_json *json;
    char opening;
    int depth;
};

static mimicry_status skip_value(struct mim_json *json, int depth, mimicry_error *error);

static mimicry_status skip_member(void *data, size_t i, mimicry_error *error)
{
    const struct skipped *s = data;
    char name[2];
    (void)i;
    const mimicry_status status =
        s->opening == '{' ? mim_json_name(s->json, name, sizeof name, error) : MIMICRY_OK;
    return status == MIMICRY_OK ? skip_value(s->json, s->depth, error) : status;
}

static mimicry_status skip_value(struct mim_json *json, int depth, mimicry_error *error)
{
    char string[2];
    double number;
    skip_blanks(json);
    const char opening = *json->at;
    if (opening == '"')
        return mim_json_string(json, string, sizeof string, error);
    if (opening == '-' || (opening >= '0' && opening <= '9'))
        return mim_json_number(json, &number, error);
    if (take_word(json, "true") || take_word(json, "false") || take_word(json, "null"))
        return MIMICRY_OK;
    if (opening != '{' && opening != '[')
        return expected(json, "a value", error);
    if (depth == DEEPEST)
        return mim_json_fail(json, error, "brackets more than 64 deep");
    struct skipped inside = {json, opening, depth + 1};
    size_t count;
    return mim_json_each(json, opening, skip_member, &inside, &count, error);
}

mimicry_status mim_json_skip(struct mim_json *json, mimicry_error *error)
{
    return skip_value(json, 0, error);
}

mimicry_status mim_json_end(struct mim_json *json, mimicry_error *error)
{
    skip_blanks(json);
    return *json->at == '\0' ? MIMICRY_OK : expected(json, "the end of the file", error);
}
