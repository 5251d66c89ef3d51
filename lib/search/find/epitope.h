/* All places where a discontinuous epitope occurs. */
#ifndef MIM_SEARCH_FIND_EPITOPE_H
#define MIM_SEARCH_FIND_EPITOPE_H

#include "base/parallel.h"
#include "search/filter.h"
#include "query/epitope.h"
#include "model/matrix.h"

struct mim_epitope_search {
    const struct mimicry_index *index;
    const struct mim_matrix *matrix;
    uint32_t max_mismatches;
    bool fixed; /* only at the epitope's own positions */
    unsigned threads;
    const struct mim_filter *filter; /* what counts, or NULL: all */
    mim_watch_fn watch;              /* or NULL */
    void *watch_data;
};

/* Hits, in memory that grows. */
struct mim_epitope_hits {
    mimicry_hit *hits;
    size_t count, capacity;
};

/* Adds the hits of an epitope, number `query`, in final order. */
mimicry_status mim_epitope_find(const struct mim_epitope_search *search,
                                const struct mim_epitope *epitope, uint64_t query,
                                struct mim_epitope_hits *out, mimicry_error *error);

#endif
