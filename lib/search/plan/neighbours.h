/* Which jobs of a batch are overlapping windows, and whether they are searched together, by the
 * plan SLIDING. */
#ifndef MIM_SEARCH_PLAN_NEIGHBOURS_H
#define MIM_SEARCH_PLAN_NEIGHBOURS_H

#include "search/plan/prepare.h"

/* A job in an order in which neighbours follow each other: by length, then by the mismatches of its
 * goal, then as the windows come. */
struct mim_neighbour {
    uint32_t length, mismatches, job;
};

void mim_neighbours_sort(struct mim_neighbour *neighbours, size_t count);

/* How many residues the window of a job adds to a stretch that ends with that of `opt_before`, of
 * the same length: at least one. */
uint32_t mim_neighbour_adds(const struct mim_batch *batch, const struct mim_neighbour *opt_before,
                            const struct mim_neighbour *neighbour);

/* Decides for the active jobs of a round, before they are prepared: those of one length slide
 * together if that is cheaper for them as a whole. Errors: MEMORY. */
mimicry_status mim_neighbours_plan(const struct mim_round *round, struct mim_splitter *splitter,
                                   mimicry_error *error);

#endif
