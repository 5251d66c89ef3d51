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
    struct mim_listed *listed;
    struct mim_reach reach;
    bool by_score;
    bool *wanted;   /* by part: it is searched for, */
    double *bounds; /* and by_score: what a hit scores at least */
    size_t *parts;  /* that are searched together, */
    double *least;  /* and their bounds */
};

static mimicry_status open_seek(struct seek *seek, mimicry_error *error)
{
    const size_t n = seek->block->n_parts;
    seek->wanted = mim_alloc_zeroed(n, sizeof *seek->wanted);
    seek->bounds = mim_alloc_array(n, 2 * sizeof *seek->bounds);
    seek->parts = mim_alloc_array(n, sizeof *seek->parts);
    seek->least = seek->bounds != NULL ? seek->bounds + n : NULL;
    return seek->wanted != NULL && seek->bounds != NULL && seek->parts != NULL
               ? MIMICRY_OK
               : mim_fail_memory(error);
}

static void close_seek(struct seek *seek)
{
    free(seek->wanted);
    free(seek->bounds);
    free(seek->parts);
}

/* Takes the first hit of a part: those that come later of one search are as good at most. */
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

/* Of windows of a list, or (NULL) of all, those of the first `count` of the parts. */
static mimicry_status run(struct seek *seek, const struct mim_window_list *opt_list, size_t count,
                          mimicry_error *error)
{
    const struct mim_part_search search = {.setting = seek->setting,
                                           .block = seek->block,
                                           .parts = seek->parts,
                                           .count = count,
                                           .reach = seek->reach,
                                           .least = seek->by_score ? seek->least : NULL,
                                           .opt_list = opt_list,
                                           .filtered = true,
                                           .similar_first = false};
    return count == 0 ? MIMICRY_OK : mim_part_search_run(&search, take_hit, seek, error);
}

/* What an earlier band has found is a bound, too, for what is better or as good. */
static mimicry_status run_band(void *data, const struct mim_listed_band *band, const size_t *parts,
                               size_t count, mimicry_error *error)
{
    struct seek *seek = data;
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const struct mim_part *part = &seek->block->parts[parts[i]];
        if (!part->opt_lists->is_complete || !seek->wanted[parts[i]])
            continue;
        seek->least[n] = seek->by_score ? fmax(seek->bounds[parts[i]], part->best.score) : 0;
        seek->parts[n++] = parts[i];
    }
    return run(seek, band->windows, n, error);
}

/* Searches for all parts that are wanted: their lists alone, where these have all that counts. */
static mimicry_status run_all(struct seek *seek, mimicry_error *error)
{
    size_t n = 0;
    for (size_t p = 0; p < seek->block->n_parts; p++) {
        const struct mim_part_lists *lists = seek->block->parts[p].opt_lists;
        if (!seek->wanted[p] || (lists != NULL && lists->is_complete))
            continue;
        seek->least[n] = seek->by_score ? seek->bounds[p] : 0;
        seek->parts[n++] = p;
    }
    const mimicry_status status = run(seek, NULL, n, error);
    return status == MIMICRY_OK ? mim_listed_each(seek->listed, seek->block, run_band, seek, error)
                                : status;
}

mimicry_status mim_nearest_find(struct mim_screen_block *block,
                                const struct mim_part_setting *setting, struct mim_listed *listed,
                                mimicry_error *error)
{
    struct seek seek = {.block = block,
                        .setting = setting,
                        .listed = listed,
                        .reach = {MIMICRY_MAX_MISMATCHES, MIMICRY_MAX_PEPTIDE, 1},
                        .by_score = false};
    mimicry_status status = open_seek(&seek, error);
    for (size_t p = 0; p < block->n_parts && status == MIMICRY_OK; p++)
        seek.wanted[p] = block->parts[p].nearest.length == 0;
    if (status == MIMICRY_OK)
        status = run_all(&seek, error);
    close_seek(&seek);
    return status;
}

/* ---- The best by score ---- */

/* What was found by mismatches is a bound: the best of all within the reach, which the reach has
 * set, or the nearest, which is the best of all of so few mismatches, where nothing is within. So
 * no window of as few mismatches is better, and one of more is only if it scores more. The score of
 * a window is the same double in every search (mim_goal_test): it is at least the next one. */
double mim_best_bound(struct mim_part *part, const struct mim_screen_request *request)
{
    const bool by_mismatches = mim_reach_by_mismatches(&request->reach);
    if (part->nearest.length == 0 || (part->best.length > 0 && !by_mismatches))
        return (double)INFINITY;
    if (part->best.length == 0)
        part->best = part->nearest;
    return nextafter(part->best.score, INFINITY);
}

mimicry_status mim_best_find(struct mim_screen_block *block, const struct mim_part_setting *setting,
                             struct mim_listed *listed, const double *opt_bounds,
                             mimicry_error *error)
{
    struct seek seek = {.block = block,
                        .setting = setting,
                        .listed = listed,
                        .reach = {MIMICRY_MIN_SCORE, -INFINITY, 1},
                        .by_score = true};
    mimicry_status status = open_seek(&seek, error);
    for (size_t p = 0; p < block->n_parts && status == MIMICRY_OK; p++) {
        seek.bounds[p] =
            opt_bounds != NULL ? opt_bounds[p] : mim_best_bound(&block->parts[p], setting->request);
        seek.wanted[p] = !isinf(seek.bounds[p]);
    }
    if (status == MIMICRY_OK)
        status = run_all(&seek, error);
    close_seek(&seek);
    return status;
}
