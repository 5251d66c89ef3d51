/* From the cells of a table's row to a query. */
#ifndef MIM_QUERY_TAKE_H
#define MIM_QUERY_TAKE_H

#include "query/block.h"
#include "query/meanings.h"

/* The columns of a table, and what they mean. Zeroed to begin with. */
struct mim_query_columns {
    char **names;
    size_t count;
    struct mim_meanings meanings;
    char *alleles; /* of every row, from above the names, where no column has any; or NULL */
    char *description;
};

/* Copies the names of the columns. */
mimicry_status mim_query_columns_name(struct mim_query_columns *columns, char *const *names,
                                      size_t count, mimicry_error *error);
/* Finds out what they mean. */
mimicry_status mim_query_columns_find(struct mim_query_columns *columns,
                                      const mimicry_read_options *options,
                                      const struct mim_place *place, mimicry_error *error);
/* Takes what stands above the names for the alleles of every row, if it is nothing else and no
 * column has alleles. */
mimicry_status mim_query_columns_take_alleles(struct mim_query_columns *columns,
                                              const struct mim_query_columns *headings,
                                              mimicry_error *error);
void mim_query_columns_free(struct mim_query_columns *columns);

/* Adds the query of a row: its cells as text, of the columns that have a meaning. `numbers`, or
 * NULL, has those of them that are numbers, else NaN. */
mimicry_status mim_query_take(struct mim_query_block *block,
                              const struct mim_query_columns *columns, const char *const *cells,
                              const double *numbers, const struct mim_place *place,
                              mimicry_error *error);

#endif
