/* The finder of a search of listed windows alone: all jobs pass over them together, chunk by chunk.
 * Those by mismatches take bit planes, which are built of each chunk; the others byte lanes. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/find/finder.h"

enum {
    CHUNKS_A_TASK = 4,
    ROOM = 2 * MIM_LIST_CHUNK /* for proposals */
};

/* One worker's memory for planes, set when it is first needed. */
struct list_scratch {
    uint8_t *text; /* the windows of a chunk, one after the other */
    void *planes;
    struct mim_proposal *proposals;
};

struct listed_work {
    struct mim_plane_query *queries; /* of plan PLANES */
    uint32_t n_queries;
    struct list_scratch *scratch; /* by worker */
};

static void end(const struct mim_round *round, void *data)
{
    struct listed_work *work = data;
    for (unsigned w = 0; work->scratch != NULL && w < round->search->threads; w++) {
        free(work->scratch[w].text);
        free(work->scratch[w].planes);
        free(work->scratch[w].proposals);
    }
    free(work->scratch);
    free(work->queries);
    free(work);
}

static mimicry_status begin(const struct mim_round *round, void **out_work, uint64_t *out_tasks,
                            mimicry_error *error)
{
    const struct mim_batch *batch = round->batch;
    const uint64_t chunks = mim_window_list_chunks(round->search->opt_list);
    struct listed_work *work = mim_alloc_zeroed(1, sizeof *work);
    if (work == NULL)
        return mim_fail_memory(error);
    work->queries = mim_alloc_array(batch->n_jobs, sizeof *work->queries);
    work->scratch = mim_alloc_zeroed(round->search->threads, sizeof *work->scratch);
    if (work->queries == NULL || work->scratch == NULL) {
        end(round, work);
        return mim_fail_memory(error);
    }
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        const struct mim_goal *goal = &batch->jobs[k].goal;
        if (batch->jobs[k].active && batch->jobs[k].plan == MIMICRY_PLAN_PLANES)
            work->queries[work->n_queries++] = (struct mim_plane_query){
                goal->codes, goal->length - goal->max_mismatches, goal->length, k};
    }
    *out_tasks = (chunks + CHUNKS_A_TASK - 1) / CHUNKS_A_TASK;
    if (*out_tasks == 0)
        end(round, work);
    else
        *out_work = work;
    return MIMICRY_OK;
}

/* A chunk that jobs pass. */
struct chunk {
    const struct mim_round *round;
    uint64_t first; /* number of its first window in the list, */
    uint32_t count; /* and how many it has */
    struct mim_collector *collector;
};

static mimicry_status test(const struct chunk *c, uint32_t job, uint32_t number,
                           mimicry_error *error)
{
    const struct mim_search *search = c->round->search;
    if (number >= c->count)
        return MIMICRY_OK;
    return mim_collect(c->collector, &c->round->batch->jobs[job], job, search->index->text,
                       search->opt_list->at[c->first + number], error);
}

static mimicry_status scan_lanes(const struct chunk *c, uint32_t job, mimicry_error *error)
{
    const struct mim_search *search = c->round->search;
    const struct mim_window_list *list = search->opt_list;
    const uint8_t *residues = list->residues + (size_t)c->first * list->length;
    uint32_t numbers[MIM_LIST_CHUNK + 1];
    mimicry_status status = MIMICRY_OK;
    const size_t count =
        search->kernels->scan_windows(residues, MIM_LIST_CHUNK / search->kernels->byte_lanes,
                                      &c->round->batch->jobs[job].profile, numbers);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++)
        status = test(c, job, numbers[i], error);
    return status;
}

/* ---- Planes ---- */

static mimicry_status set_scratch(struct list_scratch *s, const struct mim_window_list *list,
                                  uint32_t bit_lanes, mimicry_error *error)
{
    const size_t residues = (size_t)MIM_LIST_CHUNK * list->length;
    if (s->proposals != NULL)
        return MIMICRY_OK;
    if (s->text == NULL)
        s->text = mim_alloc_array(residues, 1);
    if (s->planes == NULL)
        s->planes = mim_alloc_aligned(MIM_PLANES * residues / bit_lanes, bit_lanes / 8);
    if (s->text != NULL && s->planes != NULL)
        s->proposals = mim_alloc_array(ROOM, sizeof *s->proposals);
    return s->proposals != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

static void build(const struct chunk *c, const struct list_scratch *s)
{
    const struct mim_search *search = c->round->search;
    const struct mim_window_list *list = search->opt_list;
    const uint32_t length = list->length;
    const uint32_t segment = MIM_LIST_CHUNK / search->kernels->bit_lanes * length;
    for (uint32_t n = 0; n < c->count; n++)
        memcpy(s->text + (size_t)n * length, search->index->text + list->at[c->first + n], length);
    search->kernels->build_planes(s->text, (uint64_t)c->count * length,
                                  (struct mim_tile_shape){segment, segment}, s->planes);
}

static mimicry_status scan_planes(const struct chunk *c, const struct listed_work *work,
                                  struct list_scratch *s, mimicry_error *error)
{
    const struct mim_kernels *kernels = c->round->search->kernels;
    mimicry_status status = set_scratch(s, c->round->search->opt_list, kernels->bit_lanes, error);
    if (status == MIMICRY_OK)
        build(c, s);
    for (uint32_t k = 0; k < work->n_queries && status == MIMICRY_OK;) {
        size_t count;
        k += kernels->scan_window_planes(s->planes, MIM_LIST_CHUNK / kernels->bit_lanes,
                                         work->queries + k, work->n_queries - k, s->proposals, ROOM,
                                         &count);
        for (size_t i = 0; i < count && status == MIMICRY_OK; i++)
            status = test(c, s->proposals[i].job, s->proposals[i].offset, error);
    }
    return status;
}

/* ---- */

static mimicry_status scan(const struct chunk *c, const struct listed_work *work,
                           struct list_scratch *s, mimicry_error *error)
{
    const struct mim_batch *batch = c->round->batch;
    mimicry_status status = MIMICRY_OK;
    for (uint32_t k = 0; k < batch->n_jobs && status == MIMICRY_OK; k++) {
        if (batch->jobs[k].active && batch->jobs[k].plan == MIMICRY_PLAN_LANES)
            status = scan_lanes(c, k, error);
    }
    if (status != MIMICRY_OK || work->n_queries == 0)
        return status;
    return scan_planes(c, work, s, error);
}

static mimicry_status find(const struct mim_round *round, void *data, unsigned worker,
                           uint64_t task, struct mim_collector *collector, mimicry_error *error)
{
    const struct listed_work *work = data;
    const uint64_t windows = round->search->opt_list->count;
    mimicry_status status = MIMICRY_OK;
    for (uint64_t i = 0; i < CHUNKS_A_TASK && status == MIMICRY_OK; i++) {
        const uint64_t first = (task * CHUNKS_A_TASK + i) * MIM_LIST_CHUNK;
        if (first >= windows)
            break;
        const uint64_t left = windows - first;
        const struct chunk c = {round, first,
                                left < MIM_LIST_CHUNK ? (uint32_t)left : MIM_LIST_CHUNK, collector};
        status = scan(&c, work, &work->scratch[worker], error);
    }
    return status;
}

const struct mim_finder mim_finder_listed = {begin, find, end};
