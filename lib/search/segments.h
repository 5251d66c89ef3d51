/* All maximal exact matches of sequences with the index. */
#ifndef MIM_SEARCH_SEGMENTS_H
#define MIM_SEARCH_SEGMENTS_H

#include "residue/change.h"
#include "search/shared.h"

/* Residues [query_start, query_start + length) of the sequence are [start, start + length) of the
 * record. */
struct mim_segment {
    uint64_t query, query_start;
    uint64_t record, start;
    uint64_t length;
};

struct mim_segments;

/* Of all sequences of the search, which outlives it. `opt_changes`: one a sequence, and only the
 * segments that overlap it. */
mimicry_status mim_segments_create(const struct mim_shared_search *search, uint64_t min_length,
                                   const struct mim_change *opt_changes, struct mim_segments **out,
                                   mimicry_error *error);

/* The next segments, in order; 0 at the end. They are valid until the next call. */
mimicry_status mim_segments_next(struct mim_segments *segments, const struct mim_segment **out,
                                 size_t *out_count, mimicry_error *error);

void mim_segments_free(struct mim_segments *segments);

#endif
