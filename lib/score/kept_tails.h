/* Distributions of scores that were computed and may be asked for again soon. */
#ifndef MIM_SCORE_KEPT_TAILS_H
#define MIM_SCORE_KEPT_TAILS_H

#include "search/compile/significance.h"

struct mim_kept_tails;

/* NULL without memory. */
struct mim_kept_tails *mim_kept_tails_create(void);
void mim_kept_tails_free(struct mim_kept_tails *kept);

/* Whether that of a peptide is kept, which is then copied to one that has room for any. */
bool mim_kept_tails_find(const struct mim_kept_tails *kept, const uint8_t *codes, size_t length,
                         struct mim_tail *out);

/* Keeps a copy, in the place of another one. Large ones are not kept, and none is without memory.
 */
void mim_kept_tails_add(struct mim_kept_tails *kept, const uint8_t *codes, size_t length,
                        const struct mim_tail *tail);

#endif
