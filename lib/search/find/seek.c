/* Looks up every string that is within a piece's budget: the first residues in the tables of
 * prefixes, deeper ones by binary search, and tests the windows around what it finds. */
#include "search/find/seek.h"

#include "search/find/pattern.h"
#include "search/plan/split.h"

/* ---- What waits ---- */

/* Adds penalties of positions [from, to); sums above the limit may stay incomplete. Looking at
 * several before the sum is compared costs less than a branch that is guessed wrong. */
static uint32_t add_penalties(const struct mim_profile *profile, const uint8_t *window,
                              uint32_t from, uint32_t to, uint32_t sum)
{
    enum { AT_ONCE = 4 };
    while (from < to && sum <= profile->limit) {
        const uint32_t end = to - from < AT_ONCE ? to : from + AT_ONCE;
        for (; from < end; from++)
            sum += profile->penalty[from][window[from] % MIM_CODES];
    }
    return sum;
}

static bool is_within(const struct mim_job *job, const struct mim_piece *piece,
                      const uint8_t *window)
{
    const struct mim_profile *p = &job->profile;
    if (p->by_pattern)
        return mim_pattern_mismatches(p, window) <= job->goal.max_mismatches;
    /* The residues around the piece tell most: those of the piece are alike already. */
    uint32_t sum = add_penalties(p, window, piece->to, p->length, 0);
    sum = add_penalties(p, window, 0, piece->to, sum);
    return sum <= p->limit;
}

/* Reports a window only from the first piece whose budget it satisfies, so that each hit comes once
 * without a list of what was found. */
static bool is_first(const struct mim_job *job, uint32_t piece, const uint8_t *window)
{
    for (uint32_t i = 0; i <= piece; i++) {
        const struct mim_piece *p = &job->split.pieces[i];
        if (p->budget >= 0 && mim_piece_penalty(&job->profile, p, window) <= (uint32_t)p->budget)
            return i == piece;
    }
    return false;
}

/* Whether a long window is the last one again, residue for residue. */
static bool is_again(const struct mim_seeker *s, const struct mim_waiting_window *c,
                     const uint8_t *window, uint32_t length)
{
    return c->piece == s->last_piece && mim_is_again(&s->last, c->job, window, length);
}

static mimicry_status test_candidate(struct mim_seeker *s, const struct mim_waiting_window *c,
                                     mimicry_error *error)
{
    const struct mim_job *job = &s->jobs[c->job];
    const uint8_t *window = s->index->text + c->at;
    const bool is_long = job->goal.length >= MIM_LONG_WINDOW;
    bool fits = s->last_fits;
    if (!is_long || !is_again(s, c, window, job->goal.length))
        fits =
            is_within(job, &job->split.pieces[c->piece], window) && is_first(job, c->piece, window);
    if (is_long) {
        s->last = (struct mim_last_window){window, c->job};
        s->last_piece = c->piece;
        s->last_fits = fits;
    }
    return fits ? mim_collect(s->collector, job, c->job, s->index->text, c->at, error) : MIMICRY_OK;
}

/* The candidate that has waited longest makes room. */
static mimicry_status expand(struct mim_seeker *s, const struct mim_waiting_interval *interval,
                             mimicry_error *error)
{
    const struct mim_job *job = &s->jobs[interval->job];
    const uint32_t before = job->split.pieces[interval->piece].from;
    const uint32_t length = job->goal.length;
    for (uint64_t rank = interval->ranks.from; rank < interval->ranks.to; rank++) {
        const uint64_t at = mim_suffix_at(s->index, rank);
        if (at >= s->index->text_length)
            return mim_fail_damaged(error);
        if (at < before)
            continue;
        struct mim_waiting_window *slot = &s->candidates[s->n_candidates % MIM_CANDIDATES];
        if (s->n_candidates++ >= MIM_CANDIDATES) {
            const mimicry_status status = test_candidate(s, slot, error);
            if (status != MIMICRY_OK)
                return status;
        }
        __builtin_prefetch(s->index->text + at - before);
        __builtin_prefetch(s->index->text + at - before + length - 1);
        *slot = (struct mim_waiting_window){at - before, interval->job, interval->piece};
    }
    return MIMICRY_OK;
}

mimicry_status mim_seek_finish(struct mim_seeker *s, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    uint64_t i = s->n_intervals > MIM_INTERVALS ? s->n_intervals - MIM_INTERVALS : 0;
    for (; i < s->n_intervals && status == MIMICRY_OK; i++)
        status = expand(s, &s->intervals[i % MIM_INTERVALS], error);
    i = s->n_candidates > MIM_CANDIDATES ? s->n_candidates - MIM_CANDIDATES : 0;
    for (; i < s->n_candidates && status == MIMICRY_OK; i++)
        status = test_candidate(s, &s->candidates[i % MIM_CANDIDATES], error);
    s->n_intervals = 0;
    s->n_candidates = 0;
    return status;
}

/* ---- Descending ---- */

/* The piece that is looked up. */
struct descent {
    struct mim_seeker *seeker;
    uint32_t job, piece;
    const uint8_t (*penalty)[MIM_CODES]; /* of the piece's positions */
    const struct mim_position *positions;
    uint32_t length;
    uint32_t budget;
    mimicry_error *error;
};

static mimicry_status wait_for(const struct descent *d, struct mim_interval ranks)
{
    struct mim_seeker *s = d->seeker;
    if (ranks.from > ranks.to || ranks.to > s->index->text_length)
        return mim_fail_damaged(d->error);
    if (ranks.from == ranks.to)
        return MIMICRY_OK;
    struct mim_waiting_interval *slot = &s->intervals[s->n_intervals % MIM_INTERVALS];
    if (s->n_intervals++ >= MIM_INTERVALS) {
        const mimicry_status status = expand(s, slot, d->error);
        if (status != MIMICRY_OK)
            return status;
    }
    __builtin_prefetch((const uint8_t *)s->index->suffixes + ranks.from * s->index->suffix_width);
    *slot = (struct mim_waiting_interval){ranks, d->job, d->piece};
    return MIMICRY_OK;
}

/* Below the tables: all suffixes of `in` agree in the piece's first `depth` residues, which cost
 * `sum`. */
static mimicry_status descend(const struct descent *d, struct mim_interval in, uint32_t depth,
                              uint32_t sum)
{
    const struct mimicry_index *index = d->seeker->index;
    if (in.from > in.to || in.to > index->text_length)
        return mim_fail_damaged(d->error);
    if (depth == d->length || in.to - in.from <= MIM_FEW_SUFFIXES)
        return wait_for(d, in);
    while (in.from < in.to) {
        const uint64_t at = mim_suffix_at(index, in.from);
        if (at >= index->text_length)
            return mim_fail_damaged(d->error);
        const uint8_t code = index->text[at + depth];
        if (code >= MIM_RESIDUES) /* and all that follow are larger */
            break;
        struct mim_interval child = {in.from, in.to};
        if (!mim_suffix_lower(index, in, depth, code + 1u, &child.to) || child.to == child.from)
            return mim_fail_damaged(d->error);
        if (sum + d->penalty[depth][code] <= d->budget) {
            const mimicry_status status =
                descend(d, child, depth + 1, sum + d->penalty[depth][code]);
            if (status != MIMICRY_OK)
                return status;
        }
        in.from = child.to;
    }
    return MIMICRY_OK;
}

/* Whether a residue that is no amino acid can come at a position. */
static bool others_fit(const struct descent *d, uint32_t depth, uint32_t sum)
{
    for (int code = MIM_AMINO_ACIDS; code < MIM_RESIDUES; code++) {
        if (sum + d->penalty[depth][code] <= d->budget)
            return true;
    }
    return false;
}

/* Keys of the two tables for the piece's first residues: of radix 21 and of radix 20. */
struct prefix {
    uint32_t key, fifths_key;
    uint32_t span; /* keys [key, key + span) have the prefix */
    uint32_t depth, sum;
};

static struct mim_interval ranks_of(const struct mimicry_index *index, uint32_t key, uint32_t span)
{
    return (struct mim_interval){mim_prefix_at(index, key), mim_prefix_at(index, key + span)};
}

/* Four residues are known; the counts of the fifth divide their interval. */
static mimicry_status extend_by_fifth(const struct descent *d, const struct prefix *p,
                                      struct mim_interval in)
{
    const uint16_t *counts = d->seeker->index->fifths + (size_t)p->fifths_key * MIM_AMINO_ACIDS;
    mimicry_status status = MIMICRY_OK;
    if (counts[MIM_AMINO_ACIDS - 1] == MIM_FIFTHS_WIDE)
        return descend(d, in, p->depth, p->sum);
    for (uint32_t k = 0; k < MIM_AMINO_ACIDS && status == MIMICRY_OK; k++) {
        const uint8_t code = d->positions[p->depth].similar[k];
        const uint32_t sum = p->sum + d->penalty[p->depth][code];
        if (sum > d->budget)
            break;
        const uint64_t before = code == 0 ? 0 : counts[code - 1];
        const struct mim_interval child = {in.from + before, in.from + counts[code]};
        status = descend(d, child, p->depth + 1, sum);
    }
    if (status == MIMICRY_OK && others_fit(d, p->depth, p->sum)) {
        const struct mim_interval rest = {in.from + counts[MIM_AMINO_ACIDS - 1], in.to};
        status = descend(d, rest, p->depth, p->sum);
    }
    return status;
}

/* Within the table of prefixes of four. */
static mimicry_status extend(const struct descent *d, const struct prefix *p)
{
    const struct mimicry_index *index = d->seeker->index;
    const struct mim_interval in = ranks_of(index, p->key, p->span);
    if (p->depth == d->length || in.from > in.to || in.to - in.from <= MIM_FEW_SUFFIXES)
        return wait_for(d, in);
    if (p->depth == MIM_PREFIX_LENGTH)
        return index->fifths == NULL ? descend(d, in, p->depth, p->sum) : extend_by_fifth(d, p, in);
    mimicry_status status = MIMICRY_OK;
    struct prefix child = {.span = p->span / MIM_PREFIX_RADIX, .depth = p->depth + 1};
    for (uint32_t k = 0; k < MIM_AMINO_ACIDS && status == MIMICRY_OK; k++) {
        const uint8_t code = d->positions[p->depth].similar[k];
        child.sum = p->sum + d->penalty[p->depth][code];
        if (child.sum > d->budget)
            break;
        child.key = p->key + code * child.span;
        child.fifths_key = p->fifths_key * MIM_AMINO_ACIDS + code;
        status = extend(d, &child);
    }
    if (status == MIMICRY_OK && others_fit(d, p->depth, p->sum)) {
        const uint32_t key = p->key + MIM_AMINO_ACIDS * child.span;
        status = descend(d, ranks_of(index, key, child.span), p->depth, p->sum);
    }
    return status;
}

/* Whether only the residues of the pattern itself are within a piece's budget. */
static bool is_exact(const struct mim_job *job, const struct mim_piece *piece)
{
    return job->profile.by_pattern && piece->budget == 0;
}

static bool can_match(const uint8_t *pattern, uint32_t length)
{
    for (uint32_t j = 0; j < length; j++) {
        if (!mim_is_amino_acid(pattern[j]))
            return false;
    }
    return true;
}

static mimicry_status look_up(const struct descent *d, const uint8_t *pattern)
{
    struct mim_interval in;
    if (!can_match(pattern, d->length))
        return MIMICRY_OK;
    if (!mim_suffix_find(d->seeker->index, pattern, d->length, MIM_FEW_SUFFIXES, &in))
        return mim_fail_damaged(d->error);
    return wait_for(d, in);
}

void mim_seek_prefetch(const struct mim_seeker *seeker, uint32_t job)
{
    const struct mim_job *j = &seeker->jobs[job];
    for (uint32_t i = 0; i < j->split.count; i++) {
        const struct mim_piece *piece = &j->split.pieces[i];
        const uint8_t *pattern = j->profile.pattern + piece->from;
        const uint32_t length = piece->to - piece->from;
        if (is_exact(j, piece) && can_match(pattern, length))
            mim_prefix_prefetch(seeker->index, pattern, length);
    }
}

mimicry_status mim_seek(struct mim_seeker *seeker, uint32_t job, mimicry_error *error)
{
    const struct mim_job *j = &seeker->jobs[job];
    mimicry_status status = MIMICRY_OK;
    for (uint32_t i = 0; i < j->split.count && status == MIMICRY_OK; i++) {
        const struct mim_piece *piece = &j->split.pieces[i];
        if (piece->budget < 0)
            continue;
        const struct descent d = {
            .seeker = seeker,
            .job = job,
            .piece = i,
            .penalty = (const uint8_t(*)[MIM_CODES])j->profile.penalty + piece->from,
            .positions = j->goal.positions + piece->from,
            .length = piece->to - piece->from,
            .budget = (uint32_t)piece->budget,
            .error = error,
        };
        status = is_exact(j, piece) ? look_up(&d, j->profile.pattern + piece->from)
                                    : extend(&d, &(struct prefix){.span = MIM_PREFIX_KEYS});
    }
    return status;
}
