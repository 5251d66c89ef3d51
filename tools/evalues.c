/* Computes p-values and E-values of hits, and over the queries the adjusted p-values. */
#include "evalues.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool no_memory(struct evalues *e)
{
    e->error.status = MIMICRY_E_MEMORY;
    strcpy(e->error.message, "not enough memory");
    return false;
}

static bool make_room(struct evalues *e, size_t count)
{
    if (count <= e->capacity)
        return true;
    free(e->p_values);
    free(e->evalues);
    e->capacity = 0;
    e->p_values = calloc(count, sizeof *e->p_values);
    e->evalues = calloc(count, sizeof *e->evalues);
    if (e->p_values == NULL || e->evalues == NULL)
        return no_memory(e);
    e->capacity = count;
    return true;
}

bool evalues_take(struct evalues *e, const mimicry_hit *hits, size_t count, size_t stride)
{
    return make_room(e, count) &&
           mimicry0_significance_hits(e->significance, e->queries->letters, e->queries->count, hits,
                                      count, stride, e->p_values, e->evalues,
                                      &e->error) == MIMICRY_OK;
}

/* Notes the best hit of every window: the probability that chance gives any as good. */
static int note_best(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    struct evalues *e = data;
    const char *at = (const char *)hits;
    if (!evalues_take(e, hits, count, stride))
        return 1;
    for (size_t i = 0; i < count; i++, at += stride) {
        mimicry_hit hit;
        memcpy(&hit, at, sizeof hit);
        while (!walk_is_at(&e->at, &hit))
            walk_next(&e->at);
        e->adjusted[e->at.number] = fmin(e->adjusted[e->at.number], -expm1(-e->evalues[i]));
    }
    return was_interrupted();
}

/* The p-value of every window, adjusted. */
static mimicry_status find_adjusted(struct evalues *e, const mimicry0_search_options *options,
                                    mimicry_error *error)
{
    size_t windows = 0;
    mimicry0_search_options best = *options;
    for (walk_begin(&e->at, e->queries, options); !walk_at_end(&e->at); walk_next(&e->at))
        windows++;
    e->adjusted = calloc(windows + 1, sizeof *e->adjusted);
    if (e->adjusted == NULL && !no_memory(e))
        return MIMICRY_E_MEMORY;
    for (size_t i = 0; i < windows; i++)
        e->adjusted[i] = 1; /* no hit */
    walk_begin(&e->at, e->queries, options);
    best.top = 1;
    const mimicry_status status = mimicry0_search_each(
        e->queries->index, e->queries->letters, e->queries->count, &best, note_best, e, error);
    if (status != MIMICRY_OK)
        return status;
    return mimicry_adjust_p_values(e->adjusted, windows, e->adjusted, error);
}

mimicry_status evalues_open(struct evalues *e, const struct hits_queries *queries,
                            const mimicry0_search_options *options, mimicry_error *error)
{
    *e = (struct evalues){.queries = queries, .error = {.size = sizeof e->error}};
    mimicry_status status =
        mimicry0_significance_create(queries->index, options, &e->significance, error);
    if (status == MIMICRY_OK)
        status = find_adjusted(e, options, error);
    return status;
}

void evalues_close(struct evalues *e)
{
    mimicry0_significance_free(e->significance);
    free(e->adjusted);
    free(e->p_values);
    free(e->evalues);
}
