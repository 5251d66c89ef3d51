/* Compares names of columns, however they are written. */
#include "io/columns.h"

#include <stddef.h>
#include <string.h>

#include "base/fold.h"

static const char BLANKS[] = " \t\r\n\v\f";

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
    cell += strspn(cell, BLANKS);
    if (strchr("nN#<-.", *cell) == NULL) /* no word begins so; the NUL is in every string */
        return false;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t i = 0;
        while (words[w][i] != '\0' && mim_fold(cell[i]) == words[w][i])
            i++;
        if (words[w][i] == '\0' && cell[i + strspn(cell + i, BLANKS)] == '\0')
            return true;
    }
    return false;
}
