/* Ranks of the hits of a block by other models. */
#ifndef MIM_SCREEN_HIT_RANKS_H
#define MIM_SCREEN_HIT_RANKS_H

#include "screen/part_search.h"

/* Sets `by_model` of the block, if hits and models are asked for: the places of the hits among all
 * windows that count for their part of the query. */
mimicry_status mim_hit_ranks_find(struct mim_screen_block *block,
                                  const struct mim_part_setting *setting, mimicry_error *error);

#endif
