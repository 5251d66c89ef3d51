/* The scores of all windows of a text under a motif, as 16-bit sums: each position's scores are
 * looked up for a vector of windows at once.
 *
 * Compiled once for each instruction set (vectors.h). */
#include "search/kernels/sources.h"
#include "search/kernels/sums.h"

_Static_assert((int)SUM_LANES <= (int)MIM_SUM_LANES, "what is written beyond");

/* With a constant length the tables stay in registers, where there are enough. */
static MIM_ALWAYS_INLINE void sum_length(const uint8_t *text, uint32_t windows,
                                         const int16_t (*scores)[MIM_CODES], uint32_t length,
                                         int16_t *out)
{
    sum_table tables[MIM_MOTIF_MOST];
    for (uint32_t j = 0; j < length; j++)
        tables[j] = sum_table_load(scores[j]);
    for (uint32_t i = 0; i < windows; i += SUM_LANES) {
        sums sum = sums_zero();
        UNROLL
        for (uint32_t j = 0; j < length; j++)
            sum = sums_add_looked_up(sum, tables[j], text + i + j);
        sums_store(out + i, sum);
    }
}

void MIM_KERNEL(sum_motif)(const uint8_t *text, uint32_t windows,
                           const int16_t (*scores)[MIM_CODES], uint32_t length, int16_t *out)
{
    switch (length) {
    case 8:
        sum_length(text, windows, scores, 8, out);
        break;
    case 9:
        sum_length(text, windows, scores, 9, out);
        break;
    case 10:
        sum_length(text, windows, scores, 10, out);
        break;
    default:
        sum_length(text, windows, scores, MIM_MOTIF_MOST, out);
    }
}
