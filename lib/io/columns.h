/* Columns of tables from elsewhere, known by what their names say. */
#ifndef MIM_IO_COLUMNS_H
#define MIM_IO_COLUMNS_H

#include <stdbool.h>

/* Whether a column's name is `key`, which is in small letters without blanks: case, blanks,
 * underscores, hyphens and dots do not count. */
bool mim_column_is(const char *name, const char *key);

/* Whether two names are the same to that rule. */
bool mim_columns_same(const char *a, const char *b);

/* Whether it is one of the names that a column of genes has: symbols or identifiers. */
bool mim_column_is_gene(const char *name);

/* Whether a cell says that there is nothing: empty, NA, N/A, #N/A, <NA>, NaN, None, null, -
 * or `.`, in any case, with blanks around it or without. */
bool mim_is_nothing(const char *cell);

#endif
