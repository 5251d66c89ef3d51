/* Quotes, escapes or blanks what a format of text cannot hold as it is. */
#include "table/escape.h"

#include <stdint.h>
#include <string.h>

#include "table/utf8.h"

/* Each of eight bytes. */
#define EACH(byte) (0x0101010101010101u * (uint64_t)(byte))

/* Not 0 if any of eight bytes is below `limit`, which is 0x80 at most. */
static inline uint64_t any_below(uint64_t eight, uint64_t limit)
{
    return (eight - EACH(limit)) & ~eight & EACH(0x80);
}

static inline uint64_t any_is(uint64_t eight, unsigned char byte)
{
    return any_below(eight ^ EACH(byte), 1);
}

static inline uint64_t suspicious(enum mim_text_style style, uint64_t eight)
{
    const uint64_t control = any_below(eight, ' ');
    if (style == MIM_TEXT_TSV)
        return control;
    if (style == MIM_TEXT_CSV)
        return control | any_is(eight, '"') | any_is(eight, ',');
    return control | any_is(eight, '"') | any_is(eight, '\\') | (eight & EACH(0x80));
}

static inline bool look(enum mim_text_style style, const char *bytes, size_t count)
{
    uint64_t found = 0, eight, last = EACH('x');
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        memcpy(&eight, bytes + i, 8);
        found |= suspicious(style, eight);
    }
    if (i < count)
        memcpy(&last, bytes + i, count - i);
    return (found | suspicious(style, last)) != 0;
}

bool mim_escape_needed(enum mim_text_style style, const char *bytes, size_t count)
{
    if (style == MIM_TEXT_TSV)
        return look(MIM_TEXT_TSV, bytes, count);
    if (style == MIM_TEXT_CSV)
        return look(MIM_TEXT_CSV, bytes, count);
    return look(MIM_TEXT_JSONL, bytes, count);
}

static char *escape_tsv(char *to, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char c = text[i];
        *to++ = c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    }
    return to;
}

static char *escape_csv(char *to, const char *text, size_t length)
{
    bool quoted = false;
    for (size_t i = 0; i < length && !quoted; i++)
        quoted = text[i] != '\0' && strchr(",\"\r\n", text[i]) != NULL;
    if (quoted)
        *to++ = '"';
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            *to++ = '"';
        *to++ = text[i];
    }
    if (quoted)
        *to++ = '"';
    return to;
}

static char *write_hex(char *to, unsigned char c)
{
    memcpy(to, "\\u00", 4);
    to[4] = "0123456789abcdef"[c >> 4];
    to[5] = "0123456789abcdef"[c & 15];
    return to + 6;
}

static char *escape_json(char *to, const char *text, size_t length)
{
    const unsigned char *from = (const unsigned char *)text;
    for (size_t i = 0; i < length;) {
        const size_t bytes = mim_utf8_length(text + i, length - i);
        if (bytes == 0) {
            memcpy(to, "\\ufffd", 6);
            to += 6;
            i++;
            continue;
        }
        if (from[i] < ' ') {
            to = write_hex(to, from[i]);
        } else {
            if (from[i] == '"' || from[i] == '\\')
                *to++ = '\\';
            memcpy(to, from + i, bytes);
            to += bytes;
        }
        i += bytes;
    }
    return to;
}

char *mim_escape(enum mim_text_style style, char *to, const char *text, size_t length)
{
    if (!mim_escape_needed(style, text, length)) {
        memcpy(to, text, length);
        return to + length;
    }
    if (style == MIM_TEXT_TSV)
        return escape_tsv(to, text, length);
    if (style == MIM_TEXT_CSV)
        return escape_csv(to, text, length);
    return escape_json(to, text, length);
}
