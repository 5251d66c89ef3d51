/* The scans of byte lanes: for 64 windows at once (with AVX-512), which penalties are within the
 * limit. They do every model.
 *
 * A lane has the sum of its window; a profile's row, 32 penalties, is looked up for all lanes by
 * one instruction, and sums stop at 255, so that what was over the limit stays over it. Most
 * windows are lost after a few of the positions that tell most: GROUP vectors, whose sums do not
 * wait for each other, are dropped together if none of their windows is left by then. Which are
 * left follows no rule that a processor could guess, so that nothing branches on it: they are
 * noted, and those that were noted are summed anew, over all positions in their own order, where
 * the tables stay in registers.
 *
 * Compiled once for each instruction set (vectors.h). */
#include "search/kernels/sources.h"

enum { GROUP = MIM_ROW_GROUP }; /* vectors whose sums run side by side */

/* Adds the penalties of positions order[from] to order[to - 1] of GROUP vectors of windows. Vector
 * g begins at text + g * BYTE_LANES; the next position is `step` bytes on. */
static MIM_ALWAYS_INLINE void add_positions(const uint8_t *text, uint32_t step,
                                            const struct mim_profile *profile, uint32_t from,
                                            uint32_t to, bytes sum[GROUP])
{
    for (uint32_t k = from; k < to; k++) {
        const uint32_t j = profile->order[k];
        const table penalties = table_load(profile->penalty[j]);
        UNROLL
        for (int g = 0; g < GROUP; g++)
            sum[g] = bytes_add_looked_up(sum[g], penalties,
                                         bytes_load(text + g * BYTE_LANES + (size_t)j * step));
    }
}

static MIM_ALWAYS_INLINE bool any_within(const bytes sum[GROUP], uint8_t limit)
{
    const bytes least = bytes_min(bytes_min(sum[0], sum[1]), bytes_min(sum[2], sum[3]));
    return bytes_at_most(least, limit) != 0;
}

/* Sums GROUP vectors; false if, after the positions that tell most, none is within the limit. */
static MIM_ALWAYS_INLINE bool sum_group(const uint8_t *text, uint32_t step,
                                        const struct mim_profile *profile, bytes sum[GROUP])
{
    UNROLL
    for (int g = 0; g < GROUP; g++)
        sum[g] = bytes_zero();
    add_positions(text, step, profile, 0, profile->lookahead, sum);
    if (!any_within(sum, profile->limit))
        return false;
    add_positions(text, step, profile, profile->lookahead, profile->length, sum);
    return true;
}

/* Where windows are that are within the limit. */
struct byte_scan {
    const uint8_t *rows;
    uint32_t segment;
    uint32_t row_step, position_step; /* vectors from a row, or a position, to the next */
    uint32_t *out;
    size_t count;
};

/* Notes the windows of a mask of lanes. There is mostly none or one: no branch is guessed wrong. */
static MIM_ALWAYS_INLINE void propose_lanes(struct byte_scan *s, uint64_t lanes, uint32_t row)
{
    const uint64_t last = (uint64_t)1 << 63; /* what is counted when there is none */
    s->out[s->count] = (uint32_t)__builtin_ctzll(lanes | last) * s->segment + row;
    s->count += lanes != 0;
    for (lanes &= lanes - 1; __builtin_expect(lanes != 0, 0); lanes &= lanes - 1)
        s->out[s->count++] = (uint32_t)__builtin_ctzll(lanes) * s->segment + row;
}

#if defined(MIM_HAS_LOOKUPS)

enum { BLOCK = 64 }; /* groups of rows that are passed together */

/* Groups of rows of a block that may have windows within the limit. Which these are hardly follows
 * a rule that a processor could guess, so that nothing branches on it: a group is always written
 * behind the others, and counted if it belongs there. */
struct noted {
    uint32_t row[BLOCK];
    uint64_t lanes[BLOCK][GROUP]; /* the windows within it */
};

/* The sums of a group over `n` positions, which begin at position[k] + at and have tables[k]. */
static MIM_ALWAYS_INLINE void sum_rows(const uint8_t *const *position, const table *tables,
                                       uint32_t n, size_t at, bytes sum[GROUP])
{
    UNROLL
    for (int g = 0; g < GROUP; g++)
        sum[g] = bytes_zero();
    UNROLL
    for (uint32_t k = 0; k < n; k++) {
        UNROLL
        for (int g = 0; g < GROUP; g++)
            sum[g] = bytes_add_looked_up(sum[g], tables[k],
                                         bytes_load(position[k] + at + g * BYTE_LANES));
    }
}

/* Lower bounds of the sums, in the same way. */
static MIM_ALWAYS_INLINE void sum_bounds(const uint8_t *const *position, const bound_table *tables,
                                         uint32_t n, size_t at, bytes sum[GROUP])
{
    UNROLL
    for (int g = 0; g < GROUP; g++)
        sum[g] = bytes_zero();
    UNROLL
    for (uint32_t k = 0; k < n; k++) {
        UNROLL
        for (int g = 0; g < GROUP; g++)
            sum[g] =
                bytes_add_bounds(sum[g], tables[k], bytes_load(position[k] + at + g * BYTE_LANES));
    }
}

/* The groups of [from, to) that may be within the limit after `lookahead` positions. With a
 * constant number of positions their tables stay in registers. */
static MIM_ALWAYS_INLINE uint32_t note_groups(const struct byte_scan *s,
                                              const struct mim_profile *profile, uint32_t lookahead,
                                              bound_table *tables, const uint8_t **position,
                                              uint32_t from, uint32_t to, struct noted *noted)
{
    uint32_t n = 0;
    UNROLL
    for (uint32_t k = 0; k < lookahead; k++) {
        tables[k] = bound_table_load(profile->penalty[profile->order[k]]);
        position[k] = s->rows + (size_t)profile->order[k] * s->position_step * BYTE_LANES;
    }
    for (uint32_t row = from; row < to; row += GROUP) {
        bytes sum[GROUP];
        sum_bounds(position, tables, lookahead, (size_t)row * s->row_step * BYTE_LANES, sum);
        noted->row[n] = row;
        n += any_within(sum, profile->limit);
    }
    return n;
}

/* Of `n` noted groups those with a window within the limit after all positions, and its lanes. */
static MIM_ALWAYS_INLINE uint32_t note_lanes(const struct byte_scan *s,
                                             const struct mim_profile *profile, uint32_t length,
                                             table *tables, const uint8_t **position, uint32_t n,
                                             struct noted *noted)
{
    uint32_t left = 0;
    UNROLL
    for (uint32_t j = 0; j < length; j++) {
        tables[j] = table_load(profile->penalty[j]);
        position[j] = s->rows + (size_t)j * s->position_step * BYTE_LANES;
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t row = noted->row[i];
        bytes sum[GROUP];
        uint64_t any = 0;
        sum_rows(position, tables, length, (size_t)row * s->row_step * BYTE_LANES, sum);
        UNROLL
        for (int g = 0; g < GROUP; g++)
            any |= noted->lanes[left][g] = bytes_at_most(sum[g], profile->limit);
        noted->row[left] = row;
        left += any != 0;
    }
    return left;
}

#define OF_LOOKAHEAD(n_positions)                                                                  \
    case n_positions: {                                                                            \
        bound_table tables[n_positions];                                                           \
        const uint8_t *position[n_positions];                                                      \
        return note_groups(s, profile, n_positions, tables, position, from, to, noted);            \
    }

/* The groups of [from, to) that need a look at all positions. */
static uint32_t look_ahead(const struct byte_scan *s, const struct mim_profile *profile,
                           uint32_t from, uint32_t to, struct noted *noted)
{
    switch (profile->lookahead < profile->length ? profile->lookahead : 0) {
        OF_LOOKAHEAD(3)
        OF_LOOKAHEAD(4)
        OF_LOOKAHEAD(5)
        OF_LOOKAHEAD(6)
        OF_LOOKAHEAD(7)
        OF_LOOKAHEAD(8)
        OF_LOOKAHEAD(9)
        OF_LOOKAHEAD(10)
        OF_LOOKAHEAD(11)
        OF_LOOKAHEAD(12)
        OF_LOOKAHEAD(13)
        OF_LOOKAHEAD(14)
        OF_LOOKAHEAD(15)
    default:
        for (uint32_t row = from; row < to; row += GROUP)
            noted->row[(row - from) / GROUP] = row;
        return (to - from) / GROUP;
    }
}

#define ALL_OF_LENGTH(n_residues)                                                                  \
    case n_residues: {                                                                             \
        table tables[n_residues];                                                                  \
        const uint8_t *position[n_residues];                                                       \
        return note_lanes(s, profile, n_residues, tables, position, n, noted);                     \
    }

static uint32_t look_at_all(const struct byte_scan *s, const struct mim_profile *profile,
                            uint32_t n, struct noted *noted)
{
    switch (profile->length) {
        ALL_OF_LENGTH(7)
        ALL_OF_LENGTH(8)
        ALL_OF_LENGTH(9)
        ALL_OF_LENGTH(10)
        ALL_OF_LENGTH(11)
        ALL_OF_LENGTH(12)
        ALL_OF_LENGTH(13)
        ALL_OF_LENGTH(14)
        ALL_OF_LENGTH(15)
    default: {
        table tables[MIMICRY_MAX_PEPTIDE];
        const uint8_t *position[MIMICRY_MAX_PEPTIDE];
        return note_lanes(s, profile, profile->length, tables, position, n, noted);
    }
    }
}

static MIM_ALWAYS_INLINE size_t scan_rows(struct byte_scan *s, uint32_t from, uint32_t to,
                                          const struct mim_profile *profile)
{
    struct noted noted;
    for (uint32_t row = from, end; row < to; row = end) {
        end = to - row < BLOCK * GROUP ? to : row + BLOCK * GROUP;
        uint32_t n = look_ahead(s, profile, row, end, &noted);
        n = look_at_all(s, profile, n, &noted);
        for (uint32_t i = 0; i < n; i++) {
            UNROLL
            for (uint32_t g = 0; g < GROUP; g++)
                propose_lanes(s, noted.lanes[i][g], noted.row[i] + g);
        }
    }
    return s->count;
}

#else

static MIM_ALWAYS_INLINE size_t scan_rows(struct byte_scan *s, uint32_t from, uint32_t to,
                                          const struct mim_profile *profile)
{
    for (uint32_t row = from; row < to; row += GROUP) {
        bytes sum[GROUP];
        if (!sum_group(s->rows + (size_t)row * s->row_step * BYTE_LANES,
                       s->position_step * BYTE_LANES, profile, sum))
            continue;
        for (uint32_t g = 0; g < GROUP; g++)
            propose_lanes(s, bytes_at_most(sum[g], profile->limit), row + g);
    }
    return s->count;
}

#endif

size_t MIM_KERNEL(scan_bytes)(const uint8_t *rows, struct mim_tile_shape shape, uint32_t from,
                              uint32_t to, const struct mim_profile *profile, uint32_t *out)
{
    struct byte_scan s = {rows, shape.segment, 1, 1, out, 0};
    return scan_rows(&s, from, to, profile);
}

size_t MIM_KERNEL(scan_windows)(const uint8_t *groups, uint32_t rows,
                                const struct mim_profile *profile, uint32_t *out)
{
    struct byte_scan s = {groups, rows, profile->length, GROUP, out, 0};
    return scan_rows(&s, 0, rows, profile);
}

size_t MIM_KERNEL(scan_text)(const uint8_t *text, uint32_t windows,
                             const struct mim_profile *profile, uint32_t *out)
{
    size_t count = 0;
    for (uint32_t at = 0; at < windows; at += GROUP * BYTE_LANES) {
        bytes sum[GROUP];
        if (!sum_group(text + at, 1, profile, sum))
            continue;
        for (uint32_t g = 0; g < GROUP; g++) {
            uint64_t left = bytes_at_most(sum[g], profile->limit);
            for (; left != 0; left &= left - 1) {
                const uint32_t offset = at + g * BYTE_LANES + (uint32_t)__builtin_ctzll(left);
                if (offset < windows)
                    out[count++] = offset;
            }
        }
    }
    return count;
}
