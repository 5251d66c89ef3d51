/* Walks along the windows of the queries as a search does. */
#include "walk.h"

#include <string.h>

bool walk_at_end(const struct walk *w)
{
    return w->query == w->queries->count;
}

static void enter_query(struct walk *w)
{
    if (walk_at_end(w))
        return;
    w->query_length = strlen(w->queries->letters[w->query]);
    w->start = 0;
    w->length = w->window_min > 0 ? w->window_min : (uint32_t)w->query_length;
}

static void step(struct walk *w)
{
    if (w->window_min > 0) {
        w->length++;
        if (w->length <= w->window_max && w->start + w->length <= w->query_length)
            return;
        w->length = w->window_min;
        w->start++;
        if (w->start + w->length <= w->query_length)
            return;
    }
    w->query++;
    enter_query(w);
}

/* Whether the window is one that is searched: inside its sequence, and without `*`. */
static bool is_searched(const struct walk *w)
{
    const char *letters = w->queries->letters[w->query];
    return w->start + w->length <= w->query_length &&
           memchr(letters + w->start, '*', w->length) == NULL;
}

static void skip_others(struct walk *w)
{
    while (!walk_at_end(w) && !is_searched(w))
        step(w);
}

void walk_begin(struct walk *w, const struct hits_queries *queries,
                const mimicry0_search_options *options)
{
    *w = (struct walk){
        .queries = queries, .window_min = options->window_min, .window_max = options->window_max};
    enter_query(w);
    skip_others(w);
}

void walk_next(struct walk *w)
{
    step(w);
    skip_others(w);
    w->number++;
}

bool walk_is_at(const struct walk *w, const mimicry_hit *hit)
{
    return w->query == hit->query && w->start == hit->query_start && w->length == hit->length;
}
