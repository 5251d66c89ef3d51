/* The local alignments of one query with a tile: one source, compiled once for each instruction set
 * (vectors.h).
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
#include "search/kernels/sources.h"

enum { FLOOR = -128 };

/* What the end of a record takes off in its lane. Two such steps lead from any value to the floor;
 * for h the second is the score that a record's end has with every residue. */
/* clang-format off */
static const int8_t ending[MIM_CODES] = {
    [MIM_STOP] = FLOOR, FLOOR, FLOOR, FLOOR, FLOOR, FLOOR,
};
/* clang-format on */

static MIM_ALWAYS_INLINE void end_records(signed_bytes residues, signed_bytes *h, signed_bytes *e,
                                          uint32_t length)
{
    const signed_bytes down = signed_look_up(table_load(ending), residues);
    UNROLL
    for (uint32_t j = 0; j < length; j++) {
        h[j] = signed_add(h[j], down);
        e[j] = signed_add(signed_add(e[j], down), down);
    }
}

static __attribute__((noinline)) void note(const struct mim_align_tile *tile, uint32_t row,
                                           uint64_t reached, signed_bytes best,
                                           struct mim_align_found *found)
{
    int8_t values[BYTE_LANES];
    signed_store(values, best);
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
static MIM_ALWAYS_INLINE void scan_rows(const struct mim_align_tile *tile,
                                        const struct mim_align_query *query, uint32_t length,
                                        signed_bytes *h, signed_bytes *e,
                                        struct mim_align_found *found)
{
    const signed_bytes first = signed_fill((int8_t)query->first);
    const signed_bytes extend = signed_fill((int8_t)query->extend);
    const signed_bytes cut = signed_fill((int8_t)(query->cut + FLOOR));
    const signed_bytes stop = signed_fill(MIM_STOP), zero = signed_fill(FLOOR);
    const uint32_t rows = tile->shape.segment + query->span - 1;
    UNROLL
    for (uint32_t j = 0; j < length; j++)
        h[j] = e[j] = zero;
    for (uint32_t row = 0; row < rows; row++) {
        const signed_bytes residues = signed_load(tile->residues + (size_t)row * BYTE_LANES);
        signed_bytes diagonal = zero, f = zero, best = zero;
        if (signed_at_least(residues, stop) != 0)
            end_records(residues, h, e, length);
        UNROLL
        for (uint32_t j = 0; j < length; j++) {
            const signed_bytes score = signed_look_up(table_load(query->scores[j]), residues);
            const signed_bytes matched = signed_add(diagonal, score);
            diagonal = h[j];
            best = signed_max(best, matched); /* the best of all never ends with a gap */
            h[j] = matched;
            if (j - query->gaps_from >= query->n_gaps)
                continue;
            const signed_bytes here = signed_max(matched, e[j]);
            const signed_bytes opened = signed_subtract(here, first);
            h[j] = signed_max(here, f);
            e[j] = signed_max(signed_subtract(e[j], extend), opened);
            f = signed_max(signed_subtract(f, extend), opened);
        }
        const uint64_t reached = signed_at_least(best, cut);
        if (reached != 0)
            note(tile, row, reached, best, found);
    }
}

/* With a vector of 16-bit numbers for each operation a constant length saves nothing, and takes the
 * compiler longer than all the rest of the library. */
#if defined(MIM_HAS_LOOKUPS)

/* Where there are registers for it, what a row hands to the next stays in them. */
#if defined(MIM_HAS_MANY_REGISTERS)
#define STATE(n_residues)                                                                          \
    (signed_bytes[2 * (n_residues)])                                                               \
    {                                                                                              \
        0                                                                                          \
    }
#else
#define STATE(n_residues) work
#endif

/* The usual lengths. */
#define OF_LENGTH(n_residues)                                                                      \
    case n_residues: {                                                                             \
        signed_bytes *state = STATE(n_residues);                                                   \
        scan_rows(tile, query, n_residues, state, state + n_residues, found);                      \
        break;                                                                                     \
    }

#else
#define OF_LENGTH(n_residues)
#endif

void MIM_KERNEL(align_records)(const struct mim_align_tile *tile,
                               const struct mim_align_query *query, void *work,
                               struct mim_align_found *found)
{
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
        scan_rows(tile, query, query->length, work, (signed_bytes *)work + query->length, found);
    }
}
