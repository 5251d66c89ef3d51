/* Takes the words of options to their fields. The command never sets a locale, so that strtod and
 * the like read numbers the same way everywhere. */
#include "values.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tool.h"

/* An option, as its functions take it. They return 0, or, having reported, the exit status. */
struct value {
    const char *verb;
    const struct cli_option *option;
    const char *shown; /* --max-mismatches */
    const char *word;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool value_real(const char *word, double *out)
{
    char *end;
    if (word[0] == '\0' || word[strspn(word, "0123456789+-.eE")] != '\0')
        return false; /* no blanks, hexadecimal digits, inf and nan */
    *out = strtod(word, &end);
    return end != word && *end == '\0';
}

/* ---- Numbers ---- */

/* `some` says what kind of number was expected: "a number", "a whole number". */
static int check_range(const struct value *v, double number, const char *some)
{
    const double least = v->option->least, most = v->option->most;
    if ((least == 0 && most == 0) || (number >= least && number <= most))
        return 0;
    if (isinf(most) && least > 0 && least == DBL_MIN)
        return report_usage(v->verb, "%s %s: %s above 0 was expected", v->shown, v->word, some);
    if (isinf(most))
        return report_usage(v->verb, "%s %s: %s from %g on was expected", v->shown, v->word, some,
                            least);
    if (least == DBL_MIN)
        return report_usage(v->verb, "%s %s: %s above 0, at most %g, was expected", v->shown,
                            v->word, some, most);
    return report_usage(v->verb, "%s %s: %.0f to %.0f were expected", v->shown, v->word, least,
                        most);
}

static int take_real(const struct value *v, double *out)
{
    if (!value_real(v->word, out))
        return report_usage(v->verb, "%s '%s': a number was expected", v->shown, v->word);
    if (isinf(*out))
        return report_usage(v->verb, "%s '%s': a finite number was expected", v->shown, v->word);
    return check_range(v, *out, "a number");
}

static int take_threshold(const struct value *v, struct cli_threshold *out)
{
    out->kind = v->option->value;
    if (out->kind != MIMICRY_MAX_MISMATCHES)
        return take_real(v, &out->value);
    if (!value_real(v->word, &out->value))
        return report_usage(v->verb, "%s '%s': a number was expected", v->shown, v->word);
    if (out->value < 0 || out->value != floor(out->value))
        return report_usage(v->verb, "%s %s: a whole number from 0 on was expected", v->shown,
                            v->word);
    return 0;
}

static int take_integer(const struct value *v, uint64_t *out)
{
    char *end;
    const char *digits = v->word + (v->word[0] == '-' || v->word[0] == '+');
    const long long number = strtoll(v->word, &end, 10);
    if (!is_digit(digits[0]) || *end != '\0')
        return report_usage(v->verb, "%s '%s': a whole number was expected", v->shown, v->word);
    const int status = check_range(v, (double)number, "a whole number");
    *out = number < 0 ? 0 : (uint64_t)number; /* too large a number has become the largest */
    return status;
}

/* The digits at the start of a word, as a number of residues; what follows them, or NULL. */
static const char *read_length(const char *word, uint32_t *out)
{
    uint32_t value = 0;
    if (!is_digit(*word))
        return NULL;
    for (; is_digit(*word); word++)
        value = value > UINT32_MAX / 100 ? value : value * 10 + (uint32_t)(*word - '0');
    *out = value;
    return word;
}

static int take_range(const struct value *v, struct cli_range *out)
{
    const char *rest = read_length(v->word, &out->min);
    out->max = out->min;
    if (rest != NULL && *rest == '-')
        rest = read_length(rest + 1, &out->max);
    if (rest == NULL || *rest != '\0' || out->min == 0 || out->max == 0)
        return report_usage(v->verb, "%s '%s': lengths such as 9 or 8-11 were expected", v->shown,
                            v->word);
    if (out->min > out->max || out->max > v->option->most)
        return report_usage(v->verb, "%s '%s': lengths from 1 to %.0f were expected", v->shown,
                            v->word, v->option->most);
    return 0;
}

static int take_numbers(const struct value *v, struct cli_numbers *out)
{
    size_t most = 1;
    for (const char *c = v->word; *c != '\0'; c++)
        most += *c == ',';
    out->at = calloc(most, sizeof *out->at);
    char *copy = strdup(v->word), *rest = copy;
    int status = out->at != NULL && copy != NULL ? 0 : report("not enough memory");
    while (status == 0 && out->count < most) {
        char *end = rest + strcspn(rest, ",");
        const bool last = *end == '\0';
        *end = '\0';
        if (!value_real(rest, &out->at[out->count++]))
            status = report_usage(v->verb, "%s '%s': a number was expected", v->shown, rest);
        rest = end + !last;
    }
    free(copy);
    return status;
}

/* ---- Names ---- */

/* Names of a kind begin at 0 or at 1. */
static const char *name_of(const void *kind, size_t i)
{
    const int32_t number = *(const int32_t *)kind;
    return mimicry_name(number, i + (mimicry_name(number, 0) == NULL));
}

static int unknown_name(const struct value *v, const char *word)
{
    char all[256] = "";
    size_t used = 0;
    const char *name;
    for (size_t i = 0; (name = name_of(&v->option->value, i)) != NULL && used < sizeof all; i++)
        used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", i > 0 ? ", " : "", name);
    return report_usage(v->verb, "%s '%s': one of %s was expected", v->shown, word, all);
}

/* The place of a name among those of a kind; false: it is none. */
static bool find_name(int32_t kind, const char *word, size_t length, size_t *out)
{
    const char *name;
    for (*out = 0; (name = name_of(&kind, *out)) != NULL; ++*out) {
        if (strlen(name) == length && strncmp(name, word, length) == 0)
            return true;
    }
    return false;
}

static int take_name(const struct value *v, int32_t *out)
{
    size_t number;
    if (!find_name(v->option->value, v->word, strlen(v->word), &number))
        return unknown_name(v, v->word);
    *out = (int32_t)number + (mimicry_name(v->option->value, 0) == NULL);
    return 0;
}

static int take_bits(const struct value *v, uint32_t *out)
{
    for (const char *at = v->word;; at++) {
        const size_t length = strcspn(at, ",");
        size_t number;
        if (!find_name(v->option->value, at, length, &number))
            return unknown_name(v, v->word);
        *out |= (uint32_t)1 << number;
        at += length;
        if (*at == '\0')
            return 0;
    }
}

static int take_choice(const struct value *v, int32_t *out)
{
    const size_t length = strlen(v->word);
    const char *at = v->option->argument;
    for (*out = 1; at != NULL; ++*out) {
        if (strcspn(at, "|") == length && strncmp(at, v->word, length) == 0)
            return 0;
        at = strchr(at, '|');
        if (at != NULL)
            at++;
    }
    return report_usage(v->verb, "%s '%s': one of %s was expected", v->shown, v->word,
                        v->option->argument);
}

static int add_word(const struct value *v, struct cli_words *out)
{
    const char **grown = realloc(out->at, (out->count + 1) * sizeof *grown);
    if (grown == NULL)
        return report("not enough memory");
    out->at = grown;
    grown[out->count++] = v->word;
    return 0;
}

/* ---- */

int value_take(const char *verb, const struct cli_option *option, const char *shown,
               const char *word, struct request *request)
{
    const struct value v = {verb, option, shown, word};
    void *field = (char *)request + option->field;
    switch (option->kind) {
    case CLI_FLAG:
        *(int32_t *)field = option->value;
        return 0;
    case CLI_TEXT:
    case CLI_INPUT:
    case CLI_OUTPUT:
        *(const char **)field = word;
        return 0;
    case CLI_WORDS:
    case CLI_INPUTS:
        return add_word(&v, field);
    case CLI_REAL:
        return take_real(&v, field);
    case CLI_INTEGER:
        return take_integer(&v, field);
    case CLI_THRESHOLD:
        return take_threshold(&v, field);
    case CLI_EXACT:
        *(struct cli_threshold *)field = (struct cli_threshold){.kind = option->value};
        return 0;
    case CLI_RANGE:
        return take_range(&v, field);
    case CLI_NUMBERS:
        return take_numbers(&v, field);
    case CLI_NAME:
        return take_name(&v, field);
    case CLI_BITS:
        return take_bits(&v, field);
    case CLI_CHOICE:
        return take_choice(&v, field);
    }
    return 0;
}

void value_free(const struct cli_option *option, struct request *request)
{
    void *field = (char *)request + option->field;
    if (option->name == NULL)
        return;
    if (option->kind == CLI_WORDS || option->kind == CLI_INPUTS) {
        struct cli_words *words = field;
        free(words->at);
        *words = (struct cli_words){0};
    } else if (option->kind == CLI_NUMBERS) {
        struct cli_numbers *numbers = field;
        free(numbers->at);
        *numbers = (struct cli_numbers){0};
    }
}
