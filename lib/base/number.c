/* strtod, but for decimal notation only and with a point whatever the program's locale. */
#include "base/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain.h"

/* The numbers of tables are mostly short: up to 15 digits and a point. The digits and the power of
 * ten are then exact, and their quotient is rounded once, as strtod rounds: the same number. */
static bool parse_short(const char *text, double *out)
{
    double tens = 1, value = 0;
    int digits = 0;
    bool after_point = false;
    for (; *text != '\0'; text++) {
        if (*text == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (*text < '0' || *text > '9' || ++digits > 15)
            return false;
        value = value * 10 + (*text - '0');
        if (after_point)
            tens *= 10;
    }
    if (digits == 0)
        return false;
    *out = value / tens;
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
