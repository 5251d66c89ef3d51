/* Makes queries of stretches. */
#include "search/find/slide.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "search/compile/sums.h"

enum {
    JOINT = 3 /* how much longer than a window a segment should be */
};

/* ---- By matches ---- */

static void set_planes(struct mim_slide_list *list, uint32_t bit_lanes)
{
    const struct mim_stretches *s = &list->stretches;
    for (size_t i = 0; i < s->residues; i++) {
        const uint32_t code = s->codes[i];
        const uint32_t plane = code < MIM_AMINO_ACIDS ? code : MIM_AMINO_ACIDS;
        list->places[i] = (uint16_t)(plane * (bit_lanes / 8));
    }
    for (uint32_t i = 0; i < s->count; i++) {
        const struct mim_stretch *stretch = &s->at[i];
        list->planes[i] = (struct mim_slide_query){.planes = list->places + stretch->first,
                                                   .jobs = s->jobs + stretch->first,
                                                   .count = stretch->count,
                                                   .length = stretch->length,
                                                   .need = stretch->length - stretch->mismatches};
    }
}

/* ---- By penalties ---- */

/* The one in which the windows of a stretch are summed. */
static struct mim_sums_scale scale_of(const struct mim_slide_list *list,
                                      const struct mim_stretch *stretch,
                                      const struct mim_batch *batch)
{
    const uint32_t *jobs = list->stretches.jobs + stretch->first;
    double budget = 0, share;
    bool whole = true;
    for (uint32_t i = 0; i < stretch->count; i++) {
        if (jobs[i] == MIM_NO_JOB)
            continue;
        budget = fmax(budget, mim_sums_budget(&batch->jobs[jobs[i]].profile));
        whole = whole && batch->jobs[jobs[i]].profile.is_exact;
    }
    return mim_sums_scale_set(budget, whole, &batch->jobs[jobs[0]].goal, &batch->frequencies,
                              &share);
}

/* The penalties of each residue that a stretch has, one after the other as they come, then those of
 * what is beyond its ends. `tables` are those of the residues. */
static uint32_t set_tables(const struct mim_slide_list *list, const struct mim_stretch *stretch,
                           const struct mim_sums_scale *scale, const struct mim_matrix *matrix,
                           uint16_t *tables, uint8_t (*penalty)[MIM_CODES])
{
    const uint8_t *codes = list->stretches.codes + stretch->first;
    uint32_t n = 0;
    uint32_t number[MIM_RESIDUES];
    for (uint32_t code = 0; code < MIM_RESIDUES; code++)
        number[code] = MIM_SUMS_TABLES;
    for (uint32_t i = 0; i < stretch->count; i++) {
        uint32_t *table = &number[codes[i]];
        if (*table == MIM_SUMS_TABLES) {
            mim_sums_penalties(scale, matrix->score[codes[i]], penalty[n]);
            *table = n++;
        }
        tables[i] = (uint16_t)(*table * MIM_SUMS_TABLE);
    }
    mim_sums_penalties(scale, NULL, penalty[n]);
    for (uint32_t i = 1; i < list->segment; i++)
        tables[-(ptrdiff_t)i] = tables[stretch->count + i - 1] = (uint16_t)(n * MIM_SUMS_TABLE);
    return n;
}

static void set_sums(struct mim_slide_list *list, uint32_t k, const struct mim_batch *batch,
                     const struct mim_search *search)
{
    const struct mim_stretch *stretch = &list->stretches.at[k];
    const uint32_t *jobs = list->stretches.jobs + stretch->first;
    const struct mim_sums_scale scale = scale_of(list, stretch, batch);
    uint16_t *tables = list->places + stretch->first + (2 * (size_t)k + 1) * list->segment;
    uint8_t(*penalty)[MIM_CODES] = list->penalty + (size_t)k * MIM_SUMS_TABLES;
    uint8_t *limits = list->limits + stretch->first;
    for (uint32_t i = 0; i < stretch->count; i++)
        limits[i] =
            jobs[i] == MIM_NO_JOB ? 0 : mim_sums_limit(&scale, &batch->jobs[jobs[i]].profile);
    list->sums[k] = (struct mim_sums_query){
        .penalty = (const uint8_t(*)[MIM_CODES])penalty,
        .n_tables = set_tables(list, stretch, &scale, &search->model->matrix, tables, penalty),
        .tables = tables,
        .jobs = jobs,
        .limits = limits,
        .count = stretch->count,
        .length = stretch->length,
        .limit = (uint8_t)scale.limit,
    };
}

/* ---- Lists ---- */

/* Windows of a lane: no more than the text has for so many lanes. */
static uint32_t segment_of(uint32_t least, uint32_t longest, uint32_t lanes,
                           const struct mim_search *search)
{
    const uint64_t group = (uint64_t)lanes * MIM_SUMS_STEPS;
    const uint64_t all = (search->index->text_length + group - 1) / group * MIM_SUMS_STEPS;
    while (least < JOINT * longest)
        least *= 2;
    return all < least ? (uint32_t)all : least;
}

static mimicry_status list_planes(struct mim_slide_list *list, const struct mim_search *search,
                                  mimicry_error *error)
{
    const struct mim_stretches *s = &list->stretches;
    list->segment = segment_of(MIM_SLIDE_ROWS, s->longest, search->kernels->bit_lanes, search);
    list->planes = mim_alloc_array(s->count, sizeof *list->planes);
    list->places = mim_alloc_array(s->residues, sizeof *list->places);
    if (list->planes == NULL || list->places == NULL)
        return mim_fail_memory(error);
    set_planes(list, search->kernels->bit_lanes);
    return MIMICRY_OK;
}

static mimicry_status list_sums(struct mim_slide_list *list, const struct mim_batch *batch,
                                const struct mim_search *search, mimicry_error *error)
{
    const struct mim_stretches *s = &list->stretches;
    list->segment = segment_of(MIM_SUMS_ROWS, s->longest, MIM_SLIDE_LANES, search);
    const size_t beyond = 2 * (size_t)list->segment * s->count; /* their ends */
    list->sums = mim_alloc_array(s->count, sizeof *list->sums);
    list->places = mim_alloc_array(s->residues + beyond, sizeof *list->places);
    list->penalty = mim_alloc_array((size_t)s->count * MIM_SUMS_TABLES, sizeof *list->penalty);
    list->limits = mim_alloc_array(s->residues, sizeof *list->limits);
    if (list->sums == NULL || list->places == NULL || list->penalty == NULL || list->limits == NULL)
        return mim_fail_memory(error);
    for (uint32_t k = 0; k < s->count; k++)
        set_sums(list, k, batch, search);
    return MIMICRY_OK;
}

mimicry_status mim_slide_list_set(struct mim_slide_list *list, const struct mim_batch *batch,
                                  const struct mim_search *search, mimicry_error *error)
{
    *list = (struct mim_slide_list){0};
    mimicry_status status = mim_stretches_set(&list->stretches, batch, error);
    if (status != MIMICRY_OK || list->stretches.longest == 0)
        return status;
    status = search->threshold_kind == MIMICRY_MAX_MISMATCHES
                 ? list_planes(list, search, error)
                 : list_sums(list, batch, search, error);
    if (status != MIMICRY_OK)
        mim_slide_list_free(list);
    return status;
}

void mim_slide_list_free(struct mim_slide_list *list)
{
    mim_stretches_free(&list->stretches);
    free(list->planes);
    free(list->sums);
    free(list->places);
    free(list->penalty);
    free(list->limits);
    *list = (struct mim_slide_list){0};
}
