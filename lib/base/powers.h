/* Powers of ten: 10^k is about (high * 2^64 + low) * 2^(floor(log2(10^k)) - 127). */
#ifndef MIM_BASE_POWERS_H
#define MIM_BASE_POWERS_H

#include <stdint.h>

enum { MIM_FIRST_POWER = -292, MIM_LAST_POWER = 324 };

/* Rounded up, and the first bit of `high` is 1. */
struct mim_power {
    uint64_t high, low;
};

/* That of 10^(MIM_FIRST_POWER + i). */
extern const struct mim_power mim_powers[MIM_LAST_POWER - MIM_FIRST_POWER + 1];

#endif
