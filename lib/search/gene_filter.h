/* The filter that two sets of genes make, as the options of searches have them. */
#ifndef MIM_SEARCH_GENE_FILTER_H
#define MIM_SEARCH_GENE_FILTER_H

#include "search/filter.h"

/* All zero before it is set. */
struct mim_gene_filter {
    struct mim_filter filter;
    uint8_t *records; /* owned, of the filter; NULL: there are no sets, and everything counts */
};

/* Either set may be NULL. What the user should know goes to the note, which may be NULL: how many
 * genes of a set no record has, and how many records have no gene. Freed by the other, after a
 * failure too. */
mimicry_status mim_gene_filter_set(struct mim_gene_filter *out, const struct mimicry_index *index,
                                   const struct mimicry_genes *only_genes,
                                   const struct mimicry_genes *exclude_genes, mimicry_note_fn note,
                                   void *data, mimicry_error *error);
void mim_gene_filter_free(struct mim_gene_filter *filter);

/* For a search: NULL where everything counts. */
static inline const struct mim_filter *mim_gene_filter_get(const struct mim_gene_filter *filter)
{
    return filter->records == NULL ? NULL : &filter->filter;
}

#endif
