/* The scans themselves: one source, compiled once for each instruction set (kernel_vectors.h). */
#include "search/kernels.h"

#include "search/kernel_vectors.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))
/* gcc stops short of loops that clang unrolls by itself. */
#if defined(__clang__)
#define UNROLL
#else
#define UNROLL _Pragma("GCC unroll 32")
#endif

/* ---- Layout ---- */

enum { STRIP = 8 }; /* rows that are laid out together */

/* Eight rows of eight bytes each become eight columns: swaps halves, then quarters, then bytes. */
static ALWAYS_INLINE void transpose_8x8(uint64_t m[8])
{
    UNROLL
    for (int i = 0; i < 4; i++) {
        const uint64_t a = m[i], b = m[i + 4];
        m[i] = (a & UINT64_C(0x00000000ffffffff)) | (b << 32);
        m[i + 4] = (a >> 32) | (b & UINT64_C(0xffffffff00000000));
    }
    UNROLL
    for (int k = 0; k < 4; k++) {
        const int i = k / 2 * 4 + k % 2;
        const uint64_t a = m[i], b = m[i + 2];
        m[i] = (a & UINT64_C(0x0000ffff0000ffff)) | (b & UINT64_C(0x0000ffff0000ffff)) << 16;
        m[i + 2] = (a >> 16 & UINT64_C(0x0000ffff0000ffff)) | (b & UINT64_C(0xffff0000ffff0000));
    }
    UNROLL
    for (int i = 0; i < 8; i += 2) {
        const uint64_t a = m[i], b = m[i + 1];
        m[i] = (a & UINT64_C(0x00ff00ff00ff00ff)) | (b & UINT64_C(0x00ff00ff00ff00ff)) << 8;
        m[i + 1] = (a >> 8 & UINT64_C(0x00ff00ff00ff00ff)) | (b & UINT64_C(0xff00ff00ff00ff00));
    }
}

/* Eight codes from `at` on; separators from `available` on. On a big-endian machine the bytes of
 * such a number are the other way round. */
static ALWAYS_INLINE uint64_t load_8(const uint8_t *text, uint64_t available, uint64_t at)
{
    uint8_t codes[8];
    uint64_t loaded = 0;
    if (at + 8 <= available) {
        memcpy(codes, text + at, sizeof codes);
    } else {
        for (uint64_t k = 0; k < 8; k++)
            codes[k] = at + k < available ? text[at + k] : (uint8_t)MIM_SEPARATOR;
    }
    for (int k = 7; k >= 0; k--)
        loaded = loaded << 8 | codes[k];
    return loaded;
}

static ALWAYS_INLINE void store_8(uint8_t *to, uint64_t value)
{
    for (int k = 0; k < 8; k++)
        to[k] = (uint8_t)(value >> 8 * k);
}

/* Rows [row, row + STRIP) of a layout of bytes with `lanes` lanes. */
static ALWAYS_INLINE void lay_out_strip(const uint8_t *text, uint64_t available, uint32_t segment,
                                        uint32_t row, uint32_t lanes, uint8_t *out)
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

static void build_bytes(const uint8_t *text, uint64_t available, struct mim_rows shape,
                        uint8_t *out)
{
    uint8_t strip[STRIP * BYTE_LANES];
    for (uint32_t row = 0; row < shape.rows; row += STRIP) {
        const uint32_t left = shape.rows - row, rows = left < STRIP ? left : STRIP;
        lay_out_strip(text, available, shape.segment, row, BYTE_LANES, strip);
        memcpy(out + (size_t)row * BYTE_LANES, strip, (size_t)rows * BYTE_LANES);
    }
}

/* The planes of one row of BIT_LANES codes. */
static ALWAYS_INLINE void row_to_planes(const uint8_t *row, bits *out)
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

static void build_planes(const uint8_t *text, uint64_t available, struct mim_rows shape, void *out)
{
    uint8_t strip[STRIP * BIT_LANES];
    bits *planes = out;
    for (uint32_t row = 0; row < shape.rows; row += STRIP) {
        lay_out_strip(text, available, shape.segment, row, BIT_LANES, strip);
        for (uint32_t k = 0; k < STRIP && row + k < shape.rows; k++)
            row_to_planes(strip + (size_t)k * BIT_LANES, planes + (size_t)(row + k) * MIM_PLANES);
    }
}

/* ---- Bit planes ---- */

/* Adds `n` vectors of one weight: *sum has their parity, and the carries, n / 2 of twice the
 * weight, replace them. Two inputs go into each full adder beside the running sum: the fewest
 * adders there can be. */
static ALWAYS_INLINE bits add_up(bits *in, uint32_t n)
{
    bits sum = in[0];
    UNROLL
    for (uint32_t i = 1; i + 1 < n; i += 2) {
        const bits a = in[i], b = in[i + 1];
        in[i / 2] = bits_majority(sum, a, b);
        sum = bits_xor3(sum, a, b);
    }
    if (n % 2 == 0) {
        const bits last = in[n - 1];
        in[n / 2 - 1] = sum & last;
        sum = sum ^ last;
    }
    return sum;
}

/* Which windows have at least `need` of the `n` bits set. Digit by digit from the lowest, "so far
 * at least" is the majority of the count's digit, itself, and the complement of need's digit. */
static ALWAYS_INLINE bits at_least(bits *in, uint32_t n, uint32_t need)
{
    bits reached = bits_fill(true);
#define DIGIT(d)                                                                                   \
    if (n >> (d) > 0)                                                                              \
        reached = bits_majority(add_up(in, n >> (d)), reached, bits_fill(!(need >> (d)&1)));
    DIGIT(0)
    DIGIT(1)
    DIGIT(2)
    DIGIT(3)
    DIGIT(4)
    DIGIT(5)
    DIGIT(6)
    DIGIT(7)
    DIGIT(8)
    DIGIT(9)
    DIGIT(10)
#undef DIGIT
    return reached;
}

/* What the queries of a call share. */
struct plane_scan {
    const bits *planes;
    uint32_t segment, from, to;
    uint32_t length;
    struct mim_proposal *out;
    size_t count;
};

/* `words` are those of `found` that are not 0. */
static ALWAYS_INLINE void propose(struct plane_scan *s, bits found, unsigned words, uint32_t row,
                                  uint32_t job)
{
    uint64_t word[sizeof found / sizeof(uint64_t)];
    memcpy(word, &found, sizeof found);
    for (; words != 0; words &= words - 1) {
        const uint32_t w = (uint32_t)__builtin_ctz(words);
        for (uint64_t left = word[w]; left != 0; left &= left - 1) {
            const uint32_t lane = w * 64 + (uint32_t)__builtin_ctzll(left);
            s->out[s->count++] = (struct mim_proposal){job, lane * s->segment + row};
        }
    }
}

/* With a constant `length` all loops over positions unroll and the vectors stay in registers. */
static ALWAYS_INLINE void scan_query(struct plane_scan *s, const struct mim_plane_query *query,
                                     uint32_t length, const bits **position, bits *work)
{
    const bits *first = s->planes + (size_t)s->from * MIM_PLANES;
    UNROLL
    for (uint32_t j = 0; j < length; j++) {
        const uint32_t code = query->codes[j];
        const uint32_t plane = code < MIM_AMINO_ACIDS ? code : MIM_AMINO_ACIDS;
        position[j] = first + j * MIM_PLANES + plane;
    }
    const uint32_t rows = s->to - s->from, need = query->need;
    for (uint32_t i = 0; i < rows; i++) {
        UNROLL
        for (uint32_t j = 0; j < length; j++)
            work[j] = position[j][(size_t)i * MIM_PLANES];
        const bits found = at_least(work, length, need);
        const unsigned words = bits_words(found);
        if (__builtin_expect(words != 0, 0))
            propose(s, found, words, s->from + i, query->job);
    }
}

static ALWAYS_INLINE uint32_t scan_queries(struct plane_scan *s,
                                           const struct mim_plane_query *queries, uint32_t n,
                                           uint32_t length, const bits **position, bits *work,
                                           size_t room)
{
    const size_t most = (size_t)(s->to - s->from) * BIT_LANES;
    uint32_t k = 0;
    for (; k < n && room - s->count >= most; k++)
        scan_query(s, &queries[k], length, position, work);
    return k;
}

#define OF_LENGTH(n_residues)                                                                      \
    case n_residues: {                                                                             \
        const bits *position[n_residues];                                                          \
        bits in_registers[n_residues];                                                             \
        done = scan_queries(&s, queries, n, n_residues, position, in_registers, room);             \
        break;                                                                                     \
    }

static uint32_t scan_planes(const void *planes, struct mim_rows shape, uint32_t from, uint32_t to,
                            const struct mim_plane_query *queries, uint32_t n, uint32_t length,
                            void *work, struct mim_proposal *out, size_t room, size_t *count)
{
    const bits *any_position[MIMICRY_MAX_PEPTIDE];
    struct plane_scan s = {planes, shape.segment, from, to, length, out, 0};
    uint32_t done;
    switch (length) {
        OF_LENGTH(7)
        OF_LENGTH(8)
        OF_LENGTH(9)
        OF_LENGTH(10)
        OF_LENGTH(11)
        OF_LENGTH(12)
        OF_LENGTH(13)
        OF_LENGTH(14)
        OF_LENGTH(15)
        OF_LENGTH(16)
        OF_LENGTH(17)
        OF_LENGTH(18)
        OF_LENGTH(19)
        OF_LENGTH(20)
        OF_LENGTH(21)
        OF_LENGTH(22)
        OF_LENGTH(23)
        OF_LENGTH(24)
        OF_LENGTH(25)
    default:
        done = scan_queries(&s, queries, n, length, any_position, work, room);
    }
    *count = s.count;
    return done;
}

/* ---- Byte lanes ---- */

enum { GROUP = MIM_ROW_GROUP }; /* vectors whose sums run side by side */

/* Adds the penalties of positions order[from] to order[to - 1] of GROUP vectors of windows. Vector
 * g begins at text + g * BYTE_LANES; the next position is `step` bytes on. */
static ALWAYS_INLINE void add_positions(const uint8_t *text, uint32_t step,
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

static ALWAYS_INLINE bool any_within(const bytes sum[GROUP], uint8_t limit)
{
    const bytes least = bytes_min(bytes_min(sum[0], sum[1]), bytes_min(sum[2], sum[3]));
    return bytes_at_most(least, limit) != 0;
}

/* Sums GROUP vectors; false if, after the positions that tell most, none is within the limit. */
static ALWAYS_INLINE bool sum_group(const uint8_t *text, uint32_t step,
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
    uint32_t segment, from, to;
    uint32_t *out;
    size_t count;
};

static __attribute__((noinline)) void propose_group(struct byte_scan *s, const bytes sum[GROUP],
                                                    uint8_t limit, uint32_t row)
{
    for (uint32_t g = 0; g < GROUP; g++) {
        for (uint64_t left = bytes_at_most(sum[g], limit); left != 0; left &= left - 1)
            s->out[s->count++] = (uint32_t)__builtin_ctzll(left) * s->segment + row + g;
    }
}

#if defined(MIM_HAS_LOOKUPS)

/* The first `lookahead` positions of all groups of rows; the others only where a window is still
 * within the limit. With a constant `lookahead` its tables stay in registers. */
static ALWAYS_INLINE void scan_groups(struct byte_scan *s, const struct mim_profile *profile,
                                      uint32_t lookahead, table *tables, const uint8_t **position)
{
    UNROLL
    for (uint32_t k = 0; k < lookahead; k++) {
        tables[k] = table_load(profile->penalty[profile->order[k]]);
        position[k] = s->rows + (size_t)profile->order[k] * BYTE_LANES;
    }
    for (uint32_t row = s->from; row < s->to; row += GROUP) {
        const size_t at = (size_t)row * BYTE_LANES;
        bytes sum[GROUP];
        UNROLL
        for (int g = 0; g < GROUP; g++)
            sum[g] = bytes_zero();
        UNROLL
        for (uint32_t k = 0; k < lookahead; k++) {
            UNROLL
            for (int g = 0; g < GROUP; g++)
                sum[g] = bytes_add_looked_up(sum[g], tables[k],
                                             bytes_load(position[k] + at + g * BYTE_LANES));
        }
        if (__builtin_expect(!any_within(sum, profile->limit), 1))
            continue;
        add_positions(s->rows + at, BYTE_LANES, profile, lookahead, profile->length, sum);
        propose_group(s, sum, profile->limit, row);
    }
}

#define OF_LOOKAHEAD(n_positions)                                                                  \
    case n_positions: {                                                                            \
        table tables[n_positions];                                                                 \
        const uint8_t *position[n_positions];                                                      \
        scan_groups(&s, profile, n_positions, tables, position);                                   \
        break;                                                                                     \
    }

#endif

static size_t scan_bytes(const uint8_t *rows, struct mim_rows shape, uint32_t from, uint32_t to,
                         const struct mim_profile *profile, uint32_t *out)
{
    struct byte_scan s = {rows, shape.segment, from, to, out, 0};
    switch (profile->lookahead) {
#if defined(MIM_HAS_LOOKUPS)
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
#endif
    default:
        for (uint32_t row = from; row < to; row += GROUP) {
            bytes sum[GROUP];
            if (sum_group(rows + (size_t)row * BYTE_LANES, BYTE_LANES, profile, sum))
                propose_group(&s, sum, profile->limit, row);
        }
    }
    return s.count;
}

static size_t scan_text(const uint8_t *text, uint32_t windows, const struct mim_profile *profile,
                        uint32_t *out)
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

extern const struct mim_kernels MIM_KERNELS;
extern void MIM_SCAN_EDITS(const struct mim_edits_pattern *pattern, const uint8_t *text,
                           uint8_t *work);
const struct mim_kernels MIM_KERNELS = {
    .name = MIM_KERNELS_NAME,
    .bit_lanes = BIT_LANES,
    .byte_lanes = BYTE_LANES,
    .build_planes = build_planes,
    .build_bytes = build_bytes,
    .scan_planes = scan_planes,
    .scan_bytes = scan_bytes,
    .scan_text = scan_text,
    .scan_edits = MIM_SCAN_EDITS,
};
