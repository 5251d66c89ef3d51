/* The oracle of expression: names are compared with every row's. */
#include "oracle_tissues.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 128 };

/* In capitals, without blanks around it, and without the version of an Ensembl identifier, nor
 * what marks the copy of a gene on chromosome Y. */
static void plain_name(const char *text, char out[LONGEST])
{
    char *end;
    unsigned long version;
    char letters[LONGEST], rest;

    while (*text == ' ')
        text++;
    snprintf(out, LONGEST, "%s", text);
    for (end = out + strlen(out); end > out && end[-1] == ' ';)
        *--end = '\0';
    for (char *c = out; *c; c++)
        *c = (char)toupper((unsigned char)*c);
    char *copy = strstr(out, "_PAR_Y");
    if (copy != NULL && strncmp(out, "ENS", 3) == 0 && strcmp(copy, "_PAR_Y") == 0) {
        *copy = '\0';
        end = copy;
    }
    if (sscanf(out, "ENS%60[A-Z0-9].%lu%c", letters, &version, &rest) == 2 &&
        isdigit((unsigned char)letters[strlen(letters) - 1]) && isdigit((unsigned char)end[-1]))
        *strrchr(out, '.') = '\0';
}

static bool same(const char *a, const char *b)
{
    char x[LONGEST], y[LONGEST];

    plain_name(a, x);
    plain_name(b, y);
    return x[0] && strcmp(x, y) == 0;
}

static bool has_alias(const oracle_level *row, const char *gene)
{
    for (size_t i = 0; i < ORACLE_ALIASES; i++) {
        if (row->aliases[i] && same(row->aliases[i], gene))
            return true;
    }
    return false;
}

static bool find_proper(const oracle_level *rows, size_t n_rows, bool by_symbol, const char *gene,
                        size_t tissue, double *level)
{
    bool found = false;

    *level = NAN;
    for (size_t i = 0; i < n_rows; i++) {
        if (!same(by_symbol ? rows[i].symbol : rows[i].identifier, gene))
            continue;
        found = true;
        if (rows[i].tissue == tissue)
            *level = fmax(*level, rows[i].level); /* which passes over NaN */
    }
    return found;
}

/* Whether two rows name one pair of symbol and identifier. */
static bool same_pair(const oracle_level *a, const oracle_level *b)
{
    return (same(a->symbol, b->symbol) || (!a->symbol[0] && !b->symbol[0])) &&
           (same(a->identifier, b->identifier) || (!a->identifier[0] && !b->identifier[0]));
}

/* Whether the rows of this one's pair leave its level in a tissue open. */
static bool pair_lacks(const oracle_level *rows, size_t n_rows, const oracle_level *of,
                       size_t tissue)
{
    bool any = false;

    for (size_t i = 0; i < n_rows; i++) {
        if (rows[i].tissue != tissue || !same_pair(&rows[i], of))
            continue;
        if (isnan(rows[i].level))
            return true;
        any = true;
    }
    return !any;
}

static bool name_lacks(const oracle_level *rows, size_t n_rows, bool by_symbol, const char *gene,
                       size_t tissue)
{
    for (size_t i = 0; i < n_rows; i++) {
        if (same(by_symbol ? rows[i].symbol : rows[i].identifier, gene) &&
            pair_lacks(rows, n_rows, &rows[i], tissue))
            return true;
    }
    return false;
}

bool oracle_lacks(const oracle_level *rows, size_t n_rows, const char *gene, size_t tissue)
{
    double level;

    if (find_proper(rows, n_rows, true, gene, tissue, &level))
        return name_lacks(rows, n_rows, true, gene, tissue);
    if (find_proper(rows, n_rows, false, gene, tissue, &level))
        return name_lacks(rows, n_rows, false, gene, tissue);
    for (size_t i = 0; i < n_rows; i++) {
        if (has_alias(&rows[i], gene))
            return rows[i].symbol[0] ? name_lacks(rows, n_rows, true, rows[i].symbol, tissue)
                                     : name_lacks(rows, n_rows, false, rows[i].identifier, tissue);
    }
    return true;
}

bool oracle_find_gene(const oracle_level *rows, size_t n_rows, const char *gene, size_t tissue,
                      double *level)
{
    const oracle_level *owner = NULL;

    if (find_proper(rows, n_rows, true, gene, tissue, level) ||
        find_proper(rows, n_rows, false, gene, tissue, level))
        return true;
    for (size_t i = 0; i < n_rows; i++) {
        const oracle_level *row = &rows[i];

        if (!has_alias(row, gene))
            continue;
        if (owner &&
            !(owner->symbol[0] || row->symbol[0] ? same(owner->symbol, row->symbol)
                                                 : same(owner->identifier, row->identifier)))
            return false;
        owner = row;
    }
    if (!owner)
        return false;
    return owner->symbol[0] ? find_proper(rows, n_rows, true, owner->symbol, tissue, level)
                            : find_proper(rows, n_rows, false, owner->identifier, tissue, level);
}
