/* Lines the jobs that slide up as stretches. */
#include "search/find/slide.h"

#include <stdlib.h>

#include "base/memory.h"
#include "search/plan/neighbours.h"

static bool slides(const struct mim_job *job)
{
    return job->active && job->plan == MIMICRY_PLAN_SLIDING;
}

static uint32_t list_neighbours(const struct mim_batch *batch, struct mim_neighbour *out)
{
    uint32_t count = 0;
    for (uint32_t k = 0; k < batch->n_jobs; k++) {
        const struct mim_goal *goal = &batch->jobs[k].goal;
        if (slides(&batch->jobs[k]))
            out[count++] = (struct mim_neighbour){goal->length, goal->max_mismatches, k};
    }
    mim_neighbours_sort(out, count);
    return count;
}

/* A stretch grows by the last residues of the job's window, which ends there. */
static void append(struct mim_slide_list *list, struct mim_slide_query *query,
                   const struct mim_job *job, uint32_t number, uint32_t added, uint32_t plane_bytes)
{
    const size_t first = (size_t)(query->planes - list->planes);
    for (uint32_t i = 0; i < added; i++) {
        const uint8_t code = job->goal.codes[job->goal.length - added + i];
        const uint32_t plane = code < MIM_AMINO_ACIDS ? code : MIM_AMINO_ACIDS;
        list->planes[first + query->count + i] = (uint16_t)(plane * plane_bytes);
        list->jobs[first + query->count + i] = MIM_NO_JOB;
    }
    query->count += added;
    list->jobs[first + query->count - job->goal.length] = number;
}

static void line_up(struct mim_slide_list *list, const struct mim_batch *batch,
                    const struct mim_neighbour *neighbours, uint32_t count, uint32_t plane_bytes)
{
    size_t residues = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct mim_neighbour *now = &neighbours[i], *before = i > 0 ? now - 1 : NULL;
        const bool is_first = before == NULL || before->length != now->length ||
                              before->mismatches != now->mismatches;
        const uint32_t added = mim_neighbour_adds(batch, is_first ? NULL : before, now);
        if (is_first)
            list->queries[list->n_queries++] =
                (struct mim_slide_query){.planes = list->planes + residues,
                                         .jobs = list->jobs + residues,
                                         .length = now->length,
                                         .need = now->length - now->mismatches};
        append(list, &list->queries[list->n_queries - 1], &batch->jobs[now->job], now->job, added,
               plane_bytes);
        residues += added;
        list->longest = now->length; /* they come by length */
    }
}

mimicry_status mim_slide_list_set(struct mim_slide_list *list, const struct mim_batch *batch,
                                  uint32_t bit_lanes, mimicry_error *error)
{
    struct mim_neighbour *neighbours = mim_alloc_array(batch->n_jobs, sizeof *neighbours);
    *list = (struct mim_slide_list){0};
    if (neighbours == NULL)
        return mim_fail_memory(error);
    const uint32_t count = list_neighbours(batch, neighbours);
    mimicry_status status = MIMICRY_OK;
    if (count > 0) {
        *list = (struct mim_slide_list){
            .queries = mim_alloc_array(count, sizeof *list->queries),
            .planes = mim_alloc_array(batch->n_residues, sizeof *list->planes),
            .jobs = mim_alloc_array(batch->n_residues, sizeof *list->jobs),
        };
        if (list->queries != NULL && list->planes != NULL && list->jobs != NULL)
            line_up(list, batch, neighbours, count, bit_lanes / 8);
        else
            status = mim_fail_memory(error);
    }
    free(neighbours);
    if (status != MIMICRY_OK)
        mim_slide_list_free(list);
    return status;
}

void mim_slide_list_free(struct mim_slide_list *list)
{
    free(list->queries);
    free(list->planes);
    free(list->jobs);
    *list = (struct mim_slide_list){0};
}
