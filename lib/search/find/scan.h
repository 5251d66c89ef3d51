/* The exhaustive searches of the text, tile by tile. */
#ifndef MIM_SEARCH_FIND_SCAN_H
#define MIM_SEARCH_FIND_SCAN_H

#include "index/index.h"
#include "search/collect.h"
#include "search/find/plane_tests.h"
#include "search/kernels/kernels.h"

/* The jobs of a round that scan the text. */
struct mim_scan_list {
    struct mim_plane_query *planes; /* of plan PLANES, by length, */
    uint32_t n_planes;
    struct mim_plane_test *tests; /* by job, */
    uint32_t *lanes;              /* and the numbers of those of plan LANES */
    uint32_t n_lanes;
    uint32_t longest; /* peptide of either */
};
/* Hits are counted, if `opt_packing` is NULL, or packed so. */
mimicry_status mim_scan_list_set(struct mim_scan_list *list, const struct mim_job *jobs,
                                 uint32_t n_jobs, const struct mim_packing *opt_packing,
                                 mimicry_error *error);
void mim_scan_list_free(struct mim_scan_list *list);

/* How a round cuts the text. */
struct mim_tiling {
    const struct mim_kernels *kernels;
    uint32_t windows; /* a tile */
    bool planes;      /* bit planes are built of each tile, */
    bool bytes;       /* and rows of bytes */
    struct mim_tile_shape plane_shape, byte_shape;
    uint32_t plane_chunk, byte_chunk; /* rows that all queries pass before the next */
    uint32_t longest;
};
void mim_tiling_set(struct mim_tiling *tiling, const struct mim_kernels *kernels,
                    const struct mim_scan_list *list);
uint64_t mim_tiling_tiles(const struct mim_tiling *tiling, const struct mimicry_index *index);

/* One worker's memory for a tile; below 2 MiB for peptides of up to 40 residues. Zeroed to begin
 * with. */
struct mim_scratch {
    void *planes;
    uint8_t *bytes;
    void *work;        /* the bit-plane kernel's */
    uint32_t *offsets; /* of windows that the byte lanes propose */
    struct mim_proposal *proposals;
};
mimicry_status mim_scratch_set(struct mim_scratch *scratch, const struct mim_tiling *tiling,
                               mimicry_error *error);
void mim_scratch_free(struct mim_scratch *scratch);

/* Gives the collector all hits that begin in a tile, of the jobs of the list. */
mimicry_status mim_scan_tile(const struct mimicry_index *index, const struct mim_tiling *tiling,
                             uint64_t tile, const struct mim_job *jobs,
                             const struct mim_scan_list *list, struct mim_scratch *scratch,
                             struct mim_collector *collector, mimicry_error *error);

#endif
