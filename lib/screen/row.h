/* The rows of a screen: what was found of a candidate, put together. */
#ifndef MIM_SCREEN_ROW_H
#define MIM_SCREEN_ROW_H

#include "screen/selves.h"

/* Memory that a list of names in a row points into. */
struct mim_row_names {
    const char **names;
    size_t room;
};

enum { MIM_ROW_LISTS = 6 };

struct mim_row_tissue {
    double level;
    size_t tissue;
};

/* Makes rows, one after the other. */
struct mim_rows_maker {
    const struct mim_screen *screen;
    const struct mim_record_genes *genes;
    const double **levels; /* by gene, as mim_expression_find gives them */
    size_t n_tissues;
    const char **tissues; /* their names, */
    const char **systems; /* organ systems, NULL where there is none, */
    bool *vital;
    double *highest;              /* by tissue: the level in this row */
    struct mim_row_tissue *order; /* those at the floor or above */
    struct mim_row_names lists[MIM_ROW_LISTS];
    mimicry_hit nearest, best; /* of the row */
    char *letters;             /* of its self-peptides */
    size_t letters_room;
};

mimicry_status mim_rows_create(struct mim_rows_maker *rows, const struct mim_screen *screen,
                               const struct mim_record_genes *genes, mimicry_error *error);
void mim_rows_free(struct mim_rows_maker *rows);

/* The row of a candidate of a block, of which everything has been found. It lives until the next
 * one is made. */
mimicry_status mim_rows_make(struct mim_rows_maker *rows, const struct mim_screen_block *block,
                             const struct mim_selves *selves, uint32_t candidate,
                             mimicry0_screen_row *out, mimicry_error *error);

#endif
