/* The columns of a table of queries, which a table of results begins with. */
#ifndef MIM_TABLE_GIVEN_COLUMNS_H
#define MIM_TABLE_GIVEN_COLUMNS_H

#include "table/table.h"

struct mim_given_columns {
    const char *const *names; /* NULL: none */
    size_t count;
};

/* The columns of these queries, which outlive them. ARGUMENT: they are no table of a file. */
mimicry_status mim_given_columns_of(const mimicry_queries *queries, struct mim_given_columns *out,
                                    mimicry_error *error);

/* Sets `count` columns of text. */
void mim_given_columns_set(const struct mim_given_columns *given, struct mim_column *out);

/* Gives columns of ours that are named like a given one another name, by `mimicry_` before it. The
 * names are in `*out_names`, which the caller frees; NULL where there are none. `note` may be NULL:
 * it is told of them. */
mimicry_status mim_given_columns_part(const struct mim_given_columns *given,
                                      struct mim_column *ours, size_t n_ours, mimicry_note_fn note,
                                      void *data, char **out_names, mimicry_error *error);

/* Puts the cells of a row, which stand one after the other, each with a NUL. */
void mim_given_columns_put(const struct mim_given_columns *given, struct mim_table *table,
                           const char *cells);

#endif
