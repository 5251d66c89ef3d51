/* Weights of positions as text. */
#ifndef MIM_MODEL_WEIGHTS_TEXT_H
#define MIM_MODEL_WEIGHTS_TEXT_H

#include "model/weights.h"

/* The name of mask number `i`, NULL past the last. */
const char *mim_mask_name(size_t i);

/* A mask by name, or anchors:ALLELE; or numbers, separated by commas or blanks; or the path of a
 * file of numbers, plain or gzip, which may stand on several lines, with comments after #. */
mimicry_status mim_weights_from_text(const char *text, struct mim_weights *out,
                                     mimicry_error *error);

#endif
