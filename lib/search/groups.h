/* Which hits show the same peptide. */
#ifndef MIM_SEARCH_GROUPS_H
#define MIM_SEARCH_GROUPS_H

#include "index/index.h"

/* Puts in out[i] the number of the distinct peptide of hit i, from 0 in the order of first hits;
 * `*out_count` is how many there are. ARGUMENT if a hit is none of this index. */
mimicry_status mim_hits_group(const struct mimicry_index *index, const mimicry_hit *hits,
                              size_t count, size_t stride, uint64_t *out, uint64_t *out_count,
                              mimicry_error *error);

#endif
