/* Letters, without their case, and digits: ASCII alone, the same in every locale. */
#ifndef MIM_BASE_FOLD_H
#define MIM_BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

static inline char mim_fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool mim_is_letter(char c)
{
    return mim_fold(c) >= 'a' && mim_fold(c) <= 'z';
}

static inline bool mim_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether text of this length begins with `folded`, which is in small letters. */
static inline bool mim_begins_folded(const char *text, size_t length, const char *folded)
{
    size_t i = 0;
    while (i < length && folded[i] != '\0' && mim_fold(text[i]) == folded[i])
        i++;
    return folded[i] == '\0';
}

/* Whether two strings are the same but for the case of ASCII letters. */
static inline bool mim_same_folded(const char *a, const char *b)
{
    while (*a != '\0' && mim_fold(*a) == mim_fold(*b)) {
        a++;
        b++;
    }
    return *a == '\0' && *b == '\0';
}

#endif
