/* Tables with a header line, separated by tabs or commas. */
#ifndef MIM_SEQ_TABLE_H
#define MIM_SEQ_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* One line's cells. Zeroed to begin with. */
struct mim_cells {
    char **at;
    size_t count;
    size_t capacity;
};

/* Splits a line in place at `separator`. A cell may be quoted, a quote within it doubled.
 * False: no memory. */
bool mim_cells_split(struct mim_cells *cells, char *line, char separator);
void mim_cells_free(struct mim_cells *cells);

enum { MIM_NO_COLUMN = -1, MIM_REPEATED_COLUMN = -2 };

/* The number of the cell that is `name`, in any case, or one of the above. */
long mim_cells_find(const struct mim_cells *cells, const char *name);

#endif
