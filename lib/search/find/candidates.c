/* Tests windows in which a piece of a peptide was found: those within the limit of its profile go
 * to the collector.
 *
 * Most windows fail, and which do not follows no rule that a processor could guess. So nothing
 * branches on it: all are written to a list, which grows by those that pass. */
#include "search/find/candidates.h"

/* ---- One test ---- */

/* Reports a window only from the first piece whose budget it satisfies, so that each hit comes once
 * without a list of what was found. */
static bool is_first(const struct mim_job *job, uint32_t piece, const uint8_t *window)
{
    for (uint32_t i = 0; i <= piece; i++) {
        if (mim_piece_finds(&job->profile, &job->split, i, window))
            return i == piece;
    }
    return false;
}

/* ---- Tests of some windows ---- */

/* Some windows of a run. */
struct some_windows {
    const uint8_t *text;
    const struct mim_job *job;
    const struct mim_string *string;
    const uint64_t *at;
    uint32_t count;
};

/* Of patterns that are no longer than two words. */
static uint32_t keep_short(const struct some_windows *w, uint64_t *kept)
{
    const struct mim_short_pattern pattern = mim_short_pattern_of(&w->job->profile);
    const uint32_t most = w->job->goal.max_mismatches;
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->count; i++) {
        const uint64_t at = w->at[i];
        kept[n] = at;
        n += mim_short_pattern_mismatches(&pattern, w->text + at) <= most;
    }
    return n;
}

static uint32_t keep_by_pattern(const struct some_windows *w, uint64_t *kept)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->count; i++) {
        const uint64_t at = w->at[i];
        kept[n] = at;
        n += mim_pattern_mismatches(&w->job->profile, w->text + at) <= w->job->goal.max_mismatches;
    }
    return n;
}

enum { FOUR = 4 };

/* What four residues in a row cost, by one of a row each. */
static inline uint32_t cost_of_four(const uint8_t *const row[FOUR], const uint8_t *codes)
{
    uint8_t four[FOUR]; /* one load */
    uint32_t sum = 0;
    memcpy(four, codes, sizeof four);
    for (uint32_t k = 0; k < FOUR; k++)
        sum += row[k][four[k] % MIM_CODES]; /* of a damaged text too */
    return sum;
}

/* By what the string that was looked up costs, and four residues more: those behind it, those
 * before it, or the last four, of which the string's own are not counted again. */
static uint32_t keep_by_four(const struct some_windows *w, uint64_t *kept)
{
    static const uint8_t nothing[MIM_CODES]; /* what the string's residues add */
    const struct mim_profile *profile = &w->job->profile;
    const uint32_t from = w->job->split.pieces[w->string->piece].from;
    const uint32_t behind = from + w->string->known;
    const uint32_t last = profile->length - FOUR, most = profile->limit - w->string->spent;
    const uint32_t first = behind <= last ? behind : from >= FOUR ? from - FOUR : last;
    const uint8_t *text = w->text + first, *row[FOUR];
    size_t n = 0;
    for (uint32_t k = 0; k < FOUR; k++) {
        const bool is_known = first + k >= from && first + k < behind;
        row[k] = is_known ? nothing : profile->penalty[first + k];
    }
    for (uint32_t i = 0; i < w->count; i++) {
        const uint64_t at = w->at[i];
        kept[n] = at;
        n += cost_of_four(row, text + at) <= most;
    }
    return (uint32_t)n;
}

/* What four residues leave is summed in full. */
static uint32_t keep_by_penalties(const struct some_windows *w, uint64_t *kept)
{
    const struct mim_profile *profile = &w->job->profile;
    uint32_t n = 0, left = w->count;
    if (profile->length >= FOUR)
        left = keep_by_four(w, kept);
    else
        memcpy(kept, w->at, left * sizeof *kept);
    for (uint32_t i = 0; i < left; i++) {
        const uint64_t at = kept[i];
        kept[n] = at;
        n += mim_penalty_of(profile, 0, profile->length, w->text + at) <= profile->limit;
    }
    return n;
}

static uint32_t keep(const struct some_windows *w, uint64_t *kept)
{
    const struct mim_profile *profile = &w->job->profile;
    if (!profile->by_pattern)
        return keep_by_penalties(w, kept);
    return profile->length <= MIM_SHORT_PATTERN ? keep_short(w, kept) : keep_by_pattern(w, kept);
}

static mimicry_status collect(const struct mim_candidates *c, const struct some_windows *w,
                              uint64_t at, mimicry_error *error)
{
    return mim_collect(c->collector, w->job, w->string->job, w->text, at, error);
}

static mimicry_status test_some(const struct mim_candidates *c, const struct some_windows *w,
                                mimicry_error *error)
{
    uint64_t kept[MIM_CANDIDATES_AT_ONCE];
    const uint32_t n = keep(w, kept);
    mimicry_status status = MIMICRY_OK;
    for (uint32_t i = 0; i < n && status == MIMICRY_OK; i++) {
        if (is_first(w->job, w->string->piece, w->text + kept[i]))
            status = collect(c, w, kept[i], error);
    }
    return status;
}

/* One after the other: a window may be the last one again, residue for residue. */
static mimicry_status test_long(struct mim_candidates *c, const struct some_windows *w,
                                mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t i = 0; i < w->count && status == MIMICRY_OK; i++) {
        const uint8_t *window = w->text + w->at[i];
        if (c->last_piece != w->string->piece ||
            !mim_is_again(&c->last, w->string->job, window, w->job->goal.length)) {
            struct some_windows one = *w;
            one.at += i;
            one.count = 1;
            uint64_t kept[1];
            c->last_fits = keep(&one, kept) == 1 && is_first(w->job, w->string->piece, window);
        }
        c->last = (struct mim_last_window){window, w->string->job};
        c->last_piece = w->string->piece;
        if (c->last_fits)
            status = collect(c, w, w->at[i], error);
    }
    return status;
}

/* ---- Waiting ---- */

/* Tests the windows that have waited longest, up to the one of number `end` and all of its run. */
static mimicry_status test_until(struct mim_candidates *c, uint64_t end, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    while (c->tested < end && status == MIMICRY_OK) {
        const struct mim_run_of_windows *run = &c->runs[c->done % MIM_CANDIDATES_RING];
        const uint64_t slot = c->tested % MIM_CANDIDATES_RING, left = MIM_CANDIDATES_RING - slot;
        const uint64_t of_run = run->end - c->tested, count = of_run < left ? of_run : left;
        const struct mim_job *job = &c->jobs[run->string.job];
        const struct some_windows w = {c->index->text, job, &run->string, &c->at[slot],
                                       (uint32_t)count};
        status =
            job->goal.length < MIM_LONG_WINDOW ? test_some(c, &w, error) : test_long(c, &w, error);
        c->tested += count;
        c->done += c->tested == run->end;
    }
    return status;
}

mimicry_status mim_candidates_finish(struct mim_candidates *c, mimicry_error *error)
{
    const mimicry_status status = test_until(c, c->come, error);
    c->tested = c->come;
    c->done = c->begun;
    return status;
}

/* Windows that begin `before` residues before suffixes; false if the index is damaged. */
static bool take(struct mim_candidates *c, struct mim_interval ranks, uint32_t before,
                 uint32_t length)
{
    const struct mimicry_index *index = c->index;
    const uint8_t *text = index->text;
    const uint64_t text_length = index->text_length;
    uint64_t come = c->come;
    for (uint64_t rank = ranks.from; rank < ranks.to; rank++) {
        const uint64_t at = mim_suffix_at(index, rank);
        if (at >= text_length)
            return false;
        if (at < before)
            continue;
        __builtin_prefetch(text + at - before);
        __builtin_prefetch(text + at - before + length - 1);
        c->at[come++ % MIM_CANDIDATES_RING] = at - before;
    }
    c->come = come;
    return true;
}

mimicry_status mim_candidates_add(struct mim_candidates *c, const struct mim_strings *strings,
                                  mimicry_error *error)
{
    const struct mim_string *string = &strings->string;
    const struct mim_job *job = &c->jobs[string->job];
    const uint32_t before = job->split.pieces[string->piece].from, length = job->goal.length;
    struct mim_interval ranks = strings->ranks;
    while (ranks.from < ranks.to) {
        const uint64_t left = ranks.to - ranks.from, come = c->come;
        const uint64_t count = left < MIM_CANDIDATES_AT_ONCE ? left : MIM_CANDIDATES_AT_ONCE;
        if (come - c->tested > MIM_CANDIDATES_WAIT) {
            const mimicry_status status = test_until(c, come - MIM_CANDIDATES_WAIT, error);
            if (status != MIMICRY_OK)
                return status;
        }
        if (!take(c, (struct mim_interval){ranks.from, ranks.from + count}, before, length))
            return mim_fail_damaged(error);
        if (c->come > come)
            c->runs[c->begun++ % MIM_CANDIDATES_RING] =
                (struct mim_run_of_windows){c->come, *string};
        ranks.from += count;
    }
    return MIMICRY_OK;
}
