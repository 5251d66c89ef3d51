/* What a table of expression says of a gene, looked for in all of its rows each time. */
#ifndef MIMICRY_TESTS_ORACLE_TISSUES_H
#define MIMICRY_TESTS_ORACLE_TISSUES_H

#include <stdbool.h>
#include <stddef.h>

enum { ORACLE_ALIASES = 3 };

/* One level of a gene in a tissue. */
typedef struct oracle_level {
    const char *symbol, *identifier; /* "" for none */
    const char *aliases[ORACLE_ALIASES];
    size_t tissue;
    double level; /* NaN: the table says nothing */
} oracle_level;

/* Whether the rows have the gene, and its highest level in a tissue, or NaN. */
bool oracle_find_gene(const oracle_level *rows, size_t n_rows, const char *gene, size_t tissue,
                      double *level);

/* Of a gene that the rows have: whether its level in a tissue may be higher, since one of those
 * that it is the highest of is missing. */
bool oracle_lacks(const oracle_level *rows, size_t n_rows, const char *gene, size_t tissue);

#endif
