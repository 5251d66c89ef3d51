/* One cell of an Arrow array. */
#ifndef MIM_QUERY_ARROW_CELL_H
#define MIM_QUERY_ARROW_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include <mimicry/mimicry.h>

struct mim_arrow_cell {
    const char *text; /* not terminated; it may be `digits` */
    size_t length;
    double number; /* NaN: it is none, or null */
    bool is_bad;   /* the array is not what its format says, or a number that no text is made of */
    char digits[24];
};

/* Whether cells of this format can be read: text, numbers, null, or a dictionary of these. */
bool mim_arrow_is_known(const struct ArrowSchema *schema);

/* Reads cell `row` from the array's offset on. A null is empty text. */
void mim_arrow_read(const struct ArrowSchema *schema, const struct ArrowArray *array, int64_t row,
                    struct mim_arrow_cell *out);

#endif
