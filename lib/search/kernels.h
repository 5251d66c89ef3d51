/* The two exhaustive scans of a tile of the text, for each instruction set. They propose windows:
 * all within the threshold are among them. No I/O, no allocation. */
#ifndef MIM_SEARCH_KERNELS_H
#define MIM_SEARCH_KERNELS_H

#include "search/profile.h"

/* Bit planes of a tile. The tile is cut into as many segments as a vector has lanes, `segment`
 * windows each. Bit l of vector i of plane a says whether residue i of segment l is amino acid a,
 * so one vector tests one position of as many windows as there are lanes, without a shift. A
 * segment's residues go `rows` far: its windows, and length - 1 residues of the next segment. */
struct mim_planes {
    void *vectors; /* MIM_PLANES planes of `rows` vectors, 64-byte aligned */
    uint32_t segment;
    uint32_t rows;
};

enum { MIM_PLANES = MIM_AMINO_ACIDS + 1 }; /* the last stays empty, for what matches nothing */

struct mim_kernels {
    const char *name;
    uint32_t lanes; /* of a bit-plane vector; lanes / 8 bytes */

    /* Fills planes of the tile that begins at `text`; codes from `available` on count as no
     * residue and are not read. */
    void (*build_planes)(const uint8_t *text, uint64_t available, const struct mim_planes *planes);

    /* Offsets in the tile of windows with at least `need` of the query's residues, in no order;
     * how many. `out` has room for lanes * segment. `work`: `length` vectors, 64-byte aligned.
     * Windows over the end of a record or of the text may be among them. */
    size_t (*scan_planes)(const struct mim_planes *planes, const uint8_t *codes, uint32_t length,
                          uint32_t need, void *work, uint32_t *out);

    /* Offsets below `windows`, rising, whose penalties are within the profile's limit; how many.
     * Reads MIM_TEXT_PAD bytes beyond at most. */
    size_t (*scan_bytes)(const uint8_t *text, uint32_t windows, const struct mim_profile *profile,
                         uint32_t *out);
};

/* The kernels of an instruction set (MIMICRY_INSTRUCTIONS_...); NULL if the machine lacks it. */
const struct mim_kernels *mim_kernels_get(int32_t instructions);

#endif
