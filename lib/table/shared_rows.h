/* What the tables of segments and of positions have in common: queries are read block by block, a
 * finder goes through each block, and what it finds becomes rows. */
#ifndef MIM_TABLE_SHARED_ROWS_H
#define MIM_TABLE_SHARED_ROWS_H

#include "table/shared_block.h"

/* Where the rows of one of the tables come from; `data` is its own. */
struct mim_shared_finder {
    size_t stride; /* bytes of what is found, and becomes a row */
    /* Begins with the queries of the block; `end` follows, also after a failure. */
    mimicry_status (*begin)(void *data, mimicry_error *error);
    /* The next in order, which live until the next call; none at the end of the block. */
    mimicry_status (*find)(void *data, const void **out_found, size_t *out_count,
                           mimicry_error *error);
    void (*end)(void *data);
    mimicry_status (*put)(void *data, struct mim_table *table, const void *found,
                          mimicry_error *error);
    void (*free)(void *data);
};

/* The table of a finder. `block` is open and part of `data`, which is freed with the table, or at
 * once after a failure. */
mimicry_status mim_shared_rows_table(const struct mim_shared_request *request,
                                     const struct mim_column *columns, size_t n_columns,
                                     const struct mim_shared_finder *finder,
                                     struct mim_shared_block *block, void *data,
                                     struct ArrowArrayStream *out, mimicry_error *error);

#endif
