/* Stretches of overlapping windows against the text, tile by tile. */
#ifndef MIM_SEARCH_FIND_SLIDE_H
#define MIM_SEARCH_FIND_SLIDE_H

#include "search/batch.h"

/* The jobs of a round that slide, as stretches. */
struct mim_slide_list {
    struct mim_slide_query *queries; /* one for each length and number of mismatches */
    uint32_t n_queries;
    uint16_t *planes; /* of the residues of all, */
    uint32_t *jobs;   /* and of what begins there */
    uint32_t longest; /* window; 0 without jobs */
};

mimicry_status mim_slide_list_set(struct mim_slide_list *list, const struct mim_batch *batch,
                                  uint32_t bit_lanes, mimicry_error *error);
void mim_slide_list_free(struct mim_slide_list *list);

#endif
