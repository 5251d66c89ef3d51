/* The significance of the hits of a search, adjusted for the number of its queries. */
#ifndef EVALUES_H
#define EVALUES_H

#include "walk.h"

struct evalues {
    mimicry0_significance *significance;
    const struct hits_queries *queries;
    double *adjusted; /* of every window that is searched, by its number in the walk */
    double *p_values; /* of the hits that evalues_take took last */
    double *evalues;
    size_t capacity;     /* of these two */
    mimicry_error error; /* of evalues_take: its status says whether there was one */
    struct walk at;      /* of evalues_open */
};

/* Adjusting needs the best hit of every query before the first hit can be printed: so this runs
 * the search once for the best alone. Memory: 8 bytes a window. */
mimicry_status evalues_open(struct evalues *evalues, const struct hits_queries *queries,
                            const mimicry0_search_options *options, mimicry_error *error);

/* Computes the values of these hits; false on failure. */
bool evalues_take(struct evalues *evalues, const mimicry_hit *hits, size_t count, size_t stride);

void evalues_close(struct evalues *evalues);

#endif
