/* A screen: for each candidate, what of the proteome is like it once its own source is left out. */
#ifndef MIM_SCREEN_SCREEN_H
#define MIM_SCREEN_SCREEN_H

#include "search/search.h"

struct mim_screen {
    const struct mimicry_index *index;
    mimicry0_screen_options options;       /* checked; the model is there */
    const struct mimicry_model *alignment; /* the matrix of the dissimilarity */
    const struct mim_kernels *kernels;
    unsigned threads;
    mimicry0_screen_fn each;
    void *data;
};

/* Screens candidates, `stride` bytes apart; `each` takes their rows. */
mimicry_status mim_screen_run(const struct mim_screen *screen, const mimicry0_candidate *candidates,
                              size_t n_candidates, size_t stride, mimicry_error *error);

#endif
