/* The hits of queries that are read block by block, in order. */
#ifndef MIM_TABLE_HIT_READER_H
#define MIM_TABLE_HIT_READER_H

#include "search/run.h"
#include "table/blocks.h"
#include "table/held_hits.h"
#include "table/progress.h"

/* All zero before it is opened. It must not be moved. */
struct mim_hit_reader {
    struct mim_search search;
    struct mim_progress progress;
    struct mim_blocks *blocks;
    struct mim_peptide_block block;   /* that the hits are of: `query` is a number in it */
    uint64_t first;                   /* how many queries came before it */
    struct mim_run *run;              /* of the block; NULL before the first, and at the end */
    const struct mim_held_hits *held; /* of the first blocks, which are not searched; or NULL */
    size_t n_blocks;                  /* that were begun */
    bool given;                       /* nothing that is held of this block is left */
};

/* The blocks, and what the search points at, must outlive it. Nothing is read yet. */
void mim_hit_reader_open(struct mim_hit_reader *reader, const struct mim_search *search,
                         struct mim_blocks *blocks);
void mim_hit_reader_close(struct mim_hit_reader *reader);

/* Has the reader, of which nothing was read, give out what is held of an earlier
 * reading, and search the rest. */
void mim_hit_reader_repeat(struct mim_hit_reader *reader, const struct mim_held_hits *held);

/* Goes to the next block; false in `*more` at the end. */
mimicry_status mim_hit_reader_block(struct mim_hit_reader *reader, bool *more,
                                    mimicry_error *error);

/* The next hits of the block, valid until the next call; 0 at its end, as often as asked. */
mimicry_status mim_hit_reader_here(struct mim_hit_reader *reader, const mimicry_hit **out_hits,
                                   size_t *count, mimicry_error *error);

/* The next hits of this block or the next one that has any; 0 at the end, as often as asked. */
mimicry_status mim_hit_reader_next(struct mim_hit_reader *reader, const mimicry_hit **out_hits,
                                   size_t *count, mimicry_error *error);

#endif
