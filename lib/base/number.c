/* strtod, but for decimal notation only and with a point whatever the program's locale. */
#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool mim_parse_number(const char *text, double *out)
{
    /* No hexadecimal numbers, infinities or NaN, which strtod would take. */
    if (text[0] == '\0' || text[strspn(text, "0123456789+-.eE")] != '\0')
        return false;
    char *end;
    const locale_t plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0)
        return false;
    const locale_t before = uselocale(plain);
    const double value = strtod(text, &end);
    uselocale(before);
    freelocale(plain);
    if (*end != '\0' || !isfinite(value))
        return false;
    *out = value;
    return true;
}
