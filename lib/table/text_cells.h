/* Cells of a block of rows as text, column by column. */
#ifndef MIM_TABLE_TEXT_CELLS_H
#define MIM_TABLE_TEXT_CELLS_H

#include "table/buffers.h"
#include "table/escape.h"
#include "table/views.h"

enum { MIM_CELL_SLOT = 32 }; /* bytes of a number, and more than are copied at once */

/* MIM_WIDE bytes can be read at every cell. Plain text stays where it is; numbers go to slots, and
 * what has to be escaped to scratch. */
struct mim_text_cells {
    const char *at[MIM_VIEW_ROWS];
    size_t length[MIM_VIEW_ROWS];
    size_t bytes;                  /* of all of them */
    uint8_t quotes[MIM_VIEW_ROWS]; /* 1: JSON's quotes are still missing */
    char *scratch;                 /* owned */
    size_t room;
    char slots[MIM_VIEW_ROWS][MIM_CELL_SLOT];
};

/* Zeroed before the first call. False without memory. */
bool mim_text_cells_make(struct mim_text_cells *cells, const struct mim_view *view,
                         enum mim_text_style style, int64_t from, size_t count);

/* A number, as these cells have it, in MIM_DIGITS_ROOM bytes; returns the end. */
char *mim_write_cell(char *to, double value, enum mim_text_style style);

void mim_text_cells_free(struct mim_text_cells *cells);

#endif
