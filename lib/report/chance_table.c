/* Computes E-values by score for the candidates of a report. */
#include "report/chance_table.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "model/create.h"
#include "score/evalues.h"
#include "table/significance.h"
#include "table/table.h"

enum { MOST_POINTS = 64, DIGITS = 3 };

static const struct mim_column columns[] = {
    {"candidate", MIM_INTEGER, 0, NULL, "Number of the row of candidates, from 1"},
    {"query", MIM_TEXT, 0, NULL, "Its peptide, or the window of it that the best hit is like"},
    {"score", MIM_REAL, 0, NULL, "A score"},
    {"evalue", MIM_REAL, 0, "windows",
     "How many windows of the proteome chance makes as good, with three digits"},
    {"step", MIM_REAL, 0, NULL,
     "1 where scores are whole numbers and each has a row, else how far apart those of rows are"},
};

struct chance {
    const struct mim_bests *bests;
    mimicry_model *built_in; /* or NULL */
    struct mim_background background;
    struct mim_evalues evalues;
    size_t at;
};

/* The rows have six digits. */
static bool agrees(const struct mim_evalues *evalues, const struct mim_best *best)
{
    return fabs(mim_evalue_of(evalues, best->score) - best->evalue) <= 1e-5 * best->evalue;
}

static double step_of(const struct mim_tail *tail, double low, double high)
{
    const double step = (high - low) / MOST_POINTS;
    return tail->whole ? fmax(ceil(step), 1) : step;
}

static mimicry_status put_curve(const struct chance *c, const struct mim_best *best,
                                struct mim_table *table, mimicry_error *error)
{
    const struct mim_tail *tail = &c->evalues.tail;
    const double low = mim_tail_lowest(tail, 1, 0.5),
                 high = mim_tail_lowest(tail, 1, tail->at[tail->cells - 1]);
    if (!(low < high) || isinf(high))
        return MIMICRY_OK;
    const double step = step_of(tail, low, high);
    mimicry_status status = MIMICRY_OK;
    for (int i = 0; status == MIMICRY_OK && i <= MOST_POINTS && low + i * step <= high; i++) {
        const double score = mim_six_digits(low + i * step);
        mim_put_integer(table, (int64_t)best->row);
        mim_put_string(table, best->window);
        mim_put_real(table, score);
        mim_put_real(table, mim_round_digits(mim_evalue_of(&c->evalues, score), DIGITS));
        mim_put_real(table, mim_six_digits(step));
        status = mim_end_row(table, error);
    }
    return status;
}

/* A peptide that the model does not take has no curve. */
static mimicry_status put_next(struct chance *c, struct mim_table *table, mimicry_error *error)
{
    const struct mim_best *best = &c->bests->of[c->at++];
    const mimicry_status status =
        mim_evalues_set(&c->evalues, best->window, strlen(best->window), error);
    if (status == MIMICRY_E_ARGUMENT)
        return MIMICRY_OK;
    return status == MIMICRY_OK && agrees(&c->evalues, best) ? put_curve(c, best, table, error)
                                                             : status;
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct chance *c = data;
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && c->at < c->bests->count && !mim_table_full(table))
        status = put_next(c, table, error);
    *more = c->at < c->bests->count;
    return status;
}

static void free_chance(void *data)
{
    struct chance *c = data;
    mim_evalues_close(&c->evalues);
    mim_model_free(c->background.model);
    mimicry_model_free(c->built_in);
    free(c);
}

static mimicry_status open_chance(struct chance *c, const mimicry_index *index,
                                  const mimicry_model *opt_model, mimicry_error *error)
{
    const mimicry_status status =
        opt_model != NULL ? MIMICRY_OK
                          : mim_model_from_matrix("BLOSUM62", false, &c->built_in, error);
    if (status != MIMICRY_OK)
        return status;
    mim_background_set(&c->background, index, opt_model != NULL ? opt_model : c->built_in, true);
    return mim_evalues_open(&c->evalues, &c->background, error);
}

mimicry_status mim_chance_table(const struct mim_bests *bests, const mimicry_index *index,
                                const mimicry_model *opt_model, struct ArrowArrayStream *out,
                                mimicry_error *error)
{
    struct mim_table *table = NULL;
    struct chance *c = mim_alloc_zeroed(1, sizeof *c);
    *out = (struct ArrowArrayStream){0};
    if (c == NULL)
        return mim_fail_memory(error);
    c->bests = bests;
    mimicry_status status = open_chance(c, index, opt_model, error);
    if (status == MIMICRY_OK)
        status = mim_table_create(columns, sizeof columns / sizeof *columns, &table, error);
    if (status != MIMICRY_OK) {
        free_chance(c);
        return status;
    }
    const struct mim_producer producer = {.next = next, .free = free_chance, .data = c};
    return mim_stream_create(table, &producer, out, error);
}
