/* Distances of position factors and a residue table: parameter files of both forms, whole and
 * damaged, and the tables that a search can be given. The parameters are made up. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/distance.h"
#include "support.h"

static const char residues[] = "ACDEFGHIKLMNPQRSTVWY";

/* Made up, and different for every position and for either order of two residues. */
static double factor_of(size_t position)
{
    return 0.25 + 0.125 * (double)position;
}

static double number_of(size_t from, size_t to)
{
    return from == to ? 0 : 0.5 * (double)from + 0.03125 * (double)to - 3;
}

static test_text published_form(void)
{
    test_text text = {0};

    text_print(&text, "{\"d_i\": [");
    for (size_t i = 0; i < 9; i++)
        text_print(&text, "%s%.17g", i ? ", " : "", factor_of(i));
    text_print(&text, "], \"M_ab\": {");
    for (size_t i = 0; i < 400; i++)
        text_print(&text, "%s\"%c->%c\": %.17g", i ? ", " : "", residues[i / 20], residues[i % 20],
                   number_of(i / 20, i % 20));
    text_print(&text, "}}");
    return text;
}

/* The same in our own form: other order of members and residues, blanks, and members of other
 * names, with all that JSON has. */
static test_text own_form(void)
{
    test_text text = {0};

    text_print(&text,
               "\xef\xbb\xbf\r\n{\r\n  \"note\": \"\\u00e9\\n\\\"\\/ \\ud83d\\ude00 \xc3\xa9\",\n"
               "  \"more\": [true, false, null, {}, [], {\"a\": -0.5E-1}, 0],\n\"table\" : [");
    for (size_t i = 0; i < 20; i++) {
        text_print(&text, "%s\n  [", i ? "," : "");
        for (size_t j = 0; j < 20; j++)
            text_print(&text, "%s%.10e", j ? " ,\t" : "", number_of(19 - i, 19 - j));
        text_print(&text, "]");
    }
    text_print(&text, "],\n  \"residues\": \"");
    for (size_t i = 20; i-- > 0;)
        text_add_char(&text, residues[i]);
    text_print(&text, "\", \"f\\u0061ctors\": [");
    for (size_t i = 0; i < 9; i++)
        text_print(&text, "%s%.17g", i ? ", " : "", factor_of(i));
    text_print(&text, "]\n}\n");
    return text;
}

static mimicry_status load(const char *bytes, size_t length, mimicry_scorer **out,
                           mimicry_error *error)
{
    mimicry_score_options options = {.size = sizeof options,
                                     .method = MIMICRY_SCORE_CROSS_REACTIVITY};
    char *path = support_write_file(".json", bytes, length);

    options.parameters = path;
    const mimicry_status status = mimicry_scorer_create(&options, out, error);
    ck_assert_int_eq(status == MIMICRY_OK, *out != NULL);
    remove(path);
    free(path);
    return status;
}

static void check_values(test_text text)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_scorer *scorer;
    double value;

    support_expect_ok(load(text.bytes, text.length, &scorer, &error), &error, "the parameters");
    for (unsigned n = 0; n < 500; n++) {
        test_random random = random_of_case(50, n);
        char a[10] = {0}, b[10] = {0};
        double sum = 0;

        for (size_t i = 0; i < 9; i++) {
            const size_t from = random_below(&random, 20), to = random_below(&random, 20);

            a[i] = residues[from];
            b[i] = residues[to];
            sum += factor_of(i) * number_of(from, to);
        }
        support_expect_ok(mimicry_scorer_pair(scorer, a, b, &value, &error), &error, a);
        ck_assert_msg(fabs(value - sum) < 1e-12, "%s %s: %g, not %g", a, b, value, sum);
    }
    ck_assert_int_eq(mimicry_scorer_pair(scorer, "AAAAAAAA", "CCCCCCCC", &value, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, "factors of 9 positions"), "%s", error.message);
    ck_assert_int_eq(mimicry_scorer_pair(scorer, "AAAAXAAAA", "CCCCCCCCC", &value, &error),
                     MIMICRY_E_ARGUMENT);
    ck_assert_msg(strstr(error.message, "'X'"), "%s", error.message);
    mimicry_scorer_free(scorer);
    text_free(&text);
}

START_TEST(either_form)
{
    check_values(published_form());
    check_values(own_form());
}
END_TEST

/* ---- Damage ---- */

/* A file that ends too early is refused, at its last line. */
START_TEST(truncated_files)
{
    for (int form = 0; form < 2; form++) {
        test_text text = form == 0 ? published_form() : own_form();
        uint64_t line = 1;

        for (size_t length = 0; length + 1 + (size_t)form < text.length; length++) {
            mimicry_error error = {.size = sizeof error};
            mimicry_scorer *scorer;

            line += length > 0 && text.bytes[length - 1] == '\n';
            ck_assert_msg(load(text.bytes, length, &scorer, &error) == MIMICRY_E_FORMAT,
                          "form %d, %zu bytes", form, length);
            ck_assert_msg(error.line == line, "form %d, %zu bytes: %s", form, length,
                          error.message);
        }
        text_free(&text);
    }
}
END_TEST

START_TEST(changed_bytes)
{
    unsigned refused = 0, taken = 0;

    for (unsigned n = 0; n < support_scaled(3000); n++) {
        test_random random = random_of_case(51, n);
        test_text text = n % 2 == 0 ? published_form() : own_form();
        mimicry_error error = {.size = sizeof error};
        mimicry_scorer *scorer;

        text.bytes[random_below(&random, text.length)] = (char)random_below(&random, 256);
        const mimicry_status status = load(text.bytes, text.length, &scorer, &error);
        ck_assert_msg(status == MIMICRY_OK || (status == MIMICRY_E_FORMAT && error.line > 0),
                      "case %u: %s", n, error.message);
        refused += status != MIMICRY_OK;
        taken += status == MIMICRY_OK;
        mimicry_scorer_free(scorer);
        text_free(&text);
    }
    ck_assert_uint_gt(refused, taken / 4);
}
END_TEST

/* A text with the first place where `old` stands replaced. */
static test_text with(test_text text, const char *old, const char *new)
{
    test_text changed = {0};
    char *at = strstr(text.bytes, old);

    ck_assert_msg(at, "'%s' is not there", old);
    text_add(&changed, text.bytes, (size_t)(at - text.bytes));
    text_add(&changed, new, strlen(new));
    text_add(&changed, at + strlen(old), strlen(at + strlen(old)));
    text_free(&text);
    return changed;
}

static void expect_refused(test_text text, uint64_t line, const char *message)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_scorer *scorer;

    ck_assert_int_eq(load(text.bytes, text.length, &scorer, &error), MIMICRY_E_FORMAT);
    ck_assert_msg(strstr(error.message, message) && error.line == line,
                  "'%s' at line %llu was expected: %s", message, (unsigned long long)line,
                  error.message);
    text_free(&text);
}

START_TEST(wrong_published_files)
{
    static const struct {
        const char *old, *new, *message;
        uint64_t line;
    } wrong[] = {
        {"0.25,", "0.25", "character '0' where ',' or ']'", 1},
        {"0.25,", "\n\nNaN,", "character 'N' where a number", 3},
        {"0.25,", "\"0.25\",", "character '\"' where a number", 1},
        {"0.25,", "01,", "a number was expected", 1},
        {"0.25,", ".5,", "character '.' where a number", 1},
        {"0.25,", "+5,", "character '+' where a number", 1},
        {"0.25,", "0x5,", "character 'x' where ',' or ']'", 1},
        {"0.25,", "-,", "a number was expected", 1},
        {"0.25,", "1e,", "a number was expected", 1},
        {"0.25,", "1e999,", "a number that is too large", 1},
        {"0.25,", "1e7,", "between -1e6 and 1e6", 1},
        {"0.25,", ",", "character ',' where a number", 1},
        {"1.25]", "1.25,]", "another member after the comma", 1},
        {"1.25]", "1.25}", "where ',' or ']'", 1},
        {"\"d_i\":", "\"d_i\"", "where ':'", 1},
        {"\"d_i\":", "\"d_j\":", "neither \"d_i\" nor \"factors\"", 1},
        {"\"d_i\":", "\"factors\":", "\"factors\" but not \"residues\"", 1},
        {"\"d_i\":", "\"d_i\": [1], \"d_i\":", "\"d_i\" after", 1},
        {"\"d_i\":", "\"factors\": [1], \"d_i\":", "\"d_i\" after", 1},
        {"\"d_i\":", "\"d_i\": [], \"x\":", "no position factor", 1},
        {"\"M_ab\":", "\"m_ab\":", "\"d_i\" but not \"M_ab\"", 1},
        {"\"M_ab\":", "\"table\":", "where an array", 1},
        {"\"A->C\":", "\"A->A\":", "twice", 1},
        {"\"A->C\":", "\"A->B\":", "a pair of amino acids such as", 1},
        {"\"A->C\":", "\"AC\":", "a pair of amino acids such as", 1},
        {"\"A->C\":", "\"A->CC\":", "a pair of amino acids such as", 1},
        {"\"A->C\":", "\"A->\\xC\":", "character 'x' where an escape", 1},
        {"\"A->C\":", "\"A->\\u00gC\":", "character 'g' where a hexadecimal", 1},
        {"\"A->C\":", "\"A->\nC\":", "byte 0x0a where the rest of a string", 1},
        {"\"A->C\": ", "\"A->C\": 0 ", "where ',' or '}'", 1},
        {", \"Y->Y\": 0}", "}", "not all 400 pairs", 1},
        {"0}}", "0}} \n x", "character 'x' where the end of the file", 2},
        {"0}}", "0}, \"x\": tru}", "character 't' where a value", 1},
        {"0}}", "0}, \"x\": 'a'}", "where a value", 1},
        {"0}}", "0}, \"x\": //\n1}", "character '/' where a value", 1},
        {"{\"d_i\"", "[\"d_i\"", "character '[' where an object", 1},
        {"0}}", "0}, \"residues\": \"ACDEFGHIKLMNPQRSTVWY\"}", "both \"M_ab\" and", 1},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        expect_refused(with(published_form(), wrong[i].old, wrong[i].new), wrong[i].line,
                       wrong[i].message);
}
END_TEST

START_TEST(wrong_own_files)
{
    static const struct {
        const char *old, *new, *message;
        uint64_t line;
    } wrong[] = {
        {"\"residues\"", "\"residue\"", "\"factors\" but not \"residues\"", 28},
        {"\"table\"", "\"tabel\"", "\"factors\" but not \"table\"", 28},
        {"\"YWVT", "\"YYVT", "not the 20 amino acids", 26},
        {"\"YWVT", "\"XWVT", "not the 20 amino acids", 26},
        {"\"YWVT", "\"WVT", "not the 20 amino acids", 26},
        {"\"YWVT", "\"AYWVT", "not the 20 amino acids", 26},
        {"],\n  [", " ,\t0],\n  [", "more than 20 numbers", 6},
        {" ,\t0.0000000000e+00],", "],", "fewer than 20 numbers", 19},
        {"]],", "], [0]],", "more than 20 rows", 25},
        {"\n  [", "\n  1, [", "character '1' where an array", 6},
    };
    test_text text = own_form(), deep = {0};
    char *last = strstr(text.bytes, "]],");

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        expect_refused(with(own_form(), wrong[i].old, wrong[i].new), wrong[i].line,
                       wrong[i].message);
    /* The last row of the table taken out. */
    while (strncmp(last, ",\n  [", 5) != 0)
        last--;
    text_add(&deep, text.bytes, (size_t)(last - text.bytes));
    text_add(&deep, strstr(text.bytes, "]],") + 1, strlen(strstr(text.bytes, "]],") + 1));
    expect_refused(deep, 24, "fewer than 20 rows");
    text_free(&text);
    expect_refused(with(own_form(), "\"note\"", "\"M_ab\": {}, \"note\""), 3, "not all 400");
}
END_TEST

/* What is longer than there is room for, and a byte that no text has. */
START_TEST(too_long)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_scorer *scorer;
    test_text factors = {0}, digits = {0}, text = published_form();

    for (int i = 0; i < MIMICRY_MAX_PEPTIDE; i++)
        text_print(&factors, "0,");
    expect_refused(with(published_form(), "0.25,", factors.bytes), 1, "more than 1024 position");
    text_print(&digits, "0.%0253d,", 0);
    ck_assert_uint_eq(digits.length, 256);
    test_text longest = with(published_form(), "0.25,", digits.bytes);
    support_expect_ok(load(longest.bytes, longest.length, &scorer, &error), &error, "255 digits");
    mimicry_scorer_free(scorer);
    text_free(&longest);
    text_free(&digits);
    text_print(&digits, "0.%0254d,", 0);
    expect_refused(with(published_form(), "0.25,", digits.bytes), 1, "more than 255 characters");
    text_add(&text, "\n\0", 2);
    expect_refused(text, 1, "a NUL byte");
    text_free(&factors);
    text_free(&digits);
}
END_TEST

/* Brackets without end must not end the stack. */
START_TEST(deep_brackets)
{
    test_text text = {0};

    text_print(&text, "{\"x\": ");
    for (int i = 0; i < 1000000; i++)
        text_add_char(&text, '[');
    expect_refused(text, 1, "more than 64 deep");
}
END_TEST

/* ---- Tables for a search ---- */

static void check_table(const struct mim_distance *distance, uint32_t length, uint64_t number)
{
    test_random random = random_of_case(52, number);
    double(*table)[MIM_CODES] = support_realloc(NULL, length * sizeof *table);
    uint8_t a[40], b[40];

    ck_assert(distance->n_factors == 0 || distance->n_factors == length);
    for (uint32_t i = 0; i < length; i++) {
        a[i] = (uint8_t)random_below(&random, 20);
        b[i] = (uint8_t)random_below(&random, 20);
    }
    mim_distance_table(distance, a, length, table);
    double sum = 0;
    for (uint32_t i = 0; i < length; i++) {
        sum += table[i][b[i]];
        for (uint8_t code = 20; code < MIM_CODES; code++)
            ck_assert(isinf(table[i][code]) && table[i][code] > 0);
    }
    ck_assert_double_eq(sum, mim_distance_pair(distance, a, b, length));
    a[0] = MIM_X;
    mim_distance_table(distance, a, length, table);
    ck_assert(isinf(table[0][0]) && isinf(table[0][MIM_X]));
    free(table);
}

START_TEST(tables_sum_to_the_distance)
{
    const double weights[12] = {0, 1, 2, 3, 0.5, 0, 1, 1, 1, 1, 7, 2};
    mimicry_error error = {.size = sizeof error};
    test_text text = published_form();
    char *path = support_write_file(".json", text.bytes, text.length);
    struct mim_distance *read, *plain, *weighted;

    support_expect_ok(mim_distance_read(path, &read, &error), &error, path);
    support_expect_ok(mim_distance_relatedness(NULL, 0, &plain, &error), &error, "relatedness");
    support_expect_ok(mim_distance_relatedness(weights, 12, &weighted, &error), &error, "weights");
    ck_assert_uint_eq(read->n_factors, 9);
    ck_assert_uint_eq(weighted->n_factors, 12);
    ck_assert_uint_eq(plain->n_factors, 0);
    for (uint64_t n = 0; n < 200; n++) {
        check_table(read, 9, n);
        check_table(weighted, 12, n);
        check_table(plain, 1 + (uint32_t)(n % 40), n);
    }
    mim_distance_free(read);
    mim_distance_free(plain);
    mim_distance_free(weighted);
    remove(path);
    free(path);
    text_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("distances");

    support_begin("test_distances");
    support_add_test(suite, either_form);
    support_add_test(suite, truncated_files);
    support_add_test(suite, changed_bytes);
    support_add_test(suite, wrong_published_files);
    support_add_test(suite, wrong_own_files);
    support_add_test(suite, too_long);
    support_add_test(suite, deep_brackets);
    support_add_test(suite, tables_sum_to_the_distance);
    return support_run(suite);
}
