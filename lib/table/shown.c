/* Tells how a terminal shows characters: most take one column. */
#include "table/shown.h"

#include <stdbool.h>
#include <stdint.h>

#include "table/utf8.h"

struct range {
    uint32_t first, last;
};

/* Blocks of Unicode whose characters take two columns (East Asian Width W or F), to the block. */
static const struct range wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},  {0x3041, 0xa4cf},
                                    {0xac00, 0xd7a3},   {0xf900, 0xfaff},  {0xfe30, 0xfe6f},
                                    {0xff00, 0xff60},   {0xffe0, 0xffe6},  {0x1f300, 0x1f64f},
                                    {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
/* Marks that are put on the character before them, and what joins characters. */
static const struct range none[] = {
    {0x300, 0x36f}, {0x200b, 0x200d}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};
/* Controls, and what turns the direction of writing. */
static const struct range acting[] = {
    {0, 0x1f}, {0x7f, 0x9f}, {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069}};

static bool is_in(uint32_t c, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    }
    return false;
}

#define IS_IN(c, ranges) is_in(c, ranges, sizeof(ranges) / sizeof *(ranges))

static uint32_t decode(const char *text, size_t length)
{
    static const unsigned char bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint32_t c = (unsigned char)text[0] & bits[length];
    for (size_t i = 1; i < length; i++)
        c = c << 6 | ((unsigned char)text[i] & 0x3f);
    return c;
}

struct mim_shown mim_shown_next(const char *text, size_t left)
{
    const unsigned char first = (unsigned char)text[0];
    if (first >= ' ' && first < 0x7f)
        return (struct mim_shown){text, 1, 1, 1};
    const size_t length = mim_utf8_length(text, left);
    if (length == 0)
        return (struct mim_shown){"\xef\xbf\xbd", 3, 1, 1};
    const uint32_t c = decode(text, length);
    if (IS_IN(c, acting))
        return (struct mim_shown){"?", 1, length, 1};
    return (struct mim_shown){text, length, length, IS_IN(c, none) ? 0 : IS_IN(c, wide) ? 2 : 1};
}

size_t mim_shown_width(const char *text, size_t length)
{
    size_t width = 0;
    for (size_t i = 0; i < length;) {
        const struct mim_shown shown = mim_shown_next(text + i, length - i);
        width += shown.width;
        i += shown.read;
    }
    return width;
}
