/* The shortest decimal number that gives a binary one back. */
#ifndef MIM_BASE_SHORTEST_H
#define MIM_BASE_SHORTEST_H

#include <stdint.h>

/* digits * 10^exponent; digits have no zeros at their end, and are at most 17. */
struct mim_decimal {
    uint64_t digits;
    int exponent;
};

/* Of a finite number above 0. */
struct mim_decimal mim_shortest(double value);

#endif
