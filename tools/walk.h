/* The windows of the queries, one after the other, in the order in which their hits come. */
#ifndef WALK_H
#define WALK_H

#include "tool.h"

/* What was searched, and in what. */
struct hits_queries {
    const mimicry_index *index;
    const char *const *letters;
    const char *const *ids; /* NULL: their numbers, from 1 */
    size_t count;
};

/* Stands at a window that is searched, or behind the last. */
struct walk {
    const struct hits_queries *queries;
    uint32_t window_min, window_max; /* 0: the queries themselves */
    uint64_t query, query_length, start;
    uint32_t length;
    uint64_t number; /* of the window, from 0 */
};

void walk_begin(struct walk *walk, const struct hits_queries *queries,
                const mimicry0_search_options *options);
bool walk_at_end(const struct walk *walk);
void walk_next(struct walk *walk);

/* Whether the hit is one of this window. */
bool walk_is_at(const struct walk *walk, const mimicry_hit *hit);

#endif
