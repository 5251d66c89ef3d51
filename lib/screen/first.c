/* Looks for the first window of each query by similarity and presentation together: what was found
 * already bounds how surprising it can be, and only so far is searched. */
#include "screen/first.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "score/combined.h"

void mim_first_take(struct mim_screened *query, const mimicry_hit *hit, double value)
{
    if (query->first.length == 0 ||
        mim_order_compare(value, hit, query->first_value, &query->first) < 0) {
        query->first = *hit;
        query->first_value = value;
    }
}

/* The E-value up to which all windows of a part are looked for. Beyond, hits would be too many to
 * hold: there the best by score are looked for, as many as it takes. */
static const double MOST_EVALUE = 4096;

/* Parts that are searched together. */
struct parts {
    size_t *at; /* their numbers, */
    size_t count;
    double *least; /* and the score from which on each is searched; or NULL */
};

struct farther {
    struct mim_screen_block *block;
    const struct mim_part_setting *setting;
    struct mim_screen_order *order;
    struct parts near, far;
};

static mimicry_status take_part(void *data, size_t number, const mimicry_hit *hits,
                                const double *values, size_t count, mimicry_error *error)
{
    const struct farther *s = data;
    const struct mim_part *part = &s->block->parts[number];
    (void)error;
    for (size_t i = 0; i < count; i++) {
        mimicry_hit hit = hits[i];
        hit.query_start = part->start;
        mim_first_take(&s->block->queries[part->query], &hit, values[i]);
    }
    return MIMICRY_OK;
}

/* The best by score of each part is a bound for its query. */
static mimicry_status take_best(struct farther *s, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t p = 0; p < s->block->n_parts && status == MIMICRY_OK; p++) {
        const struct mim_part *part = &s->block->parts[p];
        const char *alleles = s->block->queries[part->query].kept->query.allele;
        double value;
        if (part->best.length == 0)
            continue;
        status = mim_order_values(s->order, part, alleles, &part->best, 1, &value, error);
        if (status == MIMICRY_OK)
            mim_first_take(&s->block->queries[part->query], &part->best, value);
    }
    return status;
}

static void add(struct parts *parts, size_t number, double least)
{
    if (parts->least != NULL)
        parts->least[parts->count] = least;
    parts->at[parts->count++] = number;
}

/* Sets how far each part has to be searched: as far as its query's first may be passed. */
static mimicry_status choose(struct farther *s, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t p = 0; p < s->block->n_parts && status == MIMICRY_OK; p++) {
        const struct mim_part *part = &s->block->parts[p];
        double least = 0;
        if (part->best.length == 0)
            continue; /* nothing counts */
        const double value = s->block->queries[part->query].first_value;
        const bool is_far = mim_combined_reach(value) > MOST_EVALUE;
        if (!is_far)
            status = mim_order_lowest(s->order, part, value, &least, error);
        add(is_far ? &s->far : &s->near, p, least);
    }
    return status;
}

static mimicry_status search(struct farther *s, const struct parts *parts, mimicry_error *error)
{
    const struct mim_part_search search = {
        .setting = s->setting,
        .block = s->block,
        .parts = parts->at,
        .count = parts->count,
        .reach = {MIMICRY_MIN_SCORE, -INFINITY, parts->least != NULL ? 0 : 1},
        .least = parts->least,
        .filtered = true};
    return parts->count == 0 ? MIMICRY_OK : mim_valued_run(&search, s->order, take_part, s, error);
}

static mimicry_status find(struct farther *s, mimicry_error *error)
{
    mimicry_status status = take_best(s, error);
    if (status == MIMICRY_OK)
        status = choose(s, error);
    if (status == MIMICRY_OK)
        status = search(s, &s->near, error);
    return status == MIMICRY_OK ? search(s, &s->far, error) : status;
}

mimicry_status mim_first_find(struct mim_screen_block *block,
                              const struct mim_part_setting *setting,
                              struct mim_screen_order *order, mimicry_error *error)
{
    struct farther s = {.block = block, .setting = setting, .order = order};
    size_t *at = mim_alloc_array(block->n_parts, 2 * sizeof *at);
    double *least = mim_alloc_array(block->n_parts, sizeof *least);
    mimicry_status status = at != NULL && least != NULL ? MIMICRY_OK : mim_fail_memory(error);
    if (status == MIMICRY_OK) {
        s.near = (struct parts){.at = at, .least = least};
        s.far = (struct parts){.at = at + block->n_parts};
        status = find(&s, error);
    }
    free(at);
    free(least);
    return status;
}
