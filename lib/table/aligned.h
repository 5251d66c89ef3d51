/* Which columns of a table are shown side by side, and how wide each is. */
#ifndef MIM_TABLE_ALIGNED_H
#define MIM_TABLE_ALIGNED_H

#include "table/views.h"

struct mim_aligned_column {
    int64_t at; /* in the schema */
    const char *name;
    bool is_number, is_residues;
    bool always;  /* in the short selection; else where there is room */
    int64_t with; /* the column whose residues those of this one are compared with; -1: none */
    size_t width; /* of the terminal */
    size_t least; /* that it can do with */
};

struct mim_aligned {
    struct mim_aligned_column *columns;
    size_t count;
    size_t gap; /* blanks between columns: 2, or 1 where it is narrow */
};

/* The columns that are marked `brief`, or all if none is. The schema, which is checked, outlives
 * them. MEMORY. */
mimicry_status mim_aligned_open(const struct ArrowSchema *schema, struct mim_aligned *out,
                                mimicry_error *error);
void mim_aligned_close(struct mim_aligned *aligned);

/* So wide a cell is in that column. */
void mim_aligned_measure(struct mim_aligned_column *column, size_t width);

/* Makes the columns fit, after the last measure: leaves some out, and narrows those of text. */
void mim_aligned_fit(struct mim_aligned *aligned, size_t width);

/* A name is broken after _ where it is wider than its column. The end of the line that begins at
 * `from`. */
size_t mim_aligned_line_end(const char *name, size_t from, size_t width);

#endif
