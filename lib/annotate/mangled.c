/* Knows dates and numbers by their form: runs of digits and of letters, with marks between them. */
#include "annotate/mangled.h"

#include <stdio.h>
#include <string.h>

#include "base/fold.h"

enum { PARTS = 4, LONGEST_WORD = 5 };

/* The runs of a name: how many digits each has, or which word it is. */
struct name_parts {
    size_t count;
    size_t digits[PARTS];
    char words[PARTS][LONGEST_WORD + 1]; /* "" where it has digits */
};

/* Takes one run; false if it is neither digits nor a short word. */
static bool take_part(struct name_parts *p, const char *text, size_t length, size_t *at)
{
    size_t n = 0;
    if (p->count == PARTS)
        return false;
    while (*at + n < length && mim_is_digit(text[*at + n]))
        n++;
    p->digits[p->count] = n;
    p->words[p->count][0] = '\0';
    if (n == 0) {
        while (*at + n < length && mim_is_letter(text[*at + n]) && n < LONGEST_WORD) {
            p->words[p->count][n] = mim_fold(text[*at + n]);
            n++;
        }
        p->words[p->count][n] = '\0';
    }
    p->count++;
    *at += n;
    return n > 0;
}

/* Runs with one of `- / .` between them, and blanks behind it. */
static bool split(struct name_parts *p, const char *text, size_t length)
{
    size_t at = 0;
    p->count = 0;
    while (take_part(p, text, length, &at)) {
        if (at == length)
            return true;
        if (strchr("-/.", text[at]) == NULL || text[at] == '\0')
            return false;
        at++;
        while (at < length && text[at] == ' ')
            at++;
    }
    return false;
}

static bool is_month(const char *word)
{
    static const char *const months[] = {"jan", "feb", "mar",  "apr",   "may",  "jun", "jul",
                                         "aug", "sep", "oct",  "nov",   "dec",  "mrz", "mai",
                                         "okt", "dez", "sept", "march", "april"};
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        if (strcmp(word, months[i]) == 0)
            return true;
    }
    return false;
}

static bool is_day(size_t digits)
{
    return digits == 1 || digits == 2;
}

static bool is_date(const struct name_parts *p)
{
    const size_t *digits = p->digits;
    if (p->count == 2) /* APR-1 and SEPT-2 are old symbols that no proteome has with a hyphen */
        return (is_day(digits[0]) && is_month(p->words[1])) ||
               (is_month(p->words[0]) && (is_day(digits[1]) || digits[1] == 4));
    if (p->count != 3)
        return false;
    if (digits[0] == 4)
        return is_day(digits[1]) && is_day(digits[2]);
    return is_day(digits[0]) && (is_day(digits[1]) || is_month(p->words[1])) &&
           (digits[2] == 2 || digits[2] == 4);
}

/* 2.31E+13, which was 2310009E13. */
static bool is_exponent(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && (mim_is_digit(text[at]) || text[at] == '.' || text[at] == ','))
        at++;
    if (at == 0 || at + 2 >= length || mim_fold(text[at]) != 'e' || text[at + 1] != '+')
        return false;
    for (at += 2; at < length && mim_is_digit(text[at]);)
        at++;
    return at == length;
}

bool mim_is_mangled(const char *name, size_t length)
{
    struct name_parts parts;
    return (split(&parts, name, length) && is_date(&parts)) || is_exponent(name, length);
}

void mim_mangled_remark(uint64_t count, char *text, size_t room)
{
    text[0] = '\0';
    if (count > 0)
        snprintf(text, room, "; %llu look%s like what a spreadsheet makes of a name",
                 (unsigned long long)count, count == 1 ? "s" : "");
}
