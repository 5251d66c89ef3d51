/* The scan of a stretch: many windows of one sequence that overlap, against all windows of a tile.
 *
 * Window i of the stretch and row r of the tile have the pairs (i + j, r + j). On a diagonal, where
 * i - r stays the same, the next two windows have all of these but one, and one more: so the count
 * of matches goes up by one if the residues that come in are the same, and down by one if those
 * that go out were. Counters stand upright: bit l of digit d is digit d of lane l's count. Both
 * changes are made in one pass over the digits, whatever the length of the windows.
 *
 * Counts begin at 2^(digits - 1) - need, so that the highest digit says "enough". They stay below
 * 2^digits while length - need < 2^(digits - 1).
 *
 * Compiled once for each instruction set (vectors.h). */
#include "search/kernels/propose.h"
#include "search/kernels/sources.h"

enum {
    BLOCK = 8,  /* rows whose windows are looked at together: those of most hold nothing */
    BLOCKS = 64 /* of which a word notes those that hold something */
};
_Static_assert(1 << (MIM_SLIDE_DIGITS - 1) > MIMICRY_MAX_PEPTIDE, "counters overflow");

/* A diagonal: `count` windows, of which the first stands at `row` and at `start`. */
struct diagonal {
    const uint8_t *rows;    /* the planes of the first row, */
    const uint16_t *planes; /* and where in its row the plane of each residue is */
    uint32_t row, start, count;
    uint32_t length, need;
};

enum { ROW_BYTES = MIM_PLANES * (int)sizeof(bits) };

/* Lane l: the residues at place k of the diagonal are the same. */
static MIM_ALWAYS_INLINE bits same(const struct diagonal *d, uint32_t k)
{
    const void *at = d->rows + (size_t)k * ROW_BYTES + d->planes[k];
    return *(const bits *)at;
}

/* Adds `in` to the counts and takes `out` off. A digit is flipped where something changes; the
 * change goes on to the next one where a 1 was flipped going up, or a 0 going down. */
static MIM_ALWAYS_INLINE void change(bits *digit, uint32_t digits, bits in, bits out)
{
    bits flip = in ^ out;
    UNROLL
    for (uint32_t i = 0; i < digits; i++) {
        const bits was = digit[i];
        digit[i] = was ^ flip;
        flip = flip & (was ^ out);
    }
}

/* The counts of the first window, but for its last residue. */
static MIM_ALWAYS_INLINE void begin(const struct diagonal *d, bits *digit, uint32_t digits)
{
    const uint32_t first = (1u << (digits - 1)) - d->need;
    for (uint32_t i = 0; i < digits; i++)
        digit[i] = bits_fill(first >> i & 1);
    for (uint32_t k = 0; k + 1 < d->length; k++)
        change(digit, digits, same(d, k), bits_fill(false));
}

/* Windows [k, k + n): which have enough, and whether any has. `*out` leaves with the next one. */
static MIM_ALWAYS_INLINE bool step(const struct diagonal *d, bits *digit, uint32_t digits,
                                   uint32_t k, uint32_t n, bits *out, bits *reached)
{
    bits any = bits_fill(false);
    UNROLL
    for (uint32_t i = 0; i < n; i++) {
        change(digit, digits, same(d, k + i + d->length - 1), *out);
        reached[i] = digit[digits - 1];
        any = any | digit[digits - 1];
        *out = same(d, k + i);
    }
    return bits_any(any);
}

/* What the diagonals of a call share. */
struct slide {
    const struct mim_slide_query *query;
    uint32_t segment;
    struct mim_proposal *out;
    size_t count;
};

/* Proposes what was found in `n` windows of a diagonal from k on, if they are some job's. */
static inline void look_at(struct slide *s, const struct diagonal *d, uint32_t k, uint32_t n,
                           const bits *reached)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t job = s->query->jobs[d->start + k + i];
        if (job != MIM_NO_JOB)
            s->count += propose(reached[i], s->segment, d->row + k + i, job, s->out + s->count);
    }
}

/* Which blocks hold something follows no rule that a processor could guess: they are noted, and
 * looked at afterwards. */
static MIM_ALWAYS_INLINE void pass(struct slide *s, const struct diagonal *d, uint32_t digits)
{
    bits digit[MIM_SLIDE_DIGITS], reached[BLOCKS * BLOCK], out = bits_fill(false);
    begin(d, digit, digits);
    for (uint32_t from = 0; from < d->count; from += BLOCKS * BLOCK) {
        const uint32_t left = d->count - from, n = left < BLOCKS * BLOCK ? left : BLOCKS * BLOCK;
        uint64_t noted = 0;
        uint32_t k = 0;
        for (; k + BLOCK <= n; k += BLOCK)
            noted |= (uint64_t)step(d, digit, digits, from + k, BLOCK, &out, reached + k)
                     << k / BLOCK;
        if (k < n)
            noted |= (uint64_t)step(d, digit, digits, from + k, n - k, &out, reached + k)
                     << k / BLOCK;
        for (; noted != 0; noted &= noted - 1) {
            k = (uint32_t)__builtin_ctzll(noted) * BLOCK;
            look_at(s, d, from + k, n - k < BLOCK ? n - k : BLOCK, reached + k);
        }
    }
}

/* Diagonal n: the window at row r is that at start r + n - (segment - 1). */
static struct diagonal find(const void *planes, const struct slide *s, uint32_t n)
{
    const struct mim_slide_query *q = s->query;
    const uint32_t last = s->segment - 1, starts = q->count - q->length + 1;
    const uint32_t row = n < last ? last - n : 0, start = n < last ? 0 : n - last;
    const uint32_t rows = s->segment - row, left = starts - start;
    return (struct diagonal){
        .rows = (const uint8_t *)planes + (size_t)row * ROW_BYTES,
        .planes = q->planes + start,
        .row = row,
        .start = start,
        .count = rows < left ? rows : left,
        .length = q->length,
        .need = q->need,
    };
}

uint32_t MIM_KERNEL(slide_planes)(const void *planes, struct mim_tile_shape shape,
                                  const struct mim_slide_query *query, uint32_t diagonal,
                                  struct mim_proposal *out, size_t room, size_t *count)
{
    struct slide s = {query, shape.segment, out, 0};
    const uint32_t end = mim_slide_diagonals(shape, query), digits = mim_slide_digits(query);
    const size_t most = (size_t)shape.segment * BIT_LANES;
    for (; diagonal < end && room - s.count >= most; diagonal++) {
        const struct diagonal d = find(planes, &s, diagonal);
        switch (digits) {
        case MIM_SLIDE_FEWEST_DIGITS:
            pass(&s, &d, MIM_SLIDE_FEWEST_DIGITS);
            break;
        case 4:
            pass(&s, &d, 4);
            break;
        case 5:
            pass(&s, &d, 5);
            break;
        case 6:
            pass(&s, &d, 6);
            break;
        default:
            pass(&s, &d, digits);
        }
    }
    *count = s.count;
    return diagonal;
}
