/* The local alignments of one query with a tile: one source, compiled once for each instruction set
 * (align_vectors.h).
 *
 * It is Smith and Waterman's recurrence with Gotoh's affine gaps, a row of residues (one of each
 * lane's segment) at a time. Values are bytes; -128 stands for 0, where sums stop by themselves, as
 * a local alignment's have to. Of two gaps side by side the one in the query comes first: the other
 * order costs the same, so nothing is lost when gaps in the text may follow gaps in the query and
 * not the other way round, and a row is no longer one chain of operations that wait for each other.
 *
 * A gap is only looked for where both sides of it can score more than it costs (n_gaps positions of
 * the query): without the other side an alignment is as good.
 *
 * A lane has its segment and the `span` - 1 residues after it. An alignment that counts is at most
 * `span` residues long, so the lane of its first residue has it whole. Whatever else a lane sees is
 * an alignment too, only not always the best one. */
#include "search/kernels/align_kernel.h"

#include "search/kernels/align_vectors.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))
#if defined(__clang__)
#define UNROLL
#else
#define UNROLL _Pragma("GCC unroll 32")
#endif

enum { FLOOR = -128 };

/* What the end of a record takes off in its lane. Two such steps lead from any value to the floor;
 * for h the second is the score that a record's end has with every residue. */
/* clang-format off */
static const int8_t ending[MIM_CODES] = {
    [MIM_STOP] = FLOOR, FLOOR, FLOOR, FLOOR, FLOOR, FLOOR,
};
/* clang-format on */

static ALWAYS_INLINE void end_records(lanes residues, lanes *h, lanes *e, uint32_t length)
{
    const lanes down = lanes_look_up(table_load(ending), residues);
    UNROLL
    for (uint32_t j = 0; j < length; j++) {
        h[j] = lanes_add(h[j], down);
        e[j] = lanes_add(lanes_add(e[j], down), down);
    }
}

static __attribute__((noinline)) void note(const struct mim_align_tile *tile, uint32_t row,
                                           uint64_t reached, lanes best,
                                           struct mim_align_found *found)
{
    int8_t values[LANES];
    lanes_store(values, best);
    for (; reached != 0; reached &= reached - 1) {
        const uint32_t lane = (uint32_t)__builtin_ctzll(reached);
        const uint32_t record = tile->record_of[lane * tile->shape.segment + row];
        const uint8_t score = (uint8_t)(values[lane] - FLOOR);
        if (found->best[record] == 0)
            found->touched[found->n_touched++] = record;
        if (found->best[record] < score)
            found->best[record] = score;
    }
}

/* h: the best alignments that end at a position of the query and the row before; e: those that end
 * with the next row in a gap of the query. With a constant `length` the loop unrolls. */
static ALWAYS_INLINE void scan_rows(const struct mim_align_tile *tile,
                                    const struct mim_align_query *query, uint32_t length, lanes *h,
                                    lanes *e, struct mim_align_found *found)
{
    const lanes first = lanes_fill((int8_t)query->first);
    const lanes extend = lanes_fill((int8_t)query->extend);
    const lanes cut = lanes_fill((int8_t)(query->cut + FLOOR));
    const lanes stop = lanes_fill(MIM_STOP), zero = lanes_fill(FLOOR);
    const uint32_t rows = tile->shape.segment + query->span - 1;
    UNROLL
    for (uint32_t j = 0; j < length; j++)
        h[j] = e[j] = zero;
    for (uint32_t row = 0; row < rows; row++) {
        const lanes residues = lanes_load(tile->residues + (size_t)row * LANES);
        lanes diagonal = zero, f = zero, best = zero;
        if (lanes_at_least(residues, stop) != 0)
            end_records(residues, h, e, length);
        UNROLL
        for (uint32_t j = 0; j < length; j++) {
            const lanes score = lanes_look_up(table_load(query->scores[j]), residues);
            const lanes matched = lanes_add(diagonal, score);
            diagonal = h[j];
            best = lanes_max(best, matched); /* the best of all never ends with a gap */
            h[j] = matched;
            if (j - query->gaps_from >= query->n_gaps)
                continue;
            const lanes here = lanes_max(matched, e[j]);
            const lanes opened = lanes_subtract(here, first);
            h[j] = lanes_max(here, f);
            e[j] = lanes_max(lanes_subtract(e[j], extend), opened);
            f = lanes_max(lanes_subtract(f, extend), opened);
        }
        const uint64_t reached = lanes_at_least(best, cut);
        if (reached != 0)
            note(tile, row, reached, best, found);
    }
}

/* The usual lengths. Where there are registers for it, what a row hands to the next stays in them.
 */
#define OF_LENGTH(n_residues)                                                                      \
    case n_residues: {                                                                             \
        lanes local[LOCAL ? 2 * n_residues : 1];                                                   \
        lanes *state = LOCAL ? local : work;                                                       \
        scan_rows(tile, query, n_residues, state, state + n_residues, found);                      \
        break;                                                                                     \
    }

static void scan(const struct mim_align_tile *tile, const struct mim_align_query *query, void *work,
                 struct mim_align_found *found)
{
    enum { LOCAL = LANES == 64 };
    switch (query->length) {
        OF_LENGTH(8)
        OF_LENGTH(9)
        OF_LENGTH(10)
        OF_LENGTH(11)
        OF_LENGTH(12)
        OF_LENGTH(13)
        OF_LENGTH(14)
        OF_LENGTH(15)
    default:
        scan_rows(tile, query, query->length, work, (lanes *)work + query->length, found);
    }
}

extern const struct mim_align_kernel MIM_ALIGN_KERNEL;
const struct mim_align_kernel MIM_ALIGN_KERNEL = {
    .lanes = LANES, .vector_size = sizeof(lanes), .scan = scan};
