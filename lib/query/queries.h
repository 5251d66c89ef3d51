/* The one reader of queries: of files, of rows of the caller, of tables of the caller. */
#ifndef MIM_QUERY_QUERIES_H
#define MIM_QUERY_QUERIES_H

#include <stdbool.h>

#include "query/place.h"

/* These are the public functions once their arguments are checked; options are never NULL. */
mimicry_status mim_queries_open(const char *path, const mimicry_read_options *options,
                                mimicry_queries **out, mimicry_error *error);
mimicry_status mim_queries_from(const mimicry_query *rows, size_t n_rows, size_t stride,
                                const mimicry_read_options *options, mimicry_queries **out,
                                mimicry_error *error);
/* The stream is released also when this fails. */
mimicry_status mim_queries_table(struct ArrowArrayStream *table,
                                 const mimicry_read_options *options, mimicry_queries **out,
                                 mimicry_error *error);

/* The next queries, at most `most`; NULL and 0 at the end, as often as asked. They live until the
 * next call. */
mimicry_status mim_queries_next(mimicry_queries *queries, size_t most, const mimicry_query **out,
                                size_t *out_count, mimicry_error *error);

/* Where a query of the last block stands, for mim_place_fail: `number` is how many were given out
 * before it. */
struct mim_place mim_queries_place(const mimicry_queries *queries, const mimicry_query *query,
                                   uint64_t number);

/* Whether queries may have alleles of their own: there is a column of them, or a row that has some.
 */
bool mim_queries_have_alleles(const mimicry_queries *queries);

const char *mim_queries_columns(const mimicry_queries *queries);
const char *const *mim_queries_cells(const mimicry_queries *queries, size_t row, size_t *out_count);
/* One more holds them, and closes them too. */
void mim_queries_share(mimicry_queries *queries);
void mim_queries_close(mimicry_queries *queries);

#endif
