/* Tissues whose levels are columns of their own. */
#ifndef MIM_TABLE_LEVELS_H
#define MIM_TABLE_LEVELS_H

#include "annotate/expression.h"
#include "table/table.h"

enum {
    MIM_LEVELS = 16,      /* tissues, at most */
    MIM_LEVEL_NAME = 128, /* bytes of the name of a column, with its NUL */
};

struct mim_levels {
    size_t count;
    size_t tissues[MIM_LEVELS]; /* by their numbers in the table of expression */
    char names[MIM_LEVELS][MIM_LEVEL_NAME];
};

/* Tissues by their names, separated by commas; ASCII case and blanks around do not count.
 * ARGUMENT for one that the table has not, with the names that come near, or whose column comes
 * twice. */
mimicry_status mim_levels_set(struct mim_levels *levels, const struct mim_expression *expression,
                              const char *text, mimicry_error *error);

/* Adds the columns; how many. Their names are those of `levels`. */
size_t mim_levels_columns(const struct mim_levels *levels, struct mim_column *out);

/* Their cells, of the levels of a gene by tissue; NULL: nothing is known of it. */
void mim_levels_put(const struct mim_levels *levels, struct mim_table *table,
                    const double *opt_levels);

#endif
