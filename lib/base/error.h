/* Filling the caller's error record. */
#ifndef MIM_BASE_ERROR_H
#define MIM_BASE_ERROR_H

#include <mimicry/mimicry.h>

#if defined(__GNUC__)
#define MIM_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define MIM_PRINTF(text, first)
#endif

/* Each returns `status`, so that a function can end with `return mim_fail(...)`. */
mimicry_status mim_fail(mimicry_error *error, mimicry_status status, const char *format, ...)
    MIM_PRINTF(3, 4);

/* An input file's fault at a line: the message begins with "FILE:LINE: ". */
mimicry_status mim_fail_line(mimicry_error *error, mimicry_status status, const char *file,
                             uint64_t line, const char *format, ...) MIM_PRINTF(5, 6);

/* A refused system call: "FILE: cannot DO: REASON", with errno as it is at the call. */
mimicry_status mim_fail_system(mimicry_error *error, const char *file, const char *doing);

mimicry_status mim_fail_memory(mimicry_error *error);

/* Fails as another call did. */
mimicry_status mim_fail_as(mimicry_error *error, const mimicry_error *other);

/* A callback of the caller asked to stop. */
mimicry_status mim_fail_cancelled(mimicry_error *error);

/* An index that points outside itself: its bytes were changed after it was built. */
mimicry_status mim_fail_damaged(mimicry_error *error);

#endif
