/* Columns of how a peptide and a match with insertions and deletions are aligned. */
#ifndef MIM_TABLE_EDITS_CELLS_H
#define MIM_TABLE_EDITS_CELLS_H

#include "search/find/edits_align.h"
#include "table/table.h"

enum { MIM_EDITS_COLUMNS = 2 };
extern const struct mim_column mim_edits_columns[MIM_EDITS_COLUMNS];

/* The last hit's alignment. All zero before the first. */
struct mim_edits_cells {
    struct mim_alignment alignment;
    struct mim_edits_pair pair;
    char *text;
    size_t room;
    uint8_t codes[MIMICRY_MAX_PEPTIDE];
};

void mim_edits_cells_close(struct mim_edits_cells *cells);

/* Aligns the residues of a query with those of a hit. */
mimicry_status mim_edits_cells_set(struct mim_edits_cells *cells, const char *query,
                                   const uint8_t *window, const mimicry_hit *hit,
                                   mimicry_error *error);

/* The columns `indels` and `edits`. */
mimicry_status mim_edits_cells_put(struct mim_edits_cells *cells, struct mim_table *table,
                                   mimicry_error *error);

/* The match with `.` where it has the query's residue, `-` where that one is deleted, and in lower
 * case what is inserted. */
mimicry_status mim_edits_cells_put_match(struct mim_edits_cells *cells, struct mim_table *table,
                                         mimicry_error *error);

#endif
