/* Collects the hits of each part and values them. The first by similarity and presentation together
 * are looked for among the best by score: if another window could be before them, among more. */
#include "screen/valued.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "score/combined.h"

struct valued {
    struct mim_part_search search;  /* `top`: so many by score are looked for at first */
    struct mim_part_setting silent; /* for one part more than once: its progress is not told */
    uint64_t top;
    struct mim_screen_order *order;
    bool first_only;
    mim_valued_fn take;
    void *data;
    size_t part; /* whose hits these are */
    mimicry_hit *hits;
    double *values, *sorted;
    size_t count, hits_room, values_room, sorted_room;
};

static bool is_cut(const struct valued *v)
{
    return v->order->request->order == MIMICRY_ORDER_COMBINED && v->top > 0;
}

static uint64_t top_at_first(const struct valued *v)
{
    if (is_cut(v))
        return mim_combined_first(v->top);
    return v->order->request->order == MIMICRY_ORDER_SIMILARITY ? v->top : 0;
}

static mimicry_status keep(void *data, size_t part, const mimicry_hit *hit, mimicry_error *error)
{
    struct valued *v = data;
    mimicry_hit *hits = mim_grow(v->hits, &v->hits_room, v->count + 1, sizeof *hits);
    if (hits == NULL)
        return mim_fail_memory(error);
    v->hits = hits;
    hits[v->count++] = *hit;
    v->part = part;
    return MIMICRY_OK;
}

static mimicry_status value(struct valued *v, mimicry_error *error)
{
    const struct mim_screen_block *block = v->search.block;
    const struct mim_part *part = &block->parts[v->part];
    double *values = mim_grow(v->values, &v->values_room, v->count, sizeof *values);
    if (values == NULL)
        return mim_fail_memory(error);
    v->values = values;
    return mim_order_values(v->order, part, block->queries[part->query].kept->query.allele,
                            v->first_only, v->hits, v->count, values, error);
}

static int compare(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

/* Whether a window that was not found may be among the first, or as good as the last of these. */
static mimicry_status lacks(struct valued *v, bool *out, mimicry_error *error)
{
    double *sorted = mim_grow(v->sorted, &v->sorted_room, v->count, sizeof *sorted);
    if (sorted == NULL)
        return mim_fail_memory(error);
    v->sorted = sorted;
    memcpy(sorted, v->values, v->count * sizeof *sorted);
    qsort(sorted, v->count, sizeof *sorted, compare);
    *out = !(mim_order_least(v->order, v->hits[v->count - 1].score) > sorted[v->top - 1]);
    return MIMICRY_OK;
}

/* The part's `top` best by score, in the place of those that there are. */
static mimicry_status search_more(struct valued *v, uint64_t top, mimicry_error *error)
{
    struct mim_part_search search = v->search;
    search.setting = &v->silent;
    search.parts = &v->part;
    search.count = 1;
    search.reach.top = top;
    v->count = 0;
    return mim_part_search_run(&search, keep, v, error);
}

static mimicry_status end_part(struct valued *v, mimicry_error *error)
{
    uint64_t found = v->search.reach.top;
    bool more = is_cut(v);
    mimicry_status status = value(v, error);
    while (status == MIMICRY_OK && more && v->count >= found) {
        status = lacks(v, &more, error);
        if (status != MIMICRY_OK || !more)
            break;
        found = mim_combined_next(found);
        status = search_more(v, found, error);
        if (status == MIMICRY_OK)
            status = value(v, error);
    }
    if (status == MIMICRY_OK)
        status = v->take(v->data, v->part, v->hits, v->values, v->count, error);
    v->count = 0;
    return status;
}

static mimicry_status take_hit(void *data, size_t part, const mimicry_hit *hit,
                               mimicry_error *error)
{
    struct valued *v = data;
    mimicry_status status = MIMICRY_OK;
    if (v->count > 0 && v->part != part)
        status = end_part(v, error);
    return status == MIMICRY_OK ? keep(v, part, hit, error) : status;
}

mimicry_status mim_valued_run(const struct mim_part_search *search, struct mim_screen_order *order,
                              bool first_only, mim_valued_fn take, void *data, mimicry_error *error)
{
    struct valued v = {.search = *search,
                       .silent = *search->setting,
                       .top = search->reach.top,
                       .order = order,
                       .first_only = first_only,
                       .take = take,
                       .data = data};
    v.silent.watch = NULL;
    v.search.reach.top = top_at_first(&v);
    mimicry_status status = mim_part_search_run(&v.search, take_hit, &v, error);
    if (status == MIMICRY_OK && v.count > 0)
        status = end_part(&v, error);
    free(v.hits);
    free(v.values);
    free(v.sorted);
    return status;
}
