/* Finds all maximal exact matches of sequences with the index.
 *
 * For every position of a sequence the suffix array gives the places where the next min_length
 * residues stand. A place whose residue before is the same as the sequence's belongs to a match
 * that began earlier; of the others the length is found by comparing on. So a place is looked at
 * once for each position at which it is a candidate, and nothing has to be remembered: memory does
 * not grow with the number of matches, which in repeats is the product of two lengths. */
#include "search/segments.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "index/suffix.h"

enum {
    STRETCH = 2048,        /* positions of a task */
    STRETCHES = 8,         /* tasks a thread in a wave, between looks at the caller's progress */
    MOST_FOUND = 1 << 16,  /* segments of a task: then it pauses, and goes on once they are */
    MOST_LOOKED = 1 << 22, /* handed over; and after so many places, so that it can be stopped */
    LONGEST_SEED = MIMICRY_MAX_PEPTIDE,
    FEW = 8,     /* places that are as quickly compared as found */
    BLOCK = 4096 /* segments handed over at once */
};

struct found {
    uint64_t at;    /* in the codes */
    uint64_t place; /* in the text */
    uint64_t length;
};

struct stretch {
    uint64_t next, end; /* positions that are still to be done */
    uint64_t looked;
    struct found *found;
    size_t count, capacity;
};

struct mim_segments {
    const struct mim_shared_search *search;
    uint64_t min_length;
    const struct mim_change *changes; /* or NULL */
    struct stretch *stretches;        /* of a wave: searched at once, handed over in order */
    uint64_t n_stretches;
    uint64_t wave, giving; /* how many stretches the wave has, and the one that is handed over */
    size_t given;          /* segments of that one */
    uint64_t from, to;     /* positions of the wave */
    struct mim_segment *block;
};

/* ---- Segments of one position ---- */

static int longest_first(const void *x, const void *y)
{
    const struct found *a = x, *b = y;
    if (a->length != b->length)
        return a->length > b->length ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* Whether the residue before is the same in both: then the match began there. */
static bool goes_on_to_the_left(const struct mim_segments *s, uint64_t at, uint64_t place)
{
    const uint8_t *codes = s->search->sequences.codes;
    return at > 0 && place > 0 && mim_is_amino_acid(codes[at - 1]) &&
           codes[at - 1] == s->search->index->text[place - 1];
}

static mimicry_status find_at(const struct mim_segments *s, uint64_t sequence, uint64_t at,
                              uint64_t limit, struct stretch *stretch, mimicry_error *error)
{
    const struct mimicry_index *index = s->search->index;
    const uint8_t *codes = s->search->sequences.codes + at;
    const uint64_t start = at - s->search->sequences.starts[sequence];
    const struct mim_change *change = s->changes == NULL ? NULL : &s->changes[sequence];
    const unsigned seed = s->min_length < LONGEST_SEED ? (unsigned)s->min_length : LONGEST_SEED;
    const size_t before = stretch->count;
    struct mim_interval places;
    if (!mim_suffix_find(index, codes, seed, FEW, &places))
        return mim_fail_damaged(error);
    stretch->looked += places.to - places.from;
    for (uint64_t rank = places.from; rank < places.to; rank++) {
        const uint64_t place = mim_suffix_at(index, rank);
        if (place >= index->text_length)
            return mim_fail_damaged(error);
        if (goes_on_to_the_left(s, at, place))
            continue;
        const uint64_t length = mim_common_length(index, place, codes, limit);
        if (length < s->min_length || !mim_shared_counts(s->search, place, length) ||
            (change != NULL && !mim_change_touches(change, start, start + length)))
            continue;
        void *grown = mim_grow(stretch->found, &stretch->capacity, stretch->count + 1,
                               sizeof *stretch->found);
        if (grown == NULL)
            return mim_fail_memory(error);
        stretch->found = grown;
        stretch->found[stretch->count++] = (struct found){at, place, length};
    }
    if (stretch->count - before > 1)
        qsort(stretch->found + before, stretch->count - before, sizeof *stretch->found,
              longest_first);
    return MIMICRY_OK;
}

static mimicry_status search_stretch(const struct mim_segments *s, struct stretch *stretch,
                                     mimicry_error *error)
{
    const struct mim_encoded *all = &s->search->sequences;
    uint64_t sequence = mim_encoded_find(all, stretch->next), end = stretch->next;
    mimicry_status status = MIMICRY_OK;
    stretch->count = 0;
    stretch->looked = 0;
    for (uint64_t at = stretch->next; at < stretch->end && status == MIMICRY_OK; at++) {
        while (all->starts[sequence + 1] <= at)
            sequence++;
        if (at >= end)
            end = mim_encoded_run_end(all, at);
        if (end - at >= s->min_length)
            status = find_at(s, sequence, at, end - at, stretch, error);
        stretch->next = at + 1;
        if (stretch->count >= MOST_FOUND || stretch->looked >= MOST_LOOKED)
            break;
    }
    return status;
}

static mimicry_status do_task(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    const struct mim_segments *s = data;
    (void)worker;
    return search_stretch(s, &s->stretches[task], error);
}

/* ---- Handing over ---- */

/* Within a wave nothing is counted: it only asks whether to stop. */
static int watch(void *data, uint64_t done, uint64_t total)
{
    const struct mim_segments *s = data;
    (void)done;
    (void)total;
    return mim_shared_tell(s->search, s->from, NULL) != MIMICRY_OK;
}

/* Searches the positions after the last wave's. */
static mimicry_status run_wave(struct mim_segments *s, mimicry_error *error)
{
    const struct mim_encoded *all = &s->search->sequences;
    const uint64_t total = all->starts[all->count];
    s->from = s->to;
    s->wave = s->giving = s->given = 0;
    for (; s->wave < s->n_stretches && s->to < total; s->wave++) {
        struct stretch *stretch = &s->stretches[s->wave];
        stretch->next = s->to;
        s->to = total - s->to < STRETCH ? total : s->to + STRETCH;
        stretch->end = s->to;
    }
    const struct mim_loop loop = {.threads = s->search->threads,
                                  .tasks = s->wave,
                                  .run = do_task,
                                  .data = s,
                                  .watch = watch,
                                  .watch_data = s};
    const mimicry_status status = mim_shared_tell(s->search, s->from, error);
    return status == MIMICRY_OK ? mim_parallel(&loop, error) : status;
}

/* Goes on to what is to be handed over next; false at the end. A stretch that paused is searched on
 * when all that it found has been handed over. */
static mimicry_status advance(struct mim_segments *s, bool *more, mimicry_error *error)
{
    const struct mim_encoded *all = &s->search->sequences;
    mimicry_status status = MIMICRY_OK;
    for (*more = true; status == MIMICRY_OK;) {
        struct stretch *stretch = &s->stretches[s->giving];
        if (s->giving < s->wave && s->given < stretch->count)
            return MIMICRY_OK;
        if (s->giving < s->wave && stretch->next < stretch->end) {
            s->given = 0;
            status = mim_shared_tell(s->search, stretch->next, error);
            if (status == MIMICRY_OK)
                status = search_stretch(s, stretch, error);
        } else if (s->giving < s->wave) {
            s->giving++;
            s->given = 0;
        } else if (s->to < all->starts[all->count]) {
            status = run_wave(s, error);
        } else {
            *more = false;
            return mim_shared_tell(s->search, s->to, error);
        }
    }
    return status;
}

mimicry_status mim_segments_next(struct mim_segments *s, const struct mim_segment **out,
                                 size_t *out_count, mimicry_error *error)
{
    const struct mimicry_index *index = s->search->index;
    const struct mim_encoded *all = &s->search->sequences;
    bool more;
    size_t count = 0;
    const mimicry_status status = advance(s, &more, error);
    *out = s->block;
    *out_count = 0;
    if (status != MIMICRY_OK || !more)
        return status;
    const struct stretch *stretch = &s->stretches[s->giving];
    for (; count < BLOCK && s->given < stretch->count; s->given++) {
        const struct found *found = &stretch->found[s->given];
        const uint64_t record = mim_index_record_at(index, found->place);
        const uint64_t query = mim_encoded_find(all, found->at);
        s->block[count++] = (struct mim_segment){
            .query = query,
            .query_start = found->at - all->starts[query],
            .record = record,
            .start = found->place - index->starts[record],
            .length = found->length,
        };
    }
    *out_count = count;
    return MIMICRY_OK;
}

mimicry_status mim_segments_create(const struct mim_shared_search *search, uint64_t min_length,
                                   const struct mim_change *opt_changes, struct mim_segments **out,
                                   mimicry_error *error)
{
    struct mim_segments *s = mim_alloc_zeroed(1, sizeof *s);
    *out = s;
    if (s == NULL)
        return mim_fail_memory(error);
    s->search = search;
    s->min_length = min_length;
    s->changes = opt_changes;
    s->n_stretches = (uint64_t)search->threads * STRETCHES;
    s->stretches = mim_alloc_zeroed(s->n_stretches, sizeof *s->stretches);
    s->block = mim_alloc_array(BLOCK, sizeof *s->block);
    if (s->stretches != NULL && s->block != NULL)
        return MIMICRY_OK;
    mim_segments_free(s);
    *out = NULL;
    return mim_fail_memory(error);
}

void mim_segments_free(struct mim_segments *s)
{
    if (s == NULL)
        return;
    for (uint64_t i = 0; s->stretches != NULL && i < s->n_stretches; i++)
        free(s->stretches[i].found);
    free(s->stretches);
    free(s->block);
    free(s);
}
