#!/usr/bin/env python3
"""Makes lib/base/powers.c: powers of ten to 128 bits, which the shortest digits of a number need.

    scripts/powers.py           writes it
    scripts/powers.py --check   tells whether it is as it should be
"""

import pathlib
import sys

FIRST, LAST = -292, 324
PATH = pathlib.Path(__file__).resolve().parent.parent / "lib/base/powers.c"
HEAD = f"""/* Powers of ten to 128 bits, rounded up. Made by scripts/powers.py: change that. */
#include "base/powers.h"

const struct mim_power mim_powers[MIM_LAST_POWER - MIM_FIRST_POWER + 1] = {{
"""


def power(k):
    """The upper 128 bits of 10^k, rounded up: the first is 1."""
    numerator, denominator = (10**k, 1) if k >= 0 else (1, 10**-k)
    exponent = numerator.bit_length() - denominator.bit_length()
    if numerator << max(0, -exponent) < denominator << max(0, exponent):
        exponent -= 1
    shift = 127 - exponent
    bits = -(-(numerator << max(0, shift)) // (denominator << max(0, -shift)))
    assert 1 << 127 <= bits < 1 << 128
    return bits


def text():
    lines = []
    for k in range(FIRST, LAST + 1):
        bits = power(k)
        lines.append(f"    {{0x{bits >> 64:016x}, 0x{bits & (1 << 64) - 1:016x}}},")
    pairs = [" ".join([a, b.strip()]) for a, b in zip(lines[::2], lines[1::2])]
    if len(lines) % 2:
        pairs.append(lines[-1])
    return HEAD + "\n".join(pairs) + "\n};\n"


def main():
    if sys.argv[1:] == ["--check"]:
        if PATH.read_text() != text():
            sys.exit("lib/base/powers.c is not what scripts/powers.py makes")
    else:
        PATH.write_text(text())


if __name__ == "__main__":
    main()
