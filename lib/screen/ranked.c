/* Sorts the hits of a query. */
#include "screen/ranked.h"

#include <stdlib.h>

#include "base/memory.h"

void mim_ranked_free(struct mim_ranked *r)
{
    free(r->at);
    *r = (struct mim_ranked){0};
}

mimicry_status mim_ranked_add(struct mim_ranked *r, const mimicry_hit *hit, double value,
                              mimicry_error *error)
{
    struct mim_ranked_hit *grown = mim_grow(r->at, &r->room, r->count + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    r->at = grown;
    grown[r->count++] = (struct mim_ranked_hit){.hit = *hit, .value = value};
    return MIMICRY_OK;
}

static int by_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

/* By window of the query before by place: so hits of one window that have the same residues are
 * never parted by those of another. */
int mim_ranked_compare(double a, const mimicry_hit *hit_a, double b, const mimicry_hit *hit_b)
{
    int order = mim_order_compare(a, hit_a, b, hit_b);
    if (order == 0)
        order = by_number(hit_a->query_start, hit_b->query_start);
    if (order == 0)
        order = by_number(hit_a->length, hit_b->length);
    if (order == 0)
        order = by_number(hit_a->record, hit_b->record);
    return order != 0 ? order : by_number(hit_a->start, hit_b->start);
}

static int compare(const void *x, const void *y)
{
    const struct mim_ranked_hit *a = x, *b = y;
    return mim_ranked_compare(a->value, &a->hit, b->value, &b->hit);
}

void mim_ranked_sort(struct mim_ranked *r, uint64_t top)
{
    size_t n = 0;
    if (r->count > 1)
        qsort(r->at, r->count, sizeof *r->at, compare);
    for (; n < r->count; n++) {
        const bool ties = n > 0 && !(r->at[n].value > r->at[n - 1].value);
        if (top > 0 && n >= top && !ties)
            break;
        r->at[n].rank = ties ? r->at[n - 1].rank : n + 1;
    }
    r->count = n;
}
