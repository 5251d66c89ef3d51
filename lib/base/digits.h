/* Numbers as text: no locale, no allocation. */
#ifndef MIM_BASE_DIGITS_H
#define MIM_BASE_DIGITS_H

#include <stdint.h>
#include <string.h>

/* Bytes that a number may take; all of them may be written to. */
enum { MIM_DIGITS_ROOM = 32, MIM_EIGHT_DIGITS = 100000000 };

/* The eight digits of a value below 10^8, a byte each, the first one lowest: halves, then
 * quarters, then digits are split off side by side. */
static inline uint64_t mim_spread_digits(uint64_t value)
{
    const uint64_t high = value / 10000;
    const uint64_t halves = high | (value - high * 10000) << 32;
    const uint64_t hundreds = (halves * 10486 >> 20) & 0x7f0000007f;
    const uint64_t quarters = hundreds | (halves - hundreds * 100) << 16;
    const uint64_t tens = (quarters * 103 >> 10) & 0xf000f000f000f;
    return tens | (quarters - tens * 10) << 8;
}

static inline void mim_store_digits(char *to, uint64_t digits)
{
    digits |= 0x3030303030303030;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    digits = __builtin_bswap64(digits);
#endif
    memcpy(to, &digits, sizeof digits);
}

/* 10^8 or more. */
char *mim_write_large(char *to, uint64_t value);

/* Each of these writes at `to`, without a NUL, and returns the end. In the header, so that a loop
 * over many numbers need not wait for one to begin the next. */
static inline char *mim_write_unsigned(char *to, uint64_t value)
{
    if (value < 10) {
        *to = (char)('0' + value);
        return to + 1;
    }
    if (value >= MIM_EIGHT_DIGITS)
        return mim_write_large(to, value);
    const uint64_t digits = mim_spread_digits(value);
    const int zeros = __builtin_ctzll(digits) / 8; /* before the number, of the eight */
    mim_store_digits(to, digits >> 8 * zeros);
    return to + 8 - zeros;
}

static inline char *mim_write_integer(char *to, int64_t value)
{
    if (value >= 0)
        return mim_write_unsigned(to, (uint64_t)value);
    *to = '-';
    return mim_write_unsigned(to + 1, 0 - (uint64_t)value);
}

/* As mim_write_real, of anything but a whole number below 1e15. */
char *mim_write_fraction(char *to, double value);

/* The fewest digits that give the number back; of several such numbers, the nearest. Whole numbers
 * below 1e15 are written as such, others as printf's %.15g (or %.16g, %.17g, where they have so
 * many digits) lays them out. Zero has no sign; what is no number is nan, inf or -inf. */
static inline char *mim_write_real(char *to, double value)
{
    if (value > -1e15 && value < 1e15 && (double)(int64_t)value == value)
        return mim_write_integer(to, (int64_t)value);
    return mim_write_fraction(to, value);
}

#endif
