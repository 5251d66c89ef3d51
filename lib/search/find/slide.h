/* Stretches of overlapping windows as the kernels take them: by matches, and by penalties. */
#ifndef MIM_SEARCH_FIND_SLIDE_H
#define MIM_SEARCH_FIND_SLIDE_H

#include "search/find/stretches.h"

struct mim_slide_list {
    struct mim_stretches stretches;
    uint32_t segment; /* windows of a lane of a tile */
    /* Of each stretch either, by whether the search is by score. */
    struct mim_slide_query *planes;
    struct mim_sums_query *sums;
    /* What they point at, of all. */
    uint16_t *places; /* where the plane, or the table, of each residue is */
    uint8_t (*penalty)[MIM_CODES];
    uint8_t *limits;
};

mimicry_status mim_slide_list_set(struct mim_slide_list *list, const struct mim_batch *batch,
                                  const struct mim_search *search, mimicry_error *error);
void mim_slide_list_free(struct mim_slide_list *list);

#endif
