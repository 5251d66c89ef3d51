/* Goes down the tables of prefixes and the suffix array, residue by residue, and back as soon as
 * what is still to come cannot make up for what was lost. */
#include "score/seed_walk.h"

enum {
    FEW_OF_FOUR = 4, /* suffixes: it costs less to look at all than to go on */
    FEW = 64,
    FOURS = 16
};

/* The first four residues of a segment: their keys in the two tables, and what they score. */
struct seed_four {
    uint32_t key, fifths_key;
    int32_t sum;
};

struct seed_walk {
    struct mim_seed_places *places;
    const struct mimicry_index *index;
    const struct mim_seed_query *query;
    const struct mim_seed_piece *piece;
    uint32_t position; /* where the segment begins */
    int32_t need;      /* as far as it is known: the piece's, or that by its first residue */
    /* What waits, in a ring: of the position in hand. */
    struct seed_four fours[FOURS];
    uint32_t n_fours;
    mimicry_error *error;
};

/* A beginning of `depth` residues that scores `sum`. */
struct seed_step {
    uint32_t depth;
    int32_t sum;
};

/* Whether a segment that scores `sum` up to a position can become a seed. One that begins where it
 * likes need not go on from 0 or less (seed_pieces.c). */
static inline bool can_be_seed(const struct seed_walk *w, uint32_t at, int32_t sum)
{
    return (sum > 0 || w->piece->mode == MIM_SEED_PREFIX) &&
           sum + mim_seed_best(w->query, at, w->piece->to) >= w->need;
}

static inline bool is_seed(const struct seed_walk *w, struct seed_step step)
{
    return step.sum >= w->need &&
           (w->piece->mode != MIM_SEED_SUFFIX || w->position + step.depth == w->piece->to);
}

static mimicry_status add(const struct seed_walk *w, struct mim_interval ranks)
{
    return mim_seed_places_add(w->places, ranks, w->position, w->error);
}

/* Below the tables: all suffixes of `in` agree in the first residues. */
static mimicry_status descend(const struct seed_walk *w, struct mim_interval in,
                              struct seed_step step)
{
    const uint32_t at = w->position + step.depth;
    if (in.from > in.to || in.to > w->index->text_length)
        return mim_fail_damaged(w->error);
    if (is_seed(w, step) || in.to - in.from <= FEW)
        return add(w, in);
    while (at < w->piece->to && in.from < in.to) {
        const uint64_t suffix = mim_suffix_at(w->index, in.from);
        if (suffix >= w->index->text_length)
            return mim_fail_damaged(w->error);
        const uint8_t code = w->index->text[suffix + step.depth];
        if (code >= MIM_RESIDUES) /* and all that follow are larger */
            break;
        struct mim_interval child = in;
        if (!mim_suffix_lower(w->index, in, step.depth, code + 1u, &child.to) ||
            child.to == child.from)
            return mim_fail_damaged(w->error);
        const struct seed_step next = {step.depth + 1, step.sum + w->query->scores[at][code]};
        const mimicry_status status =
            can_be_seed(w, at + 1, next.sum) ? descend(w, child, next) : MIMICRY_OK;
        if (status != MIMICRY_OK)
            return status;
        in.from = child.to;
    }
    return MIMICRY_OK;
}

/* ---- In the tables ---- */

/* Keys of the two tables for the first residues: of radix 21 and of radix 20. */
struct seed_prefix {
    uint32_t key, fifths_key;
    uint32_t span; /* keys [key, key + span) have the prefix */
    struct seed_step step;
};

/* Of suffixes whose seed ends with the piece, those whose next residue asks for no more than it
 * scores. Those of code c are [from[c], from[c + 1]). */
static mimicry_status add_by_next(const struct seed_walk *w,
                                  const uint64_t from[MIM_PREFIX_RADIX + 1], int32_t sum)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t c = 0; c < MIM_PREFIX_RADIX && status == MIMICRY_OK; c++) {
        const uint32_t first = c;
        while (c < MIM_PREFIX_RADIX && sum >= w->piece->need_by[c])
            c++;
        if (c > first)
            status = add(w, (struct mim_interval){from[first], from[c]});
    }
    return status;
}

/* A seed of up to three residues. */
static mimicry_status add_prefix(const struct seed_walk *w, const struct seed_prefix *p)
{
    uint64_t from[MIM_PREFIX_RADIX + 1];
    const uint32_t span = p->span / MIM_PREFIX_RADIX;
    if (w->piece->mode != MIM_SEED_SUFFIX || !w->piece->by_residue)
        return add(w, mim_prefix_ranks(w->index, p->key, p->span));
    for (uint32_t c = 0; c <= MIM_PREFIX_RADIX; c++)
        from[c] = mim_prefix_at(w->index, p->key + c * span);
    return add_by_next(w, from, p->step.sum);
}

/* A seed of four residues. */
static mimicry_status add_four(const struct seed_walk *w, const struct seed_four *four,
                               struct mim_interval in)
{
    uint64_t from[MIM_PREFIX_RADIX + 1] = {in.from};
    if (w->piece->mode != MIM_SEED_SUFFIX || !w->piece->by_residue || w->index->fifths == NULL)
        return add(w, in);
    const uint16_t *counts = mim_fifths_of(w->index, four->fifths_key);
    if (counts[MIM_AMINO_ACIDS - 1] == MIM_FIFTHS_WIDE)
        return add(w, in);
    for (uint32_t c = 0; c < MIM_AMINO_ACIDS; c++)
        from[c + 1] = in.from + counts[c];
    from[MIM_PREFIX_RADIX] = in.to;
    return add_by_next(w, from, four->sum);
}

/* The beginnings that go on with no amino acid, which the tables do not tell apart. */
static mimicry_status descend_others(const struct seed_walk *w, struct mim_interval in,
                                     struct seed_step step)
{
    const uint32_t at = w->position + step.depth;
    return can_be_seed(w, at + 1, step.sum + w->query->others[at]) ? descend(w, in, step)
                                                                   : MIMICRY_OK;
}

/* Four residues are known; the counts of the fifth divide their interval. */
static mimicry_status extend_by_fifth(const struct seed_walk *w, const struct seed_four *four,
                                      struct mim_interval in)
{
    const uint16_t *counts = mim_fifths_of(w->index, four->fifths_key);
    const struct seed_step step = {MIM_PREFIX_LENGTH, four->sum};
    const uint32_t at = w->position + step.depth;
    mimicry_status status = MIMICRY_OK;
    if (counts[MIM_AMINO_ACIDS - 1] == MIM_FIFTHS_WIDE)
        return descend(w, in, step);
    for (uint32_t k = 0; k < MIM_AMINO_ACIDS && status == MIMICRY_OK; k++) {
        const uint8_t code = w->query->similar[at][k];
        const struct seed_step next = {step.depth + 1, step.sum + w->query->scores[at][code]};
        if (!can_be_seed(w, at + 1, next.sum))
            break;
        const uint64_t before = code == 0 ? 0 : counts[code - 1];
        const struct mim_interval child = {in.from + before, in.from + counts[code]};
        status = child.from == child.to ? MIMICRY_OK : descend(w, child, next);
    }
    const struct mim_interval rest = {in.from + counts[MIM_AMINO_ACIDS - 1], in.to};
    return status == MIMICRY_OK ? descend_others(w, rest, step) : status;
}

static mimicry_status take_four(const struct seed_walk *w, const struct seed_four *four)
{
    const struct mim_interval in = mim_prefix_ranks(w->index, four->key, 1);
    const struct seed_step step = {MIM_PREFIX_LENGTH, four->sum};
    if (in.from > in.to || in.to - in.from <= FEW_OF_FOUR)
        return add(w, in);
    if (is_seed(w, step))
        return add_four(w, four, in);
    return w->index->fifths == NULL ? descend(w, in, step) : extend_by_fifth(w, four, in);
}

/* The tables' rows are anywhere: they are asked for some time before they are read. */
static mimicry_status wait_for_four(struct seed_walk *w, const struct seed_prefix *p)
{
    struct seed_four *slot = &w->fours[w->n_fours % FOURS];
    mimicry_status status = MIMICRY_OK;
    if (w->n_fours++ >= FOURS)
        status = take_four(w, slot);
    *slot = (struct seed_four){p->key, p->fifths_key, p->step.sum};
    mim_prefix_ask(w->index, p->key);
    if (w->index->fifths != NULL)
        mim_fifths_ask(w->index, p->fifths_key);
    return status;
}

static mimicry_status take_waiting(struct seed_walk *w)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t i = w->n_fours > FOURS ? w->n_fours - FOURS : 0;
         i < w->n_fours && status == MIMICRY_OK; i++)
        status = take_four(w, &w->fours[i % FOURS]);
    w->n_fours = 0;
    return status;
}

/* Up to four residues are told apart by their keys alone. */
static mimicry_status extend(struct seed_walk *w, const struct seed_prefix *p)
{
    const uint32_t at = w->position + p->step.depth;
    if (p->step.depth == MIM_PREFIX_LENGTH)
        return wait_for_four(w, p);
    if (is_seed(w, p->step))
        return add_prefix(w, p);
    mimicry_status status = MIMICRY_OK;
    struct seed_prefix child = {.span = p->span / MIM_PREFIX_RADIX,
                                .step.depth = p->step.depth + 1};
    for (uint32_t k = 0; k < MIM_AMINO_ACIDS && status == MIMICRY_OK; k++) {
        const uint8_t code = w->query->similar[at][k];
        child.step.sum = p->step.sum + w->query->scores[at][code];
        if (!can_be_seed(w, at + 1, child.step.sum))
            break;
        child.key = p->key + code * child.span;
        child.fifths_key = p->fifths_key * MIM_AMINO_ACIDS + code;
        status = extend(w, &child);
    }
    const uint32_t others = p->key + MIM_AMINO_ACIDS * child.span;
    return status == MIMICRY_OK
               ? descend_others(w, mim_prefix_ranks(w->index, others, child.span), p->step)
               : status;
}

/* Segments that begin at the position in hand, whose first residue says what they need. */
static mimicry_status walk_by_first(struct seed_walk *w)
{
    const uint32_t span = MIM_PREFIX_KEYS / MIM_PREFIX_RADIX;
    const struct seed_step none = {0, 0};
    mimicry_status status = MIMICRY_OK;
    for (uint32_t code = 0; code < MIM_AMINO_ACIDS && status == MIMICRY_OK; code++) {
        const struct seed_step first = {1, none.sum + w->query->scores[w->position][code]};
        w->need = w->piece->need_by[code];
        if (!can_be_seed(w, w->position + 1, first.sum))
            continue;
        status = extend(w, &(struct seed_prefix){code * span, code, span, first});
        if (status == MIMICRY_OK)
            status = take_waiting(w);
    }
    if (status != MIMICRY_OK)
        return status;
    w->need = w->piece->need_by[MIM_AMINO_ACIDS];
    return descend_others(w, mim_prefix_ranks(w->index, MIM_AMINO_ACIDS * span, span), none);
}

static mimicry_status walk(struct seed_walk *w)
{
    if (w->piece->by_residue && w->piece->mode == MIM_SEED_PREFIX)
        return walk_by_first(w);
    const mimicry_status status = extend(w, &(struct seed_prefix){.span = MIM_PREFIX_KEYS});
    return status == MIMICRY_OK ? take_waiting(w) : status;
}

mimicry_status mim_seed_walk(struct mim_seed_places *places, const struct mim_seed_piece *piece,
                             mimicry_error *error)
{
    struct seed_walk w = {.places = places,
                          .index = places->index,
                          .query = places->query,
                          .piece = piece,
                          .position = piece->from,
                          .need = piece->need,
                          .error = error};
    const uint32_t end = piece->mode == MIM_SEED_PREFIX ? piece->from + 1 : piece->to;
    mimicry_status status = MIMICRY_OK;
    mim_seed_places_begin_piece(places, piece);
    for (; w.position < end && status == MIMICRY_OK; w.position++) {
        if (mim_seed_best(places->query, w.position, piece->to) < piece->need)
            break; /* and less from every later position on */
        status = walk(&w);
    }
    return status == MIMICRY_OK ? mim_seed_places_end_piece(places, error) : status;
}
