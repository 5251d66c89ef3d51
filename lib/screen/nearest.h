/* The one best window of each part of a block, however far it is. */
#ifndef MIM_SCREEN_NEAREST_H
#define MIM_SCREEN_NEAREST_H

#include "screen/listed.h"
#include "screen/part_search.h"

/* Whether a hit comes before another: by fewest mismatches, highest score, record and start; or by
 * highest score first. */
bool mim_hit_is_nearer(const mimicry_hit *a, const mimicry_hit *b);
bool mim_hit_is_better(const mimicry_hit *a, const mimicry_hit *b);

/* Sets `nearest` of the parts that have none yet: of the windows that count the one of fewest
 * mismatches, of these the one of the highest score, then the first record and start. */
mimicry_status mim_nearest_find(struct mim_screen_block *block,
                                const struct mim_part_setting *setting, struct mim_listed *listed,
                                mimicry_error *error);

/* Sets `best` of parts, whose bounds may be known (mim_best_bound), that have their nearest, to the
 * one of the highest score, of these of the fewest mismatches, then the first. What of the reach it
 * has been set to is where it begins. */
mimicry_status mim_best_find(struct mim_screen_block *block, const struct mim_part_setting *setting,
                             struct mim_listed *listed, const double *opt_bounds,
                             mimicry_error *error);

/* What a window scores at least that is better than what is known of a part that has its nearest:
 * that becomes its `best`, so that this is asked once. INFINITY: it is the best, or nothing counts.
 */
double mim_best_bound(struct mim_part *part, const struct mim_screen_request *request);

#endif
