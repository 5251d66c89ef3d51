/* What all ways of finding hits look like to the driver.
 *
 * A finder proposes windows of the text for the jobs of a batch, tests them, and gives the hits to
 * a collector. The driver does the rest: batches, threads, filters, progress, cancelling, order. A
 * search has a few finders, which run one after the other; each takes the jobs that are its own. */
#ifndef MIM_SEARCH_FIND_FINDER_H
#define MIM_SEARCH_FIND_FINDER_H

#include "search/batch.h"

/* One pass of a search over the jobs of a batch. */
struct mim_round {
    struct mim_batch *batch;
    const struct mim_search *search;
    double wanted;   /* hits of each job that would do; 0: all */
    uint32_t active; /* jobs when the round began */
};

struct mim_finder {
    /* Makes ready for the jobs that are this finder's. `*out_tasks` is how many tasks there are,
     * which threads share; with none nothing else is called. `*out_work` is memory for them. */
    mimicry_status (*begin)(const struct mim_round *round, void **out_work, uint64_t *out_tasks,
                            mimicry_error *error);
    /* Does a task. No two tasks run at the same time with one worker, which is below the threads of
     * the search, or with one collector. */
    mimicry_status (*find)(const struct mim_round *round, void *work, unsigned worker,
                           uint64_t task, struct mim_collector *collector, mimicry_error *error);
    void (*end)(const struct mim_round *round, void *work);
};

/* Windows of the peptides' own length. The first plans every job and looks up, in the suffix array,
 * those for which that is cheapest; the second scans the text for the others; the third for
 * neighbours together. */
extern const struct mim_finder mim_finder_seek, mim_finder_scan, mim_finder_slide;

/* Of a list of windows, behind the first of these, which plans. */
extern const struct mim_finder mim_finder_listed;

/* Windows with insertions and deletions: jobs whose pieces are rare, then the others. */
extern const struct mim_finder mim_finder_edits_seek, mim_finder_edits_scan;

/* Discontinuous epitopes: anywhere, or at their own positions alone. */
extern const struct mim_finder mim_finder_epitopes, mim_finder_epitopes_fixed;

#endif
