/* Gathers the hits that a search hands over block by block. */
#include "all_hits.h"

#include <stdlib.h>
#include <string.h>

/* Records are copied one by one: the library's may be longer. */
static int gather(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    all_hits *all = data;
    const char *at = (const char *)hits;

    if (all->count + count > all->capacity) {
        size_t room = 2 * all->capacity + count;
        void *grown = realloc(all->data, room * sizeof *all->data);

        if (!grown)
            return 1; /* allocations may be made to fail */
        all->data = grown;
        all->capacity = room;
    }
    for (size_t i = 0; i < count; i++)
        memcpy(&all->data[all->count++], at + i * stride, sizeof *all->data);
    return 0;
}

mimicry_status all_hits_search(const mimicry_index *index, const char *const *peptides,
                               size_t n_peptides, const mimicry_search_options *opt_options,
                               all_hits **out, mimicry_error *opt_error)
{
    all_hits *all = calloc(1, sizeof *all);
    bool no_memory = all == NULL;
    mimicry_status status = MIMICRY_E_MEMORY;

    if (!no_memory)
        status =
            mimicry_search_each(index, peptides, n_peptides, opt_options, gather, all, opt_error);
    if (status == MIMICRY_E_CANCELLED && (!opt_options || !opt_options->run.progress))
        no_memory = true; /* nothing else cancels */
    if (no_memory) {
        status = MIMICRY_E_MEMORY;
        if (opt_error)
            *opt_error = (mimicry_error){.status = status, .message = "not enough memory"};
    }
    if (status != MIMICRY_OK) {
        all_hits_free(all);
        all = NULL;
    }
    *out = all;
    return status;
}

const mimicry_hit *all_hits_data(const all_hits *hits, size_t *out_count, size_t *out_stride)
{
    if (out_count != NULL)
        *out_count = hits == NULL ? 0 : hits->count;
    if (out_stride != NULL)
        *out_stride = sizeof(mimicry_hit);
    return hits == NULL ? NULL : hits->data;
}

void all_hits_free(all_hits *hits)
{
    if (hits != NULL)
        free(hits->data);
    free(hits);
}
