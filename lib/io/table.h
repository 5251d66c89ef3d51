/* Tables with a header line, separated by tabs, commas or semicolons. */
#ifndef MIM_IO_TABLE_H
#define MIM_IO_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* One line's cells. Zeroed to begin with. */
struct mim_cells {
    char **at;
    size_t count;
    size_t capacity;
};

enum mim_cells_result { MIM_CELLS_GOOD, MIM_CELLS_BAD_QUOTE, MIM_CELLS_NO_MEMORY };

/* Splits a line in place at `separator`. A cell may be quoted, a quote within it doubled; a quote
 * that does not end, or ends before its cell does, is bad. */
enum mim_cells_result mim_cells_split(struct mim_cells *cells, char *line, char separator);
void mim_cells_free(struct mim_cells *cells);

enum { MIM_NO_COLUMN = -1, MIM_REPEATED_COLUMN = -2 };

/* The number of the cell that is `name`, in any case, or one of the above. */
long mim_cells_find(const struct mim_cells *cells, const char *name);

#endif
