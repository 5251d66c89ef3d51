/* Compares names of columns, however they are written. */
#include "seq/columns.h"

#include <stddef.h>
#include <string.h>

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool mim_column_is(const char *name, const char *key)
{
    static const char passed_over[] = " \t_-.";
    for (;; name++, key++) {
        name += strspn(name, passed_over);
        if (fold(*name) != *key)
            return false;
        if (*key == '\0')
            return true;
    }
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
