/* The queries of a search for shared segments, or along them, a block at a time. */
#ifndef MIM_TABLE_SHARED_BLOCK_H
#define MIM_TABLE_SHARED_BLOCK_H

#include "search/gene_filter.h"
#include "search/shared.h"
#include "table/record_names.h"

/* What both tables are made from. The run is checked. A stream keeps index and queries; the rest is
 * needed only while it is made. */
struct mim_shared_request {
    const struct mimicry_index *index;
    mimicry_queries *queries;
    const mimicry_run *run;
    const struct mimicry_genes *only_genes, *exclude_genes; /* or NULL */
};

/* All zero before it is opened; it must not be moved. */
struct mim_shared_block {
    mimicry_queries *queries;
    struct mim_gene_filter genes;
    struct mim_shared_search search; /* of the queries of the block */
    const mimicry_query *rows;
    size_t count; /* 0 at the end */
    const char **letters;
    size_t room;
    struct mim_record_names names;
};

/* Nothing is read yet. To be closed after a failure too. */
mimicry_status mim_shared_block_open(struct mim_shared_block *block,
                                     const struct mim_shared_request *request,
                                     mimicry_error *error);
void mim_shared_block_close(struct mim_shared_block *block);

/* The next queries, which live until the next call. */
mimicry_status mim_shared_block_next(struct mim_shared_block *block, mimicry_error *error);

/* Puts accession and gene of a record. */
mimicry_status mim_shared_put_record(struct mim_shared_block *block, struct mim_table *table,
                                     uint64_t record, mimicry_error *error);

#endif
