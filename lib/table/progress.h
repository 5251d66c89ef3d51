/* The progress of several searches as that of one. */
#ifndef MIM_TABLE_PROGRESS_H
#define MIM_TABLE_PROGRESS_H

#include "search/search.h"

struct mim_progress {
    mimicry_progress_fn fn; /* the caller's, or NULL */
    void *data;
    uint64_t done; /* in the searches before */
    uint64_t here; /* the total of this one */
};

/* Has `search` tell its progress here; `progress` must not be moved. */
void mim_progress_open(struct mim_progress *progress, struct mim_search *search);

/* Another search begins. */
void mim_progress_go_on(struct mim_progress *progress);

#endif
