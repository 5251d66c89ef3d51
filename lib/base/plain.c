/* Switches the locale of a thread, so that numbers have a point and reasons are in English. */
#include "base/plain.h"

#include <stdio.h>

bool mim_plain_begin(struct mim_plain *plain)
{
    plain->plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain->plain == (locale_t)0)
        return false;
    plain->before = uselocale(plain->plain);
    return true;
}

void mim_plain_end(struct mim_plain *plain)
{
    uselocale(plain->before);
    freelocale(plain->plain);
}

void mim_plain_format(char *text, size_t size, const char *format, va_list arguments)
{
    struct mim_plain plain;
    const bool begun = mim_plain_begin(&plain);
    vsnprintf(text, size, format, arguments);
    if (begun)
        mim_plain_end(&plain);
}
