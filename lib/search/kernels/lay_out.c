/* Lays out tiles as the scans want them: row i has residue i of every segment, so that a load is a
 * whole vector wherever a window begins. Eight residues of eight segments are turned at a time, in
 * registers: byte by byte, each would be another cache line. Compiled once for each instruction set
 * (vectors.h). */
#include "search/kernels/turn.h"

enum { STRIP = 8 }; /* rows that are laid out together */

/* Eight codes from `at` on; separators from `available` on. */
static MIM_ALWAYS_INLINE uint64_t load_8(const uint8_t *text, uint64_t available, uint64_t at)
{
    uint8_t codes[8];
    if (at + 8 <= available) {
        memcpy(codes, text + at, sizeof codes);
    } else {
        for (uint64_t k = 0; k < 8; k++)
            codes[k] = at + k < available ? text[at + k] : (uint8_t)MIM_SEPARATOR;
    }
    return pack_8(codes);
}

/* Rows [row, row + STRIP) of a layout of bytes with `lanes` lanes. */
static MIM_ALWAYS_INLINE void lay_out_strip(const uint8_t *text, uint64_t available,
                                            uint32_t segment, uint32_t row, uint32_t lanes,
                                            uint8_t *out)
{
    for (uint32_t lane = 0; lane < lanes; lane += 8) {
        uint64_t block[8];
        for (uint32_t k = 0; k < 8; k++)
            block[k] = load_8(text, available, (uint64_t)(lane + k) * segment + row);
        transpose_8x8(block);
        for (uint32_t k = 0; k < STRIP; k++)
            store_8(out + (size_t)k * lanes + lane, block[k]);
    }
}

/* `strip`: STRIP rows. With a constant number of lanes the rows are turned in registers. */
static MIM_ALWAYS_INLINE void lay_out(const uint8_t *text, uint64_t available,
                                      struct mim_tile_shape shape, uint32_t lanes, uint8_t *strip,
                                      uint8_t *out)
{
    for (uint32_t row = 0; row < shape.rows; row += STRIP) {
        const uint32_t left = shape.rows - row, rows = left < STRIP ? left : STRIP;
        lay_out_strip(text, available, shape.segment, row, lanes, strip);
        memcpy(out + (size_t)row * lanes, strip, (size_t)rows * lanes);
    }
}

void MIM_KERNEL(build_bytes)(const uint8_t *text, uint64_t available, struct mim_tile_shape shape,
                             uint8_t *out)
{
    uint8_t strip[STRIP * BYTE_LANES];
    lay_out(text, available, shape, BYTE_LANES, strip, out);
}

void MIM_KERNEL(build_lines)(const uint8_t *text, uint64_t available, struct mim_tile_shape shape,
                             uint8_t *out)
{
    uint8_t strip[STRIP * MIM_SLIDE_LANES];
    lay_out(text, available, shape, MIM_SLIDE_LANES, strip, out);
}

/* The planes of one row of BIT_LANES codes. */
static MIM_ALWAYS_INLINE void row_to_planes(const uint8_t *row, bits *out)
{
#if defined(MIM_HAS_BYTES_EQUAL)
    enum { BLOCKS = BIT_LANES / BYTE_LANES };
    bytes block[BLOCKS];
    UNROLL
    for (int b = 0; b < BLOCKS; b++)
        block[b] = bytes_load(row + b * BYTE_LANES);
    for (uint8_t code = 0; code < MIM_AMINO_ACIDS; code++) {
        uint8_t *plane = (uint8_t *)&out[code];
        UNROLL
        for (int b = 0; b < BLOCKS; b++) {
            const uint64_t mask = bytes_equal(block[b], code);
            memcpy(plane + b * BYTE_LANES / 8, &mask, BYTE_LANES / 8);
        }
    }
    out[MIM_AMINO_ACIDS] = bits_fill(false);
#else
    memset(out, 0, MIM_PLANES * sizeof *out);
    for (uint32_t lane = 0; lane < BIT_LANES; lane++) {
        if (mim_is_amino_acid(row[lane]))
            ((uint8_t *)&out[row[lane]])[lane / 8] |= (uint8_t)(1u << lane % 8);
    }
#endif
}

void MIM_KERNEL(build_planes)(const uint8_t *text, uint64_t available, struct mim_tile_shape shape,
                              void *out)
{
    uint8_t strip[STRIP * BIT_LANES];
    bits *planes = out;
    for (uint32_t row = 0; row < shape.rows; row += STRIP) {
        lay_out_strip(text, available, shape.segment, row, BIT_LANES, strip);
        for (uint32_t k = 0; k < STRIP && row + k < shape.rows; k++)
            row_to_planes(strip + (size_t)k * BIT_LANES, planes + (size_t)(row + k) * MIM_PLANES);
    }
}
