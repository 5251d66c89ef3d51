/* What the public functions that search have in common. */
#ifndef MIM_API_SETUP_H
#define MIM_API_SETUP_H

#include "search/search.h"

/* A search, ready to run, and what it points at. It must not be copied or moved. */
struct mim_search_setup {
    struct mim_search search;
    mimicry_model *default_model; /* owned, or NULL */
    struct mim_filter filter;     /* search.filter points here if there are sets of genes */
    uint8_t *records;             /* owned, of the filter */
};

void mim_search_defaults(mimicry0_search_options *options);

/* Checks the arguments that every search has. The setup is to be freed after a failure too. */
mimicry_status mim_search_set_up(const mimicry_index *index, const char *const *peptides,
                                 size_t n_peptides, const mimicry0_search_options *opt_options,
                                 struct mim_search_setup *setup, mimicry_error *error);
void mim_search_setup_free(struct mim_search_setup *setup);

#endif
