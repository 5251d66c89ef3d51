/* The hits of a search, held for a second reading as far as memory is bounded. */
#ifndef MIM_TABLE_HELD_HITS_H
#define MIM_TABLE_HELD_HITS_H

#include <stdbool.h>

#include <mimicry/mimicry.h>

/* All zero before and after. */
struct mim_held_hits {
    mimicry_hit *hits;
    size_t *ends; /* in `hits`, of each block of queries that is held: the first ones */
    size_t count, n_blocks, hits_room, ends_room;
    bool full; /* nothing more is held */
};

/* Another block of queries begins. */
void mim_held_hits_begin(struct mim_held_hits *held);

/* Adds hits of the block. A block of which not all can be held is not held at all, nor are those
 * after it. */
void mim_held_hits_add(struct mim_held_hits *held, const mimicry_hit *hits, size_t count);

/* The hits of block number `block` of those that are held; NULL if it has none. */
const mimicry_hit *mim_held_hits_of(const struct mim_held_hits *held, size_t block, size_t *count);

void mim_held_hits_release(struct mim_held_hits *held);

#endif
