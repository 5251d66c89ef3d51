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

/* ---- Bit planes ---- */

static void build_planes(const uint8_t *text, uint64_t available, const struct mim_planes *planes)
{
    enum { BYTES = BIT_LANES / 8 };
    uint8_t *vectors = planes->vectors;
    const size_t plane_size = (size_t)planes->rows * BYTES;
    memset(vectors, 0, MIM_PLANES * plane_size);
    for (uint32_t lane = 0; lane < BIT_LANES; lane++) {
        const uint64_t from = (uint64_t)lane * planes->segment;
        const uint64_t left = from < available ? available - from : 0;
        const uint32_t rows = left < planes->rows ? (uint32_t)left : planes->rows;
        uint8_t *byte = vectors + lane / 8;
        const uint8_t bit = (uint8_t)(1u << lane % 8);
        for (uint32_t i = 0; i < rows; i++, byte += BYTES) {
            const uint8_t code = text[from + i];
            if (mim_is_amino_acid(code))
                byte[code * plane_size] |= bit;
        }
    }
}

/* Adds `n` vectors of one weight: *sum has their parity, and the carries, of twice the weight,
 * replace them. Returns how many carries. Two inputs go into each full adder beside the running
 * sum: the fewest adders there can be. */
static ALWAYS_INLINE uint32_t add_up(bits *in, uint32_t n, bits *sum)
{
    uint32_t carries = 0, i = 1;
    bits running = in[0];
    UNROLL
    for (; i + 1 < n; i += 2) {
        const bits a = in[i], b = in[i + 1];
        in[carries++] = bits_majority(running, a, b);
        running = bits_xor3(running, a, b);
    }
    if (i < n) {
        const bits last = in[i];
        in[carries++] = running & last;
        running = running ^ last;
    }
    *sum = running;
    return carries;
}

/* Which windows have at least `need` of the `n` bits set. Digit by digit from the lowest, "so far
 * at least" is the majority of the count's digit, itself, and the complement of need's digit. */
static ALWAYS_INLINE bits at_least(bits *in, uint32_t n, uint32_t need)
{
    bits reached = bits_fill(true);
    UNROLL
    for (uint32_t digit = 0; n > 0; digit++) {
        bits sum;
        n = add_up(in, n, &sum);
        reached = bits_majority(sum, reached, bits_fill(!(need >> digit & 1)));
    }
    return reached;
}

static size_t put_offsets(bits found, uint32_t row, uint32_t segment, uint32_t *out)
{
    uint64_t words[sizeof found / sizeof(uint64_t)];
    size_t count = 0;
    memcpy(words, &found, sizeof found);
    for (uint32_t w = 0; w < sizeof words / sizeof *words; w++) {
        for (uint64_t left = words[w]; left != 0; left &= left - 1) {
            const uint32_t lane = w * 64 + (uint32_t)__builtin_ctzll(left);
            out[count++] = lane * segment + row;
        }
    }
    return count;
}

/* The plane of each position, moved on by the position. */
static void point_at_planes(const struct mim_planes *planes, const uint8_t *codes, uint32_t length,
                            const bits **out)
{
    const bits *vectors = planes->vectors;
    for (uint32_t j = 0; j < length; j++) {
        const uint32_t plane = mim_is_amino_acid(codes[j]) ? codes[j] : MIM_AMINO_ACIDS;
        out[j] = vectors + (size_t)plane * planes->rows + j;
    }
}

/* With a constant `length` all loops over positions unroll and the vectors stay in registers. */
static ALWAYS_INLINE size_t scan_length(const struct mim_planes *planes,
                                        const bits *const *position, uint32_t length, uint32_t need,
                                        bits *work, uint32_t *out)
{
    size_t count = 0;
    for (uint32_t i = 0; i < planes->segment; i++) {
        UNROLL
        for (uint32_t j = 0; j < length; j++)
            work[j] = position[j][i];
        const bits found = at_least(work, length, need);
        if (__builtin_expect(bits_any(found), 0))
            count += put_offsets(found, i, planes->segment, out + count);
    }
    return count;
}

#define OF_LENGTH(n)                                                                               \
    case n: {                                                                                      \
        bits in_registers[n];                                                                      \
        return scan_length(planes, position, n, need, in_registers, out);                          \
    }

static size_t scan_planes(const struct mim_planes *planes, const uint8_t *codes, uint32_t length,
                          uint32_t need, void *work, uint32_t *out)
{
    const bits *position[MIMICRY_MAX_PEPTIDE];
    point_at_planes(planes, codes, length, position);
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
    default:
        return scan_length(planes, position, length, need, work, out);
    }
}

/* ---- Byte lanes ---- */

enum { GROUP = 4, BLOCK = GROUP * BYTE_LANES }; /* windows whose sums run side by side */

static ALWAYS_INLINE void add_positions(const uint8_t *text, const struct mim_profile *profile,
                                        uint32_t from, uint32_t to, bytes sum[GROUP])
{
    for (uint32_t k = from; k < to; k++) {
        const uint32_t j = profile->order[k];
        const table penalties = table_load(profile->penalty[j]);
        UNROLL
        for (int g = 0; g < GROUP; g++)
            sum[g] = bytes_add_looked_up(sum[g], penalties, bytes_load(text + g * BYTE_LANES + j));
    }
}

static ALWAYS_INLINE bool any_within(const bytes sum[GROUP], uint8_t limit)
{
    const bytes least = bytes_min(bytes_min(sum[0], sum[1]), bytes_min(sum[2], sum[3]));
    return bytes_at_most(least, limit) != 0;
}

static size_t scan_bytes(const uint8_t *text, uint32_t windows, const struct mim_profile *profile,
                         uint32_t *out)
{
    size_t count = 0;
    for (uint32_t at = 0; at < windows; at += BLOCK) {
        bytes sum[GROUP] = {bytes_zero(), bytes_zero(), bytes_zero(), bytes_zero()};
        add_positions(text + at, profile, 0, profile->lookahead, sum);
        if (!any_within(sum, profile->limit))
            continue;
        add_positions(text + at, profile, profile->lookahead, profile->length, sum);
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
const struct mim_kernels MIM_KERNELS = {
    .name = MIM_KERNELS_NAME,
    .lanes = BIT_LANES,
    .build_planes = build_planes,
    .scan_planes = scan_planes,
    .scan_bytes = scan_bytes,
};
