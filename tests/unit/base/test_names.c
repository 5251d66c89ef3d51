/* The inner parts under the tables: names and their numbers, and short numbers in text. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/names.h"
#include "base/number.h"
#include "support.h"

/* Against a list that is searched from its start. */
START_TEST(names_have_numbers)
{
    for (unsigned n = 0; n < support_scaled(200); n++) {
        test_random random = random_of_case(94, n);
        struct mim_names names = {0};
        static const char *const beginnings[] = {"", "", "abAB1-\xc3", "abAB1-\xc3 abAB1-\xc3"};
        char list[400][24];
        size_t count = 0;

        ck_assert_uint_eq(mim_names_find(&names, "A", 1), MIM_NO_NAME);
        for (size_t i = 0; i < 400; i++) {
            char name[24] = "";
            size_t length = random_below(&random, 5), number, expected = 0;
            const size_t begins = strlen(strcpy(name, beginnings[random_below(&random, 4)]));

            for (size_t k = 0; k < begins; k++) {
                if (random_chance(&random, 20)) /* case does not count */
                    name[k] = (char)toupper((unsigned char)name[k]);
            }
            for (size_t k = 0; k < length; k++)
                name[begins + k] = "abAB1-\xc3@[`{zZ"[random_below(&random, 13)];
            length += begins;
            while (expected < count && strcasecmp(list[expected], name) != 0)
                expected++;
            ck_assert_uint_eq(mim_names_find(&names, name, length),
                              expected == count ? MIM_NO_NAME : expected);
            if (random_chance(&random, 30))
                continue;
            ck_assert(mim_names_add(&names, name, length, &number));
            ck_assert_uint_eq(number, expected);
            if (expected == count)
                memcpy(list[count++], name, sizeof name);
            ck_assert_str_eq(mim_names_at(&names, number), list[expected]);
        }
        ck_assert_uint_eq(names.count, count);
        mim_names_free(&names);
    }
}
END_TEST

/* A short way is taken for most numbers: it must not change any of them. */
START_TEST(numbers_are_those_of_strtod)
{
    for (unsigned n = 0; n < support_scaled(200000); n++) {
        test_random random = random_of_case(95, n);
        char text[32];
        size_t length = 1 + random_below(&random, 19), point = random_below(&random, length + 3);
        double found;

        for (size_t i = 0; i < length; i++)
            text[i] = (char)(i == point ? '.' : '0' + random_below(&random, 10));
        text[length] = '\0';
        if (random_chance(&random, 10))
            snprintf(text + length, sizeof text - length, "e%d",
                     (int)random_below(&random, 40) - 20);
        if (point == 0 && length == 1) /* no digit */
            continue;
        ck_assert_msg(mim_parse_number(text, &found) && found == strtod(text, NULL), "%s: %.17g",
                      text, found);
    }
}
END_TEST

START_TEST(what_is_no_number)
{
    static const char *const wrong[] = {"",   ".",   "1.2.3", "1,2",   " 1", "1 ",  "0x1", "nan",
                                        "1e", "--1", "inf",   "1e999", "e5", "1-2", "+"};

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        double found;

        ck_assert_msg(!mim_parse_number(wrong[i], &found), "'%s' is %g", wrong[i], found);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("names and numbers");

    support_begin("test_names");
    support_add_test(suite, names_have_numbers);
    support_add_test(suite, numbers_are_those_of_strtod);
    support_add_test(suite, what_is_no_number);
    return support_run(suite);
}
