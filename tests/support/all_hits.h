/* All hits of a search, together. */
#ifndef MIMICRY_TESTS_ALL_HITS_H
#define MIMICRY_TESTS_ALL_HITS_H

#include "support.h"

typedef struct all_hits {
    mimicry_hit *data;
    size_t count;
    size_t capacity;
} all_hits;

/* What mimicry_search_each gives; `*out` is NULL when it fails. */
mimicry_status all_hits_search(const mimicry_index *index, const char *const *peptides,
                               size_t n_peptides, const mimicry_search_options *opt_options,
                               all_hits **out, mimicry_error *opt_error);

/* `*out_count` records `*out_stride` bytes apart; all may be NULL. */
const mimicry_hit *all_hits_data(const all_hits *hits, size_t *out_count, size_t *out_stride);
void all_hits_free(all_hits *hits);

#endif
