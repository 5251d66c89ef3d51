/* Ranks hits by another model: scores them, then counts the windows of the index between their
 * scores. A window that scores as a hit does has the very same number, since both are the sum of
 * the same scores, first to last; so nothing is forgiven, and ranks are exact. */
#include "search/model_ranks.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/compile/goal.h"
#include "search/plan/plan.h"
#include "search/run.h"

struct ranking {
    const struct mim_search *search;
    const struct mim_to_rank *hits;
    size_t *first;                 /* by peptide, and one more: its hits, in `order`, */
    size_t *order;                 /* which has their numbers */
    double *scores;                /* in that order */
    double *sorted;                /* of a peptide: its scores, the highest first, each once */
    uint64_t *counts;              /* of the steps that these are */
    struct mim_score_steps *steps; /* by peptide */
};

/* ---- Scores ---- */

/* A peptide under the model. */
struct compiled {
    uint8_t codes[MIMICRY_MAX_PEPTIDE];
    double scores[MIMICRY_MAX_PEPTIDE][MIM_CODES];
    uint32_t accepts[MIMICRY_MAX_PEPTIDE];
    struct mim_position positions[MIMICRY_MAX_PEPTIDE];
};

static struct mim_goal compile(const struct mimicry_model *model, const char *letters,
                               struct compiled *out)
{
    const uint32_t length = (uint32_t)strlen(letters);
    for (uint32_t j = 0; j < length; j++)
        out->codes[j] = mim_code_of[(unsigned char)letters[j]];
    mim_model_fill(model, out->codes, length, out->scores, out->accepts);
    for (uint32_t j = 0; j < length; j++)
        out->positions[j] =
            (struct mim_position){.scores = out->scores[j], .accepts = out->accepts[j]};
    return (struct mim_goal){.codes = out->codes, .positions = out->positions, .length = length};
}

/* The hits of each peptide one after the other. */
static void put_in_order(struct ranking *r)
{
    const struct mim_to_rank *hits = r->hits;
    for (size_t i = 0; i < hits->count; i++)
        r->first[hits->of[i] + 1]++;
    for (size_t p = 0; p < hits->n_peptides; p++)
        r->first[p + 1] += r->first[p];
    for (size_t i = 0; i < hits->count; i++)
        r->order[r->first[hits->of[i]]++] = i;
    for (size_t p = hits->n_peptides; p > 0; p--)
        r->first[p] = r->first[p - 1];
    r->first[0] = 0;
}

static int by_score(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a < *b) - (*a > *b);
}

/* The scores [from, to) of a peptide, each once. */
static size_t set_steps(struct ranking *r, size_t from, size_t to)
{
    double *sorted = r->sorted + from;
    size_t n = 0;
    memcpy(sorted, r->scores + from, (to - from) * sizeof *sorted);
    qsort(sorted, to - from, sizeof *sorted, by_score);
    for (size_t i = 0; i < to - from; i++) {
        if (n == 0 || sorted[i] < sorted[n - 1])
            sorted[n++] = sorted[i];
    }
    return n;
}

static void score_peptide(struct ranking *r, size_t number, struct compiled *compiled)
{
    const struct mimicry_index *index = r->search->index;
    const size_t from = r->first[number], to = r->first[number + 1];
    const struct mim_goal goal = compile(r->search->model, r->hits->peptides[number], compiled);
    for (size_t i = from; i < to; i++) {
        const mimicry_hit *hit = &r->hits->hits[r->order[i]];
        struct mim_found found = {.score = 0};
        mim_goal_test(&goal, index->text + index->starts[hit->record] + hit->start, &found);
        r->scores[i] = found.score;
    }
    r->steps[number] = (struct mim_score_steps){
        .at = r->sorted + from, .count = set_steps(r, from, to), .counts = r->counts + from};
}

static mimicry_status score_peptides(struct ranking *r, mimicry_error *error)
{
    struct compiled *compiled = mim_alloc_array(1, sizeof *compiled);
    if (compiled == NULL)
        return mim_fail_memory(error);
    for (size_t p = 0; p < r->hits->n_peptides; p++)
        score_peptide(r, p, compiled);
    free(compiled);
    return MIMICRY_OK;
}

/* ---- Counts ---- */

static mimicry_status count(const struct ranking *r, mimicry_error *error)
{
    struct mim_search search = *r->search;
    search.threshold_kind = MIMICRY_MIN_SCORE;
    search.threshold = 0; /* the steps are */
    search.top = 0;
    search.window_min = search.window_max = 0;
    if (!mim_plan_takes_scores(search.plan, search.model))
        search.plan = MIMICRY_PLAN_AUTO;
    search.opt_steps = r->steps;
    return mim_search_run(&search, r->hits->peptides, r->hits->n_peptides, NULL, NULL, error);
}

/* The counts of a peptide become ranks of its steps, and these the ranks of its hits. */
static void set_ranks(const struct ranking *r, size_t number, uint64_t *out, size_t stride)
{
    const struct mim_score_steps *steps = &r->steps[number];
    uint64_t better = 0;
    for (size_t k = 0; k < steps->count; k++) {
        better += steps->counts[k];
        steps->counts[k] = better + 1;
    }
    for (size_t i = r->first[number]; i < r->first[number + 1]; i++) {
        const double *at =
            bsearch(&r->scores[i], steps->at, steps->count, sizeof *steps->at, by_score);
        out[r->order[i] * stride] = steps->counts[at - steps->at];
    }
}

/* ---- */

static mimicry_status make_room(struct ranking *r, mimicry_error *error)
{
    const size_t n = r->hits->count, peptides = r->hits->n_peptides;
    r->first = mim_alloc_zeroed(peptides + 1, sizeof *r->first);
    r->order = mim_alloc_array(n, sizeof *r->order);
    r->scores = mim_alloc_array(n, sizeof *r->scores);
    r->sorted = mim_alloc_array(n, sizeof *r->sorted);
    r->counts = mim_alloc_zeroed(n, sizeof *r->counts);
    r->steps = mim_alloc_array(peptides, sizeof *r->steps);
    return r->first != NULL && r->order != NULL && r->scores != NULL && r->sorted != NULL &&
                   r->counts != NULL && r->steps != NULL
               ? MIMICRY_OK
               : mim_fail_memory(error);
}

static void free_all(struct ranking *r)
{
    free(r->first);
    free(r->order);
    free(r->scores);
    free(r->sorted);
    free(r->counts);
    free(r->steps);
}

mimicry_status mim_model_ranks(const struct mim_search *search, const struct mim_to_rank *hits,
                               uint64_t *out, size_t stride, mimicry_error *error)
{
    struct ranking r = {.search = search, .hits = hits};
    if (hits->count == 0)
        return MIMICRY_OK;
    mimicry_status status = make_room(&r, error);
    if (status == MIMICRY_OK) {
        put_in_order(&r);
        status = score_peptides(&r, error);
    }
    if (status == MIMICRY_OK)
        status = count(&r, error);
    for (size_t p = 0; p < hits->n_peptides && status == MIMICRY_OK; p++)
        set_ranks(&r, p, out, stride);
    free_all(&r);
    return status;
}
