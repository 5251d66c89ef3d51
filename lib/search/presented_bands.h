/* The windows of a proteome that a set of alleles presents best, in bands by percentile. A window
 * that is in no band is presented worse than all of them: what is known of that bounds a search of
 * the text for the best by similarity and presentation together (score/combined.h). */
#ifndef MIM_SEARCH_PRESENTED_BANDS_H
#define MIM_SEARCH_PRESENTED_BANDS_H

#include "search/presentation.h"
#include "search/window_list.h"

enum { MIM_PRESENTED_BANDS = 4 }; /* at most */

struct mim_presented_bands {
    uint32_t count;                    /* 0: nothing is known */
    double edges[MIM_PRESENTED_BANDS]; /* rising, in percent: band b has the windows of
                                          percentiles up to edges[b] that are in none before */
    struct mim_window_list lists[MIM_PRESENTED_BANDS];
    struct mim_window_list unknown; /* those of which no percentile is known */
};

/* Makes the bands of a set that is ready for windows of this length: as many as have no more
 * windows than `most`. Errors: MEMORY. */
mimicry_status mim_presented_bands_make(struct mim_presented_bands *out,
                                        const struct mimicry_index *index,
                                        const struct mim_kernels *kernels,
                                        const struct mim_allele_set *set, uint32_t length,
                                        uint64_t most, unsigned threads, mimicry_error *error);
void mim_presented_bands_free(struct mim_presented_bands *bands);

#endif
