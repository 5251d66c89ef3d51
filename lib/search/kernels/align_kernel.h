/* Local alignment of a query with every record of a tile at once, for each instruction set. No I/O,
 * no allocation. */
#ifndef MIM_SEARCH_KERNELS_ALIGN_KERNEL_H
#define MIM_SEARCH_KERNELS_ALIGN_KERNEL_H

#include "search/kernels/kernels.h"

enum {
    MIM_ALIGN_MOST = 255 /* the highest score that byte lanes can hold */
};

/* A query as the kernel takes it (mim_align_query_set). */
struct mim_align_query {
    const int8_t (*scores)[MIM_CODES]; /* by position and code; -128 from MIM_STOP on */
    uint32_t length;
    uint32_t span; /* residues of the longest stretch of text that an alignment that counts has */
    uint32_t gaps_from, n_gaps; /* positions after which a gap can pay */
    uint8_t cut;                /* alignments below it do not count; 1 to MIM_ALIGN_MOST */
    uint8_t first;              /* what the first residue of a gap costs, */
    uint8_t extend;             /* and each that follows; both at most 127 */
};

/* A tile in rows (mim_rows), and which of its records each residue belongs to. */
struct mim_align_tile {
    const uint8_t *residues;
    struct mim_tile_shape shape;
    const uint32_t *record_of; /* by offset in the tile */
};

/* The best score of each record of a tile: all zero before and, once read, again after a scan. */
struct mim_align_found {
    uint8_t *best;     /* by record of the tile */
    uint32_t *touched; /* the records whose best is not 0 */
    uint32_t n_touched;
};

struct mim_align_kernel {
    uint32_t lanes;       /* bytes of a row */
    uint32_t vector_size; /* bytes of a vector in `work` */
    /* Finds every record of the tile with an alignment of at least the query's cut, and its best
     * score. `work`: 2 * length vectors, 64-byte aligned. */
    void (*scan)(const struct mim_align_tile *tile, const struct mim_align_query *query, void *work,
                 struct mim_align_found *found);
};

/* The kernel for rows that mim_kernels.build_bytes of these has laid out. */
const struct mim_align_kernel *mim_align_kernel_get(const struct mim_kernels *kernels);

#endif
