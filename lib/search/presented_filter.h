/* The filter of a search that leaves out what is not presented. */
#ifndef MIM_SEARCH_PRESENTED_FILTER_H
#define MIM_SEARCH_PRESENTED_FILTER_H

#include "search/search.h"

/* All zero before it is set. It must not be moved. */
struct mim_presented_filter {
    struct mim_filter filter;
    const struct mimicry_index *index;
    const struct mim_presentation *presentation;
    struct mim_allele_set **sets; /* by peptide */
};

/* Has the search use it, if the search asks for it: what it needs for these peptides is made ready.
 * To be freed after a failure too. */
mimicry_status mim_presented_filter_set(struct mim_presented_filter *filter,
                                        struct mim_search *search, const char *const *peptides,
                                        size_t n_peptides, mimicry_error *error);
void mim_presented_filter_free(struct mim_presented_filter *filter);

#endif
