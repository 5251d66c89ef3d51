/* Looks for the one best window of each item, with what is to be left out as the search's filter:
 * so it is found whenever any window counts. */
#include "screen/nearest.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

struct mim_search mim_screen_search(const struct mim_screen *screen, int32_t kind, double threshold,
                                    uint32_t least)
{
    const bool by_score = kind != MIMICRY_MAX_MISMATCHES;
    const int32_t plan = screen->options.plan;
    const bool able = plan == MIMICRY_PLAN_LANES || plan == MIMICRY_PLAN_BRANCH ||
                      (plan == MIMICRY_PLAN_PLANES && !by_score) ||
                      (plan == MIMICRY_PLAN_SEEDS && !by_score && threshold < least);
    return (struct mim_search){
        .index = screen->index,
        .model = screen->options.model,
        .kernels = screen->kernels,
        .threshold_kind = kind,
        .threshold = threshold,
        .plan = able ? plan : MIMICRY_PLAN_AUTO,
        .threads = screen->threads,
    };
}

uint32_t mim_screen_shortest(const struct mim_screen_block *block)
{
    uint32_t shortest = UINT32_MAX;
    for (size_t i = 0; i < block->n_items; i++)
        shortest = block->items[i].length < shortest ? block->items[i].length : shortest;
    return shortest;
}

/* The items that are searched, and where their first hits go. */
struct seek {
    struct mim_screen_block *block;
    size_t *items; /* numbers in the block, */
    const char **queries;
    size_t count;
    bool by_score;
};

static bool counts(const void *data, uint64_t query, uint64_t record, uint64_t start,
                   uint32_t length)
{
    const struct seek *seek = data;
    const struct mim_screen_item *item = &seek->block->items[seek->items[query]];
    (void)length; /* the item's */
    return mim_scope_reason(item->scope, record, start) == MIM_SCOPE_KEPT;
}

static int take(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    const struct seek *seek = data;
    (void)stride; /* of this very library */
    for (size_t i = 0; i < count; i++) {
        struct mim_screen_item *item = &seek->block->items[seek->items[hits[i].query]];
        mimicry_hit *out = seek->by_score ? &item->best : &item->nearest;
        if (out->length > 0)
            continue; /* a tie that comes later */
        *out = hits[i];
        out->query = seek->block->before + item->candidate;
        out->query_start = item->start;
    }
    return 0;
}

static mimicry_status choose(struct seek *seek, struct mim_screen_block *block, bool by_score,
                             mimicry_error *error)
{
    *seek = (struct seek){
        .block = block,
        .items = mim_alloc_array(block->n_items, sizeof *seek->items),
        .queries = mim_alloc_array(block->n_items, sizeof *seek->queries),
        .by_score = by_score,
    };
    if (seek->items == NULL || seek->queries == NULL)
        return mim_fail_memory(error);
    for (size_t i = 0; i < block->n_items; i++) {
        const struct mim_screen_item *item = &block->items[i];
        if (block->candidates[item->candidate].original != item->candidate ||
            (!by_score && item->nearest.length > 0))
            continue;
        seek->queries[seek->count] = item->letters;
        seek->items[seek->count++] = i;
    }
    return MIMICRY_OK;
}

static mimicry_status find(struct mim_screen_block *block, const struct mim_screen *screen,
                           const struct mim_screen_rules *rules, bool by_score,
                           mimicry_progress_fn watch, void *watch_data, mimicry_error *error)
{
    struct seek seek;
    const struct mim_scope_rules *scope = &rules->scope;
    const bool apart = scope->wildtype || scope->own_gene || scope->paralogs > 0;
    struct mim_search search =
        by_score ? mim_screen_search(screen, MIMICRY_MIN_SCORE, -INFINITY, 0)
                 : mim_screen_search(screen, MIMICRY_MAX_MISMATCHES, MIMICRY_MAX_PEPTIDE, 0);
    const struct mim_filter filter = {.records = scope->records,
                                      .kept = rules->kept,
                                      .takes = apart ? counts : NULL,
                                      .data = &seek};
    search.top = 1;
    search.filter = apart || scope->records != NULL ? &filter : NULL;
    search.progress = watch;
    search.progress_data = watch_data;
    mimicry_status status = choose(&seek, block, by_score, error);
    if (status == MIMICRY_OK)
        status = mim_search_run(&search, seek.queries, seek.count, take, &seek, error);
    free(seek.items);
    free(seek.queries);
    return status;
}

mimicry_status mim_screen_nearest(struct mim_screen_block *block, const struct mim_screen *screen,
                                  const struct mim_screen_rules *rules, mimicry_progress_fn watch,
                                  void *watch_data, mimicry_error *error)
{
    return find(block, screen, rules, false, watch, watch_data, error);
}

mimicry_status mim_screen_best(struct mim_screen_block *block, const struct mim_screen *screen,
                               const struct mim_screen_rules *rules, mimicry_progress_fn watch,
                               void *watch_data, mimicry_error *error)
{
    return find(block, screen, rules, true, watch, watch_data, error);
}
