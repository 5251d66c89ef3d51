/* Computes p-values and E-values of hits, and over all windows the adjusted p-values. */
#include "table/significance.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "score/adjust.h"
#include "table/hit_reader.h"

const struct mim_column mim_significance_columns[MIM_SIGNIFICANCE_COLUMNS] = {
    {"p_value", MIM_REAL, MIM_ROOM, NULL,
     "Probability that a random window is as good, with six digits"},
    {"evalue", MIM_REAL, MIM_BRIEF, "windows",
     "How many windows of the proteome chance makes as good, with six digits"},
    {"q_value", MIM_REAL, MIM_ROOM, NULL,
     "P-value of the query's best hit, adjusted for all queries (Benjamini and Hochberg), with six "
     "digits"}};

struct mim_significance {
    const struct mim_search *search;
    struct mim_blocks *blocks;
    struct mim_background model;
    struct mim_evalues evalues; /* of the last window */
    double *adjusted;           /* p-values, by number of the window */
    size_t windows;
    uint64_t most; /* windows, with those that are not searched */
    struct mim_peptide_block all;
    struct mim_windows stream; /* behind the last window, */
    struct mim_window window;  /* which is this one, */
    size_t number;             /* and has this number, from 1; 0: there was none yet */
    double score, p, evalue;   /* of the last hit; the score is NaN if the window had none */
    double cells[MIM_SIGNIFICANCE_COLUMNS];
    bool rounded; /* into the cells */
};

/* Goes back to the first window. */
static mimicry_status begin(struct mim_significance *s, uint64_t *total, mimicry_error *error)
{
    s->all = mim_blocks_rewind(s->blocks);
    s->number = 0;
    return mim_windows_open(&s->stream, s->search, s->all.peptides, s->all.count, total, error);
}

mimicry_status mim_significance_create(const struct mim_search *search, struct mim_blocks *blocks,
                                       struct mim_significance **out, mimicry_error *error)
{
    struct mim_significance *s = mim_alloc_zeroed(1, sizeof *s);
    *out = NULL;
    if (s == NULL)
        return mim_fail_memory(error);
    s->search = search;
    s->blocks = blocks;
    mim_background_set(&s->model, search->index, search->model, true);
    mimicry_status status = mim_evalues_open(&s->evalues, &s->model, error);
    if (status == MIMICRY_OK)
        status = mim_blocks_hold(blocks, error);
    if (status == MIMICRY_OK)
        status = begin(s, &s->most, error);
    if (status == MIMICRY_OK)
        *out = s;
    else
        mim_significance_free(s);
    return status;
}

void mim_significance_free(struct mim_significance *s)
{
    if (s == NULL)
        return;
    mim_evalues_close(&s->evalues);
    mim_model_free(s->model.model);
    free(s->adjusted);
    free(s);
}

/* ---- Hits one after the other ---- */

static bool is_at(const struct mim_significance *s, uint64_t query, const mimicry_hit *hit)
{
    return s->number > 0 && s->window.sequence == query && s->window.start == hit->query_start &&
           s->window.length == hit->query_length;
}

/* Moves to the hit, which is of the same window as the last one or of a later one. */
static mimicry_status move_to(struct mim_significance *s, uint64_t query, const mimicry_hit *hit,
                              mimicry_error *error)
{
    if (!is_at(s, query, hit)) {
        do {
            if (!mim_windows_next(&s->stream, &s->window))
                return mim_fail(error, MIMICRY_E_ARGUMENT, "hits are not in the order of windows");
            s->number++;
        } while (!is_at(s, query, hit));
        const mimicry_status status =
            mim_evalues_set(&s->evalues, s->window.letters, s->window.length, error);
        if (status != MIMICRY_OK)
            return status;
        s->score = NAN;
    }
    if (s->score == hit->score)
        return MIMICRY_OK;
    s->score = hit->score;
    s->rounded = false;
    s->p = mim_evalues_p(&s->evalues, hit->score);
    s->evalue = s->p * s->evalues.windows;
    return MIMICRY_OK;
}

/* ---- The adjusted values ---- */

/* The probability that chance gives a window any hit as good as its best one; 1 without a hit. */
static mimicry_status take_best(struct mim_significance *s, uint64_t first, const mimicry_hit *hits,
                                size_t count, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++) {
        status = move_to(s, first + hits[i].query, &hits[i], error);
        if (status == MIMICRY_OK)
            s->adjusted[s->number - 1] = fmin(s->adjusted[s->number - 1], -expm1(-s->evalue));
    }
    return status;
}

/* What cannot be held is searched again: until then its best hits are all that is needed. */
static mimicry_status find_best(struct mim_significance *s, const struct mim_search *search,
                                struct mim_held_hits *held, mimicry_error *error)
{
    struct mim_hit_reader reader;
    const mimicry_hit *hits;
    size_t count = 0;
    bool more = true;
    mim_hit_reader_open(&reader, search, s->blocks);
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && more) {
        if (count > 0) {
            mim_held_hits_add(held, hits, count);
            status = take_best(s, reader.first, hits, count, error);
        } else {
            if (held->full) {
                reader.search.top = 1;
                reader.search.similar_first = true;
            }
            status = mim_hit_reader_block(&reader, &more, error);
            mim_held_hits_begin(held);
        }
        if (status == MIMICRY_OK)
            status = mim_hit_reader_here(&reader, &hits, &count, error);
    }
    mim_hit_reader_close(&reader);
    return status;
}

mimicry_status mim_significance_adjust(struct mim_significance *s, const struct mim_search *search,
                                       struct mim_held_hits *held, mimicry_error *error)
{
    s->adjusted = mim_alloc_array((size_t)s->most, sizeof *s->adjusted);
    if (s->adjusted == NULL)
        return mim_fail_memory(error);
    for (s->windows = 0; mim_windows_next(&s->stream, &s->window); s->windows++)
        s->adjusted[s->windows] = 1;
    mimicry_status status = begin(s, &s->most, error);
    if (status == MIMICRY_OK)
        status = find_best(s, search, held, error);
    if (status == MIMICRY_OK)
        status = mim_adjust_p_values(s->adjusted, s->windows, s->adjusted, error);
    return status == MIMICRY_OK ? begin(s, &s->most, error) : status;
}

/* ---- Cells ---- */

double mim_round_digits(double value, int digits)
{
    char text[40], number[40];
    size_t length = 0;
    double rounded = value;
    if (!isfinite(value) || (value == floor(value) && fabs(value) < 1e6))
        return value;
    /* The point is the locale's: digits and exponent are all that is taken. */
    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == 'e')
            break;
        if (*c == '-' || (*c >= '0' && *c <= '9'))
            number[length++] = *c;
    }
    const char *e = text;
    while (*e != 'e')
        e++;
    snprintf(number + length, sizeof number - length, "e%d", atoi(e + 1) - digits + 1);
    return mim_parse_number(number, &rounded) ? rounded : value;
}

double mim_six_digits(double value)
{
    return mim_round_digits(value, 6);
}

mimicry_status mim_significance_put(struct mim_significance *s, struct mim_table *table,
                                    uint64_t query, const mimicry_hit *hit, mimicry_error *error)
{
    const mimicry_status status = move_to(s, query, hit, error);
    if (status != MIMICRY_OK)
        return status;
    if (!s->rounded) {
        s->cells[0] = mim_six_digits(s->p);
        s->cells[1] = mim_six_digits(s->evalue);
        s->cells[2] = mim_six_digits(s->adjusted[s->number - 1]);
        s->rounded = true;
    }
    for (size_t i = 0; i < MIM_SIGNIFICANCE_COLUMNS; i++)
        mim_put_real(table, s->cells[i]);
    return MIMICRY_OK;
}
