/* Collects the hits of a window, gives each a value, and sorts by it: the lowest is the first. */
#include "table/sorter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "score/combined.h"
#include "score/presented_values.h"

struct mim_sort_key {
    double value;
    size_t number; /* of the hit */
};

uint64_t mim_sorter_top(int32_t order, uint64_t top)
{
    if (order == MIMICRY_ORDER_COMBINED)
        return mim_combined_first(top);
    return order == MIMICRY_ORDER_SIMILARITY ? top : 0;
}

mimicry_status mim_sorter_open(struct mim_sorter *s, const struct mim_search *search, int32_t order,
                               struct mim_hit_reader *reader, struct mim_hit_row *row,
                               mimicry_error *error)
{
    *s = (struct mim_sorter){.reader = reader, .row = row, .order = order, .top = search->top};
    if (order != MIMICRY_ORDER_COMBINED)
        return MIMICRY_OK;
    mim_background_set(&s->background, search->index, search->model, true);
    return mim_evalues_open(&s->evalues, &s->background, error);
}

void mim_sorter_close(struct mim_sorter *s)
{
    mim_evalues_close(&s->evalues);
    mim_model_free(s->background.model);
    free(s->hits);
    free(s->keys);
    free(s->values);
    free(s->sorted);
    free(s->ranks);
    *s = (struct mim_sorter){0};
}

/* ---- The hits of a window ---- */

static mimicry_status keep(struct mim_sorter *s, const mimicry_hit *hit, mimicry_error *error)
{
    mimicry_hit *hits = mim_grow(s->hits, &s->hits_room, s->count + 1, sizeof *hits);
    if (hits == NULL)
        return mim_fail_memory(error);
    s->hits = hits;
    s->hits[s->count++] = *hit;
    return MIMICRY_OK;
}

static bool is_same_window(const mimicry_hit *a, const mimicry_hit *b)
{
    return a->query == b->query && a->query_start == b->query_start &&
           a->query_length == b->query_length;
}

static mimicry_status collect(struct mim_sorter *s, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    s->count = 0;
    while (status == MIMICRY_OK) {
        if (s->at == s->n_taken) {
            s->at = 0;
            status = mim_hit_reader_here(s->reader, &s->taken, &s->n_taken, error);
            if (status != MIMICRY_OK || s->n_taken == 0)
                return status;
        }
        const mimicry_hit *hit = &s->taken[s->at];
        if (s->count > 0 && !is_same_window(&s->hits[0], hit))
            return MIMICRY_OK;
        status = keep(s, hit, error);
        s->at++;
    }
    return status;
}

/* The window's `top` best by score, in the place of those that there are. */
static mimicry_status collect_more(struct mim_sorter *s, uint64_t top, mimicry_error *error)
{
    const struct mim_peptide_block *block = &s->reader->block;
    const mimicry_hit of = s->hits[0];
    char letters[MIMICRY_MAX_PEPTIDE + 1] = "";
    const char *const peptide = letters;
    struct mim_search search = s->reader->search;
    struct mim_run *run;
    const mimicry_hit *hits;
    size_t count = 1;
    memcpy(letters, block->peptides[of.query] + of.query_start, of.query_length);
    search.top = top;
    search.window_min = search.window_max = 0;
    search.alleles = block->alleles + of.query;
    search.progress = NULL; /* the block's search tells it */
    mimicry_status status = mim_run_create(&search, &peptide, 1, &run, error);
    s->count = 0;
    while (status == MIMICRY_OK && count > 0) {
        status = mim_run_next(run, &hits, &count, error);
        for (size_t i = 0; i < count && status == MIMICRY_OK; i++) {
            mimicry_hit hit = hits[i];
            hit.query = of.query;
            hit.query_start = of.query_start;
            status = keep(s, &hit, error);
        }
    }
    mim_run_free(run);
    return status;
}

/* ---- Values ---- */

static mimicry_status set_by_expression(struct mim_sorter *s, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < s->count && status == MIMICRY_OK; i++) {
        double level = (double)NAN;
        status = mim_record_names_find(&s->row->names, s->hits[i].record, error);
        if (status == MIMICRY_OK)
            status = mim_annotated_level(&s->row->annotated, s->row->names.gene, &level, error);
        s->values[i] = isnan(level) ? INFINITY : -level;
    }
    return status;
}

static mimicry_status set_values(struct mim_sorter *s, mimicry_error *error)
{
    if (s->order == MIMICRY_ORDER_EXPRESSION)
        return set_by_expression(s, error);
    return mim_presented_values(s->row->annotated.presentation,
                                s->reader->block.alleles[s->hits[0].query], s->row->search->index,
                                s->order == MIMICRY_ORDER_COMBINED ? &s->evalues : NULL, false,
                                s->hits, s->count, s->values, error);
}

/* ---- Order ---- */

/* Hits of one value stay as they were found. */
static int by_value(const void *x, const void *y)
{
    const struct mim_sort_key *a = x, *b = y;
    if (a->value < b->value || a->value > b->value)
        return a->value < b->value ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static mimicry_status make_room(struct mim_sorter *s, mimicry_error *error)
{
    struct mim_sort_key *keys = mim_grow(s->keys, &s->keys_room, s->count, sizeof *keys);
    s->keys = keys != NULL ? keys : s->keys;
    mimicry_hit *sorted = mim_grow(s->sorted, &s->sorted_room, s->count, sizeof *sorted);
    s->sorted = sorted != NULL ? sorted : s->sorted;
    uint64_t *ranks = mim_grow(s->ranks, &s->ranks_room, s->count, sizeof *ranks);
    s->ranks = ranks != NULL ? ranks : s->ranks;
    double *values = mim_grow(s->values, &s->values_room, s->count, sizeof *values);
    s->values = values != NULL ? values : s->values;
    return keys != NULL && sorted != NULL && ranks != NULL && values != NULL
               ? MIMICRY_OK
               : mim_fail_memory(error);
}

static mimicry_status sort(struct mim_sorter *s, mimicry_error *error)
{
    mimicry_status status = make_room(s, error);
    if (status == MIMICRY_OK)
        status = set_values(s, error);
    for (size_t i = 0; i < s->count && status == MIMICRY_OK; i++)
        s->keys[i] = (struct mim_sort_key){s->values[i], i};
    if (status == MIMICRY_OK)
        qsort(s->keys, s->count, sizeof *s->keys, by_value);
    return status;
}

/* Whether no window that was not found comes before, or with, the last that is wanted. `found`: how
 * many the search was asked for. */
static bool has_best(const struct mim_sorter *s, uint64_t found)
{
    if (s->order != MIMICRY_ORDER_COMBINED || s->top == 0 || s->count < found)
        return true;
    return mim_combined_least(mim_evalue_of(&s->evalues, s->hits[s->count - 1].score)) >
           s->keys[s->top - 1].value;
}

static mimicry_status sort_best(struct mim_sorter *s, mimicry_error *error)
{
    uint64_t found = mim_sorter_top(s->order, s->top);
    const mimicry_hit *first = &s->hits[0];
    mimicry_status status = MIMICRY_OK;
    if (s->order == MIMICRY_ORDER_COMBINED)
        status = mim_evalues_set(&s->evalues,
                                 s->reader->block.peptides[first->query] + first->query_start,
                                 first->query_length, error);
    if (status == MIMICRY_OK)
        status = sort(s, error);
    while (status == MIMICRY_OK && !has_best(s, found)) {
        found = mim_combined_next(found);
        status = collect_more(s, found, error);
        if (status == MIMICRY_OK)
            status = sort(s, error);
    }
    return status;
}

/* Cut to the best, with the ties of the last; a rank is 1 more than how many are better. */
static size_t put_in_order(struct mim_sorter *s)
{
    size_t n = 0;
    for (; n < s->count; n++) {
        const bool ties = n > 0 && !(s->keys[n].value > s->keys[n - 1].value);
        if (s->top > 0 && n >= s->top && !ties)
            break;
        s->sorted[n] = s->hits[s->keys[n].number];
        s->ranks[n] = ties ? s->ranks[n - 1] : n + 1;
    }
    return n;
}

mimicry_status mim_sorter_here(struct mim_sorter *s, struct mim_hits *out, mimicry_error *error)
{
    *out = (struct mim_hits){.at = NULL};
    mimicry_status status = collect(s, error);
    if (status != MIMICRY_OK || s->count == 0)
        return status;
    status = sort_best(s, error);
    if (status == MIMICRY_OK)
        *out = (struct mim_hits){.count = put_in_order(s), .at = s->sorted, .ranks = s->ranks};
    return status;
}
