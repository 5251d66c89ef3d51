/* What the records at a place score, without gaps and with them. */
#ifndef MIM_SCORE_SEED_ALIGN_H
#define MIM_SCORE_SEED_ALIGN_H

#include "score/seed_places.h"

/* Notes what the segments of a place's diagonal score. The place is in the text. */
void mim_seed_note_diagonal(struct mim_seed_places *places, int64_t place);

/* Notes what the text about a place, which has `reach` residues before it, scores with gaps: some
 * time later, together with others. */
void mim_seed_align(struct mim_seed_places *places, int64_t place);
void mim_seed_align_waiting(struct mim_seed_places *places);

/* The same at once, for a place that may be before the text. */
void mim_seed_align_plain(struct mim_seed_places *places, int64_t place);

#endif
