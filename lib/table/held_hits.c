/* Holds hits, block after block of queries. */
#include "table/held_hits.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { MOST_HITS = 1 << 22 }; /* 256 MiB */

static size_t begin_of(const struct mim_held_hits *h, size_t block)
{
    return block > 0 ? h->ends[block - 1] : 0;
}

void mim_held_hits_begin(struct mim_held_hits *h)
{
    size_t *ends = NULL;
    if (!h->full)
        ends = mim_grow(h->ends, &h->ends_room, h->n_blocks + 1, sizeof *ends);
    h->full = ends == NULL;
    if (h->full)
        return;
    h->ends = ends;
    h->ends[h->n_blocks++] = h->count;
}

/* NULL if there is no room. */
static mimicry_hit *room_for(struct mim_held_hits *h, size_t count)
{
    if (count > MOST_HITS - h->count)
        return NULL;
    return mim_grow(h->hits, &h->hits_room, h->count + count, sizeof *h->hits);
}

void mim_held_hits_add(struct mim_held_hits *h, const mimicry_hit *hits, size_t count)
{
    if (h->full)
        return;
    mimicry_hit *room = room_for(h, count);
    h->full = room == NULL;
    if (h->full) {
        h->count = begin_of(h, --h->n_blocks);
        return;
    }
    h->hits = room;
    memcpy(h->hits + h->count, hits, count * sizeof *hits);
    h->count += count;
    h->ends[h->n_blocks - 1] = h->count;
}

const mimicry_hit *mim_held_hits_of(const struct mim_held_hits *h, size_t block, size_t *count)
{
    const size_t from = begin_of(h, block);
    *count = h->ends[block] - from;
    return *count > 0 ? h->hits + from : NULL;
}

void mim_held_hits_release(struct mim_held_hits *h)
{
    free(h->hits);
    free(h->ends);
    *h = (struct mim_held_hits){0};
}
