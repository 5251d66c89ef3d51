/* Puts the hits of each window into the order that is asked for, where that is not the search's. */
#ifndef MIM_TABLE_SORTER_H
#define MIM_TABLE_SORTER_H

#include "score/evalues.h"
#include "table/hit_reader.h"
#include "table/hit_row.h"

struct mim_sort_key;

/* All zero before it is opened. It must not be moved. */
struct mim_sorter {
    struct mim_hit_reader *reader;
    struct mim_hit_row *row; /* what is known of hits */
    int32_t order;           /* MIMICRY_ORDER_..., neither AUTO nor SIMILARITY */
    uint64_t top;            /* so many of a window are given out; 0: all */
    struct mim_background background;
    struct mim_evalues evalues;
    const mimicry_hit *taken; /* the last that were taken, */
    size_t n_taken;
    size_t at;         /* and the next of them */
    mimicry_hit *hits; /* of one window, as they were found, */
    size_t count, hits_room;
    double *values; /* of these */
    struct mim_sort_key *keys;
    mimicry_hit *sorted; /* in order, */
    uint64_t *ranks;     /* and with their ranks */
    size_t values_room, keys_room, sorted_room, ranks_room;
};

/* How many of a window the search has to find at first, for `top` of them by this order; 0: all. */
uint64_t mim_sorter_top(int32_t order, uint64_t top);

/* `reader` is still to be opened with a search of mim_sorter_top. To be closed after a failure too.
 */
mimicry_status mim_sorter_open(struct mim_sorter *sorter, const struct mim_search *search,
                               int32_t order, struct mim_hit_reader *reader,
                               struct mim_hit_row *row, mimicry_error *error);
void mim_sorter_close(struct mim_sorter *sorter);

/* All hits of the block's next window, valid until the next call; none at the end of the block.
 * Memory: 168 bytes for each hit of the window, besides the search's own. */
mimicry_status mim_sorter_here(struct mim_sorter *sorter, struct mim_hits *out,
                               mimicry_error *error);

#endif
