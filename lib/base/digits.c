/* Writes numbers, eight digits at a time. */
#include "base/digits.h"

#include <string.h>

#include "base/shortest.h"

enum { MILLION = 1000000 };

char *mim_write_large(char *to, uint64_t value)
{
    to = mim_write_unsigned(to, value / MIM_EIGHT_DIGITS);
    mim_store_digits(to, mim_spread_digits(value % MIM_EIGHT_DIGITS));
    return to + 8;
}

static char *write_bytes(char *to, const char *text, size_t length)
{
    memcpy(to, text, length);
    return to + length;
}

static char *write_exponent(char *to, int exponent)
{
    *to++ = 'e';
    *to++ = exponent < 0 ? '-' : '+';
    exponent = exponent < 0 ? -exponent : exponent;
    if (exponent < 10)
        *to++ = '0';
    return mim_write_unsigned(to, (uint64_t)exponent);
}

/* Laid out as %.15g does, or with as many digits as there are. */
static char *lay_out(char *to, const struct mim_decimal *decimal)
{
    char digits[MIM_DIGITS_ROOM];
    const int count = (int)(mim_write_unsigned(digits, decimal->digits) - digits);
    const int exponent = decimal->exponent + count - 1; /* of the first digit */
    if (exponent < -4 || exponent >= (count > 15 ? count : 15)) {
        *to++ = digits[0];
        if (count > 1)
            *to++ = '.';
        return write_exponent(write_bytes(to, digits + 1, (size_t)count - 1), exponent);
    }
    if (exponent < 0) {
        to = write_bytes(to, "0.000", (size_t)(1 - exponent));
        return write_bytes(to, digits, (size_t)count);
    }
    const int whole = exponent + 1 < count ? exponent + 1 : count;
    to = write_bytes(to, digits, (size_t)whole);
    if (whole < count)
        *to++ = '.';
    to = write_bytes(to, digits + whole, (size_t)(count - whole));
    for (int i = count; i <= exponent; i++)
        *to++ = '0';
    return to;
}

/* A number above 0 and below 10^9, in millionths. */
static char *write_millionths(char *to, uint64_t millionths)
{
    const uint64_t whole = millionths / MILLION;
    const uint64_t digits = mim_spread_digits(millionths % MILLION * 100);
    to = mim_write_unsigned(to, whole);
    *to = '.';
    mim_store_digits(to + 1, digits);
    return to + 9 - __builtin_clzll(digits) / 8;
}

/* Numbers of up to six decimals, which most are: n / 10^6, correctly rounded, is the double that is
 * nearest to that decimal number, so if that is the value, n has its digits; and no other number of
 * 15 digits or fewer has the same double. */
static char *write_positive(char *to, double value)
{
    if (value < 1e9 && value >= 1e-4) {
        const uint64_t millionths = (uint64_t)(value * 1e6 + 0.5);
        if ((double)millionths / 1e6 == value)
            return write_millionths(to, millionths);
    }
    const struct mim_decimal decimal = mim_shortest(value);
    return lay_out(to, &decimal);
}

char *mim_write_fraction(char *to, double value)
{
    if (value != value)
        return write_bytes(to, "nan", 3);
    if (value < 0) {
        *to++ = '-';
        value = -value;
    }
    if (value > 1.7976931348623157e308)
        return write_bytes(to, "inf", 3);
    return write_positive(to, value);
}
