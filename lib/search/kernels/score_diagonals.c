/* Local alignments without gaps of stretches of text from anywhere, a lane each: the best segment
 * of a sum that begins anew where it would be below 0. Values are bytes; -128 stands for 0, where
 * sums stop by themselves. The end of a record takes 128 off: of a higher sum a rest is left, so
 * that what goes over it may seem better than it is. Compiled once for each instruction set
 * (vectors.h).
 */
#include "search/kernels/turn.h"

enum { STRIP = 8, FLOOR = -128 };

/* The STRIP residues from `text` on of every place, a row each. */
static MIM_ALWAYS_INLINE void lay_out(const uint8_t *text, const int64_t *places, uint8_t *rows)
{
    for (uint32_t lane = 0; lane < BYTE_LANES; lane += 8) {
        uint64_t block[8];
        UNROLL
        for (uint32_t k = 0; k < 8; k++)
            block[k] = pack_8(text + places[lane + k]);
        transpose_8x8(block);
        UNROLL
        for (uint32_t k = 0; k < STRIP; k++)
            store_8(rows + (size_t)k * BYTE_LANES + lane, block[k]);
    }
}

uint64_t MIM_KERNEL(score_diagonals)(const uint8_t *text, const int64_t *places,
                                     const int8_t (*scores)[MIM_CODES], uint32_t length,
                                     uint8_t least, uint8_t *best)
{
    uint8_t rows[STRIP * BYTE_LANES];
    int8_t values[BYTE_LANES];
    signed_bytes run = signed_fill(FLOOR), high = run;
    for (uint32_t from = 0; from < length; from += STRIP) {
        const uint32_t left = length - from, n = left < STRIP ? left : STRIP;
        lay_out(text + from, places, rows);
        for (uint32_t k = 0; k < n; k++) {
            const signed_bytes residues = signed_load(rows + (size_t)k * BYTE_LANES);
            run = signed_add(run, signed_look_up(table_load(scores[from + k]), residues));
            high = signed_max(high, run);
        }
    }
    signed_store(values, high);
    for (uint32_t lane = 0; lane < BYTE_LANES; lane++)
        best[lane] = (uint8_t)(values[lane] - FLOOR);
    return signed_at_least(high, signed_fill((int8_t)(least + FLOOR)));
}
