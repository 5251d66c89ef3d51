/* Which order the hits of a table can have. */
#ifndef MIM_TABLE_ORDERS_H
#define MIM_TABLE_ORDERS_H

#include <stdbool.h>

#include "base/error.h"

/* What an order needs, or does not go with. */
struct mim_order_use {
    bool presentation, expression; /* are known */
    bool groups;                   /* are a column */
    bool all;                      /* the best are chosen from all windows: there is no threshold */
};

/* ARGUMENT for an order that there is not, or that cannot be. */
mimicry_status mim_order_check(int32_t order, const struct mim_order_use *use,
                               mimicry_error *error);

/* AUTO is COMBINED where it is known what is presented, else SIMILARITY. */
int32_t mim_order_of(int32_t order, bool presentation);

#endif
