/* Looks for the one best window of each part, with what does not count as the search's filter: so
 * it is found whenever any window counts. */
#include "screen/nearest.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

static bool is_earlier(const mimicry_hit *a, const mimicry_hit *b)
{
    return a->record != b->record ? a->record < b->record : a->start < b->start;
}

bool mim_hit_is_nearer(const mimicry_hit *a, const mimicry_hit *b)
{
    if (a->mismatches != b->mismatches)
        return a->mismatches < b->mismatches;
    return a->score != b->score ? a->score > b->score : is_earlier(a, b);
}

bool mim_hit_is_better(const mimicry_hit *a, const mimicry_hit *b)
{
    if (a->score != b->score)
        return a->score > b->score;
    return a->mismatches != b->mismatches ? a->mismatches < b->mismatches : is_earlier(a, b);
}

struct seek {
    struct mim_screen_block *block;
    bool by_score;
};

static mimicry_hit *place_of(const struct seek *seek, size_t part)
{
    struct mim_part *p = &seek->block->parts[part];
    return seek->by_score ? &p->best : &p->nearest;
}

static mimicry_status take_hit(void *data, size_t part, const mimicry_hit *hit,
                               mimicry_error *error)
{
    const struct seek *seek = data;
    mimicry_hit *place = place_of(seek, part);
    (void)error;
    if (place->length > 0)
        return MIMICRY_OK; /* a tie that comes later */
    *place = *hit;
    place->query_start = seek->block->parts[part].start;
    return MIMICRY_OK;
}

static mimicry_status find(struct mim_screen_block *block, const struct mim_part_setting *setting,
                           const struct mim_reach *reach, mimicry_error *error)
{
    struct seek seek = {block, !mim_reach_by_mismatches(reach)};
    size_t *parts = mim_alloc_array(block->n_parts, sizeof *parts), count = 0;
    if (parts == NULL)
        return mim_fail_memory(error);
    for (size_t p = 0; p < block->n_parts; p++) {
        if (place_of(&seek, p)->length == 0)
            parts[count++] = p;
    }
    const struct mim_part_search search = {.setting = setting,
                                           .block = block,
                                           .parts = parts,
                                           .count = count,
                                           .reach = *reach,
                                           .filtered = true,
                                           .similar_first = false};
    const mimicry_status status = mim_part_search_run(&search, take_hit, &seek, error);
    free(parts);
    return status;
}

mimicry_status mim_nearest_find(struct mim_screen_block *block,
                                const struct mim_part_setting *setting, mimicry_error *error)
{
    const struct mim_reach nearest = {MIMICRY_MAX_MISMATCHES, MIMICRY_MAX_PEPTIDE, 1};
    return find(block, setting, &nearest, error);
}

mimicry_status mim_best_find(struct mim_screen_block *block, const struct mim_part_setting *setting,
                             mimicry_error *error)
{
    const struct mim_reach best = {MIMICRY_MIN_SCORE, -INFINITY, 1};
    return find(block, setting, &best, error);
}
