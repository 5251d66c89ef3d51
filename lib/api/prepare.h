/* A search as its options ask for it: what every function that searches has in common. */
#ifndef MIM_API_PREPARE_H
#define MIM_API_PREPARE_H

#include "search/gene_filter.h"
#include "search/search.h"

/* A search, ready to run, and what it points at. All zero before it is set; it must not be copied
 * or moved. */
struct mim_prepared {
    struct mim_search search;
    mimicry_search_options options; /* all that are asked for */
    mimicry_model *default_model;   /* owned, or NULL */
    struct mim_gene_filter genes;
};

/* Takes and checks the options, but for those of tables; notes tell what the sets of genes leave
 * open. To be freed after a failure too. */
mimicry_status mim_prepare(const mimicry_index *index, const mimicry_search_options *opt_options,
                           struct mim_prepared *out, mimicry_error *error);
void mim_prepared_free(struct mim_prepared *prepared);

/* ARGUMENT if an option is set that is for tables alone. */
mimicry_status mim_prepared_without_table(const struct mim_prepared *prepared,
                                          mimicry_error *error);

#endif
