/* The exhaustive searches of the text, tile by tile. */
#ifndef MIM_SEARCH_SCAN_H
#define MIM_SEARCH_SCAN_H

#include "index/index.h"
#include "search/collect.h"
#include "search/kernels.h"

/* How a batch cuts the text. A tile's planes stay in a core's cache while all queries pass. */
struct mim_tiling {
    const struct mim_kernels *kernels;
    uint32_t windows; /* a tile */
    uint32_t longest; /* peptide of the batch */
    bool planes;      /* some job wants bit planes */
};
void mim_tiling_set(struct mim_tiling *tiling, const struct mim_kernels *kernels, uint32_t longest,
                    bool planes);
uint64_t mim_tiling_tiles(const struct mim_tiling *tiling, const struct mimicry_index *index);

/* One worker's memory for a tile. Zeroed to begin with. */
struct mim_scratch {
    void *planes;
    void *work;        /* the bit-plane kernel's */
    uint32_t *offsets; /* of proposed windows */
};
mimicry_status mim_scratch_set(struct mim_scratch *scratch, const struct mim_tiling *tiling,
                               mimicry_error *error);
void mim_scratch_free(struct mim_scratch *scratch);

/* Gives the collector all hits that begin in a tile, of the active jobs planned PLANES or LANES. */
mimicry_status mim_scan_tile(const struct mimicry_index *index, const struct mim_tiling *tiling,
                             uint64_t tile, const struct mim_job *jobs, uint32_t n_jobs,
                             struct mim_scratch *scratch, struct mim_collector *collector,
                             mimicry_error *error);

#endif
