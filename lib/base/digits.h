/* Numbers as text: no locale, no allocation. */
#ifndef MIM_BASE_DIGITS_H
#define MIM_BASE_DIGITS_H

#include <stdint.h>

/* Bytes that a number may take; all of them may be written to. */
enum { MIM_DIGITS_ROOM = 32 };

/* Each writes at `to`, without a NUL, and returns the end. */
char *mim_write_unsigned(char *to, uint64_t value);
char *mim_write_integer(char *to, int64_t value);

/* The fewest digits that give the number back; of several such numbers, the nearest. Whole numbers
 * below 1e15 are written as such, others as printf's %.15g (or %.16g, %.17g, where they have so
 * many digits) lays them out. Zero has no sign; what is no number is nan, inf or -inf. */
char *mim_write_real(char *to, double value);

#endif
