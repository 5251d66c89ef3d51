/* The queries of a search, a block at a time, as the arrays that a search takes. */
#ifndef MIM_TABLE_BLOCKS_H
#define MIM_TABLE_BLOCKS_H

#include "search/search.h"

/* Some queries. They live until the next block is asked for. */
struct mim_peptide_block {
    const char *const *peptides;
    const char *const *ids;
    const char *const *alleles; /* their own */
    size_t count;               /* 0 at the end */
};

struct mim_blocks;

/* Queries as they are read; NULL: the peptide that the search's model stands for. Lengths and kinds
 * of queries are checked for this search, which must outlive the blocks. At their end the run's
 * note, if it has one, gets what is to be told of them. */
mimicry_status mim_blocks_create(const struct mim_search *search, mimicry_queries *opt_queries,
                                 const mimicry_run *run, struct mim_blocks **out,
                                 mimicry_error *error);

/* Reads all that are left into memory. From then on the blocks can be had again. */
mimicry_status mim_blocks_hold(struct mim_blocks *blocks, mimicry_error *error);

/* Back to the first of those in memory, which are all one block in the answer. */
struct mim_peptide_block mim_blocks_rewind(struct mim_blocks *blocks);

mimicry_status mim_blocks_next(struct mim_blocks *blocks, struct mim_peptide_block *out,
                               mimicry_error *error);

/* Takes NULL too. */
void mim_blocks_free(struct mim_blocks *blocks);

#endif
