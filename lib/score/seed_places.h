/* The places of the text where seeds are: what their records score there is noted. */
#ifndef MIM_SCORE_SEED_PLACES_H
#define MIM_SCORE_SEED_PLACES_H

#include "index/suffix.h"
#include "score/seed_pieces.h"

enum {
    MIM_SEED_INTERVALS = 32, /* that wait, while their memory is on its way */
    MIM_SEED_WAITING = 256,  /* places that do */
    MIM_MOST_LANES = 64
};

/* Suffixes that have position `position` of the peptide where they begin. */
struct mim_seed_interval {
    struct mim_interval ranks;
    uint32_t position;
};

/* One worker's memory. */
struct mim_seed_places {
    const struct mimicry_index *index;
    const struct mim_kernels *kernels;
    const struct mim_seed_query *query;
    const struct mim_seed_plan *plan;
    const struct mim_seed_piece *piece; /* the one in hand */
    /* What waits, in rings. A place is where position 0 of the peptide would be. */
    struct mim_seed_interval intervals[MIM_SEED_INTERVALS];
    uint64_t n_intervals;
    int64_t places[MIM_SEED_WAITING];
    uint64_t n_places;
    /* Places to be aligned with gaps, a lane each, as tiles are (kernels.h). */
    int64_t lanes[MIM_MOST_LANES];
    uint32_t n_lanes, rows;
    uint8_t *stretches, *residues;
    uint32_t *lane_of;
    void *work;
    int32_t *plain_work;
    struct mim_align_found of_lanes;
    /* What was found: by the first record of a protein, as struct mim_align_found has it. */
    struct mim_align_found found;
    int32_t best; /* of all */
};

/* `index` has at most UINT32_MAX records. */
mimicry_status mim_seed_places_set(struct mim_seed_places *out, const struct mimicry_index *index,
                                   const struct mim_kernels *kernels, mimicry_error *error);
void mim_seed_places_free(struct mim_seed_places *places);

/* Begins a search; nothing is left from the one before. */
void mim_seed_places_begin(struct mim_seed_places *places, const struct mim_seed_query *query,
                           const struct mim_seed_plan *plan);

/* Begins a piece, adds to it, ends it. */
void mim_seed_places_begin_piece(struct mim_seed_places *places,
                                 const struct mim_seed_piece *piece);
mimicry_status mim_seed_places_add(struct mim_seed_places *places, struct mim_interval ranks,
                                   uint32_t position, mimicry_error *error);
mimicry_status mim_seed_places_end_piece(struct mim_seed_places *places, mimicry_error *error);

/* Ends a search: then `found` has all. */
void mim_seed_places_end(struct mim_seed_places *places);

/* Forgets what was found. */
void mim_seed_places_clear(struct mim_seed_places *places);

#endif
