/* Letters without their case: ASCII alone, the same in every locale. */
#ifndef MIM_BASE_FOLD_H
#define MIM_BASE_FOLD_H

#include <stdbool.h>

static inline char mim_fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
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
