/* The finder for windows that overlap: their stretches pass over each tile of the text. */
#include <stdlib.h>

#include "base/memory.h"
#include "search/find/finder.h"
#include "search/find/slide.h"

enum {
    JOINT = 3 /* how much longer than a window a segment should be */
};

struct scratch {
    void *planes;
    struct mim_proposal *proposals; /* of two tiles of windows: room for one is always left */
};

struct slide_work {
    struct mim_slide_list list;
    struct mim_tile_shape shape;
    size_t windows;          /* of a tile */
    struct scratch *scratch; /* one a worker, set when it is first needed */
};

static void end(const struct mim_round *round, void *data)
{
    struct slide_work *work = data;
    for (unsigned w = 0; work->scratch != NULL && w < round->search->threads; w++) {
        free(work->scratch[w].planes);
        free(work->scratch[w].proposals);
    }
    free(work->scratch);
    mim_slide_list_free(&work->list);
    free(work);
}

static mimicry_status begin(const struct mim_round *round, void **out_work, uint64_t *out_tasks,
                            mimicry_error *error)
{
    const struct mim_search *search = round->search;
    const uint32_t lanes = search->kernels->bit_lanes;
    struct slide_work *work = mim_alloc_zeroed(1, sizeof *work);
    if (work == NULL)
        return mim_fail_memory(error);
    work->scratch = mim_alloc_zeroed(search->threads, sizeof *work->scratch);
    mimicry_status status = work->scratch != NULL ? MIMICRY_OK : mim_fail_memory(error);
    if (status == MIMICRY_OK)
        status = mim_slide_list_set(&work->list, round->batch, lanes, error);
    if (status != MIMICRY_OK || work->list.longest == 0) {
        end(round, work);
        *out_tasks = 0;
        return status;
    }
    uint32_t segment = MIM_SLIDE_ROWS;
    while (segment < JOINT * work->list.longest)
        segment *= 2;
    work->shape = (struct mim_tile_shape){segment, segment + work->list.longest - 1};
    work->windows = (size_t)segment * lanes;
    *out_work = work;
    *out_tasks = (search->index->text_length + work->windows - 1) / work->windows;
    return MIMICRY_OK;
}

static mimicry_status set_scratch(struct scratch *scratch, const struct slide_work *work,
                                  uint32_t lanes, mimicry_error *error)
{
    if (scratch->proposals != NULL)
        return MIMICRY_OK;
    if (scratch->planes == NULL)
        scratch->planes = mim_alloc_aligned((size_t)MIM_PLANES * work->shape.rows, lanes / 8);
    if (scratch->planes != NULL)
        scratch->proposals = mim_alloc_array(2 * work->windows, sizeof *scratch->proposals);
    return scratch->proposals != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

/* A tile from text position `from` on. */
static mimicry_status test(const struct mim_round *round, const struct mim_proposal *proposals,
                           size_t count, uint64_t from, struct mim_collector *collector,
                           mimicry_error *error)
{
    const struct mimicry_index *index = round->search->index;
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++) {
        const uint64_t at = from + proposals[i].offset;
        if (at < index->text_length) /* the layout reaches beyond the text */
            status = mim_collect(collector, &round->batch->jobs[proposals[i].job], proposals[i].job,
                                 index->text, at, error);
    }
    return status;
}

static mimicry_status find(const struct mim_round *round, void *data, unsigned worker,
                           uint64_t tile, struct mim_collector *collector, mimicry_error *error)
{
    const struct slide_work *work = data;
    const struct mim_search *search = round->search;
    const struct mim_kernels *kernels = search->kernels;
    struct scratch *scratch = &work->scratch[worker];
    const uint64_t from = tile * work->windows;
    if (search->filter != NULL &&
        !mim_filter_takes_any(search->filter, search->index, from, from + work->windows))
        return MIMICRY_OK;
    mimicry_status status = set_scratch(scratch, work, kernels->bit_lanes, error);
    if (status != MIMICRY_OK)
        return status;
    kernels->build_planes(search->index->text + from, search->index->text_length - from,
                          work->shape, scratch->planes);
    for (uint32_t i = 0; i < work->list.n_queries; i++) {
        const struct mim_slide_query *query = &work->list.queries[i];
        const uint32_t diagonals = mim_slide_diagonals(work->shape, query);
        for (uint32_t n = 0; n < diagonals && status == MIMICRY_OK;) {
            size_t count;
            n = kernels->slide_planes(scratch->planes, work->shape, query, n, scratch->proposals,
                                      2 * work->windows, &count);
            status = test(round, scratch->proposals, count, from, collector, error);
        }
    }
    return status;
}

const struct mim_finder mim_finder_slide = {begin, find, end};
