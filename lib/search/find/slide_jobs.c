/* The finder for windows that overlap: their stretches pass over each tile of the text. */
#include <stdlib.h>

#include "base/memory.h"
#include "search/find/finder.h"
#include "search/find/slide.h"

struct scratch {
    void *layout; /* planes or lines */
    struct mim_sums_work *work;
    struct mim_proposal *proposals; /* room for some is always left */
};

struct slide_work {
    struct mim_slide_list list;
    struct mim_tile_shape shape;
    size_t windows; /* of a tile */
    size_t room;    /* for proposals */
    bool by_score;
    struct scratch *scratch; /* one a worker, set when it is first needed */
};

static void end(const struct mim_round *round, void *data)
{
    struct slide_work *work = data;
    for (unsigned w = 0; work->scratch != NULL && w < round->search->threads; w++) {
        free(work->scratch[w].layout);
        free(work->scratch[w].work);
        free(work->scratch[w].proposals);
    }
    free(work->scratch);
    mim_slide_list_free(&work->list);
    free(work);
}

static mimicry_status begin(const struct mim_round *round, void **out_work, uint64_t *out_tasks,
                            mimicry_error *error)
{
    enum { SUMS_ROOM = 4 * MIM_SUMS_TABLE };
    const struct mim_search *search = round->search;
    struct slide_work *work = mim_alloc_zeroed(1, sizeof *work);
    if (work == NULL)
        return mim_fail_memory(error);
    work->scratch = mim_alloc_zeroed(search->threads, sizeof *work->scratch);
    mimicry_status status = work->scratch != NULL ? MIMICRY_OK : mim_fail_memory(error);
    if (status == MIMICRY_OK)
        status = mim_slide_list_set(&work->list, round->batch, search, error);
    if (status != MIMICRY_OK || work->list.stretches.longest == 0) {
        end(round, work);
        *out_tasks = 0;
        return status;
    }
    const uint32_t segment = work->list.segment;
    work->by_score = work->list.sums != NULL;
    work->shape = (struct mim_tile_shape){segment, segment + work->list.stretches.longest - 1};
    work->windows =
        (size_t)segment * (work->by_score ? MIM_SLIDE_LANES : search->kernels->bit_lanes);
    work->room = work->by_score ? SUMS_ROOM : 2 * work->windows;
    *out_work = work;
    *out_tasks = (search->index->text_length + work->windows - 1) / work->windows;
    return MIMICRY_OK;
}

static mimicry_status set_scratch(struct scratch *scratch, const struct slide_work *work,
                                  uint32_t bit_lanes, mimicry_error *error)
{
    const uint32_t rows = work->shape.rows;
    if (scratch->proposals != NULL)
        return MIMICRY_OK;
    if (scratch->layout == NULL)
        scratch->layout = work->by_score
                              ? mim_alloc_aligned(rows, MIM_SLIDE_LANES)
                              : mim_alloc_aligned((size_t)MIM_PLANES * rows, bit_lanes / 8);
    if (scratch->work == NULL && work->by_score)
        scratch->work =
            mim_alloc_aligned(sizeof *scratch->work / MIM_SLIDE_LANES + 1, MIM_SLIDE_LANES);
    if (scratch->layout != NULL && (scratch->work != NULL || !work->by_score))
        scratch->proposals = mim_alloc_array(work->room, sizeof *scratch->proposals);
    return scratch->proposals != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

/* A tile that stretches pass. */
struct passed_tile {
    const struct mim_round *round;
    const struct slide_work *work;
    struct scratch *scratch;
    uint64_t from; /* where it begins in the text */
    struct mim_collector *collector;
};

/* Whether a window is within the limit of a job's profile, which a sum of bytes does not tell. */
static bool is_within(const struct mim_job *job, const uint8_t *window)
{
    return mim_penalty_of(&job->profile, 0, job->profile.length, window) <= job->profile.limit;
}

static mimicry_status test(const struct passed_tile *s, size_t count, mimicry_error *error)
{
    const struct mimicry_index *index = s->round->search->index;
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++) {
        const struct mim_proposal *proposal = &s->scratch->proposals[i];
        const struct mim_job *job = &s->round->batch->jobs[proposal->job];
        const uint64_t at = s->from + proposal->offset;
        if (at >= index->text_length) /* the layout reaches beyond the text */
            continue;
        if (!s->work->by_score || is_within(job, index->text + at))
            status = mim_collect(s->collector, job, proposal->job, index->text, at, error);
    }
    return status;
}

static mimicry_status slide_planes(const struct passed_tile *s, const struct mim_slide_query *query,
                                   mimicry_error *error)
{
    const struct slide_work *work = s->work;
    const uint32_t diagonals = mim_slide_diagonals(work->shape, query);
    mimicry_status status = MIMICRY_OK;
    for (uint32_t n = 0; n < diagonals && status == MIMICRY_OK;) {
        size_t count;
        n = s->round->search->kernels->slide_planes(s->scratch->layout, work->shape, query, n,
                                                    s->scratch->proposals, work->room, &count);
        status = test(s, count, error);
    }
    return status;
}

static mimicry_status slide_sums(const struct passed_tile *s, const struct mim_sums_query *query,
                                 mimicry_error *error)
{
    const struct slide_work *work = s->work;
    mimicry_status status = MIMICRY_OK;
    s->scratch->work->begun = false;
    for (bool more = true; more && status == MIMICRY_OK;) {
        size_t count;
        more = s->round->search->kernels->slide_sums(s->scratch->layout, work->shape, query,
                                                     s->scratch->work, s->scratch->proposals,
                                                     work->room, &count);
        status = test(s, count, error);
    }
    return status;
}

static mimicry_status find(const struct mim_round *round, void *data, unsigned worker,
                           uint64_t tile, struct mim_collector *collector, mimicry_error *error)
{
    const struct slide_work *work = data;
    const struct mim_search *search = round->search;
    const struct mimicry_index *index = search->index;
    const uint64_t from = tile * work->windows;
    const struct passed_tile s = {round, work, &work->scratch[worker], from, collector};
    if (search->filter != NULL &&
        !mim_filter_takes_any(search->filter, index, from, from + work->windows))
        return MIMICRY_OK;
    mimicry_status status = set_scratch(s.scratch, work, search->kernels->bit_lanes, error);
    if (status != MIMICRY_OK)
        return status;
    if (work->by_score)
        search->kernels->build_lines(index->text + from, index->text_length - from, work->shape,
                                     s.scratch->layout);
    else
        search->kernels->build_planes(index->text + from, index->text_length - from, work->shape,
                                      s.scratch->layout);
    for (uint32_t i = 0; i < work->list.stretches.count && status == MIMICRY_OK; i++)
        status = work->by_score ? slide_sums(&s, &work->list.sums[i], error)
                                : slide_planes(&s, &work->list.planes[i], error);
    return status;
}

const struct mim_finder mim_finder_slide = {begin, find, end};
