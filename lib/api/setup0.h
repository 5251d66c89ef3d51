/* Options of the first edition, as those of this one. */
#ifndef MIM_API_SETUP0_H
#define MIM_API_SETUP0_H

#include "api/hits.h"
#include "api/prepare.h"

void mim_search0_defaults(mimicry0_search_options *options);

/* Checks the size of the caller's options and turns them into today's. */
mimicry_status mim_search0_take(const mimicry0_search_options *opt_options,
                                mimicry_search_options *out, mimicry_error *error);

/* Memory that runs out is told from a caller that cancels. */
struct mim_hits0_appending {
    mimicry0_hits *hits;
    bool no_memory;
};
int mim_hits0_append(void *data, const mimicry_hit *hits, size_t count, size_t stride);

#endif
