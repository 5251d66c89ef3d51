/* Finds at each residue of sequences the longest segment that the index has too, and the nearest
 * window.
 *
 * Of all suffixes of the text, the one that agrees longest with the rest of a sequence is next to
 * where that rest would stand among them: a binary search for that rank looks at both neighbours on
 * its way. Sequences are worked on in groups, whose positions are in memory. */
#include "search/along.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "index/suffix.h"

enum {
    GROUP = 1 << 16, /* positions; a longer sequence is a group of its own */
    PIECE = 1024,    /* positions of a task */
    MANY = 1 << 16   /* places */
};

struct mim_along {
    const struct mim_shared_search *search;
    const char *const *letters;
    const struct mim_search *windows; /* or NULL */
    uint64_t first, end, from, to;    /* sequences of the group, and its positions of the codes */
    uint64_t giving;                  /* the sequence that is handed over next */
    struct mim_along_position *positions; /* one a code of the group, separators too */
    size_t capacity;
};

/* ---- The longest segment ---- */

/* The first rank in `in` whose suffix is not below the `limit` codes, or with `after`, is above all
 * that begin with them. `*longest` becomes the greatest number of codes that one of the suffixes on
 * the way has in common with them, if that is more. */
static bool find_rank(const struct mimicry_index *index, struct mim_interval in,
                      const uint8_t *codes, uint64_t limit, bool after, uint64_t *out,
                      uint64_t *longest)
{
    while (in.from < in.to) {
        const uint64_t middle = in.from + (in.to - in.from) / 2;
        const uint64_t at = mim_suffix_at(index, middle);
        if (at >= index->text_length)
            return false;
        const uint64_t common = mim_common_length(index, at, codes, limit);
        if (common > *longest)
            *longest = common;
        if (common == limit ? after : index->text[at + common] < codes[common])
            in.from = middle + 1;
        else
            in.to = middle;
    }
    *out = in.from;
    return true;
}

/* The suffixes that begin with so many of the codes as any does, up to what the table tells;
 * `*depth` is how many. */
static bool find_prefix(const struct mimicry_index *index, const uint8_t *codes, uint64_t limit,
                        struct mim_interval *out, uint64_t *depth)
{
    unsigned length = limit < MIM_PREFIX_LENGTH ? (unsigned)limit : MIM_PREFIX_LENGTH;
    for (; length > 0; length--) {
        if (!mim_prefix_find(index, codes, length, out))
            return false;
        if (out->from < out->to)
            break;
    }
    *depth = length;
    return true;
}

/* The place of lowest number that counts among the suffixes of these ranks, which begin with the
 * codes. One of very many is soon found in the text itself. */
static bool first_place(const struct mim_shared_search *s, struct mim_interval ranks,
                        const uint8_t *codes, uint64_t length, uint64_t *out)
{
    const struct mimicry_index *index = s->index;
    uint64_t first = UINT64_MAX;
    if (ranks.to > index->text_length)
        return false;
    if (ranks.to - ranks.from >= MANY) {
        for (first = 0; first + length <= index->text_length; first++) {
            if (memcmp(index->text + first, codes, length) == 0 &&
                mim_shared_counts(s, first, length))
                break;
        }
    }
    for (uint64_t rank = ranks.from; rank < ranks.to && ranks.to - ranks.from < MANY; rank++) {
        const uint64_t at = mim_suffix_at(index, rank);
        if (at >= index->text_length)
            return false;
        if (at < first && mim_shared_counts(s, at, length))
            first = at;
    }
    *out = first;
    return first < index->text_length && index->text_length - first >= length;
}

/* Where not all records count: away from a rank, on both sides, to the first suffix that does. The
 * further, the less it has in common with the codes, so that the other side need not go on below
 * what one has. */
static bool walk_from(const struct mim_shared_search *s, uint64_t rank, const uint8_t *codes,
                      uint64_t limit, uint64_t *longest)
{
    const struct mimicry_index *index = s->index;
    *longest = 0;
    for (int side = 0; side < 2; side++) {
        for (uint64_t step = 0; side == 0 ? step < rank : step < index->text_length - rank;
             step++) {
            const uint64_t at = mim_suffix_at(index, side == 0 ? rank - 1 - step : rank + step);
            if (at >= index->text_length)
                return false;
            const uint64_t common = mim_common_length(index, at, codes, limit);
            if (common <= *longest)
                break;
            if (mim_shared_counts(s, at, common)) {
                *longest = common;
                break;
            }
        }
    }
    return true;
}

/* Puts in where the segment of out->longest first is, its ranks being among `in`. */
static mimicry_status locate(const struct mim_shared_search *s, struct mim_interval in,
                             const uint8_t *codes, struct mim_along_position *out,
                             mimicry_error *error)
{
    struct mim_interval ranks;
    uint64_t place, ignored = 0;
    if (!find_rank(s->index, in, codes, out->longest, false, &ranks.from, &ignored) ||
        !find_rank(s->index, in, codes, out->longest, true, &ranks.to, &ignored) ||
        ranks.from >= ranks.to || !first_place(s, ranks, codes, out->longest, &place))
        return mim_fail_damaged(error);
    out->shared_record = mim_index_record_at(s->index, place);
    out->shared_start = place - s->index->starts[out->shared_record];
    return MIMICRY_OK;
}

static mimicry_status find_longest(const struct mim_shared_search *s, const uint8_t *codes,
                                   uint64_t limit, struct mim_along_position *out,
                                   mimicry_error *error)
{
    const struct mimicry_index *index = s->index;
    struct mim_interval in;
    uint64_t depth, rank;
    if (limit == 0)
        return MIMICRY_OK;
    if (!find_prefix(index, codes, limit, &in, &depth))
        return mim_fail_damaged(error);
    if (depth == 0)
        return MIMICRY_OK;
    out->longest = depth;
    if ((depth == MIM_PREFIX_LENGTH || s->filter != NULL) &&
        !find_rank(index, in, codes, limit, false, &rank, &out->longest))
        return mim_fail_damaged(error);
    if (s->filter != NULL) {
        in = (struct mim_interval){0, index->text_length};
        if (!walk_from(s, rank, codes, limit, &out->longest))
            return mim_fail_damaged(error);
    }
    return out->longest > 0 ? locate(s, in, codes, out, error) : MIMICRY_OK;
}

/* Where few residues count: by a look at each of them. */
static void look_everywhere(const struct mim_shared_search *s, const uint8_t *codes, uint64_t limit,
                            struct mim_along_position *out)
{
    const struct mimicry_index *index = s->index;
    for (uint64_t r = 0; r < index->records; r++) {
        if (s->filter->records[r] == 0)
            continue;
        for (uint64_t at = index->starts[r]; at < index->starts[r + 1]; at++) {
            const uint64_t common = mim_common_length(index, at, codes, limit);
            if (common <= out->longest)
                continue;
            out->longest = common;
            out->shared_record = r;
            out->shared_start = at - index->starts[r];
        }
    }
}

/* A walk takes some text_length / kept steps to either side, each as long as about 100 looks. */
static bool few_count(const struct mim_shared_search *s)
{
    const double kept = s->filter == NULL ? 0 : (double)s->filter->kept;
    return s->filter != NULL && kept * kept < 200 * (double)s->index->text_length;
}

static mimicry_status do_task(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    const struct mim_along *along = data;
    const struct mim_shared_search *s = along->search;
    const uint64_t from = along->from + task * PIECE;
    const uint64_t to = along->to - from < PIECE ? along->to : from + PIECE;
    const bool few = few_count(s);
    uint64_t sequence = mim_encoded_find(&s->sequences, from), end = from;
    mimicry_status status = MIMICRY_OK;
    (void)worker;
    for (uint64_t at = from; at < to && status == MIMICRY_OK; at++) {
        struct mim_along_position *out = &along->positions[at - along->from];
        while (s->sequences.starts[sequence + 1] <= at)
            sequence++;
        if (at >= end)
            end = mim_encoded_run_end(&s->sequences, at);
        *out = (struct mim_along_position){.query = sequence,
                                           .position = at - s->sequences.starts[sequence]};
        if (few)
            look_everywhere(s, s->sequences.codes + at, end - at, out);
        else
            status = find_longest(s, s->sequences.codes + at, end - at, out, error);
    }
    return status;
}

/* A segment that begins later ends no earlier: so the ones that contain a position are those from
 * the first that reaches it on. The longest of them is the first of a queue, in which each is
 * shorter than those before it. */
static mimicry_status find_covering(struct mim_along *along, mimicry_error *error)
{
    struct mim_along_position *positions = along->positions;
    const size_t count = (size_t)(along->to - along->from);
    size_t *queue = mim_alloc_array(count, sizeof *queue);
    size_t first = 0, last = 0;
    if (queue == NULL)
        return mim_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        while (first < last && positions[queue[last - 1]].longest <= positions[i].longest)
            last--;
        queue[last++] = i;
        while (queue[first] + positions[queue[first]].longest <= i && first + 1 < last)
            first++;
        const size_t head = queue[first];
        positions[i].covering = head + positions[head].longest > i ? positions[head].longest : 0;
    }
    free(queue);
    return MIMICRY_OK;
}

/* ---- The nearest window ---- */

/* The first hit of each window is the one. */
static int take_windows(void *data, const mimicry_hit *hits, size_t count, size_t stride)
{
    const struct mim_along *along = data;
    const uint64_t *starts = along->search->sequences.starts;
    (void)stride; /* of this very library */
    for (size_t i = 0; i < count; i++) {
        const mimicry_hit *hit = &hits[i];
        const uint64_t at = starts[along->first + hit->query] + hit->query_start;
        struct mim_along_position *out = &along->positions[at - along->from];
        if (out->window != 0)
            continue;
        out->window = hit->length;
        out->mismatches = hit->mismatches;
        out->nearest_record = hit->record;
        out->nearest_start = hit->start;
    }
    return 0;
}

/* The share of the group that is done, in residues. */
static int watch(void *data, uint64_t done, uint64_t total)
{
    const struct mim_along *along = data;
    const double share = total == 0 ? 0 : (double)done / (double)total;
    const uint64_t positions = (uint64_t)(share * (double)(along->to - along->from));
    return mim_shared_tell(along->search, along->from + positions, NULL) != MIMICRY_OK;
}

static mimicry_status find_windows(struct mim_along *along, mimicry_error *error)
{
    if (along->windows == NULL)
        return MIMICRY_OK;
    struct mim_search search = *along->windows;
    search.progress = watch;
    search.progress_data = along;
    return mim_search_run(&search, along->letters + along->first,
                          (size_t)(along->end - along->first), take_windows, along, error);
}

/* ---- Groups of sequences ---- */

static mimicry_status run_group(struct mim_along *along, mimicry_error *error)
{
    const uint64_t count = along->to - along->from;
    void *grown =
        mim_grow(along->positions, &along->capacity, (size_t)count, sizeof *along->positions);
    if (grown == NULL)
        return mim_fail_memory(error);
    along->positions = grown;
    const struct mim_loop loop = {.threads = along->search->threads,
                                  .tasks = (count + PIECE - 1) / PIECE,
                                  .run = do_task,
                                  .data = along};
    mimicry_status status = mim_parallel(&loop, error);
    if (status == MIMICRY_OK)
        status = find_covering(along, error);
    if (status == MIMICRY_OK)
        status = find_windows(along, error);
    return status == MIMICRY_OK ? mim_shared_tell(along->search, along->to, error) : status;
}

/* Sequences from the last group's end on, as many as make up a group. */
static mimicry_status next_group(struct mim_along *along, mimicry_error *error)
{
    const struct mim_encoded *all = &along->search->sequences;
    along->first = along->giving = along->end++;
    along->from = all->starts[along->first];
    while (along->end < all->count && all->starts[along->end + 1] - along->from <= GROUP)
        along->end++;
    along->to = all->starts[along->end];
    return run_group(along, error);
}

mimicry_status mim_along_next(struct mim_along *along, const struct mim_along_position **out,
                              size_t *out_count, mimicry_error *error)
{
    const struct mim_encoded *all = &along->search->sequences;
    mimicry_status status = MIMICRY_OK;
    *out = NULL;
    *out_count = 0;
    while (status == MIMICRY_OK && *out_count == 0) {
        if (along->giving == along->end && along->end == all->count)
            break;
        if (along->giving == along->end)
            status = next_group(along, error);
        if (status != MIMICRY_OK)
            break;
        const uint64_t from = all->starts[along->giving++];
        *out = &along->positions[from - along->from];
        *out_count = (size_t)(all->starts[along->giving] - 1 - from);
    }
    return status;
}

mimicry_status mim_along_create(const struct mim_shared_search *search, const char *const *letters,
                                const struct mim_search *opt_windows, struct mim_along **out,
                                mimicry_error *error)
{
    *out = mim_alloc_zeroed(1, sizeof **out);
    if (*out == NULL)
        return mim_fail_memory(error);
    (*out)->search = search;
    (*out)->letters = letters;
    (*out)->windows = opt_windows;
    return MIMICRY_OK;
}

void mim_along_free(struct mim_along *along)
{
    if (along == NULL)
        return;
    free(along->positions);
    free(along);
}
