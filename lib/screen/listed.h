/* Lists of the windows of the proteome that the alleles of candidates present best (bands of
 * search/presented_bands.h), kept from block to block. */
#ifndef MIM_SCREEN_LISTED_H
#define MIM_SCREEN_LISTED_H

#include "screen/block.h"
#include "search/presented_bands.h"

/* A list, and what is known of its windows: their percentiles are above this, or unknown. */
struct mim_listed_band {
    const struct mim_window_list *windows;
    double above;
};

/* The lists of a set of alleles and a length. */
struct mim_part_lists {
    struct mim_allele_set *set;
    uint32_t length;
    struct mim_presented_bands made;
    struct mim_listed_band bands[MIM_PRESENTED_BANDS + 1]; /* that may have what counts */
    uint32_t count;
    double above;     /* percentiles of windows that are in none of them are above this, or unknown,
                       */
    bool is_complete; /* and none of these counts */
    size_t parts;     /* of the block in hand */
    uint64_t used;    /* the number of the block that it was last needed for */
};

/* All zero to begin with. */
struct mim_listed {
    struct mim_part_lists **of; /* by set, then by length; or NULL */
    size_t of_room;
    struct mim_part_lists **here; /* of the block in hand */
    size_t here_count, here_room;
    uint64_t blocks;
    uint64_t windows; /* of all lists */
    size_t *parts;    /* those of one set and length */
    size_t parts_room;
};

/* Sets `opt_lists` of the parts of a block: of all if they are to be presented, else of those that
 * have their nearest. Lists are made where that pays. */
mimicry_status mim_listed_set(struct mim_listed *listed, const struct mim_screen_request *request,
                              struct mim_screen_block *block, mimicry_error *error);
void mim_listed_free(struct mim_listed *listed);

/* Takes a band, the best presented first, and the numbers of the parts that have it. */
typedef mimicry_status (*mim_listed_fn)(void *data, const struct mim_listed_band *band,
                                        const size_t *parts, size_t count, mimicry_error *error);
mimicry_status mim_listed_each(struct mim_listed *listed, const struct mim_screen_block *block,
                               mim_listed_fn take, void *data, mimicry_error *error);

#endif
