/* Queries that are screened together, and what was found of them. */
#ifndef MIM_SCREEN_BLOCK_H
#define MIM_SCREEN_BLOCK_H

#include "screen/intake.h"

enum { MIM_SCREEN_QUERIES = 4096 }; /* of a block, at most */

/* A part of a query that is searched: all of it, or one of its windows. */
struct mim_part {
    const char *letters; /* NUL-terminated */
    uint64_t start;      /* in the query */
    uint32_t length;
    uint32_t query;                         /* its number in the block */
    const struct mim_part_lists *opt_lists; /* what is presented best, where that is listed */
    mimicry_hit nearest;                    /* by mismatches; of length 0: there is none */
    mimicry_hit best;                       /* by score */
    double evalue;                          /* of `best`; NAN: there is none */
    double dissimilarity;                   /* NAN: not asked for */
};

/* A self-peptide or a gene of the hits of a query, each noted once. */
struct mim_note {
    uint64_t id;     /* of a peptide: where it stands first in the text; of a gene: its number */
    uint32_t length; /* of a peptide */
    uint32_t mismatches; /* the fewest */
};

struct mim_notes {
    struct mim_note *at;
    size_t count, room;
};

/* Numbers [first, first + count) of an array of the block. */
struct mim_range {
    size_t first, count;
};

struct mim_part_lists;

struct mim_screened {
    struct mim_kept_query *kept;
    uint32_t original; /* the first query of the block that is the same in all that is searched */
    /* Of an original; other queries have the numbers of theirs. */
    enum mim_own_kind source;
    struct mim_range parts;
    struct mim_range peptides, genes;
    uint64_t n_hits;    /* within reach */
    mimicry_hit first;  /* by the order asked for, if that is not the one by score; of length 0:
                           there is none */
    double first_value; /* its value: mim_order_values */
    size_t first_hit;
    uint64_t unnamed; /* records without a gene */
    uint64_t left_out[MIM_SCOPE_REASONS];
};

struct mim_screen_block {
    struct mim_screened *queries;
    uint32_t n_queries;
    struct mim_part *parts;
    size_t n_parts, parts_room;
    char *letters; /* of the parts */
    size_t letters_used, letters_room;
    size_t n_self;  /* counts that a query has */
    uint64_t *self; /* n_self a query: hits by mismatches, or all of them */
    struct mim_notes peptides, genes;
    mimicry_hit *hits;  /* of originals, if they are kept, */
    uint64_t *ranks;    /* and their ranks, */
    uint64_t *by_model; /* and those by models: n_models a hit */
    size_t n_models;
    size_t hits_count, hits_room, ranks_room;
};

/* Takes the next queries, as many as `most` at most and as there is room for. Sequences are cut
 * into windows. A block without queries: they are at their end. */
mimicry_status mim_block_fill(struct mim_screen_block *block,
                              const struct mim_screen_request *request,
                              const struct mimicry_model *model, struct mim_intake *intake,
                              size_t most, mimicry_error *error);

/* Gives the queries from number `from` on back. */
void mim_block_cut(struct mim_screen_block *block, struct mim_intake *intake, uint32_t from);

/* The query whose numbers a query has. */
static inline const struct mim_screened *mim_block_original(const struct mim_screen_block *block,
                                                            size_t query)
{
    return &block->queries[block->queries[query].original];
}

#endif
