/* strtod, but for decimal notation only and with a point whatever the program's locale. */
#include "base/number.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain.h"

/* The numbers of tables are mostly short: up to 15 digits and a point. The digits and the power of
 * ten are then exact, and their quotient is rounded once, as strtod rounds: the same number. */
static bool parse_short(const char *text, double *out)
{
    static const double tens[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    enum { MOST = sizeof tens / sizeof *tens - 1 };
    const char *at = text, *point = NULL;
    uint64_t value = 0; /* of too many digits it is not used */
    for (;; at++) {
        if (*at >= '0' && *at <= '9')
            value = value * 10 + (uint64_t)(*at - '0');
        else if (*at == '.' && point == NULL)
            point = at;
        else
            break;
    }
    const ptrdiff_t digits = at - text - (point != NULL);
    if (*at != '\0' || digits == 0 || digits > MOST)
        return false;
    *out = (double)value / tens[point == NULL ? 0 : at - point - 1];
    return true;
}

bool mim_parse_number(const char *text, double *out)
{
    if (parse_short(text, out))
        return true;
    /* No hexadecimal numbers, infinities or NaN, which strtod would take. */
    if (text[0] == '\0' || text[strspn(text, "0123456789+-.eE")] != '\0')
        return false;
    char *end;
    struct mim_plain plain;
    if (!mim_plain_begin(&plain))
        return false;
    const double value = strtod(text, &end);
    mim_plain_end(&plain);
    if (*end != '\0' || !isfinite(value))
        return false;
    *out = value;
    return true;
}
