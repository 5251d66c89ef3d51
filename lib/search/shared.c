/* Finds all maximal exact matches of sequences with the index.
 *
 * For every position of a sequence the suffix array gives the places where the next min_length
 * residues stand. A place whose residue before is the same as the sequence's belongs to a match
 * that began earlier; of the others the length is found by comparing on. So a place is looked at
 * once for each position at which it is a candidate, and nothing has to be remembered: memory does
 * not grow with the number of matches, which in repeats is the product of two lengths. */
#include "search/shared.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "index/suffix.h"

enum {
    PIECE = 2048,          /* positions of a round */
    PIECES = 8,            /* rounds a thread, between looks at the caller's progress */
    MOST_FOUND = 1 << 16,  /* segments of a round: then it pauses, and goes on once they are */
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

struct piece {
    uint64_t next, end; /* positions that are still to be done */
    uint64_t looked;
    struct found *found;
    size_t count, capacity;
};

struct run {
    const struct mim_shared_search *search;
    struct piece *pieces;
    uint64_t n_pieces;
    mimicry0_segments_fn each;
    void *each_data;
    mimicry0_segment *block;
    size_t filled;
    uint64_t done; /* positions of the waves before */
};

/* ---- Sequences ---- */

static mimicry_status encode(const char *letters, uint64_t number, uint8_t *out,
                             mimicry_error *error)
{
    for (uint64_t i = 0; letters[i] != '\0'; i++) {
        out[i] = mim_code_of[(unsigned char)letters[i]];
        if (out[i] > MIM_STOP) {
            char what[24];
            mim_describe_byte((uint8_t)letters[i], what);
            return mim_fail(error, MIMICRY_E_ARGUMENT,
                            "sequence %llu: column %llu: %s is no residue",
                            (unsigned long long)number + 1, (unsigned long long)i + 1, what);
        }
    }
    return MIMICRY_OK;
}

mimicry_status mim_sequences_encode(const char *const *letters, uint64_t count,
                                    struct mim_sequences *out, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    uint64_t total = 0;
    *out = (struct mim_sequences){.count = count};
    out->starts = mim_alloc_array(count + 1, sizeof *out->starts);
    if (out->starts == NULL)
        return mim_fail_memory(error);
    for (uint64_t i = 0; i < count; i++) {
        out->starts[i] = total;
        total += strlen(letters[i]) + 1;
    }
    out->starts[count] = total;
    out->codes = mim_alloc_array(total, 1);
    if (out->codes == NULL)
        return mim_fail_memory(error);
    for (uint64_t i = 0; i < count && status == MIMICRY_OK; i++) {
        out->codes[out->starts[i + 1] - 1] = MIM_SEPARATOR;
        status = encode(letters[i], i, out->codes + out->starts[i], error);
    }
    return status;
}

void mim_sequences_free_codes(struct mim_sequences *sequences)
{
    free(sequences->codes);
    free(sequences->starts);
}

uint64_t mim_sequences_find(const struct mim_sequences *sequences, uint64_t at)
{
    uint64_t low = 0, high = sequences->count;
    while (high - low > 1) {
        const uint64_t middle = low + (high - low) / 2;
        if (sequences->starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint64_t mim_shared_stretch_end(const struct mim_sequences *sequences, uint64_t at)
{
    while (mim_is_amino_acid(sequences->codes[at])) /* the last code is none */
        at++;
    return at;
}

/* ---- Segments of one position ---- */

static int longest_first(const void *x, const void *y)
{
    const struct found *a = x, *b = y;
    if (a->length != b->length)
        return a->length > b->length ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

/* Whether the residue before is the same in both: then the match began there. */
static bool goes_on_to_the_left(const struct mim_shared_search *s, uint64_t at, uint64_t place)
{
    const uint8_t *codes = s->sequences.codes;
    return at > 0 && place > 0 && mim_is_amino_acid(codes[at - 1]) &&
           codes[at - 1] == s->index->text[place - 1];
}

/* Whether [start, start + length) of a sequence has a residue of the change, or where that is a
 * deletion, residues of both sides. */
static bool overlaps_change(const struct mim_shared_search *s, uint64_t sequence, uint64_t start,
                            uint64_t length)
{
    if (s->change_starts == NULL)
        return true;
    const uint64_t from = s->change_starts[sequence], to = s->change_ends[sequence];
    return start < to && start + length > from;
}

static mimicry_status find_at(const struct mim_shared_search *s, uint64_t sequence, uint64_t at,
                              uint64_t limit, struct piece *piece, mimicry_error *error)
{
    const struct mimicry_index *index = s->index;
    const uint8_t *codes = s->sequences.codes + at;
    const uint64_t start = at - s->sequences.starts[sequence];
    const unsigned seed = s->min_length < LONGEST_SEED ? (unsigned)s->min_length : LONGEST_SEED;
    const size_t before = piece->count;
    struct mim_interval places;
    if (!mim_suffix_find(index, codes, seed, FEW, &places))
        return mim_fail(error, MIMICRY_E_CORRUPT, "the index is damaged: suffix array");
    piece->looked += places.to - places.from;
    for (uint64_t rank = places.from; rank < places.to; rank++) {
        const uint64_t place = mim_suffix_at(index, rank);
        if (place >= index->text_length)
            return mim_fail(error, MIMICRY_E_CORRUPT, "the index is damaged: suffix array");
        if (goes_on_to_the_left(s, at, place))
            continue;
        const uint64_t length = mim_common_length(codes, index->text + place, limit);
        if (length < s->min_length || !overlaps_change(s, sequence, start, length) ||
            !mim_shared_counts(s, place))
            continue;
        void *grown =
            mim_grow(piece->found, &piece->capacity, piece->count + 1, sizeof *piece->found);
        if (grown == NULL)
            return mim_fail_memory(error);
        piece->found = grown;
        piece->found[piece->count++] = (struct found){at, place, length};
    }
    if (piece->count - before > 1)
        qsort(piece->found + before, piece->count - before, sizeof *piece->found, longest_first);
    return MIMICRY_OK;
}

static mimicry_status do_piece(const struct mim_shared_search *s, struct piece *piece,
                               mimicry_error *error)
{
    const struct mim_sequences *all = &s->sequences;
    uint64_t sequence = mim_sequences_find(all, piece->next), end = piece->next;
    mimicry_status status = MIMICRY_OK;
    piece->count = 0;
    piece->looked = 0;
    for (uint64_t at = piece->next; at < piece->end && status == MIMICRY_OK; at++) {
        while (all->starts[sequence + 1] <= at)
            sequence++;
        if (at >= end)
            end = mim_shared_stretch_end(all, at);
        if (end - at >= s->min_length)
            status = find_at(s, sequence, at, end - at, piece, error);
        piece->next = at + 1;
        if (piece->count >= MOST_FOUND || piece->looked >= MOST_LOOKED)
            break;
    }
    return status;
}

static mimicry_status do_round(void *data, unsigned worker, uint64_t task, mimicry_error *error)
{
    const struct run *run = data;
    (void)worker;
    return do_piece(run->search, &run->pieces[task], error);
}

/* ---- Handing over ---- */

mimicry_status mim_shared_cancelled(mimicry_error *error)
{
    return mim_fail(error, MIMICRY_E_CANCELLED, "cancelled");
}

static mimicry_status flush(struct run *run, mimicry_error *error)
{
    const size_t count = run->filled;
    run->filled = 0;
    if (count > 0 && run->each(run->each_data, run->block, count, sizeof *run->block) != 0)
        return mim_shared_cancelled(error);
    return MIMICRY_OK;
}

static mimicry_status emit(struct run *run, const struct piece *piece, mimicry_error *error)
{
    const struct mimicry_index *index = run->search->index;
    const struct mim_sequences *all = &run->search->sequences;
    mimicry_status status = MIMICRY_OK;
    for (size_t i = 0; i < piece->count && status == MIMICRY_OK; i++) {
        const struct found *found = &piece->found[i];
        const uint64_t record = mim_index_record_at(index, found->place);
        const uint64_t sequence = mim_sequences_find(all, found->at);
        run->block[run->filled++] = (mimicry0_segment){
            .query = sequence,
            .query_start = found->at - all->starts[sequence],
            .record = record,
            .start = found->place - index->starts[record],
            .length = found->length,
        };
        if (run->filled == BLOCK)
            status = flush(run, error);
    }
    return status;
}

static mimicry_status tell(const struct run *run, uint64_t done, mimicry_error *error)
{
    const struct mim_shared_search *s = run->search;
    if (s->progress == NULL)
        return MIMICRY_OK;
    const uint64_t total = s->sequences.starts[s->sequences.count];
    return s->progress(s->progress_data, done, total) != 0 ? mim_shared_cancelled(error)
                                                           : MIMICRY_OK;
}

/* Within a wave nothing is counted: it only asks whether to stop. */
static int watch(void *data, uint64_t done, uint64_t total)
{
    const struct run *run = data;
    (void)done;
    (void)total;
    return tell(run, run->done, NULL) != MIMICRY_OK;
}

/* What the rounds found, in order; those that paused are finished here. */
static mimicry_status emit_wave(struct run *run, uint64_t pieces, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint64_t i = 0; i < pieces && status == MIMICRY_OK; i++) {
        struct piece *piece = &run->pieces[i];
        status = emit(run, piece, error);
        while (status == MIMICRY_OK && piece->next < piece->end) {
            status = tell(run, piece->next, error);
            if (status == MIMICRY_OK)
                status = do_piece(run->search, piece, error);
            if (status == MIMICRY_OK)
                status = emit(run, piece, error);
        }
    }
    return status == MIMICRY_OK ? flush(run, error) : status;
}

static mimicry_status run_all(struct run *run, mimicry_error *error)
{
    const struct mim_sequences *all = &run->search->sequences;
    const uint64_t total = all->starts[all->count];
    mimicry_status status = tell(run, 0, error);
    for (uint64_t from = 0; from < total && status == MIMICRY_OK;) {
        uint64_t pieces = 0;
        run->done = from;
        for (; pieces < run->n_pieces && from < total; pieces++) {
            struct piece *piece = &run->pieces[pieces];
            piece->next = from;
            from = total - from < PIECE ? total : from + PIECE;
            piece->end = from;
        }
        const struct mim_loop loop = {.threads = run->search->threads,
                                      .tasks = pieces,
                                      .run = do_round,
                                      .data = run,
                                      .watch = watch,
                                      .watch_data = run};
        status = mim_parallel(&loop, error);
        if (status == MIMICRY_OK)
            status = emit_wave(run, pieces, error);
        if (status == MIMICRY_OK)
            status = tell(run, from, error);
    }
    return status;
}

mimicry_status mim_shared_run(const struct mim_shared_search *search, mimicry0_segments_fn each,
                              void *each_data, mimicry_error *error)
{
    struct run run = {.search = search, .each = each, .each_data = each_data};
    mimicry_status status;
    run.n_pieces = (uint64_t)search->threads * PIECES;
    run.pieces = mim_alloc_zeroed(run.n_pieces, sizeof *run.pieces);
    run.block = mim_alloc_array(BLOCK, sizeof *run.block);
    status =
        run.pieces == NULL || run.block == NULL ? mim_fail_memory(error) : run_all(&run, error);
    for (uint64_t i = 0; run.pieces != NULL && i < run.n_pieces; i++)
        free(run.pieces[i].found);
    free(run.pieces);
    free(run.block);
    return status;
}
