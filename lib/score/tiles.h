/* The text in groups of whole records, and the alignment kernel over a group. */
#ifndef MIM_SCORE_TILES_H
#define MIM_SCORE_TILES_H

#include "index/index.h"
#include "score/align.h"

/* Records that are scanned together: proteins, each with the records that variants have added for
 * it; as many as fit into a tile, or one that is longer. A protein is in one group alone, so that
 * one worker sees all of it and knows its best score. */
struct mim_record_group {
    uint64_t first, end; /* records */
};

struct mim_record_groups {
    struct mim_record_group *list;
    size_t count, capacity;
};
mimicry_status mim_record_groups_set(struct mim_record_groups *out,
                                     const struct mimicry_index *index, mimicry_error *error);
void mim_record_groups_free(struct mim_record_groups *groups);

/* How many proteins have each best score: counts[0] stays 0. */
struct mim_score_counts {
    uint64_t of[MIM_ALIGN_MOST + 1];
};

/* One worker's memory, zeroed to begin with; below 1 MiB. */
struct mim_group_scratch {
    uint8_t *rows;
    uint32_t *record_of;
    struct mim_align_found found;
    void *work;
    uint8_t *carried; /* by query: the best so far of a protein of several tiles */
};
mimicry_status mim_group_scratch_set(struct mim_group_scratch *scratch,
                                     const struct mim_kernels *kernels, uint32_t most_queries,
                                     mimicry_error *error);
void mim_group_scratch_free(struct mim_group_scratch *scratch);

/* Adds each protein of a group that has an alignment of at least a query's cut to the counts of
 * that query. `longest`: the longest span of the queries. */
void mim_group_scan(const struct mimicry_index *index, const struct mim_record_group *group,
                    const struct mim_kernels *kernels, const struct mim_align_query *queries,
                    uint32_t n_queries, uint32_t longest, struct mim_group_scratch *scratch,
                    struct mim_score_counts *counts);

#endif
