/* The search down the suffix array: all hits of jobs that were split into pieces. */
#ifndef MIM_SEARCH_SEEK_H
#define MIM_SEARCH_SEEK_H

#include "index/suffix.h"
#include "search/collect.h"

enum { MIM_INTERVALS = 64, MIM_CANDIDATES = 128 };

/* Memory is slow and can be asked ahead: intervals wait until there are many, while their part of
 * the suffix array is fetched; then the windows that they name wait, while their text is. */
struct mim_seeker {
    const struct mimicry_index *index;
    struct mim_collector *collector;
    const struct mim_job *jobs;
    uint32_t n_intervals;
    struct mim_waiting_interval {
        struct mim_interval ranks;
        uint32_t job, piece;
    } intervals[MIM_INTERVALS];
    uint32_t n_candidates;
    struct mim_candidate {
        uint64_t at; /* where the window begins in the text */
        uint32_t job, piece;
    } candidates[MIM_CANDIDATES];
};

/* Looks up the pieces of a job; some of its hits may still wait afterwards. */
mimicry_status mim_seek(struct mim_seeker *seeker, uint32_t job, mimicry_error *error);

/* Gives the collector what still waits. */
mimicry_status mim_seek_finish(struct mim_seeker *seeker, mimicry_error *error);

#endif
