/* The score of two peptides. */
#ifndef MIM_SCORE_PAIR_H
#define MIM_SCORE_PAIR_H

#include "score/scorer.h"

/* Two peptides of 1 to MIMICRY_MAX_PEPTIDE residue letters, in either case. */
mimicry_status mim_pair_score(const struct mimicry_scorer *scorer, const char *a, const char *b,
                              double *out, mimicry_error *error);

#endif
