/* Queries of an Arrow stream. */
#ifndef MIM_QUERY_ARROW_H
#define MIM_QUERY_ARROW_H

#include "query/take.h"

/* Zeroed but for the stream, which it owns. */
struct mim_query_arrow {
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray batch;
    int64_t row; /* of the batch, the next one */
    bool ended;
    uint64_t number;                  /* of the last row, from 1 */
    struct mim_query_columns columns; /* these and the rest by the number of the column */
    const char **cells;
    double *numbers;
    char *text; /* the cells' bytes */
    size_t text_room;
};

mimicry_status mim_query_arrow_open(struct mim_query_arrow *arrow,
                                    const mimicry_read_options *options, mimicry_error *error);

/* Adds the next query to the block. */
mimicry_status mim_query_arrow_next(struct mim_query_arrow *arrow, struct mim_query_block *block,
                                    bool *more, mimicry_error *error);

/* Releases the stream. */
void mim_query_arrow_close(struct mim_query_arrow *arrow);

#endif
