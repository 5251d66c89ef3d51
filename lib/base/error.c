/* Turns a failure into the caller's error record: one line of text, always terminated. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/plain.h"

/* File names and bad input may hold anything; the message has to stay one readable line. */
static void keep_one_line(char *message)
{
    for (char *c = message; *c != '\0'; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    }
}

static void fill(mimicry_error *error, mimicry_status status, uint64_t line, const char *format,
                 va_list arguments)
{
    error->status = status;
    error->system = 0;
    error->line = line;
    error->offset = 0;
    mim_plain_format(error->message, sizeof error->message, format, arguments);
    keep_one_line(error->message);
}

/* Filled whatever its size says: every field there is so far is of the first version, and later
 * ones are for those whose size has room for them. */
static int usable(const mimicry_error *error)
{
    return error != NULL;
}

mimicry_status mim_fail(mimicry_error *error, mimicry_status status, const char *format, ...)
{
    if (usable(error)) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, status, 0, format, arguments);
        va_end(arguments);
    }
    return status;
}

mimicry_status mim_fail_line(mimicry_error *error, mimicry_status status, const char *file,
                             uint64_t line, const char *format, ...)
{
    if (usable(error)) {
        char what[sizeof error->message];
        va_list arguments;
        va_start(arguments, format);
        mim_plain_format(what, sizeof what, format, arguments);
        va_end(arguments);
        mim_fail(error, status, "%.300s:%llu: %s", file, (unsigned long long)line, what);
        error->line = line;
    }
    return status;
}

mimicry_status mim_fail_system(mimicry_error *error, const char *file, const char *doing)
{
    const int number = errno;
    char reason[128];
    struct mim_plain plain;
    const bool begun = mim_plain_begin(&plain);
    if (strerror_r(number, reason, sizeof reason) != 0)
        snprintf(reason, sizeof reason, "system error %d", number);
    if (begun)
        mim_plain_end(&plain);
    mim_fail(error, MIMICRY_E_IO, "%.300s: cannot %s: %s", file, doing, reason);
    if (usable(error))
        error->system = number;
    return MIMICRY_E_IO;
}

mimicry_status mim_fail_memory(mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_MEMORY, "not enough memory");
}

mimicry_status mim_fail_cancelled(mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_CANCELLED, "cancelled");
}

mimicry_status mim_fail_damaged(mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_CORRUPT, "the index is damaged: verify it, or build it again");
}

mimicry_status mim_fail_as(mimicry_error *error, const mimicry_error *other)
{
    if (usable(error)) {
        mim_fail(error, other->status, "%s", other->message);
        error->system = other->system;
        error->line = other->line;
        error->offset = other->offset;
    }
    return other->status;
}
