/* The scan of bit planes: for 512 windows at once (with AVX-512), which have enough matches.
 *
 * For each amino acid of each row of the tile there is a plane: bit l says whether lane l has that
 * residue there (kernels.h). Position j of a peptide matches where the plane of its residue, j rows
 * on, has a bit: one load for 512 windows. What is left is to count bits, lane by lane, and to
 * compare: a full adder takes three bits and gives sum and carry, in two instructions for all
 * lanes, and n bits take fewer than n adders in all. The count is compared while it is made, lowest
 * digit first. The whole takes little longer than the loads.
 *
 * Compiled once for each instruction set (vectors.h). */
#include "search/kernels/propose.h"
#include "search/kernels/sources.h"

/* Adds `n` vectors of one weight: *sum has their parity, and the carries, n / 2 of twice the
 * weight, replace them. Two inputs go into each full adder beside the running sum: the fewest
 * adders there can be. */
static MIM_ALWAYS_INLINE bits add_up(bits *in, uint32_t n)
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

/* "So far at least", one digit further: the majority of the count's digit, itself, and the
 * complement of need's digit. With a constant `need` that is "and" or "or", and what is known
 * beforehand is not computed. */
static MIM_ALWAYS_INLINE bits compare_digit(bits sum, bits reached, uint32_t need, int digit)
{
    const bool one = need >> digit & 1;
    if (__builtin_constant_p(need))
        return one ? (bits)(sum & reached) : (bits)(sum | reached);
    return bits_majority(sum, reached, bits_fill(!one));
}

/* Which windows have at least `need` of the `n` bits set: digit by digit from the lowest. */
static MIM_ALWAYS_INLINE bits at_least(bits *in, uint32_t n, uint32_t need)
{
    bits reached = bits_fill(true);
#define DIGIT(d)                                                                                   \
    if (n >> (d) > 0)                                                                              \
        reached = compare_digit(add_up(in, n >> (d)), reached, need, d);
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
    uint32_t step; /* rows of planes from a row of windows to the next */
    uint32_t segment, from, to;
    struct mim_proposal *out;
    size_t count;
};

/* Where the planes of a query's residues begin in row `s->from`. */
static MIM_ALWAYS_INLINE void set_positions(const struct plane_scan *s,
                                            const struct mim_plane_query *query, uint32_t length,
                                            const bits **position)
{
    const bits *first = s->planes + (size_t)s->from * s->step * MIM_PLANES;
    UNROLL
    for (uint32_t j = 0; j < length; j++) {
        const uint32_t code = query->codes[j];
        const uint32_t plane = code < MIM_AMINO_ACIDS ? code : MIM_AMINO_ACIDS;
        position[j] = first + j * MIM_PLANES + plane;
    }
}

static MIM_ALWAYS_INLINE bits test_row(const bits *const *position, uint32_t length, uint32_t need,
                                       size_t row, bits *work)
{
    UNROLL
    for (uint32_t j = 0; j < length; j++)
        work[j] = position[j][row * MIM_PLANES];
    return at_least(work, length, need);
}

enum { ROWS = 64, QUERIES = 64 }; /* that are passed together; a row has its bit in a word */

/* Which rows from s->from on have windows with enough residues; the last of `rows` is bit 0. Which
 * these are follows no rule that a processor could guess: a branch would cost more than the row.
 * With a constant `length` all loops over positions unroll and the vectors stay in registers. */
static MIM_ALWAYS_INLINE uint64_t test_rows(const bits *const *position, uint32_t length,
                                            uint32_t need, uint32_t rows, uint32_t step, bits *work)
{
    uint64_t found = 0;
    UNROLL_2
    for (uint32_t row = 0; row < rows; row++) {
        const bits reached = test_row(position, length, need, (size_t)row * step, work);
        found = found << 1 | bits_any(reached);
    }
    return found;
}

/* The lengths and numbers of mismatches that are scanned for most have constants: these save a
 * third of the work. */
static MIM_ALWAYS_INLINE uint64_t find_rows(const struct plane_scan *s,
                                            const struct mim_plane_query *query, uint32_t length,
                                            uint32_t rows, const bits **position, bits *work)
{
    const bool often = __builtin_constant_p(length) && length >= 8 && length <= 12;
    const uint32_t need = query->need;
    set_positions(s, query, length, position);
    if (often && need == length - 3)
        return test_rows(position, length, length - 3, rows, s->step, work);
    if (often && need == length - 4)
        return test_rows(position, length, length - 4, rows, s->step, work);
    return test_rows(position, length, need, rows, s->step, work);
}

/* A row of a query. */
struct found_row {
    uint32_t query, row;
};

/* The rows of the words in `found`, one word a query. There are mostly none or one of a query, or
 * two: these are noted without a branch. */
static uint32_t list_rows(const uint64_t *found, uint32_t n, uint32_t rows, struct found_row *list)
{
    const uint64_t none = (uint64_t)1 << (rows - 1); /* what is written when there is no row */
    uint32_t count = 0;
    for (uint32_t k = 0; k < n; k++) {
        uint64_t left = found[k];
        for (int twice = 0; twice < 2; twice++) {
            list[count].query = k;
            list[count].row = rows - 1 - (uint32_t)__builtin_ctzll(left | none);
            count += left != 0;
            left &= left - 1;
        }
        for (; left != 0; left &= left - 1)
            list[count++] = (struct found_row){k, rows - 1 - (uint32_t)__builtin_ctzll(left)};
    }
    return count;
}

/* Up to QUERIES queries over up to ROWS rows. */
static MIM_ALWAYS_INLINE void scan_some(struct plane_scan *s, const struct mim_plane_query *queries,
                                        uint32_t n, uint32_t rows, uint32_t length,
                                        const bits **position, bits *work)
{
    struct found_row list[QUERIES * ROWS + 1];
    uint64_t found[QUERIES];
    for (uint32_t k = 0; k < n; k++)
        found[k] = find_rows(s, &queries[k], length, rows, position, work);
    const uint32_t count = list_rows(found, n, rows, list);
    for (uint32_t i = 0; i < count; i++) {
        const struct mim_plane_query *query = &queries[list[i].query];
        set_positions(s, query, length, position);
        const bits reached =
            test_row(position, length, query->need, (size_t)list[i].row * s->step, work);
        s->count +=
            propose(reached, s->segment, s->from + list[i].row, query->job, s->out + s->count);
    }
}

static MIM_ALWAYS_INLINE uint32_t scan_queries(struct plane_scan *s,
                                               const struct mim_plane_query *queries, uint32_t n,
                                               uint32_t length, const bits **position, bits *work,
                                               size_t room)
{
    const uint32_t from = s->from;
    const size_t most = (size_t)(s->to - from) * BIT_LANES;
    uint32_t done = 0, some;
    for (; done < n && room - s->count >= most; done += some) {
        const size_t fit = (room - s->count) / most;
        some = n - done < QUERIES ? n - done : QUERIES;
        some = some < fit ? some : (uint32_t)fit;
        for (s->from = from; s->from < s->to; s->from += ROWS) {
            const uint32_t rows = s->to - s->from < ROWS ? s->to - s->from : ROWS;
            scan_some(s, queries + done, some, rows, length, position, work);
        }
    }
    return done;
}

/* Of lengths that are rare, and of windows that stand alone: lists of these are short. */
static uint32_t scan_any_length(struct plane_scan *s, const struct mim_plane_query *queries,
                                uint32_t n, const bits **position, bits *work, size_t room)
{
    return scan_queries(s, queries, n, queries->length, position, work, room);
}

#define OF_LENGTH(n_residues)                                                                      \
    case n_residues: {                                                                             \
        const bits *position[n_residues];                                                          \
        bits in_registers[n_residues];                                                             \
        done = scan_queries(&s, queries, n, n_residues, position, in_registers, room);             \
        break;                                                                                     \
    }

uint32_t MIM_KERNEL(scan_planes)(const void *planes, struct mim_tile_shape shape, uint32_t from,
                                 uint32_t to, const struct mim_plane_query *queries, uint32_t n,
                                 void *work, struct mim_proposal *out, size_t room, size_t *count)
{
    const bits *any_position[MIMICRY_MAX_PEPTIDE];
    const uint32_t length = queries->length;
    struct plane_scan s = {planes, 1, shape.segment, from, to, out, 0};
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
        done = scan_any_length(&s, queries, n, any_position, work, room);
    }
    *count = s.count;
    return done;
}

uint32_t MIM_KERNEL(scan_window_planes)(const void *planes, uint32_t rows,
                                        const struct mim_plane_query *queries, uint32_t n,
                                        struct mim_proposal *out, size_t room, size_t *count)
{
    const bits *position[MIM_MOTIF_MOST];
    bits work[MIM_MOTIF_MOST];
    struct plane_scan s = {planes, queries->length, rows, 0, rows, out, 0};
    const uint32_t done = scan_any_length(&s, queries, n, position, work, room);
    *count = s.count;
    return done;
}
