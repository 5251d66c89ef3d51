/* Hits of several windows, gathered to be ranked together by the models that are asked for beside
 * that of the search. */
#ifndef MIM_TABLE_GATHERED_H
#define MIM_TABLE_GATHERED_H

#include "model/model_list.h"
#include "table/hit_source.h"

/* All zero before it is opened. It must not be moved. */
struct mim_gathered {
    struct mim_hit_source *source;
    const struct mim_model_list *models;
    struct mim_hits taken; /* the last that were taken of the source, */
    size_t at;             /* and the next of them */
    mimicry_hit *hits;
    uint64_t *ranks;    /* in the order asked for, if the source has them */
    uint64_t *by_model; /* by hit, then by model: its ranks */
    size_t count, hits_room, ranks_room, by_model_room;
};

/* Of a source that is open. To be closed after a failure too. */
void mim_gathered_open(struct mim_gathered *gathered, struct mim_hit_source *source,
                       const struct mim_model_list *models);
void mim_gathered_close(struct mim_gathered *gathered);

/* The next hits of the source, all those of some windows, with their ranks by model; none at the
 * end. They live until the next call. Memory: some 120 bytes a hit, and 8 for each model, of about
 * 65,536 hits, or those of the one window that has more. */
mimicry_status mim_gathered_next(struct mim_gathered *gathered, struct mim_hits *out,
                                 mimicry_error *error);

#endif
