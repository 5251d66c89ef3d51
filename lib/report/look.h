/* A table that is passed on, while each of its batches is looked at. */
#ifndef MIM_REPORT_LOOK_H
#define MIM_REPORT_LOOK_H

#include "base/error.h"
#include "table/views.h"

struct mim_look {
    /* Looks at a batch, which is of the schema; false: there is no memory. */
    bool (*at)(void *data, const struct ArrowSchema *schema, const struct ArrowArray *batch);
    void *data;
};

/* Makes `out` a stream that gives the batches of `table` as they are. The table and what the look
 * has outlive it; releasing `out` leaves the table as it is. Errors: MEMORY, and the table's. */
mimicry_status mim_look_at(struct ArrowArrayStream *table, struct mim_look look,
                           struct ArrowArrayStream *out, mimicry_error *error);

/* The column of that name, of a schema that passed its check; -1: there is none. */
int64_t mim_look_find(const struct ArrowSchema *schema, const char *name);

#endif
