/* Checks UTF-8, and replaces what is none. */
#include "table/utf8.h"

#include <string.h>

size_t mim_utf8_length(const char *text, size_t left)
{
    static const struct {
        unsigned char mask, lead, least_second, most_second;
        size_t length;
    } forms[] = {
        {0xff, 0xe0, 0xa0, 0xbf, 3}, {0xff, 0xed, 0x80, 0x9f, 3}, {0xf0, 0xe0, 0x80, 0xbf, 3},
        {0xff, 0xf0, 0x90, 0xbf, 4}, {0xff, 0xf4, 0x80, 0x8f, 4}, {0xfc, 0xf0, 0x80, 0xbf, 4},
        {0xe0, 0xc0, 0x80, 0xbf, 2},
    };
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if ((at[0] & forms[i].mask) != forms[i].lead)
            continue;
        if (at[0] < 0xc2 || forms[i].length > left || at[1] < forms[i].least_second ||
            at[1] > forms[i].most_second)
            return 0;
        for (size_t k = 2; k < forms[i].length; k++) {
            if ((at[k] & 0xc0) != 0x80)
                return 0;
        }
        return forms[i].length;
    }
    return 0;
}

bool mim_is_ascii(const char *text, size_t length)
{
    unsigned char all = 0;
    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)text[i];
    return all < 0x80;
}

bool mim_is_utf8(const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        const size_t bytes = mim_utf8_length(text + i, length - i);
        if (bytes == 0)
            return false;
        i += bytes;
    }
    return true;
}

char *mim_utf8_mend(char *to, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        const size_t bytes = mim_utf8_length(text + i, length - i);
        memcpy(to, bytes == 0 ? "\xef\xbf\xbd" : text + i, bytes == 0 ? 3 : bytes);
        to += bytes == 0 ? 3 : bytes;
        i += bytes == 0 ? 1 : bytes;
    }
    return to;
}
