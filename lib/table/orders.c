/* Checks the order that is asked for. */
#include "table/orders.h"

#include <math.h>

static bool has_expression(const struct mim_order_use *use)
{
    return use->opt_annotations != NULL && use->opt_annotations->expression != NULL;
}

/* Whether the best are chosen from all windows, however unlike. */
static bool is_of_all(const struct mim_order_use *use)
{
    return use->top > 0 && use->threshold_kind == MIMICRY_MIN_SCORE && isinf(use->threshold);
}

mimicry_status mim_order_check(int32_t order, const struct mim_order_use *use, mimicry_error *error)
{
    const bool by_expression = order == MIMICRY_ORDER_EXPRESSION;
    if (order == MIMICRY_ORDER_AUTO || order == MIMICRY_ORDER_SIMILARITY)
        return MIMICRY_OK;
    if (order < MIMICRY_ORDER_AUTO || order > MIMICRY_ORDER_EXPRESSION)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "order %d: MIMICRY_ORDER_... was expected",
                        (int)order);
    if (by_expression && !has_expression(use))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "order of expression without a table of it: add one to the annotations");
    if (by_expression && (use->columns & MIMICRY_COLUMN_GROUP) != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "groups and order of expression do not go together");
    if (!by_expression && !use->presentation)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "order of what is presented without alleles: name some, or give queries "
                        "that have them");
    if (is_of_all(use) && order != MIMICRY_ORDER_COMBINED)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "top without a threshold by %s, which knows no likeness: give a threshold, "
                        "or order by similarity or combined",
                        by_expression ? "expression" : "presented");
    return MIMICRY_OK;
}

int32_t mim_order_of(int32_t order, bool presentation)
{
    if (order != MIMICRY_ORDER_AUTO)
        return order;
    return presentation ? MIMICRY_ORDER_COMBINED : MIMICRY_ORDER_SIMILARITY;
}
