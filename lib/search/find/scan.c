/* Runs the kernels over one tile for all queries, and tests what they propose.
 *
 * A tile's layouts are built once for all queries, and stay in a core's second-level cache. Within
 * the tile a chunk of rows, small enough for the first-level cache, is passed by all queries before
 * the next one: the kernels are bound by loads, and those are twice as fast there. */
#include "search/find/scan.h"

#include <stdlib.h>

#include "base/memory.h"

enum {
    TILE = 1 << 16,
    CHUNK_BYTES = 29000,  /* of a first-level cache of 32 KiB */
    SHORTEST_CHUNK = 8,   /* rows */
    LAYOUT_PAYS_FROM = 6, /* queries: from there on rows of bytes are built */
    JOINT = 3             /* how much longer than the peptide a segment should be */
};

static bool scans(const struct mim_job *job, int32_t plan)
{
    return job->active && job->plan == plan;
}

static void add_to_list(struct mim_scan_list *list, const struct mim_job *jobs, uint32_t k)
{
    const struct mim_goal *goal = &jobs[k].goal;
    if (scans(&jobs[k], MIMICRY_PLAN_PLANES))
        list->planes[list->n_planes++] = (struct mim_plane_query){
            goal->codes, goal->length - goal->max_mismatches, goal->length, k};
    else if (scans(&jobs[k], MIMICRY_PLAN_LANES))
        list->lanes[list->n_lanes++] = k;
    else
        return;
    if (list->longest < goal->length)
        list->longest = goal->length;
}

static int compare_lengths(const void *x, const void *y)
{
    const struct mim_plane_query *a = x, *b = y;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    return (a->job > b->job) - (a->job < b->job);
}

mimicry_status mim_scan_list_set(struct mim_scan_list *list, const struct mim_job *jobs,
                                 uint32_t n_jobs, const struct mim_packing *opt_packing,
                                 mimicry_error *error)
{
    *list = (struct mim_scan_list){
        .planes = mim_alloc_array(n_jobs, sizeof *list->planes),
        .tests = mim_plane_tests_create(jobs, n_jobs, opt_packing),
        .lanes = mim_alloc_array(n_jobs, sizeof *list->lanes),
    };
    if (list->planes == NULL || list->tests == NULL || list->lanes == NULL) {
        mim_scan_list_free(list);
        return mim_fail_memory(error);
    }
    for (uint32_t k = 0; k < n_jobs; k++)
        add_to_list(list, jobs, k);
    qsort(list->planes, list->n_planes, sizeof *list->planes, compare_lengths);
    return MIMICRY_OK;
}

void mim_scan_list_free(struct mim_scan_list *list)
{
    free(list->planes);
    free(list->tests);
    free(list->lanes);
    *list = (struct mim_scan_list){0};
}

static struct mim_tile_shape shape_of(uint32_t windows, uint32_t lanes, uint32_t longest)
{
    return (struct mim_tile_shape){windows / lanes, windows / lanes + longest - 1};
}

/* Rows of `row_bytes` that stay in the first-level cache, beside those that the windows reach into.
 * A multiple of MIM_ROW_GROUP, as a segment is. */
static uint32_t chunk_of(uint32_t row_bytes, uint32_t longest)
{
    const uint32_t fit = CHUNK_BYTES / row_bytes;
    const uint32_t rows = fit > longest ? fit - longest : 0;
    return rows < SHORTEST_CHUNK ? SHORTEST_CHUNK : rows / MIM_ROW_GROUP * MIM_ROW_GROUP;
}

void mim_tiling_set(struct mim_tiling *t, const struct mim_kernels *kernels,
                    const struct mim_scan_list *list)
{
    *t = (struct mim_tiling){.kernels = kernels,
                             .windows = TILE,
                             .planes = list->n_planes > 0,
                             .bytes = list->n_lanes >= LAYOUT_PAYS_FROM,
                             .longest = list->longest};
    while (t->planes && t->windows / kernels->bit_lanes < JOINT * list->longest)
        t->windows *= 2;
    t->plane_shape = shape_of(t->windows, kernels->bit_lanes, list->longest);
    t->byte_shape = shape_of(t->windows, kernels->byte_lanes, list->longest);
    t->plane_chunk = chunk_of(MIM_PLANES * kernels->bit_lanes / 8, list->longest);
    t->byte_chunk = chunk_of(kernels->byte_lanes, list->longest);
}

uint64_t mim_tiling_tiles(const struct mim_tiling *tiling, const struct mimicry_index *index)
{
    return (index->text_length + tiling->windows - 1) / tiling->windows;
}

mimicry_status mim_scratch_set(struct mim_scratch *scratch, const struct mim_tiling *t,
                               mimicry_error *error)
{
    const size_t vector = t->kernels->bit_lanes / 8;
    scratch->offsets = mim_alloc_array(t->windows + 1, sizeof *scratch->offsets);
    scratch->proposals = mim_alloc_array(t->windows, sizeof *scratch->proposals);
    if (t->planes) {
        scratch->planes = mim_alloc_aligned((size_t)MIM_PLANES * t->plane_shape.rows, vector);
        scratch->work = mim_alloc_aligned(t->longest, vector);
    }
    if (t->bytes)
        scratch->bytes = mim_alloc_aligned(t->byte_shape.rows, t->kernels->byte_lanes);
    const bool complete = scratch->offsets != NULL && scratch->proposals != NULL &&
                          (!t->planes || (scratch->planes != NULL && scratch->work != NULL)) &&
                          (!t->bytes || scratch->bytes != NULL);
    if (complete)
        return MIMICRY_OK;
    mim_scratch_free(scratch);
    return mim_fail_memory(error);
}

void mim_scratch_free(struct mim_scratch *scratch)
{
    free(scratch->planes);
    free(scratch->bytes);
    free(scratch->work);
    free(scratch->offsets);
    free(scratch->proposals);
    *scratch = (struct mim_scratch){0};
}

/* A tile that is being scanned. */
struct scan {
    const struct mimicry_index *index;
    const struct mim_tiling *tiling;
    const struct mim_job *jobs;
    const struct mim_scan_list *list;
    struct mim_scratch *scratch;
    struct mim_collector *collector;
    uint64_t from;    /* where it begins in the text */
    uint32_t windows; /* that it has */
};

static mimicry_status test(const struct scan *s, uint32_t job, uint32_t offset,
                           mimicry_error *error)
{
    if (offset >= s->windows) /* the layouts reach beyond the text */
        return MIMICRY_OK;
    return mim_collect(s->collector, &s->jobs[job], job, s->index->text, s->from + offset, error);
}

/* ---- Bit planes ---- */

/* The queries [k, end) of one length over rows [row, row + rows). */
static mimicry_status pass_planes(const struct scan *s, uint32_t row, uint32_t rows, uint32_t k,
                                  uint32_t end, mimicry_error *error)
{
    const struct mim_tiling *t = s->tiling;
    const struct mim_plane_tests tests = {s->list->tests, s->jobs, s->index->text, s->from,
                                          s->windows};
    mimicry_status status = MIMICRY_OK;
    while (k < end && status == MIMICRY_OK) {
        size_t count;
        k += t->kernels->scan_planes(s->scratch->planes, t->plane_shape, row, row + rows,
                                     s->list->planes + k, end - k, s->scratch->work,
                                     s->scratch->proposals, t->windows, &count);
        status = mim_plane_tests_take(&tests, s->scratch->proposals, count, s->collector, error);
    }
    return status;
}

/* The queries pass over a chunk of rows, then over the next. */
static mimicry_status scan_planes(const struct scan *s, mimicry_error *error)
{
    const struct mim_plane_query *queries = s->list->planes;
    const uint32_t segment = s->tiling->plane_shape.segment, chunk = s->tiling->plane_chunk;
    mimicry_status status = MIMICRY_OK;
    for (uint32_t row = 0; row < segment; row += chunk) {
        const uint32_t rows = segment - row < chunk ? segment - row : chunk;
        for (uint32_t k = 0, end; k < s->list->n_planes && status == MIMICRY_OK; k = end) {
            for (end = k + 1; end < s->list->n_planes && queries[end].length == queries[k].length;)
                end++;
            status = pass_planes(s, row, rows, k, end, error);
        }
    }
    return status;
}

/* ---- Byte lanes ---- */

static mimicry_status test_offsets(const struct scan *s, uint32_t job, size_t count,
                                   mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++)
        status = test(s, job, s->scratch->offsets[i], error);
    return status;
}

static mimicry_status scan_bytes(const struct scan *s, mimicry_error *error)
{
    const struct mim_tile_shape shape = s->tiling->byte_shape;
    const uint32_t chunk = s->tiling->byte_chunk;
    mimicry_status status = MIMICRY_OK;
    for (uint32_t row = 0; row < shape.segment; row += chunk) {
        const uint32_t end = shape.segment - row < chunk ? shape.segment : row + chunk;
        for (uint32_t k = 0; k < s->list->n_lanes && status == MIMICRY_OK; k++) {
            const uint32_t job = s->list->lanes[k];
            const size_t count = s->tiling->kernels->scan_bytes(
                s->scratch->bytes, shape, row, end, &s->jobs[job].profile, s->scratch->offsets);
            status = test_offsets(s, job, count, error);
        }
    }
    return status;
}

/* Few jobs take the text as it is. */
static mimicry_status scan_text(const struct scan *s, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t k = 0; k < s->list->n_lanes && status == MIMICRY_OK; k++) {
        const uint32_t job = s->list->lanes[k];
        const size_t count = s->tiling->kernels->scan_text(
            s->index->text + s->from, s->windows, &s->jobs[job].profile, s->scratch->offsets);
        status = test_offsets(s, job, count, error);
    }
    return status;
}

mimicry_status mim_scan_tile(const struct mimicry_index *index, const struct mim_tiling *t,
                             uint64_t tile, const struct mim_job *jobs,
                             const struct mim_scan_list *list, struct mim_scratch *scratch,
                             struct mim_collector *collector, mimicry_error *error)
{
    const uint64_t from = tile * t->windows, left = index->text_length - from;
    const uint8_t *text = index->text + from;
    const uint32_t windows = left < t->windows ? (uint32_t)left : t->windows;
    const struct scan s = {index, t, jobs, list, scratch, collector, from, windows};
    mimicry_status status = MIMICRY_OK;
    if (t->planes) {
        t->kernels->build_planes(text, left, t->plane_shape, scratch->planes);
        status = scan_planes(&s, error);
    }
    if (status != MIMICRY_OK || list->n_lanes == 0)
        return status;
    if (!t->bytes)
        return scan_text(&s, error);
    t->kernels->build_bytes(text, left, t->byte_shape, scratch->bytes);
    return scan_bytes(&s, error);
}
