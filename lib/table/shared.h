/* The tables of what queries share with an index: segments, and positions along them. */
#ifndef MIM_TABLE_SHARED_H
#define MIM_TABLE_SHARED_H

#include "table/shared_block.h"

/* A row a segment of at least min_length residues; with `changed`, only those that have some of
 * their query's change. */
mimicry_status mim_segments_table(const struct mim_shared_request *request, uint64_t min_length,
                                  bool changed, struct ArrowArrayStream *out, mimicry_error *error);

/* A row a residue of the queries. `window`: residues of the windows of which the nearest is sought;
 * 0: none. */
mimicry_status mim_along_table(const struct mim_shared_request *request, uint32_t window,
                               struct ArrowArrayStream *out, mimicry_error *error);

#endif
