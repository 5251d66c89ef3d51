/* The windows that are nearest to each item of a block, however far they are. */
#ifndef MIM_SCREEN_NEAREST_H
#define MIM_SCREEN_NEAREST_H

#include "screen/block.h"

/* How the searches of a screen are told what counts. */
struct mim_screen_rules {
    struct mim_scope_rules scope;
    uint64_t kept; /* residues of the records that are searched; 0: of all */
};

/* What a search of a screen for a kind of threshold has in common with the others. The plan is left
 * to the planner where the one that was asked for cannot do it; `least`: residues of the shortest
 * peptide. */
struct mim_search mim_screen_search(const struct mim_screen *screen, int32_t kind, double threshold,
                                    uint32_t least);

/* The residues of the shortest item. */
uint32_t mim_screen_shortest(const struct mim_screen_block *block);

/* Sets `nearest` of the items of originals that have none yet: the fewest mismatches, of these the
 * highest score, then the first record and start. It is told how far it is. */
mimicry_status mim_screen_nearest(struct mim_screen_block *block, const struct mim_screen *screen,
                                  const struct mim_screen_rules *rules, mimicry_progress_fn watch,
                                  void *watch_data, mimicry_error *error);

/* Sets `best` of the items of originals: the highest score, of these the fewest mismatches, then
 * the first record and start. */
mimicry_status mim_screen_best(struct mim_screen_block *block, const struct mim_screen *screen,
                               const struct mim_screen_rules *rules, mimicry_progress_fn watch,
                               void *watch_data, mimicry_error *error);

#endif
