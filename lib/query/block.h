/* A block of queries: they are put together one by one, their strings in one array of bytes. */
#ifndef MIM_QUERY_BLOCK_H
#define MIM_QUERY_BLOCK_H

#include <stdbool.h>

#include "base/error.h"
#include "query/place.h"

enum mim_query_string {
    MIM_QUERY_ID,
    MIM_QUERY_PEPTIDE,
    MIM_QUERY_WILDTYPE,
    MIM_QUERY_TARGET,
    MIM_QUERY_GENE,
    MIM_QUERY_ACCESSION,
    MIM_QUERY_ALLELE,
    MIM_QUERY_STRINGS
};

/* A query while its strings may still move. */
struct mim_query_entry {
    size_t at[MIM_QUERY_STRINGS]; /* where they begin in the bytes; 0: the empty string */
    mimicry_query values;         /* the rest */
};

/* Zeroed to begin with. */
struct mim_query_block {
    uint32_t flags;    /* MIMICRY_READ_..., which say what a query needs */
    uint64_t number;   /* queries so far, in all blocks */
    char *bytes;       /* all strings; the first is empty */
    size_t used, room; /* of bytes */
    struct mim_query_entry *entries;
    size_t count, entries_room; /* the last entry that was begun is entries[count] */
    size_t n_cells;             /* original cells of each query; 0: none are kept */
    size_t *cells;              /* count x n_cells, where they begin in the bytes */
    size_t cells_room;
    mimicry_query *rows; /* of the block that was given out */
    size_t rows_room;
    const char **cell_texts;
    size_t cell_texts_room;
};

/* Forgets the queries. */
mimicry_status mim_block_clear(struct mim_query_block *block, mimicry_error *error);

/* Begins a query, of which nothing is known but where it stands. */
mimicry_status mim_block_begin(struct mim_query_block *block, uint64_t line, mimicry_error *error);

/* The query that was begun last. */
struct mim_query_entry *mim_block_last(const struct mim_query_block *block);
const char *mim_block_string(const struct mim_query_block *block, enum mim_query_string which);

/* Sets a string of the last query. */
mimicry_status mim_block_put(struct mim_query_block *block, enum mim_query_string which,
                             const char *text, size_t length, mimicry_error *error);

/* Sets it to what another string of the last query is. */
mimicry_status mim_block_copy(struct mim_query_block *block, enum mim_query_string to,
                              enum mim_query_string from, mimicry_error *error);

/* The same for a cell: without the blanks around it, and empty where it says that there is nothing.
 */
mimicry_status mim_block_put_cell(struct mim_query_block *block, enum mim_query_string which,
                                  const char *cell, mimicry_error *error);

/* Appends bytes to the string that was set last. */
mimicry_status mim_block_append(struct mim_query_block *block, const char *text, size_t length,
                                mimicry_error *error);

/* Keeps the original cells of the query that was ended last, n_cells of them, all of which stand in
 * `length` bytes at `line`. */
mimicry_status mim_block_put_cells(struct mim_query_block *block, const char *line, size_t length,
                                   char *const *cells, mimicry_error *error);

/* Ends the last query: checks what it has, numbers it if it has no id, and finds its change. */
mimicry_status mim_block_end(struct mim_query_block *block, const struct mim_place *place,
                             mimicry_error *error);

/* The queries as rows. They live until the block is cleared. */
mimicry_status mim_block_give(struct mim_query_block *block, const mimicry_query **out,
                              mimicry_error *error);

/* Original cells of a row that was given out. */
const char *const *mim_block_cells(const struct mim_query_block *block, size_t row);

void mim_block_free(struct mim_query_block *block);

#endif
