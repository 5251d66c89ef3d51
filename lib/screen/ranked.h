/* The hits of a query, put in the order asked for. */
#ifndef MIM_SCREEN_RANKED_H
#define MIM_SCREEN_RANKED_H

#include "screen/order.h"

struct mim_ranked_hit {
    mimicry_hit hit; /* `query_start` is in the query */
    double value;
    uint64_t rank; /* 1 more than how many are before it; hits of one value share it */
};

/* Zeroed to begin with. */
struct mim_ranked {
    struct mim_ranked_hit *at;
    size_t count, room;
};

/* Below 0 if a hit of value `a` is before one of value `b`: no two are equal. */
int mim_ranked_compare(double a, const mimicry_hit *hit_a, double b, const mimicry_hit *hit_b);

void mim_ranked_free(struct mim_ranked *ranked);

mimicry_status mim_ranked_add(struct mim_ranked *ranked, const mimicry_hit *hit, double value,
                              mimicry_error *error);

/* Puts them in order and cuts them to the `top` first, with what is as good as the last; 0: all. */
void mim_ranked_sort(struct mim_ranked *ranked, uint64_t top);

#endif
