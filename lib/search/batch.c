/* Fills batches: every distinct peptide becomes one job. */
#include "search/batch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "model/scan.h"
#include "query/epitope.h"

enum { BUCKETS = 2 * MIM_BATCH_ITEMS }; /* a power of two */

static bool is_by_score(const struct mim_search *search)
{
    return search->threshold_kind != MIMICRY_MAX_MISMATCHES;
}

static bool has_epitopes(const struct mim_search *search)
{
    return search->positions != MIMICRY_POSITIONS_NONE;
}

/* How many of `residues` positions need memory of their own. */
static size_t own_scores(const struct mim_search *search, size_t residues)
{
    return search->model->kind == MIM_MODEL_MATRIX ? 0 : residues;
}

/* Whether what residues ask is made once for all peptides. */
static bool has_asked(const struct mim_search *search)
{
    return is_by_score(search) && search->model->kind == MIM_MODEL_MATRIX &&
           search->model->is_integer;
}

mimicry_status mim_batch_create(const struct mim_search *search, uint64_t windows,
                                struct mim_batch *batch, mimicry_error *error)
{
    enum { LONGEST_THAT_FIT = MIM_BATCH_RESIDUES / MIMICRY_MAX_PEPTIDE };
    const uint32_t items = windows < MIM_BATCH_ITEMS ? (uint32_t)windows : MIM_BATCH_ITEMS;
    const uint32_t residues =
        (items < LONGEST_THAT_FIT ? items : LONGEST_THAT_FIT) * MIMICRY_MAX_PEPTIDE;
    *batch = (struct mim_batch){
        .items_room = items,
        .residues_room = residues,
        .items = mim_alloc_array(items, sizeof *batch->items),
        .jobs = mim_alloc_array(items, sizeof *batch->jobs),
        .codes = mim_alloc_array(residues, sizeof *batch->codes),
        .penalty = mim_alloc_array(residues, sizeof *batch->penalty),
        .positions = mim_alloc_array(residues, sizeof *batch->positions),
        .pattern = mim_alloc_zeroed(residues, 1),
        .order = mim_alloc_array(residues, sizeof *batch->order),
        .offsets = mim_alloc_array(has_epitopes(search) ? residues : 0, sizeof *batch->offsets),
        .scores = mim_alloc_array(own_scores(search, residues), sizeof *batch->scores),
        .similar = mim_alloc_array(own_scores(search, residues), sizeof *batch->similar),
        .pieces = mim_alloc_array(residues, sizeof *batch->pieces),
        .most = mim_alloc_array(2 * (size_t)items, sizeof *batch->most),
        .buckets = mim_alloc_array(BUCKETS, sizeof *batch->buckets),
    };
    mim_packing_set_model(&batch->packing, search->max_indels > 0 ? NULL : search->model);
    mim_frequencies_set(&batch->frequencies, search->index->background);
    mim_ranking_set(&batch->ranking, is_by_score(search) ? &search->model->matrix : NULL);
    if (has_asked(search))
        mim_asked_set(batch->asked, &search->model->matrix);
    mimicry_status status = MIMICRY_OK;
    if (search->threshold_kind == MIMICRY_MAX_EVALUE) {
        mim_window_counts_set(&batch->windows, search->index);
        status = mim_tail_create(&batch->tail, error);
    }
    if (status == MIMICRY_OK && batch->items != NULL && batch->jobs != NULL &&
        batch->codes != NULL && batch->penalty != NULL && batch->positions != NULL &&
        batch->pattern != NULL && batch->order != NULL && batch->offsets != NULL &&
        batch->pieces != NULL && batch->most != NULL && batch->buckets != NULL &&
        batch->scores != NULL && batch->similar != NULL)
        return MIMICRY_OK;
    mim_batch_free(batch);
    return mim_fail_memory(error);
}

void mim_batch_free(struct mim_batch *batch)
{
    free(batch->items);
    free(batch->jobs);
    free(batch->codes);
    free(batch->penalty);
    free(batch->positions);
    free(batch->scores);
    free(batch->similar);
    free(batch->pattern);
    free(batch->order);
    free(batch->offsets);
    free(batch->pieces);
    free(batch->most);
    free(batch->buckets);
    free(batch->hits);
    free(batch->words);
    free(batch->counts);
    mim_tail_free(&batch->tail);
    *batch = (struct mim_batch){0};
}

/* `number`: the peptide's index if the filter or the steps depend on the query, else 0: equal
 * peptides share a job. */
static uint32_t hash(const uint8_t *codes, uint32_t length, uint64_t number)
{
    uint64_t h = length ^ number << 11;
    for (uint32_t j = 0; j < length; j++)
        h = (h ^ codes[j]) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(h >> 32) % BUCKETS;
}

/* The bucket of the job with these codes, or the empty one that it would go to. */
static uint32_t *find_bucket(const struct mim_batch *batch, const uint8_t *codes, uint32_t length,
                             uint64_t number, double least)
{
    for (uint32_t b = hash(codes, length, number);; b = (b + 1) % BUCKETS) {
        if (batch->buckets[b] == 0)
            return &batch->buckets[b];
        const struct mim_job *job = &batch->jobs[batch->buckets[b] - 1];
        if (job->final.length == length && job->number == number && job->least == least &&
            memcmp(job->final.codes, codes, length) == 0)
            return &batch->buckets[b];
    }
}

/* The lowest score that is a hit, whichever way the threshold is told. */
static double lowest_score(struct mim_batch *batch, const struct mim_goal *goal,
                           const struct mim_search *search)
{
    const double self = mim_goal_self_score(goal);
    switch (search->threshold_kind) {
    case MIMICRY_MIN_SIMILARITY:
        return search->threshold * self - MIM_FORGIVEN;
    case MIMICRY_MAX_PENALTY:
        return self - search->threshold - MIM_FORGIVEN;
    case MIMICRY_MIN_ACTIVITY:
        return -mim_scan_distance(search->threshold) - MIM_FORGIVEN;
    case MIMICRY_MAX_EVALUE: /* the grid of scores already forgives what has to be */
        mim_tail_set(&batch->tail, goal, &batch->frequencies);
        return mim_tail_lowest(&batch->tail, (double)batch->windows.of[goal->length],
                               search->threshold);
    default:
        return search->threshold - MIM_FORGIVEN;
    }
}

/* Positions that look into the model's matrix. */
static void point_at_matrix(struct mim_batch *batch, const struct mimicry_model *model, uint32_t at,
                            uint32_t length)
{
    for (uint32_t j = at; j < at + length; j++) {
        const uint8_t code = batch->codes[j];
        batch->positions[j] = (struct mim_position){
            .scores = model->matrix.score[code],
            .similar = batch->ranking.of[code],
            .accepts = mim_same_residue(code),
        };
    }
}

/* Positions with scores of their own. */
static void fill_positions(struct mim_batch *batch, const struct mim_search *search, uint32_t at,
                           uint32_t length)
{
    uint32_t accepts[MIMICRY_MAX_PEPTIDE];
    mim_model_fill(search->model, batch->codes + at, length, batch->scores + at, accepts);
    for (uint32_t j = 0; j < length; j++) {
        mim_rank(is_by_score(search) ? batch->scores[at + j] : NULL, accepts[j],
                 batch->similar[at + j]);
        batch->positions[at + j] = (struct mim_position){
            .scores = batch->scores[at + j],
            .similar = batch->similar[at + j],
            .accepts = accepts[j],
        };
    }
}

static bool are_single(const struct mim_position *positions, uint32_t length)
{
    bool single = true;
    for (uint32_t j = 0; j < length; j++)
        single = single && (positions[j].accepts & (positions[j].accepts - 1)) == 0;
    return single;
}

/* A hit scores more than the last step. */
static void set_steps(struct mim_job *job, const struct mim_score_steps *steps)
{
    job->opt_steps = steps;
    job->final.min_score = nextafter(steps->at[steps->count - 1], INFINITY);
}

/* The codes of the new job already stand at the end of the batch's. */
static void add_job(struct mim_batch *batch, const struct mim_search *search, uint32_t length,
                    uint64_t number, double least)
{
    const uint32_t at = batch->n_residues;
    if (search->model->kind == MIM_MODEL_MATRIX)
        point_at_matrix(batch, search->model, at, length);
    else
        fill_positions(batch, search, at, length);
    struct mim_job *job = &batch->jobs[batch->n_jobs++];
    *job = (struct mim_job){
        .final = {.codes = batch->codes + at,
                  .positions = batch->positions + at,
                  .opt_asked = has_asked(search) ? batch->asked : NULL,
                  .length = length,
                  .is_single = are_single(batch->positions + at, length),
                  .is_integer = search->model->is_integer,
                  .is_uniform = search->model->kind == MIM_MODEL_MATRIX,
                  .by_score = is_by_score(search),
                  .fewer_mismatches = search->fewer_mismatches},
        .profile = {.penalty = batch->penalty + at,
                    .pattern = batch->pattern + at,
                    .order = batch->order + at},
        .split = {.pieces = batch->pieces + at,
                  .most = batch->most + 2 * ((size_t)batch->n_jobs - 1)},
        .item = batch->n_items,
        .number = number,
        .least = least,
        .span = length,
        .first_count = batch->n_counts,
    };
    if (search->opt_steps != NULL)
        set_steps(job, &search->opt_steps[number]);
    else if (job->final.by_score)
        job->final.min_score = fmax(lowest_score(batch, &job->final, search), least);
    else
        job->final.max_mismatches = (uint32_t)fmin(search->threshold, length);
    batch->n_counts += job->opt_steps != NULL ? job->opt_steps->count : search->count_columns;
    /* Patterns are read eight residues at a time. */
    batch->n_residues += (length + 7) / 8 * 8;
}

/* Each epitope is a job of its own: equal residues may stand in other places. */
static void add_epitope(struct mim_batch *batch, const struct mim_search *search,
                        const struct mim_window *window)
{
    struct mim_epitope epitope;
    const char *expected;
    size_t column;
    const uint32_t at = batch->n_residues;
    if (!mim_epitope_parse(window->letters, &epitope, &column, &expected))
        return; /* never: all were read when the search began */
    memcpy(batch->codes + at, epitope.codes, epitope.count * sizeof *epitope.codes);
    memcpy(batch->offsets + at, epitope.offsets, epitope.count * sizeof *epitope.offsets);
    add_job(batch, search, epitope.count, window->sequence, -INFINITY);
    batch->items[batch->n_items++] = (struct mim_item){*window, batch->n_jobs - 1};
    struct mim_job *job = &batch->jobs[batch->n_jobs - 1];
    job->span = (uint32_t)epitope.offsets[epitope.count - 1] + 1;
    job->offsets = batch->offsets + at;
    job->first = epitope.first;
}

static void add_peptide(struct mim_batch *batch, const struct mim_search *search,
                        const struct mim_window *window)
{
    uint8_t *codes = batch->codes + batch->n_residues;
    for (uint32_t j = 0; j < window->length; j++)
        codes[j] = mim_code_of[(unsigned char)window->letters[j]];
    const bool apart =
        search->opt_steps != NULL || (search->filter != NULL && search->filter->takes != NULL);
    const uint64_t number = apart ? window->sequence : 0;
    const double least = search->least != NULL ? search->least[window->sequence] : -INFINITY;
    uint32_t *bucket = find_bucket(batch, codes, window->length, number, least);
    if (*bucket == 0) {
        add_job(batch, search, window->length, number, least);
        *bucket = batch->n_jobs;
    }
    batch->items[batch->n_items++] = (struct mim_item){*window, *bucket - 1};
}

void mim_batch_fill(struct mim_batch *batch, const struct mim_search *search,
                    struct mim_windows *windows, uint32_t most)
{
    struct mim_window window;
    batch->n_items = batch->n_jobs = batch->n_residues = 0;
    batch->n_counts = 0;
    memset(batch->buckets, 0, BUCKETS * sizeof *batch->buckets);
    while (batch->n_items < most && batch->n_items < batch->items_room &&
           batch->residues_room - batch->n_residues >= MIMICRY_MAX_PEPTIDE &&
           mim_windows_next(windows, &window)) {
        if (has_epitopes(search))
            add_epitope(batch, search, &window);
        else
            add_peptide(batch, search, &window);
    }
}
