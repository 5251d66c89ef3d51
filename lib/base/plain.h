/* Text in the C locale, whatever the program's locale is. */
#ifndef MIM_BASE_PLAIN_H
#define MIM_BASE_PLAIN_H

#include <locale.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct mim_plain {
    locale_t plain, before;
};

/* Puts this thread alone into the C locale, until the end; false if that is not possible, and
 * nothing has changed. What comes between calls nothing of the caller's. */
bool mim_plain_begin(struct mim_plain *plain);
void mim_plain_end(struct mim_plain *plain);

/* vsnprintf, with a point in numbers. */
void mim_plain_format(char *text, size_t size, const char *format, va_list arguments);

#endif
