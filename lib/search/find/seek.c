/* Looks up every string that is within a piece's budget: the first residues in the tables of
 * prefixes, deeper ones by binary search. The windows around what it finds are candidates. */
#include "search/find/seek.h"

/* ---- Descending ---- */

/* The most that residues and more behind them may cost, if `before` was it without the last one.
 * Behind a piece it is what a window may: the tables still tell residues apart, for less than the
 * windows cost. */
static uint32_t most_of(const struct mim_descent *d, uint32_t depth, uint32_t sum, uint32_t before)
{
    if (depth != d->head)
        return before;
    return d->opt_most != NULL ? d->opt_most[sum] : d->limit;
}

/* Suffixes whose first `known` residues cost `spent`. */
static mimicry_status wait_for(const struct mim_descent *d, struct mim_interval ranks,
                               uint32_t known, uint32_t spent)
{
    struct mim_seeker *s = d->seeker;
    if (ranks.from > ranks.to || ranks.to > s->candidates.index->text_length)
        return mim_fail_damaged(d->error);
    if (ranks.from == ranks.to)
        return MIMICRY_OK;
    struct mim_strings *slot = &s->intervals[s->n_intervals % MIM_INTERVALS];
    if (s->n_intervals++ >= MIM_INTERVALS) {
        const mimicry_status status = mim_candidates_add(&s->candidates, slot, d->error);
        if (status != MIMICRY_OK)
            return status;
    }
    __builtin_prefetch((const uint8_t *)s->candidates.index->suffixes +
                       ranks.from * s->candidates.index->suffix_width);
    *slot = (struct mim_strings){ranks, {d->job, (uint16_t)d->piece, (uint16_t)known, spent}};
    return MIMICRY_OK;
}

/* ---- The sieve ---- */

static mimicry_status pass(const struct mim_descent *d, const struct mim_sieved_interval *interval)
{
    struct mim_interval in = interval->ranks;
    mimicry_status status = MIMICRY_OK;
    while (in.from < in.to && status == MIMICRY_OK) {
        uint64_t passed[MIM_SIEVE_AT_ONCE];
        const uint64_t left = in.to - in.from;
        const uint64_t to = in.from + (left < MIM_SIEVE_AT_ONCE ? left : MIM_SIEVE_AT_ONCE);
        const uint32_t n = mim_sieve_pass(&d->seeker->sieve, (struct mim_interval){in.from, to},
                                          interval->spent, passed);
        for (uint32_t i = 0; i < n && status == MIMICRY_OK; i++)
            status = wait_for(d, (struct mim_interval){passed[i], passed[i] + 1}, d->reach,
                              interval->spent);
        in.from = to;
    }
    return status;
}

/* The intervals of a piece that still wait for the sieve. */
static mimicry_status pass_rest(const struct mim_descent *d)
{
    struct mim_seeker *s = d->seeker;
    uint64_t i = s->n_sieved > MIM_SIEVED_INTERVALS ? s->n_sieved - MIM_SIEVED_INTERVALS : 0;
    mimicry_status status = MIMICRY_OK;
    for (; i < s->n_sieved && status == MIMICRY_OK; i++)
        status = pass(d, &s->sieved[i % MIM_SIEVED_INTERVALS]);
    s->n_sieved = 0;
    return status;
}

static mimicry_status wait_for_sieve(const struct mim_descent *d, struct mim_interval ranks,
                                     uint32_t spent)
{
    struct mim_seeker *s = d->seeker;
    if (ranks.from > ranks.to || ranks.to > s->candidates.index->text_length)
        return mim_fail_damaged(d->error);
    if (ranks.from == ranks.to)
        return MIMICRY_OK;
    struct mim_sieved_interval *slot = &s->sieved[s->n_sieved % MIM_SIEVED_INTERVALS];
    if (s->n_sieved++ >= MIM_SIEVED_INTERVALS) {
        const mimicry_status status = pass(d, slot);
        if (status != MIMICRY_OK)
            return status;
    }
    mim_sieve_prefetch(&s->sieve, ranks.from);
    *slot = (struct mim_sieved_interval){ranks, spent};
    return MIMICRY_OK;
}

/* ---- Below the tables ---- */

/* Below the tables: all suffixes of `in` agree in the piece's first `depth` residues, which cost
 * `sum`, and with those behind them at most `most`. */
static mimicry_status descend(const struct mim_descent *d, struct mim_interval in, uint32_t depth,
                              uint32_t sum, uint32_t most)
{
    const struct mimicry_index *index = d->seeker->candidates.index;
    if (in.from > in.to || in.to > index->text_length)
        return mim_fail_damaged(d->error);
    if (depth >= d->length || in.to - in.from <= MIM_FEW_SUFFIXES)
        return wait_for(d, in, depth, sum);
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
        const uint32_t with = sum + d->penalty[depth][code];
        if (with <= most) {
            const mimicry_status status =
                descend(d, child, depth + 1, with, most_of(d, depth + 1, with, most));
            if (status != MIMICRY_OK)
                return status;
        }
        in.from = child.to;
    }
    return MIMICRY_OK;
}

/* ---- In the tables ---- */

/* Whether the counts of a fifth residue are looked at. */
static bool has_fifth(const struct mim_descent *d)
{
    return d->seeker->candidates.index->fifths != NULL &&
           (d->sieves ? d->length : d->reach) > MIM_PREFIX_LENGTH;
}

static void find_others(struct mim_descent *d)
{
    const uint32_t told = d->has_fifth ? MIM_PREFIX_LENGTH + 1 : d->reach;
    for (uint32_t j = 0; j < told && j <= MIM_PREFIX_LENGTH; j++) {
        d->others[j] = MIM_NEVER;
        for (int code = MIM_AMINO_ACIDS; code < MIM_RESIDUES; code++) {
            const uint32_t penalty = d->penalty[j][code];
            d->others[j] = d->others[j] < penalty ? d->others[j] : penalty;
        }
    }
}

/* Whether a residue that is no amino acid can come at a position. */
static bool others_fit(const struct mim_descent *d, const struct mim_seek_prefix *p)
{
    return p->sum + d->others[p->depth] <= p->most;
}

/* Four residues are known; the counts of the fifth divide their interval. */
static mimicry_status extend_by_fifth(const struct mim_descent *d, const struct mim_seek_prefix *p,
                                      struct mim_interval in)
{
    const uint16_t *counts = mim_fifths_of(d->seeker->candidates.index, p->fifths_key);
    mimicry_status status = MIMICRY_OK;
    if (counts[MIM_AMINO_ACIDS - 1] == MIM_FIFTHS_WIDE)
        return d->sieves ? wait_for_sieve(d, in, p->sum)
                         : descend(d, in, p->depth, p->sum, p->most);
    for (uint32_t k = 0; k < MIM_AMINO_ACIDS && status == MIMICRY_OK; k++) {
        const uint8_t code = d->positions[p->depth].similar[k];
        const uint32_t sum = p->sum + d->penalty[p->depth][code];
        if (sum > p->most)
            break;
        const uint64_t before = code == 0 ? 0 : counts[code - 1];
        const struct mim_interval child = {in.from + before, in.from + counts[code]};
        status = d->sieves                   ? wait_for_sieve(d, child, p->sum)
                 : p->depth + 1 >= d->length ? wait_for(d, child, p->depth + 1, sum)
                                             : descend(d, child, p->depth + 1, sum, p->most);
    }
    if (status == MIMICRY_OK && others_fit(d, p)) {
        const struct mim_interval rest = {in.from + counts[MIM_AMINO_ACIDS - 1], in.to};
        status = descend(d, rest, p->depth, p->sum, p->most);
    }
    return status;
}

/* Four residues are known, which are the piece or more: neighbours that go on within the limit are
 * one interval. */
static mimicry_status extend_behind(const struct mim_descent *d, const struct mim_seek_prefix *p,
                                    struct mim_interval in)
{
    const uint16_t *counts = mim_fifths_of(d->seeker->candidates.index, p->fifths_key);
    const uint8_t *penalty = d->penalty[p->depth];
    const uint64_t first = in.from;
    mimicry_status status = MIMICRY_OK;
    if (counts[MIM_AMINO_ACIDS - 1] == MIM_FIFTHS_WIDE)
        return wait_for(d, in, p->depth, p->sum);
    for (uint32_t code = 0; code < MIM_AMINO_ACIDS && status == MIMICRY_OK; code++) {
        if (p->sum + penalty[code] <= d->limit)
            continue;
        const uint64_t before = first + (code == 0 ? 0 : counts[code - 1]);
        if (in.from != before)
            status = wait_for(d, (struct mim_interval){in.from, before}, p->depth, p->sum);
        in.from = first + counts[code];
    }
    if (!others_fit(d, p))
        in.to = first + counts[MIM_AMINO_ACIDS - 1];
    return status == MIMICRY_OK ? wait_for(d, in, p->depth, p->sum) : status;
}

static mimicry_status look_at(const struct mim_seek_prefix *p)
{
    const struct mim_descent *d = p->descent;
    const struct mimicry_index *index = d->seeker->candidates.index;
    const struct mim_interval in = mim_prefix_ranks(index, p->key, p->span);
    if (p->is_rest)
        return descend(d, in, p->depth, p->sum, p->most);
    if (d->sieves)
        return d->has_fifth ? extend_by_fifth(d, p, in) : wait_for_sieve(d, in, p->sum);
    if (p->depth == d->reach || in.from >= in.to)
        return wait_for(d, in, p->depth, p->sum);
    return index->fifths == NULL   ? descend(d, in, p->depth, p->sum, p->most)
           : p->depth >= d->length ? extend_behind(d, p, in)
                                   : extend_by_fifth(d, p, in);
}

static mimicry_status look_at_waiting(struct mim_seeker *s)
{
    mimicry_status status = MIMICRY_OK;
    uint64_t i = s->n_prefixes > MIM_PREFIXES ? s->n_prefixes - MIM_PREFIXES : 0;
    for (; i < s->n_prefixes && status == MIMICRY_OK; i++)
        status = look_at(&s->prefixes[i % MIM_PREFIXES]);
    s->n_prefixes = 0;
    return status;
}

/* A prefix of four residues, or of those that are looked up. */
static mimicry_status wait_for_rows(const struct mim_seek_prefix *p)
{
    const struct mim_descent *d = p->descent;
    struct mim_seeker *s = d->seeker;
    const struct mimicry_index *index = s->candidates.index;
    struct mim_seek_prefix *slot = &s->prefixes[s->n_prefixes % MIM_PREFIXES];
    mimicry_status status = MIMICRY_OK;
    if (s->n_prefixes++ >= MIM_PREFIXES)
        status = look_at(slot);
    *slot = *p;
    mim_prefix_ask(index, p->key);
    if (d->has_fifth && !p->is_rest)
        mim_fifths_ask(index, p->fifths_key);
    return status;
}

/* Those that go on with what is no amino acid: one range of keys. */
static mimicry_status extend_by_rest(const struct mim_seek_prefix *p)
{
    struct mim_seek_prefix rest = *p;
    rest.span = p->span / MIM_PREFIX_RADIX;
    rest.key = p->key + MIM_AMINO_ACIDS * rest.span;
    rest.is_rest = true;
    return wait_for_rows(&rest);
}

/* Up to four residues are told apart by their keys alone. Where the text is short, few suffixes may
 * begin with fewer. */
static mimicry_status extend(const struct mim_seek_prefix *p)
{
    const struct mim_descent *d = p->descent;
    const struct mimicry_index *index = d->seeker->candidates.index;
    if (index->fifths == NULL) {
        const struct mim_interval in = mim_prefix_ranks(index, p->key, p->span);
        if (in.from > in.to || in.to - in.from <= MIM_FEW_SUFFIXES)
            return wait_for(d, in, p->depth, p->sum);
    }
    struct mim_seek_prefix child = {
        .descent = d, .span = p->span / MIM_PREFIX_RADIX, .depth = p->depth + 1};
    const bool waits = child.depth == MIM_PREFIX_LENGTH || child.depth == d->reach;
    const uint8_t *penalty = d->penalty[p->depth], *similar = d->positions[p->depth].similar;
    mimicry_status status = MIMICRY_OK;
    for (uint32_t k = 0; k < MIM_AMINO_ACIDS && status == MIMICRY_OK; k++) {
        const uint8_t code = similar[k];
        child.sum = p->sum + penalty[code];
        if (child.sum > p->most)
            break;
        child.most = most_of(d, child.depth, child.sum, p->most);
        if (child.sum > child.most)
            continue;
        child.key = p->key + code * child.span;
        child.fifths_key = p->fifths_key * MIM_AMINO_ACIDS + code;
        status = waits ? wait_for_rows(&child) : extend(&child);
    }
    return status == MIMICRY_OK && others_fit(d, p) ? extend_by_rest(p) : status;
}

static mimicry_status seek(const struct mim_descent *d)
{
    const struct mim_seek_prefix none = {.descent = d, .span = MIM_PREFIX_KEYS, .most = d->budget};
    mimicry_status status = extend(&none);
    /* The sieve is the piece's. */
    if (status == MIMICRY_OK && d->sieves)
        status = look_at_waiting(d->seeker);
    return status == MIMICRY_OK && d->sieves ? pass_rest(d) : status;
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

static mimicry_status look_up(const struct mim_descent *d, const uint8_t *pattern)
{
    struct mim_interval in;
    if (!can_match(pattern, d->length))
        return MIMICRY_OK;
    if (!mim_suffix_find(d->seeker->candidates.index, pattern, d->length, MIM_FEW_SUFFIXES, &in))
        return mim_fail_damaged(d->error);
    return wait_for(d, in, 0, 0); /* few suffixes may have only the first residues */
}

/* An exact peptide has few suffixes of its own. */
static bool sieves_of(const struct mim_seeker *seeker, const struct mim_job *job)
{
    return seeker->opt_around != NULL && job->plan != MIMICRY_PLAN_SUFFIX;
}

static mimicry_status seek_piece(struct mim_descent *d, const struct mim_job *job,
                                 const struct mim_piece *piece)
{
    if (!d->sieves && is_exact(job, piece))
        return look_up(d, job->profile.pattern + piece->from);
    if (d->sieves)
        mim_sieve_set(&d->seeker->sieve, &job->profile, piece->from);
    d->has_fifth = has_fifth(d);
    find_others(d);
    return seek(d);
}

void mim_seek_prefetch(const struct mim_seeker *seeker, uint32_t job)
{
    const struct mim_job *j = &seeker->candidates.jobs[job];
    for (uint32_t i = 0; i < j->split.count; i++) {
        const struct mim_piece *piece = &j->split.pieces[i];
        const uint8_t *pattern = j->profile.pattern + piece->from;
        const uint32_t length = piece->to - piece->from;
        if (is_exact(j, piece) && can_match(pattern, length))
            mim_prefix_prefetch(seeker->candidates.index, pattern, length);
    }
}

/* Memory for one more piece: no prefix waits of the one that had it. */
static mimicry_status next_descent(struct mim_seeker *s, struct mim_descent **out)
{
    *out = &s->descents[s->n_descents++ % MIM_DESCENTS];
    return s->n_descents % MIM_DESCENTS == 0 ? look_at_waiting(s) : MIMICRY_OK;
}

mimicry_status mim_seek(struct mim_seeker *seeker, uint32_t job, mimicry_error *error)
{
    const struct mim_job *j = &seeker->candidates.jobs[job];
    const bool sieves = sieves_of(seeker, j);
    mimicry_status status = MIMICRY_OK;
    for (uint32_t i = 0; i < j->split.count && status == MIMICRY_OK; i++) {
        const struct mim_piece *piece = &j->split.pieces[i];
        struct mim_descent *d;
        if (piece->budget < 0)
            continue;
        status = next_descent(seeker, &d);
        if (status != MIMICRY_OK)
            break;
        *d = (struct mim_descent){
            .seeker = seeker,
            .job = job,
            .piece = i,
            .penalty = (const uint8_t(*)[MIM_CODES])j->profile.penalty + piece->from,
            .positions = j->goal.positions + piece->from,
            .length = piece->to - piece->from,
            .head = piece->head,
            .budget = (uint32_t)piece->budget,
            .opt_most = j->split.overlap ? j->split.most[i] : NULL,
            .limit = j->profile.limit,
            .reach = mim_piece_reach(seeker->candidates.index, &j->profile, piece, sieves),
            .sieves = sieves,
            .error = error,
        };
        status = seek_piece(d, j, piece);
    }
    return status;
}

mimicry_status mim_seek_finish(struct mim_seeker *s, mimicry_error *error)
{
    mimicry_status status = look_at_waiting(s);
    uint64_t i = s->n_intervals > MIM_INTERVALS ? s->n_intervals - MIM_INTERVALS : 0;
    for (; i < s->n_intervals && status == MIMICRY_OK; i++)
        status = mim_candidates_add(&s->candidates, &s->intervals[i % MIM_INTERVALS], error);
    s->n_intervals = 0;
    return status == MIMICRY_OK ? mim_candidates_finish(&s->candidates, error) : status;
}
