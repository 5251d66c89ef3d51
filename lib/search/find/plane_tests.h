/* Tests what bit planes propose.
 *
 * Between two proposals of a job all others are looked at, so that what a test needs comes from the
 * second-level cache or from further away: here it is one cache line a job. */
#ifndef MIM_SEARCH_FIND_PLANE_TESTS_H
#define MIM_SEARCH_FIND_PLANE_TESTS_H

#include "search/collect.h"
#include "search/kernels/kernels.h"

/* A job's test, a cache line. */
struct mim_plane_test {
    struct mim_short_pattern pattern;
    uint8_t codes[MIM_SHORT_PATTERN];
    uint32_t length; /* 0: the job has another test, mim_collect */
    uint32_t first_count;
};

/* What tests of a tile share. */
struct mim_plane_tests {
    const struct mim_plane_test *of; /* by job */
    const struct mim_job *jobs;
    const uint8_t *text;
    uint64_t from;    /* where the tile begins in the text */
    uint32_t windows; /* that it has: layouts reach beyond the text */
};

/* The tests of jobs whose hits are counted, if `opt_packing` is NULL, or packed so; an array that
 * the caller frees, or NULL without memory. */
struct mim_plane_test *mim_plane_tests_create(const struct mim_job *jobs, uint32_t n_jobs,
                                              const struct mim_packing *opt_packing);

/* Gives the collector those of the proposals that are hits. */
mimicry_status mim_plane_tests_take(const struct mim_plane_tests *tests,
                                    const struct mim_proposal *proposals, size_t count,
                                    struct mim_collector *collector, mimicry_error *error);

#endif
