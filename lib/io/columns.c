/* Compares names of columns, however they are written. */
#include "io/columns.h"

#include <stddef.h>

#include "base/fold.h"

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *after_blanks(const char *text)
{
    while (is_blank(*text))
        text++;
    return text;
}

/* Words that say that there is nothing begin so. */
static bool may_be_nothing(char c)
{
    switch (c) {
    case '\0':
    case 'n':
    case 'N':
    case '#':
    case '<':
    case '-':
    case '.':
        return true;
    default:
        return false;
    }
}

static bool is_passed_over(char c)
{
    return c == ' ' || c == '\t' || c == '_' || c == '-' || c == '.';
}

bool mim_columns_same(const char *a, const char *b)
{
    for (;; a++, b++) {
        while (is_passed_over(*a))
            a++;
        while (is_passed_over(*b))
            b++;
        if (mim_fold(*a) != mim_fold(*b))
            return false;
        if (*a == '\0')
            return true;
    }
}

bool mim_column_is(const char *name, const char *key)
{
    return mim_columns_same(name, key);
}

bool mim_column_is_gene(const char *name)
{
    static const char *const keys[] = {"gene",          "genename",   "genesymbol", "symbol",
                                       "geneid",        "hgncsymbol", "hugosymbol", "ensembl",
                                       "ensemblgeneid", "genes"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (mim_column_is(name, keys[i]))
            return true;
    }
    return false;
}

bool mim_is_nothing(const char *cell)
{
    static const char *const words[] = {"",    "na",   "n/a",  "#n/a", "<na>",
                                        "nan", "none", "null", "-",    "."};
    cell = after_blanks(cell);
    if (!may_be_nothing(*cell))
        return false;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t i = 0;
        while (words[w][i] != '\0' && mim_fold(cell[i]) == words[w][i])
            i++;
        if (words[w][i] == '\0' && *after_blanks(cell + i) == '\0')
            return true;
    }
    return false;
}
