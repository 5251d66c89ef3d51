/* The shortest decimal number in the interval of all real numbers that round to a double.
 *
 * The idea is that of Schubfach (R. Giulietti, "The Schubfach way to render doubles", 2020). Let
 * the double be c * 2^q. Take the power of ten 10^k that is at most as long as the interval, but
 * no shorter than a tenth of it. Then the interval has at least one multiple of 10^k, and at most
 * one of 10^(k+1), which is shorter. So only the neighbours of the double among these multiples
 * have to be looked at.
 *
 * The interval's ends and the double are scaled by 4 * 10^-k with a power of ten of 128 bits. The
 * products are cut to integers whose lowest bit is set when anything was cut off ("rounded to
 * odd"), so that they compare with even integers as the exact products do. That 128 bits suffice
 * for all doubles is shown in the paper. */
#include "base/shortest.h"

#include <string.h>

#include "base/powers.h"

__extension__ typedef unsigned __int128 wide;

enum { FRACTION_BITS = 52, LEAST_EXPONENT = -1074 };

/* Floors of logarithms as a product and a shift: exact for all exponents of doubles. */
static int log10_of_power_of_2(int exponent)
{
    return (exponent * 1262611) >> 22;
}

static int log10_of_three_quarters(int exponent) /* of 3/4 * 2^exponent */
{
    return (exponent * 1262611 - 524031) >> 22;
}

static int log2_of_power_of_10(int exponent)
{
    return (exponent * 1741647) >> 19;
}

static uint64_t scaled(const struct mim_power *power, uint64_t factor)
{
    const wide low = (wide)power->low * factor;
    const wide sum = (wide)power->high * factor + (uint64_t)(low >> 64);
    /* The power is rounded up by less than 1 in its last bit: what is cut off is nothing when it is
     * not above 1 of the middle word. */
    return (uint64_t)(sum >> 64) | ((uint64_t)sum > 1);
}

static struct mim_decimal without_zeros(uint64_t digits, int exponent)
{
    if (digits % 100000000 == 0) {
        digits /= 100000000;
        exponent += 8;
    }
    while (digits % 10 == 0) {
        digits /= 10;
        exponent++;
    }
    return (struct mim_decimal){digits, exponent};
}

/* The scaled interval, with its ends only where they round to the double; the scaled double. */
struct interval {
    uint64_t least, most, value;
};

/* Whether a multiple of `step` next to the double is in the interval: the one below, or the one
 * above. If both or neither are, this says nothing. */
static int only_neighbour(const struct interval *in, uint64_t below, uint64_t step, uint64_t *out)
{
    const int low_inside = in->least <= 4 * step * below;
    const int high_inside = 4 * step * (below + 1) <= in->most;
    *out = below + (uint64_t)high_inside;
    return low_inside != high_inside;
}

static struct mim_decimal choose(const struct interval *in, int k)
{
    uint64_t digits;
    const uint64_t below = in->value / 4;
    if (below >= 10 && only_neighbour(in, below / 10, 10, &digits))
        return without_zeros(digits, k + 1);
    if (!only_neighbour(in, below, 1, &digits)) {
        const uint64_t middle = 4 * below + 2;
        digits = below + (in->value > middle || (in->value == middle && below % 2 == 1));
    }
    return without_zeros(digits, k);
}

struct mim_decimal mim_shortest(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    const uint64_t fraction = bits & (((uint64_t)1 << FRACTION_BITS) - 1);
    const int biased = (int)(bits >> FRACTION_BITS & 0x7ff);
    const uint64_t c = biased == 0 ? fraction : fraction | (uint64_t)1 << FRACTION_BITS;
    const int q = biased == 0 ? LEAST_EXPONENT : biased + LEAST_EXPONENT - 1;
    /* Below a power of two doubles are twice as dense. */
    const int uneven = fraction == 0 && biased > 1;
    const uint64_t odd = c & 1; /* ends round to the even one of two doubles */

    const int k = uneven ? log10_of_three_quarters(q) : log10_of_power_of_2(q);
    const int shift = q + log2_of_power_of_10(-k) + 1; /* 1 to 4 */
    const struct mim_power *power = &mim_powers[-k - MIM_FIRST_POWER];
    const struct interval in = {
        .least = scaled(power, (4 * c - 2 + (uint64_t)uneven) << shift) + odd,
        .most = scaled(power, (4 * c + 2) << shift) - odd,
        .value = scaled(power, (4 * c) << shift),
    };
    return choose(&in, k);
}
