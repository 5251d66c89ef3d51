/* Looks for the one best window of each part, with what does not count as the search's filter: so
 * it is found whenever any window counts. What the best by mismatches scores is where the search
 * for the best by score begins. */
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
    const struct mim_part_setting *setting;
    bool by_score;
    size_t *parts; /* that are searched */
    double *least; /* by_score: what a hit of each scores at least */
    size_t count;
};

static mimicry_status open_seek(struct seek *seek, mimicry_error *error)
{
    seek->parts = mim_alloc_array(seek->block->n_parts, sizeof *seek->parts);
    seek->least = mim_alloc_array(seek->block->n_parts, sizeof *seek->least);
    return seek->parts != NULL && seek->least != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

static void close_seek(struct seek *seek)
{
    free(seek->parts);
    free(seek->least);
}

/* Takes the first hit of a part: those that come later are as good at most. */
static mimicry_status take_hit(void *data, size_t number, const mimicry_hit *hit,
                               mimicry_error *error)
{
    const struct seek *seek = data;
    struct mim_part *part = &seek->block->parts[number];
    mimicry_hit *place = seek->by_score ? &part->best : &part->nearest;
    (void)error;
    if (place->length > 0 &&
        !(seek->by_score ? mim_hit_is_better(hit, place) : mim_hit_is_nearer(hit, place)))
        return MIMICRY_OK;
    *place = *hit;
    place->query_start = part->start;
    return MIMICRY_OK;
}

static mimicry_status run(struct seek *seek, const struct mim_reach *reach, mimicry_error *error)
{
    const struct mim_part_search search = {.setting = seek->setting,
                                           .block = seek->block,
                                           .parts = seek->parts,
                                           .count = seek->count,
                                           .reach = *reach,
                                           .least = seek->by_score ? seek->least : NULL,
                                           .filtered = true,
                                           .similar_first = false};
    return mim_part_search_run(&search, take_hit, seek, error);
}

mimicry_status mim_nearest_find(struct mim_screen_block *block,
                                const struct mim_part_setting *setting, mimicry_error *error)
{
    const struct mim_reach nearest = {MIMICRY_MAX_MISMATCHES, MIMICRY_MAX_PEPTIDE, 1};
    struct seek seek = {.block = block, .setting = setting, .by_score = false};
    mimicry_status status = open_seek(&seek, error);
    for (size_t p = 0; p < block->n_parts && status == MIMICRY_OK; p++) {
        if (block->parts[p].nearest.length == 0)
            seek.parts[seek.count++] = p;
    }
    if (status == MIMICRY_OK)
        status = run(&seek, &nearest, error);
    close_seek(&seek);
    return status;
}

/* ---- The best by score ---- */

/* Adds a part, unless nothing of it counts or a reach by score has its best already.
 *
 * What was found by mismatches is a bound: the best of all within the reach, which the reach has
 * set, or the nearest, which is the best of all of so few mismatches, where nothing is within. So
 * no window of as few mismatches is better, and one of more is only if it scores more. The score of
 * a window is the same double in every search (mim_goal_test): it is at least the next one. */
static void add_part(struct seek *seek, size_t number)
{
    struct mim_part *part = &seek->block->parts[number];
    const bool by_mismatches = mim_reach_by_mismatches(&seek->setting->request->reach);
    if (part->nearest.length == 0 || (part->best.length > 0 && !by_mismatches))
        return;
    if (part->best.length == 0)
        part->best = part->nearest;
    seek->least[seek->count] = nextafter(part->best.score, INFINITY);
    seek->parts[seek->count++] = number;
}

mimicry_status mim_best_find(struct mim_screen_block *block, const struct mim_part_setting *setting,
                             mimicry_error *error)
{
    const struct mim_reach best = {MIMICRY_MIN_SCORE, -INFINITY, 1};
    struct seek seek = {.block = block, .setting = setting, .by_score = true};
    mimicry_status status = open_seek(&seek, error);
    for (size_t p = 0; p < block->n_parts && status == MIMICRY_OK; p++)
        add_part(&seek, p);
    if (status == MIMICRY_OK)
        status = run(&seek, &best, error);
    close_seek(&seek);
    return status;
}
