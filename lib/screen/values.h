/* How surprising the best of each part is, and how unlike the whole proteome a part is. */
#ifndef MIM_SCREEN_VALUES_H
#define MIM_SCREEN_VALUES_H

#include "score/evalues.h"
#include "score/scorer.h"
#include "screen/block.h"

/* All zero before it is created. */
struct mim_values {
    const struct mim_screen_request *request;
    struct mim_background significance;
    struct mim_evalues *evalues;          /* one a worker */
    struct mimicry_scorer *dissimilarity; /* NULL: not asked for */
};

/* `model` gives the scores that E-values are of. To be freed after a failure too. */
mimicry_status mim_values_create(struct mim_values *values,
                                 const struct mim_screen_request *request,
                                 const struct mimicry_model *model, mimicry_error *error);
void mim_values_free(struct mim_values *values);

/* Sets `evalue` of the parts of a block that have a `best`, and, if asked for, `dissimilarity` of
 * all. */
mimicry_status mim_values_find(struct mim_values *values, struct mim_screen_block *block,
                               mimicry_progress_fn watch, void *watch_data, mimicry_error *error);

#endif
