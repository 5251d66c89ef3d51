/* Finds the seeds of a piece through the index. */
#ifndef MIM_SCORE_SEED_WALK_H
#define MIM_SCORE_SEED_WALK_H

#include "score/seed_places.h"

/* Adds every place that has a seed of the piece; others may be among them. Fails if the index is
 * damaged. */
mimicry_status mim_seed_walk(struct mim_seed_places *places, const struct mim_seed_piece *piece,
                             mimicry_error *error);

#endif
