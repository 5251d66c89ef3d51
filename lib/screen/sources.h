/* Which queries' sources the proteome has not, counted for a note. */
#ifndef MIM_SCREEN_SOURCES_H
#define MIM_SCREEN_SOURCES_H

#include "screen/block.h"

/* Zeroed to begin with. */
struct mim_sources {
    uint64_t queries, absent, unnamed, mangled;
    char first[104]; /* the name of the first that is absent, cut */
    bool told;
};

/* Counts the queries of a block. */
void mim_sources_count(struct mim_sources *sources, const struct mim_screen_block *block);

/* Tells once, when all queries have been counted: how many name a source that no record has; and
 * how many name none, if their own gene was to be left out. `note` may be NULL. */
void mim_sources_tell(struct mim_sources *sources, bool own_left_out, mimicry_note_fn note,
                      void *data);

#endif
