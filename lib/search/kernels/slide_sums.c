/* The scan of a stretch by penalties: what slide_planes.c does for matches, in bytes.
 *
 * On a diagonal the next two windows cost what these do, plus what the pair of residues costs that
 * comes in, less what the pair cost that goes out. Sums are kept modulo 256: the true sum of a
 * window within a limit below 255 is what a byte holds, whatever the windows before it cost, so
 * none is missed; a sum of 256 or more may look like one within the limit, and is tested like all
 * others.
 *
 * Nothing is looked up on the way. For STEPS rows the penalties of each residue that the stretch
 * has are laid out beforehand, so that a look-up is a load of a line. Many diagonals pass these
 * rows before the next ones; what comes of them, a line each, waits in the second-level cache.
 * Diagonals begin in row 0, at each residue, those before the stretch included, which are no job's.
 *
 * Which diagonals have windows within the limit follows no rule that a processor could guess: they
 * are noted, and their rows are passed once more, backwards.
 *
 * Compiled once for each instruction set (vectors.h). */
#include "search/kernels/sources.h"

enum { STEPS = MIM_SUMS_STEPS, LANES = MIM_SLIDE_LANES, VECTORS = LANES / BYTE_LANES };

/* The penalties of `n` rows from `row` on, of each residue. */
static void look_up(const uint8_t *lines, const struct mim_sums_query *query, uint32_t row,
                    uint32_t n, uint8_t *out)
{
    const uint8_t *codes = lines + (size_t)row * LANES;
    for (uint32_t t = 0; t <= query->n_tables; t++) {
        const table penalties = table_load(query->penalty[t]);
        for (uint32_t k = 0; k < n * LANES; k += BYTE_LANES)
            bytes_store(out + t * MIM_SUMS_TABLE + k,
                        bytes_add_looked_up(bytes_zero(), penalties, bytes_load(codes + k)));
    }
}

/* The table of the residue with which diagonal `first` stands at row 0, and those that follow. */
static const uint16_t *tables_of(const struct mim_sums_query *query, uint32_t segment,
                                 uint32_t first)
{
    return query->tables + first - (ptrdiff_t)(segment - 1);
}

/* The sums of the first windows of all diagonals in hand, but for their last residues. */
static void begin(const uint8_t *lines, const struct mim_sums_query *query, uint32_t segment,
                  struct mim_sums_work *w)
{
    const uint16_t *tables = tables_of(query, segment, w->first);
    memset(w->sums, 0, w->n * sizeof *w->sums);
    for (uint32_t row = 0; row < query->length - 1; row += STEPS) {
        const uint32_t left = query->length - 1 - row, n = left < STEPS ? left : STEPS;
        look_up(lines, query, row, n, w->in);
        for (uint32_t d = 0; d < w->n; d++) {
            const uint16_t *come = tables + d + row;
            for (uint32_t v = 0; v < LANES; v += BYTE_LANES) {
                bytes sum = bytes_load(w->sums[d] + v);
                for (uint32_t k = 0; k < n; k++)
                    sum = bytes_add(sum, bytes_load(w->in + come[k] + k * LANES + v));
                bytes_store(w->sums[d] + v, sum);
            }
        }
    }
}

/* All diagonals in hand over STEPS rows. */
static void pass(const struct mim_sums_query *query, uint32_t segment, struct mim_sums_work *w)
{
    const uint16_t *go = tables_of(query, segment, w->first) + w->row;
    const uint16_t *come = go + (query->length - 1);
    uint32_t count = 0;
    for (uint32_t d = 0; d < w->n; d++) {
        bytes sum[VECTORS], least[VECTORS];
        UNROLL
        for (int v = 0; v < VECTORS; v++)
            sum[v] = least[v] = bytes_load(w->sums[d] + v * BYTE_LANES);
        UNROLL
        for (uint32_t k = 0; k < STEPS; k++) {
            const uint8_t *in = w->in + come[d + k] + k * LANES;
            const uint8_t *out = w->out + go[d + k] + k * LANES;
            UNROLL
            for (int v = 0; v < VECTORS; v++) {
                sum[v] = bytes_add(sum[v], bytes_load(in + v * BYTE_LANES));
                least[v] = k == 0 ? sum[v] : bytes_min(least[v], sum[v]);
                sum[v] = bytes_subtract(sum[v], bytes_load(out + v * BYTE_LANES));
            }
        }
        UNROLL
        for (int v = 0; v < VECTORS; v++) {
            bytes_store(w->sums[d] + v * BYTE_LANES, sum[v]);
            least[0] = bytes_min(least[0], least[v]);
        }
        w->noted[count] = d;
        count += bytes_at_most(least[0], query->limit) != 0;
    }
    w->n_noted = count;
    w->looked_at = 0;
}

/* Writes down the windows of a mask of lanes that stand at `offset` in their segments. */
static inline size_t propose_lanes(uint64_t lanes, uint32_t first, uint32_t segment,
                                   uint32_t offset, uint32_t job, struct mim_proposal *out)
{
    size_t count = 0;
    for (; lanes != 0; lanes &= lanes - 1) {
        const uint32_t lane = first + (uint32_t)__builtin_ctzll(lanes);
        out[count++] = (struct mim_proposal){job, lane * segment + offset};
    }
    return count;
}

/* The windows of diagonal d of those in hand, from the sums behind the rows in hand backwards; how
 * many are proposed. */
static size_t look_at(const struct mim_sums_query *query, uint32_t segment,
                      const struct mim_sums_work *w, uint32_t d, struct mim_proposal *out)
{
    const uint16_t *go = tables_of(query, segment, w->first) + w->row + d;
    const uint16_t *come = go + (query->length - 1);
    const uint32_t before = segment - 1; /* diagonals that begin before the first start */
    const uint32_t starts = query->count - query->length + 1;
    size_t count = 0;
    for (int v = 0; v < LANES; v += BYTE_LANES) {
        bytes sum = bytes_load(w->sums[d] + v);
        for (int k = STEPS - 1; k >= 0; k--) {
            const uint32_t row = w->row + (uint32_t)k, at = w->first + d + row;
            sum = bytes_add(sum, bytes_load(w->out + go[k] + k * LANES + v));
            if (at >= before && at - before < starts && query->jobs[at - before] != MIM_NO_JOB)
                count += propose_lanes(bytes_at_most(sum, query->limits[at - before]), (uint32_t)v,
                                       segment, row, query->jobs[at - before], out + count);
            sum = bytes_subtract(sum, bytes_load(w->in + come[k] + k * LANES + v));
        }
    }
    return count;
}

/* The next rows, or the first of the next diagonals; false after the last. */
static bool go_on(const uint8_t *lines, struct mim_tile_shape shape,
                  const struct mim_sums_query *query, struct mim_sums_work *w)
{
    const uint32_t end = shape.segment + query->count - query->length;
    if (w->begun && w->row + STEPS < shape.segment) {
        w->row += STEPS;
    } else {
        w->first = w->begun ? w->first + w->n : 0;
        if (w->first == end)
            return false;
        w->begun = true;
        w->n = end - w->first < MIM_SUMS_DIAGONALS ? end - w->first : MIM_SUMS_DIAGONALS;
        w->row = 0;
        begin(lines, query, shape.segment, w);
    }
    look_up(lines, query, w->row, STEPS, w->out);
    look_up(lines, query, w->row + query->length - 1, STEPS, w->in);
    pass(query, shape.segment, w);
    return true;
}

bool MIM_KERNEL(slide_sums)(const uint8_t *lines, struct mim_tile_shape shape,
                            const struct mim_sums_query *query, struct mim_sums_work *work,
                            struct mim_proposal *out, size_t room, size_t *count)
{
    *count = 0;
    if (!work->begun)
        work->n_noted = work->looked_at = 0;
    for (;;) {
        for (; work->looked_at < work->n_noted; work->looked_at++) {
            if (room - *count < MIM_SUMS_TABLE)
                return true;
            *count +=
                look_at(query, shape.segment, work, work->noted[work->looked_at], out + *count);
        }
        if (!go_on(lines, shape, query, work))
            return false;
    }
}
