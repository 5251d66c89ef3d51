/* Queries that the caller has put together. */
#ifndef MIM_QUERY_GIVEN_H
#define MIM_QUERY_GIVEN_H

#include "query/block.h"

/* Copies all rows, `stride` bytes apart, into a block; each is checked as one of a file would be.
 */
mimicry_status mim_query_given(const mimicry_query *rows, size_t n_rows, size_t stride,
                               struct mim_query_block *block, mimicry_error *error);

#endif
