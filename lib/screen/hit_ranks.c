/* Ranks the hits of all parts of a block together, one model after the other. */
#include "screen/hit_ranks.h"

#include <stdlib.h>

#include "base/memory.h"
#include "search/model_ranks.h"

/* The parts that have hits, and whose hit each is. */
struct sorted_hits {
    const struct mim_screen_block *block;
    size_t count;          /* of hits: those of the block's queries stand first */
    uint32_t *of;          /* by hit: the number of its part, of the block, then of `parts` */
    uint32_t *numbers;     /* by part of the block: its number among `parts` */
    size_t *parts;         /* rising, */
    const char **peptides; /* and their letters */
    size_t n_parts;
};

/* The part of a query that a hit is of. Parts come by start, then by length. */
static size_t part_of(const struct mim_screen_block *block, const struct mim_screened *query,
                      const mimicry_hit *hit)
{
    size_t from = query->parts.first, to = from + query->parts.count;
    while (to - from > 1) {
        const size_t middle = from + (to - from) / 2;
        const struct mim_part *part = &block->parts[middle];
        if (part->start < hit->query_start ||
            (part->start == hit->query_start && part->length <= hit->length))
            from = middle;
        else
            to = middle;
    }
    return from;
}

/* Queries that are the same as an earlier one have its hits. */
static size_t count_hits(const struct mim_screen_block *block)
{
    size_t count = 0;
    for (uint32_t q = 0; q < block->n_queries; q++) {
        const size_t end = block->queries[q].first_hit + (size_t)block->queries[q].n_hits;
        count = end > count ? end : count;
    }
    return count;
}

static void mark_parts(struct sorted_hits *s)
{
    const struct mim_screen_block *block = s->block;
    for (uint32_t q = 0; q < block->n_queries; q++) {
        const struct mim_screened *query = &block->queries[q];
        for (size_t i = query->first_hit; i < query->first_hit + query->n_hits; i++) {
            s->of[i] = (uint32_t)part_of(block, query, &block->hits[i]);
            s->numbers[s->of[i]] = 1;
        }
    }
}

static void list_parts(struct sorted_hits *s)
{
    for (size_t p = 0; p < s->block->n_parts; p++) {
        if (s->numbers[p] == 0)
            continue;
        s->numbers[p] = (uint32_t)s->n_parts;
        s->peptides[s->n_parts] = s->block->parts[p].letters;
        s->parts[s->n_parts++] = p;
    }
    for (size_t i = 0; i < s->count; i++)
        s->of[i] = s->numbers[s->of[i]];
}

static mimicry_status sort(const struct mim_screen_block *block, struct sorted_hits *s,
                           mimicry_error *error)
{
    const size_t count = count_hits(block);
    *s = (struct sorted_hits){
        .block = block,
        .count = count,
        .of = mim_alloc_array(count, sizeof *s->of),
        .numbers = mim_alloc_zeroed(block->n_parts, sizeof *s->numbers),
        .parts = mim_alloc_array(block->n_parts, sizeof *s->parts),
        .peptides = mim_alloc_array(block->n_parts, sizeof *s->peptides),
    };
    if (s->of == NULL || s->numbers == NULL || s->parts == NULL || s->peptides == NULL)
        return mim_fail_memory(error);
    mark_parts(s);
    list_parts(s);
    return MIMICRY_OK;
}

static void free_sorted(struct sorted_hits *s)
{
    free(s->of);
    free(s->numbers);
    free(s->parts);
    free(s->peptides);
}

static mimicry_status rank(struct mim_screen_block *block, const struct sorted_hits *s,
                           const struct mim_part_setting *setting, mimicry_error *error)
{
    const struct mim_model_list *models = setting->request->opt_models;
    const struct mim_to_rank hits = {s->peptides, s->n_parts, block->hits, s->of, s->count};
    const struct mim_part_search parts = {.setting = setting,
                                          .block = block,
                                          .parts = s->parts,
                                          .count = s->n_parts,
                                          .reach = {MIMICRY_MIN_SCORE, 0, 0},
                                          .filtered = true};
    struct mim_filter filter;
    struct mim_search search;
    mimicry_status status = MIMICRY_OK;
    mim_part_search_set(&parts, &filter, &search);
    for (size_t m = 0; m < models->count && status == MIMICRY_OK; m++) {
        search.model = models->at[m];
        status = mim_model_ranks(&search, &hits, block->by_model + m, models->count, error);
    }
    return status;
}

mimicry_status mim_hit_ranks_find(struct mim_screen_block *block,
                                  const struct mim_part_setting *setting, mimicry_error *error)
{
    const struct mim_screen_request *request = setting->request;
    struct sorted_hits sorted;
    if (request->opt_models == NULL || !request->hits)
        return MIMICRY_OK;
    mimicry_status status = sort(block, &sorted, error);
    if (status == MIMICRY_OK) {
        block->n_models = request->opt_models->count;
        block->by_model = mim_alloc_array(sorted.count, block->n_models * sizeof *block->by_model);
        status =
            block->by_model != NULL ? rank(block, &sorted, setting, error) : mim_fail_memory(error);
    }
    free_sorted(&sorted);
    return status;
}
