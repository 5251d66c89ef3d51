/* The windows within reach of queries: how many, and of which self-peptides and genes. */
#ifndef MIM_SCREEN_REACH_H
#define MIM_SCREEN_REACH_H

#include "screen/order.h"
#include "screen/part_search.h"
#include "screen/record_genes.h"

/* How peptides and genes that a query has already are found again. Zeroed to begin with; used for
 * one block after the other. */
struct mim_noted {
    size_t *slots;          /* a hash table of peptides: the number of a note + 1, or 0 */
    size_t n_slots;         /* a power of two */
    size_t *last_gene;      /* by gene: the number + 1 of its last note */
    uint64_t *last_unnamed; /* by record without a gene: the serial number of the query that it
                               last came for */
    uint64_t serial;        /* of the query in hand, from 1 */
};

mimicry_status mim_noted_create(struct mim_noted *noted, const struct mimicry_index *index,
                                const struct mim_record_genes *genes, mimicry_error *error);
void mim_noted_free(struct mim_noted *noted);

/* Hits of a block that has more than one query. One takes some 100 bytes: 56 if it is kept, and 16
 * each if it has a new peptide and a new gene. */
enum { MIM_BLOCK_HITS = 1 << 19 };

/* Searches the block's parts for what is within reach, and sets what queries have of it; also
 * `best` of parts that have a hit, of what is within reach, and `nearest` if that is all within a
 * number of mismatches. `*out_queries` is how many queries are done, and `*out_hits` how many hits
 * they have: others have too many to be in memory at the same time. */
mimicry_status mim_reach_find(struct mim_screen_block *block,
                              const struct mim_part_setting *setting,
                              struct mim_screen_order *order, const struct mim_record_genes *genes,
                              struct mim_noted *noted, uint32_t *out_queries, uint64_t *out_hits,
                              mimicry_error *error);

#endif
