/* Which order the hits of a table can have. */
#ifndef MIM_TABLE_ORDERS_H
#define MIM_TABLE_ORDERS_H

#include "annotate/annotations.h"
#include "base/error.h"

/* What the table is of. */
struct mim_order_use {
    bool presentation; /* is known */
    const struct mimicry_annotations *opt_annotations;
    uint32_t columns; /* MIMICRY_COLUMN_... */
    int32_t threshold_kind;
    double threshold;
    uint64_t top;
};

/* ARGUMENT for an order that there is not, or that cannot be. */
mimicry_status mim_order_check(int32_t order, const struct mim_order_use *use,
                               mimicry_error *error);

/* AUTO is COMBINED where it is known what is presented, else SIMILARITY. */
int32_t mim_order_of(int32_t order, bool presentation);

#endif
