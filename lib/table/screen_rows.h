/* The columns and cells of the rows of a screen. */
#ifndef MIM_TABLE_SCREEN_ROWS_H
#define MIM_TABLE_SCREEN_ROWS_H

#include "screen/screen.h"
#include "table/annotated.h"
#include "table/given_columns.h"
#include "table/record_names.h"

/* All zero before it is opened. For one thread at a time. */
struct mim_screen_rows {
    const struct mimicry_index *index;
    size_t n_self;
    bool by_mismatches;                       /* what `self` counts */
    bool dissimilarity, vital, organs, lists; /* whether they have columns */
    bool ordered;                             /* by another order than by score: there is a first */
    bool filters;                             /* what is not presented is left out, and counted */
    struct mim_given_columns given;           /* come first; owned */
    struct mim_annotated *annotated;
    struct mim_record_names names;
    char *list; /* of names */
    size_t list_room;
};

/* `annotated` and the names that are given outlive the rows, which own the rest of `given`.
 * `columns`: MIMICRY_COLUMN_... */
void mim_screen_rows_open(struct mim_screen_rows *rows, const struct mim_screen_request *request,
                          struct mim_annotated *annotated, const struct mim_given_columns *given,
                          uint32_t columns, bool organs);
void mim_screen_rows_close(struct mim_screen_rows *rows);

/* An empty table of the columns. The note of the run is told of columns of another name. */
mimicry_status mim_screen_rows_table(const struct mim_screen_rows *rows, const mimicry_run *run,
                                     struct mim_table **out, mimicry_error *error);

/* Adds a row. */
mimicry_status mim_screen_rows_put(struct mim_screen_rows *rows, struct mim_table *table,
                                   const struct mim_screen_row *row, mimicry_error *error);

#endif
