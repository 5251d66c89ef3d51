/* The search down the suffix array: all hits of jobs that were split into pieces. */
#ifndef MIM_SEARCH_FIND_SEEK_H
#define MIM_SEARCH_FIND_SEEK_H

#include "search/find/candidates.h"

enum { MIM_INTERVALS = 64 };

/* Memory is slow and can be asked ahead. An interval waits while its part of the suffix array is
 * fetched, until MIM_INTERVALS others have come; then each window that it names waits while its
 * text is. */
struct mim_seeker {
    uint64_t n_intervals; /* that have come; the last MIM_INTERVALS of them wait */
    struct mim_waiting_interval {
        struct mim_interval ranks;
        uint32_t job, piece;
    } intervals[MIM_INTERVALS];
    struct mim_candidates candidates;
};

/* Asks for the memory that mim_seek will read first. */
void mim_seek_prefetch(const struct mim_seeker *seeker, uint32_t job);

/* Looks up the pieces of a job; some of its hits may still wait afterwards. */
mimicry_status mim_seek(struct mim_seeker *seeker, uint32_t job, mimicry_error *error);

/* Gives the collector what still waits. */
mimicry_status mim_seek_finish(struct mim_seeker *seeker, mimicry_error *error);

#endif
