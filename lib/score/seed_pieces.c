/* Cuts a peptide into pieces, one of which every alignment that counts has nearly whole.
 *
 * C is the peptide's ceiling, T the cut. A position *loses* what the residue that is matched with
 * it scores less than the best residue would; all of the best, if it is matched with none. So the
 * matched residues of an alignment score C less all that is lost. "Positive" segments, of which
 * every beginning scores more than 0, are enough: without a beginning of 0 or less a segment scores
 * as much.
 *
 * Without gaps all losses are at most C - T together. With n >= 1 gaps, which cost at least
 * `first` each, the matched residues score at least T + n first, and lose at most
 * C - T - n first: `loss` with one gap, and `first` less with every other. Where that is below 0
 * no gap pays. A gap of g residues costs g - 1 times `extend` more; n gaps of g residues in all so
 * lose n first + (g - n) extend of C - T, and g <= n + (loss - (n - 1) first) / extend. As first
 * is at least extend, that is at most 1 + loss / extend, the `reach`.
 *
 * Of a record's best alignments one with the fewest gaps is looked for. What is before one of its
 * gaps scores more than `first`, as does what is after it: else it could be left out with the gap.
 * A gap is between positions p and r: those before p are matched on one diagonal, those from r on
 * upon another, and those of [p, r), none if the gap is in the peptide, are lost. */
#include "score/seed_pieces.h"

#include <math.h>

/* Residues: of peptides whose two parts share one, of those that are cut in two, and of pieces. */
enum { SHORTER = 9, SHORT = 10, PIECE = 5 };

static const double GAPPED = 4; /* alignments with gaps cost so many seeds */

struct planner {
    struct mim_seed_plan *plan;
    const struct mim_seed_query *query;
    double residues;
    int32_t ceiling, loss;
    bool gaps;                    /* whether any can pay; if so */
    uint32_t first_gap, last_gap; /* it has first_gap <= p <= r <= last_gap */
};

static int32_t larger(int32_t a, int32_t b)
{
    return a < b ? b : a;
}

/* ---- Pieces ---- */

/* About how many seeds a piece has. A piece that may lose all has none to go by. */
static double seeds_of(const struct planner *p, const struct mim_seed_piece *piece)
{
    double sum = 0;
    if (piece->need < 1)
        return INFINITY;
    if (piece->need >= MIM_SEED_CHANCES)
        return 0;
    const uint32_t end = piece->mode == MIM_SEED_PREFIX ? piece->from + 1 : piece->to;
    for (uint32_t j = piece->from; j < end; j++) {
        const uint32_t left = piece->to - j, most = left < MIM_SEED_KNOWN ? left : MIM_SEED_KNOWN;
        float chance = 0;
        for (uint32_t n = piece->mode == MIM_SEED_SUFFIX ? most : 1; n <= most; n++)
            chance = fmaxf(chance, p->query->chance[j][n - 1][piece->need]);
        sum += (double)chance;
    }
    return sum * p->residues;
}

static struct mim_seed_piece segment(uint32_t from, uint32_t to, int32_t need,
                                     enum mim_seed_mode mode)
{
    return (struct mim_seed_piece){.from = from, .to = to, .need = need, .mode = mode};
}

/* Places where [from, to) loses at most `loss` are aligned with gaps. */
static struct mim_seed_piece gapped(const struct planner *p, uint32_t from, uint32_t to,
                                    int32_t loss)
{
    struct mim_seed_piece piece =
        segment(from, to, mim_seed_best(p->query, from, to) - loss, MIM_SEED_ANYWHERE);
    piece.gapped = true;
    piece.alone = piece.need;
    return piece;
}

static void add(const struct planner *p, struct mim_seed_piece piece)
{
    if (piece.need > mim_seed_best(p->query, piece.from, piece.to))
        return;
    p->plan->cost += seeds_of(p, &piece) * (piece.gapped ? GAPPED : 1);
    p->plan->pieces[p->plan->n_pieces++] = piece;
}

/* ---- Shorter peptides: in two that share a residue ---- */

/* How many places the parts of both sides have by what they score; of any score from 1 on that they
 * can have and one more, which none has. */
struct sides {
    uint32_t q;
    int32_t most_left, most_right;
    double left[MIM_SEED_CHANCES], right[MIM_SEED_CHANCES];
};

static void set_sides(const struct planner *p, uint32_t q, struct sides *out)
{
    const uint32_t length = p->query->length;
    out->q = q;
    out->most_left = mim_seed_best(p->query, 0, q);
    out->most_right = mim_seed_best(p->query, q + 1, length);
    for (int32_t v = 1; v <= out->most_left + 1; v++) {
        const struct mim_seed_piece piece = segment(0, q, v, MIM_SEED_SUFFIX);
        out->left[v] = v > out->most_left ? 0 : seeds_of(p, &piece);
    }
    out->right[0] = p->residues;
    for (int32_t v = 1; v <= out->most_right + 1; v++) {
        const struct mim_seed_piece piece = segment(q + 1, length, v, MIM_SEED_PREFIX);
        out->right[v] = v > out->most_right ? 0 : seeds_of(p, &piece);
    }
}

/* What the left has to score for the least cost, if a residue that scores `shared` is at q. */
static int32_t share_with(const struct planner *p, const struct sides *s, int32_t shared,
                          double *out_cost)
{
    int32_t best = 1;
    *out_cost = INFINITY;
    for (int32_t t = 1; t <= s->most_left + 1; t++) {
        const int32_t rest = p->plan->cut - shared - t + 1;
        const int32_t v = rest < 0 ? 0 : rest > s->most_right ? s->most_right + 1 : rest;
        const double cost = s->left[t] + s->right[v];
        if (cost >= *out_cost)
            continue;
        *out_cost = cost;
        best = t;
    }
    return best;
}

/* Both pieces by the residue at q; their cost. */
static double set_shared(const struct planner *p, const struct sides *s,
                         struct mim_seed_piece *left, struct mim_seed_piece *right)
{
    double all = 0, cost;
    *left = segment(0, s->q, INT32_MAX, MIM_SEED_SUFFIX);
    *right = segment(s->q, p->query->length, INT32_MAX, MIM_SEED_PREFIX);
    left->by_residue = right->by_residue = true;
    for (int code = 0; code <= MIM_AMINO_ACIDS; code++) {
        const bool others = code == MIM_AMINO_ACIDS;
        const int32_t shared = others ? p->query->others[s->q] : p->query->scores[s->q][code];
        const int32_t t = share_with(p, s, shared, &cost), rest = larger(p->plan->cut - t + 1, 1);
        left->need_by[code] = t;
        right->need_by[code] = rest;
        left->need = left->need < t ? left->need : t;
        right->need = right->need < rest ? right->need : rest;
        all += others ? 0 : cost * (double)p->query->frequencies[code];
    }
    return all;
}

/* A segment over position q, with a residue that scores m there, has T - m or more before and
 * behind it together: for any t it is found by t or more before it, or else by more than T - t from
 * q on. The best t is another for each residue: most residues cost so much that little may be lost
 * beside them. Segments on one side of q have T there. */
static void cut_with_shared(const struct planner *p)
{
    const uint32_t length = p->query->length;
    const uint32_t low = length > PIECE ? length - PIECE : 1;
    const uint32_t high = length - 2 < PIECE - 1 ? length - 2 : PIECE - 1;
    struct mim_seed_piece left = {0}, right = {0}, trial[2];
    struct sides sides;
    double least = INFINITY;
    for (uint32_t q = low; q <= high; q++) {
        set_sides(p, q, &sides);
        const double cost = set_shared(p, &sides, &trial[0], &trial[1]);
        if (cost >= least)
            continue;
        least = cost;
        left = trial[0];
        right = trial[1];
    }
    p->plan->cost += least;
    p->plan->pieces[p->plan->n_pieces++] = left;
    p->plan->pieces[p->plan->n_pieces++] = right;
    add(p, segment(0, left.to, p->plan->cut, MIM_SEED_ANYWHERE));
    add(p, segment(left.to + 1, length, p->plan->cut, MIM_SEED_ANYWHERE));
}

/* ---- Short peptides: in two ---- */

/* A segment over position q has T or more in [0, q) and [q, L) together: with t + 1 to seek in the
 * first, and T - t in the second, it is found in one of them. The first has its last part, up to q,
 * the second its first. Segments on one side of q have T there. */
static void cut_in_two(const struct planner *p)
{
    const uint32_t length = p->query->length;
    const uint32_t low = length > PIECE ? length - PIECE : 1;
    const uint32_t high = length > PIECE ? PIECE : length - 1;
    struct mim_seed_piece left = {0}, right = {0};
    double least = INFINITY;
    for (uint32_t q = low; q <= high; q++) {
        for (int32_t t = 0; t < p->plan->cut; t++) {
            const struct mim_seed_piece a = segment(0, q, t + 1, MIM_SEED_SUFFIX);
            const struct mim_seed_piece b = segment(q, length, p->plan->cut - t, MIM_SEED_PREFIX);
            const double cost = seeds_of(p, &a) + seeds_of(p, &b);
            if (cost >= least)
                continue;
            least = cost;
            left = a;
            right = b;
        }
    }
    add(p, left);
    add(p, right);
    add(p, segment(left.from, left.to, p->plan->cut, MIM_SEED_ANYWHERE));
    add(p, segment(right.from, right.to, p->plan->cut, MIM_SEED_ANYWHERE));
}

/* One gap leaves all that is matched of `piece` on one diagonal, and is beyond the position beside
 * it, which then is on it too; or the gap is just there (if `close`), so that what is matched of
 * the other side, [from, to), is on one diagonal as well. Both lose at most `loss` together: in the
 * second case the piece at most i of it, or the other side at most loss - i - 1; the i is taken
 * that costs least. */
static void add_beside(const struct planner *p, struct mim_seed_piece piece, bool close,
                       uint32_t from, uint32_t to)
{
    int32_t alone = p->loss;
    double least = INFINITY;
    for (int32_t i = -1; i <= p->loss && close; i++) {
        const struct mim_seed_piece one = gapped(p, piece.from, piece.to, i);
        const struct mim_seed_piece other = gapped(p, from, to, p->loss - 1 - i);
        const double cost =
            (i < 0 ? 0 : seeds_of(p, &one)) + (i < p->loss ? seeds_of(p, &other) : 0);
        if (cost >= least)
            continue;
        least = cost;
        alone = i;
    }
    if (!close)
        alone = -1;
    piece.alone = mim_seed_best(p->query, piece.from, piece.to) - alone;
    add(p, piece);
    if (close && alone < p->loss)
        add(p, gapped(p, from, to, p->loss - 1 - alone));
}

static struct mim_seed_piece with_beside(const struct planner *p, struct mim_seed_piece piece,
                                         uint32_t beside)
{
    piece.has_beside = true;
    piece.beside = beside;
    piece.with_beside =
        mim_seed_best(p->query, piece.from, piece.to) + p->query->top[beside] - p->loss;
    return piece;
}

/* With one gap, at p >= x, [0, x) is before it, and loses at most `loss`: if p > x, also with
 * position x. At p <= x - 1 what is matched of [y, L), y >= x - 1, is after it, and position y - 1
 * too unless r >= y. If p = x, or r >= y, the other side is [x, L), or [0, y).
 *
 * More gaps than one lose at most loss - first, and what is after the last place where a gap can
 * pay is on one diagonal. */
static void add_with_gaps(const struct planner *p)
{
    const uint32_t length = p->query->length;
    const uint32_t x = length > PIECE ? PIECE : length - 1;
    const uint32_t y = length > PIECE + x - 1 ? length - PIECE : x - 1;
    if (p->last_gap >= x)
        add_beside(p, with_beside(p, gapped(p, 0, x, p->loss), x), p->first_gap <= x, x, length);
    if (p->first_gap < x)
        add_beside(p, with_beside(p, gapped(p, y, length, p->loss), y - 1), p->last_gap >= y, 0, y);
    if (p->loss >= p->query->kernel.first)
        add(p, gapped(p, p->last_gap, length, p->loss - p->query->kernel.first));
}

/* ---- Longer peptides: in many ---- */

static uint32_t count_pieces(const struct planner *p)
{
    return (p->query->length + PIECE - 1) / PIECE;
}

/* Where piece `i` begins. */
static uint32_t border(const struct planner *p, uint32_t i)
{
    return i * p->query->length / count_pieces(p);
}

static struct mim_seed_piece shared(const struct planner *p, uint32_t i, int32_t share)
{
    const uint32_t from = border(p, i), to = border(p, i + 1);
    return segment(from, to, mim_seed_best(p->query, from, to) - share + 1, MIM_SEED_ANYWHERE);
}

/* Without gaps: C - T + 1 are shared out among the pieces, each to whom it costs least. Less than
 * that is lost, so that one piece loses less than its share, and has a segment that scores more
 * than its ceiling less the share. */
static void share_out(const struct planner *p)
{
    const uint32_t count = count_pieces(p);
    int32_t share[MIM_MOST_SEED_PIECES] = {0};
    for (int32_t left = p->ceiling - p->plan->cut + 1; left > 0; left--) {
        uint32_t next = 0;
        double least = INFINITY;
        for (uint32_t i = 0; i < count; i++) {
            const struct mim_seed_piece piece = shared(p, i, share[i] + 1);
            const double cost = seeds_of(p, &piece);
            if (cost >= least)
                continue;
            least = cost;
            next = i;
        }
        share[next]++;
    }
    for (uint32_t i = 0; i < count; i++)
        add(p, shared(p, i, share[i]));
}

/* A gap leaves what is matched of a piece on two diagonals only if p and r are both within it. So n
 * gaps break at most n of k pieces, and the one of the others that loses least does so at most by
 * its part of what is left to lose. */
static void add_unbroken(const struct planner *p)
{
    const int32_t count = (int32_t)count_pieces(p), first = p->query->kernel.first;
    int32_t most = 0;
    for (int32_t n = 1; p->loss - (n - 1) * first >= 0; n++)
        most = larger(most, n < count ? (p->loss - (n - 1) * first) / (count - n) : p->ceiling);
    for (int32_t i = 0; i < count; i++)
        add(p, gapped(p, border(p, (uint32_t)i), border(p, (uint32_t)i + 1), most));
}

/* ---- The plan ---- */

static void find_gaps(struct planner *p)
{
    const uint32_t length = p->query->length;
    const int32_t first = p->query->kernel.first;
    p->loss = p->ceiling - p->plan->cut - first;
    for (uint32_t i = 1; i < length && p->loss >= 0; i++) {
        if (mim_seed_best(p->query, 0, i) <= first || mim_seed_best(p->query, i, length) <= first)
            continue;
        if (!p->gaps)
            p->first_gap = i;
        p->gaps = true;
        p->last_gap = i;
    }
    if (p->gaps)
        p->plan->reach = 1 + (uint32_t)p->loss / p->query->kernel.extend;
}

static struct planner begin(struct mim_seed_plan *out, const struct mim_seed_query *query,
                            int32_t cut, uint64_t residues)
{
    out->cut = cut;
    out->reach = out->n_pieces = 0;
    out->cost = 0;
    return (struct planner){
        .plan = out, .query = query, .residues = (double)residues, .ceiling = query->best_from[0]};
}

void mim_seed_plan_glance(struct mim_seed_plan *out, const struct mim_seed_query *query,
                          int32_t cut, uint64_t residues)
{
    const struct planner p = begin(out, query, cut, residues);
    const uint32_t length = query->length, q = length / 2;
    add(&p, segment(0, q, mim_seed_best(query, 0, q), MIM_SEED_PREFIX));
    add(&p, segment(q, length, mim_seed_best(query, q, length), MIM_SEED_PREFIX));
}

void mim_seed_plan_set(struct mim_seed_plan *out, const struct mim_seed_query *query, int32_t cut,
                       uint64_t residues)
{
    struct planner p = begin(out, query, cut, residues);
    find_gaps(&p);
    if (query->length <= SHORTER)
        cut_with_shared(&p);
    else if (query->length <= SHORT)
        cut_in_two(&p);
    else
        share_out(&p);
    if (!p.gaps)
        return;
    if (query->length <= SHORT)
        add_with_gaps(&p);
    else
        add_unbroken(&p);
}
