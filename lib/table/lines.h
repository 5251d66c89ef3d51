/* Rows of hits of which text is made at once, without columns between: those that have no columns
 * but the ones of every table of hits. */
#ifndef MIM_TABLE_LINES_H
#define MIM_TABLE_LINES_H

#include "table/hit_row.h"

/* Where a hit is. */
struct mim_line {
    uint64_t record, start;
    uint64_t at; /* in the text */
};

/* A query of a block; its strings are `bytes` of the block. */
struct mim_line_query {
    size_t id, id_length, peptide, length;
};

/* Lines that differ in where their hits are, only. */
struct mim_line_group {
    size_t count;
    size_t query;
    uint32_t length; /* residues of a hit */
    uint32_t mismatches;
    double score;
    int64_t rank;
};

/* All zero to begin with. */
struct mim_line_block {
    struct mim_line *lines; /* NULL, or room for MIM_TABLE_ROWS */
    size_t count;
    struct mim_line_group *groups;
    size_t n_groups, groups_room;
    struct mim_line_query *queries;
    size_t n_queries, queries_room;
    char *bytes;
    size_t used, room;
};

void mim_line_block_free(struct mim_line_block *block);

/* Empties it. */
mimicry_status mim_line_block_begin(struct mim_line_block *block, mimicry_error *error);

/* Adds hits of the row's query, the next ones in the search's order; at most as many as there is
 * room for. */
mimicry_status mim_line_block_add(struct mim_line_block *block, struct mim_hit_row *row,
                                  const mimicry_hit *hits, size_t count, mimicry_error *error);

/* A producer's rows as blocks of lines, and what they are hits of. */
struct mim_line_source {
    const struct mim_search *search;
    void *data;
    /* In the place of the producer's `next`: the next batch. */
    mimicry_status (*fill)(void *data, struct mim_line_block *block, bool *more,
                           mimicry_error *error);
};

/* The source of a stream's lines; NULL if it has none. */
const struct mim_line_source *mim_stream_lines(const struct ArrowArrayStream *stream);

/* The next batch of a stream with lines; *more is false, and it is empty, at the end. */
mimicry_status mim_stream_fill(struct ArrowArrayStream *stream, struct mim_line_block *block,
                               bool *more, mimicry_error *error);

/* Has the stream fail from now on. */
void mim_stream_fail(struct ArrowArrayStream *stream, const mimicry_error *error);

#endif
