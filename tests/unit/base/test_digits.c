/* Numbers as text against printf and strtod: they read back, no fewer digits do, and they look as
 * printf lays them out. */
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "support.h"

enum { RANDOM_CASES = 1000000 };

static void write_number(double value, char *out)
{
    char padded[MIM_DIGITS_ROOM];
    char *end = mim_write_real(padded, value);
    ck_assert(end > padded && end <= padded + sizeof padded);
    memcpy(out, padded, (size_t)(end - padded));
    out[end - padded] = '\0';
}

/* Significant digits, from the first that is not 0 to the last. */
static int count_digits(const char *text)
{
    int count = 0, zeros = 0;
    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text < '0' || *text > '9')
            continue;
        if (*text == '0') {
            zeros += count > 0;
            continue;
        }
        count += zeros + 1;
        zeros = 0;
    }
    return count;
}

/* No nearest number of one digit fewer reads back, and this one is the nearest of its length; but
 * below a power of two doubles are twice as dense, so there the nearest need not read back. */
static void check_shortest(double value, const char *text, int digits)
{
    char naive[64];
    int exponent;
    if (digits > 1) {
        snprintf(naive, sizeof naive, "%.*e", digits - 2, value);
        ck_assert_msg(strtod(naive, NULL) != value, "%s, not %s", text, naive);
    }
    snprintf(naive, sizeof naive, "%.*e", digits - 1, value);
    if (frexp(fabs(value), &exponent) != 0.5 || strtod(naive, NULL) == value)
        ck_assert_msg(strtod(naive, NULL) == value && count_digits(naive) == digits, "%s, not %s",
                      text, naive);
}

static void check_number(double value)
{
    char text[64], laid_out[64];
    write_number(value, text);
    const int digits = count_digits(text);
    ck_assert_msg(strtod(text, NULL) == value, "%.17g is written %s", value, text);
    if (value == 0)
        return;
    check_shortest(value, text, digits);
    if (value == floor(value) && fabs(value) < 1e15)
        snprintf(laid_out, sizeof laid_out, "%.0f", value);
    else
        snprintf(laid_out, sizeof laid_out, "%.*g", digits > 15 ? digits : 15, value);
    if (fabs(value) >= DBL_MIN && strtod(laid_out, NULL) == value)
        ck_assert_msg(strcmp(text, laid_out) == 0, "%s, not %s", text, laid_out);
}

static double of_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

START_TEST(test_known)
{
    static const struct {
        double value;
        const char *text;
    } known[] = {{0, "0"},
                 {-0.0, "0"},
                 {1, "1"},
                 {-41, "-41"},
                 {0.1, "0.1"},
                 {-0.25, "-0.25"},
                 {1e-9, "1e-09"},
                 {0.0001, "0.0001"},
                 {0.00012345, "0.00012345"},
                 {0.00001, "1e-05"},
                 {1.5e20, "1.5e+20"},
                 {999999999999999, "999999999999999"},
                 {1e15, "1e+15"},
                 {1234567890123456, "1234567890123456"},
                 {1e22, "1e+22"},
                 {5e-324, "5e-324"},
                 {DBL_MIN, "2.2250738585072014e-308"},
                 {DBL_MAX, "1.7976931348623157e+308"},
                 {1.0 / 3, "0.3333333333333333"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {5.684341886080802e-14, "5.684341886080802e-14"},
                 {INFINITY, "inf"},
                 {-INFINITY, "-inf"},
                 {NAN, "nan"}};
    char text[64];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        write_number(known[i].value, text);
        ck_assert_str_eq(text, known[i].text);
    }
}
END_TEST

START_TEST(test_every_exponent)
{
    for (uint64_t exponent = 0; exponent < 0x7ff; exponent++) {
        for (uint64_t low = 0; low < 8; low++) {
            const uint64_t fraction = low < 4 ? low : ((uint64_t)1 << 52) - (8 - low);
            if (exponent + fraction > 0)
                check_number(of_bits(exponent << 52 | fraction));
        }
    }
    for (int power = -323; power <= 308; power++) {
        char text[16];
        snprintf(text, sizeof text, "1e%d", power);
        check_number(strtod(text, NULL));
    }
}
END_TEST

START_TEST(test_random_bits)
{
    test_random random = random_of_case(101, 0);
    for (unsigned i = support_scaled(RANDOM_CASES); i > 0; i--) {
        const double value = of_bits(random_next(&random));
        if (isfinite(value) && value != 0)
            check_number(value);
    }
}
END_TEST

/* What tables have: few decimals, shares, logarithms, small probabilities. */
START_TEST(test_random_likely)
{
    test_random random = random_of_case(102, 0);
    for (unsigned i = support_scaled(RANDOM_CASES / 4); i > 0; i--) {
        static const double scales[] = {1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e9, 1e12};
        const int64_t whole = random_between(&random, -20000000000, 20000000000);
        const double unit = random_unit(&random);
        check_number((double)(whole >> random_below(&random, 30)) /
                     scales[random_below(&random, 10)]);
        check_number(unit * scales[random_below(&random, 10)]);
        check_number(exp(-700 * unit));
        check_number(nextafter((double)whole / 1e6, 0));
    }
}
END_TEST

START_TEST(test_integers)
{
    test_random random = random_of_case(103, 0);
    char text[MIM_DIGITS_ROOM + 1], expected[64];
    for (unsigned i = support_scaled(RANDOM_CASES); i > 0; i--) {
        const uint64_t value = i < 100 ? i : random_next(&random) >> random_below(&random, 64);
        *mim_write_unsigned(text, value) = '\0';
        snprintf(expected, sizeof expected, "%" PRIu64, value);
        ck_assert_str_eq(text, expected);
        *mim_write_integer(text, (int64_t)(0 - value)) = '\0';
        snprintf(expected, sizeof expected, "%" PRId64, (int64_t)(0 - value));
        ck_assert_str_eq(text, expected);
    }
    *mim_write_integer(text, INT64_MIN) = '\0';
    ck_assert_str_eq(text, "-9223372036854775808");
}
END_TEST

int main(void)
{
    support_begin("digits");
    Suite *suite = suite_create("digits");
    support_add_test(suite, test_known);
    support_add_test(suite, test_every_exponent);
    support_add_test(suite, test_random_bits);
    support_add_test(suite, test_random_likely);
    support_add_test(suite, test_integers);
    return support_run(suite);
}
