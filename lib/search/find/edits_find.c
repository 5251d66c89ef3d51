/* Proposes the places at which windows with indels may begin.
 *
 * With at most E errors, insertions, deletions and mismatches together, cut the peptide into E + 1
 * pieces. A mismatch or a deletion is inside one piece; an insertion is inside one piece or between
 * two. So one piece at least has none: it stands in the window, whole and matched. If it begins at
 * peptide position p, it stands p residues after the window's start, and as many more as there are
 * insertions before it and fewer as there are deletions: from -N to N, and none when p is 0. So
 * each occurrence of each piece, looked up in the suffix array, gives 2 N + 1 places, and every hit
 * begins at one of them. A piece with a residue that matches nothing can not be the one.
 *
 * When the pieces are so short that they occur everywhere, every place is looked at instead, many
 * at once. */
#include "search/edits.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "index/suffix.h"

enum {
    AHEAD = 8, /* occurrences that are asked for before they are read */
    /* To test a place costs as much as to scan this many. Measured: 80 to 150 ns, most of it
     * waiting for memory, against 1 to 2. */
    TEST_COST = 80
};

void mim_edits_finder_free(struct mim_edits_finder *finder)
{
    free(finder->hits);
    free(finder->lanes);
    *finder = (struct mim_edits_finder){0};
}

/* ---- Pieces ---- */

struct piece {
    uint32_t from, length;
    int64_t shift; /* residues that it may be further left or right than in the peptide */
    bool matches;  /* it has no residue that matches nothing */
};

static uint32_t count_pieces(const struct mim_edits_query *q)
{
    return q->max_indels + q->max_mismatches + 1;
}

static struct piece get_piece(const struct mim_edits_query *q, uint32_t number)
{
    const uint32_t n = count_pieces(q), from = q->length * number / n;
    struct piece piece = {.from = from,
                          .length = q->length * (number + 1) / n - from,
                          .shift = from > 0 ? q->max_indels : 0,
                          .matches = true};
    for (uint32_t j = from; j < from + piece.length; j++)
        piece.matches = piece.matches && mim_is_amino_acid(q->codes[j]);
    return piece;
}

/* The occurrences of a piece. False if the index is damaged. */
static bool find_piece(const struct mimicry_index *index, const struct mim_edits_query *q,
                       const struct piece *piece, struct mim_interval *out)
{
    *out = (struct mim_interval){0, 0};
    return !piece->matches || mim_suffix_find(index, q->codes + piece->from, piece->length, 0, out);
}

bool mim_edits_seeds_pay(const struct mimicry_index *index, const struct mim_edits_query *query,
                         bool *possible)
{
    const uint32_t n = count_pieces(query);
    double tests = 0;
    *possible = n <= query->length;
    for (uint32_t k = 0; k < n && *possible; k++) {
        const struct piece piece = get_piece(query, k);
        struct mim_interval in;
        if (find_piece(index, query, &piece, &in))
            tests += (double)(in.to - in.from) * (2 * (double)piece.shift + 1);
    }
    return *possible && tests * TEST_COST < (double)index->text_length;
}

/* Whether a piece stands where it would be for a window at `at`, shifted. */
static bool stands(const struct mimicry_index *index, const struct mim_edits_query *q,
                   const struct piece *piece, uint64_t at, int64_t shift)
{
    const uint64_t place = at + piece->from + (uint64_t)shift;
    return piece->matches && place < index->text_length &&
           memcmp(index->text + place, q->codes + piece->from, piece->length) == 0;
}

/* Whether a piece before this one, or this one shifted less, has proposed the same place. */
static bool is_known(const struct mimicry_index *index, const struct mim_edits_query *q,
                     uint32_t number, int64_t shift, uint64_t at)
{
    for (uint32_t k = 0; k <= number; k++) {
        const struct piece piece = get_piece(q, k);
        const int64_t end = k == number ? shift : piece.shift + 1;
        for (int64_t s = -piece.shift; s < end; s++) {
            if (stands(index, q, &piece, at, s))
                return true;
        }
    }
    return false;
}

static mimicry_status add_hits(struct mim_edits_finder *f, const struct mim_edits_query *q,
                               uint32_t job, uint64_t at, const struct mim_edits_end *ends,
                               uint32_t n, mimicry_error *error)
{
    void *grown = mim_grow(f->hits, &f->capacity, f->count + n, sizeof *f->hits);
    if (grown == NULL)
        return mim_fail_memory(error);
    f->hits = grown;
    for (uint32_t i = 0; i < n; i++) {
        if (f->filter != NULL &&
            !mim_filter_takes(f->filter, f->index, q->number, at, ends[i].length))
            continue;
        f->hits[f->count++] =
            (struct mim_edits_hit){at, job, (uint16_t)ends[i].length, (uint16_t)ends[i].mismatches,
                                   (uint8_t)ends[i].indels};
    }
    return MIMICRY_OK;
}

/* Tests the places that one occurrence of a piece proposes. */
static mimicry_status test_around(struct mim_edits_finder *f, const struct mim_edits_query *q,
                                  uint32_t job, uint32_t number, const struct piece *piece,
                                  uint64_t occurrence, mimicry_error *error)
{
    struct mim_edits_end ends[MIM_EDITS_ENDS];
    mimicry_status status = MIMICRY_OK;
    for (int64_t shift = -piece->shift; shift <= piece->shift; shift++) {
        const uint64_t at = occurrence - piece->from - (uint64_t)shift;
        if (at >= f->index->text_length) /* before the text's start, or after its end */
            continue;
        const uint32_t n = mim_edits_test(q, f->index->text + at, ends);
        if (n > 0 && !is_known(f->index, q, number, shift, at))
            status = add_hits(f, q, job, at, ends, n, error);
        if (status != MIMICRY_OK)
            break;
    }
    return status;
}

static mimicry_status seek_piece(struct mim_edits_finder *f, const struct mim_edits_query *q,
                                 uint32_t job, uint32_t number, mimicry_error *error)
{
    const struct mimicry_index *index = f->index;
    const struct piece piece = get_piece(q, number);
    mimicry_status status = MIMICRY_OK;
    struct mim_interval in;
    if (!find_piece(index, q, &piece, &in))
        return mim_fail_damaged(error);
    for (uint64_t rank = in.from; rank < in.to && status == MIMICRY_OK; rank++) {
        const uint64_t at = mim_suffix_at(index, rank);
        if (at >= index->text_length)
            return mim_fail_damaged(error);
        if (in.to - rank > AHEAD)
            __builtin_prefetch(index->text + mim_suffix_at(index, rank + AHEAD));
        status = test_around(f, q, job, number, &piece, at, error);
    }
    return status;
}

mimicry_status mim_edits_seek(struct mim_edits_finder *finder, const struct mim_edits_query *query,
                              uint32_t job, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (uint32_t k = 0; k < count_pieces(query) && status == MIMICRY_OK; k++)
        status = seek_piece(finder, query, job, k, error);
    return status;
}

/* ---- Every place ---- */

/* The first lane from `l` on that is not 0; the first behind `count` or later if there is none.
 * Mostly there are few, so that eight are looked at together. */
static uint32_t next_lane(const uint8_t *lanes, uint32_t l, uint32_t count)
{
    while (l < count) {
        uint64_t eight;
        memcpy(&eight, lanes + (l & ~UINT32_C(7)), sizeof eight);
        if (eight == 0)
            l = (l | 7) + 1;
        else if (lanes[l] == 0)
            l++;
        else
            break;
    }
    return l;
}

static mimicry_status scan_lanes(struct mim_edits_finder *f, const struct mim_edits_query *q,
                                 uint32_t job, uint64_t from, uint32_t count, mimicry_error *error)
{
    const struct mim_edits_pattern pattern = {q->codes, q->length, q->max_indels,
                                              q->max_mismatches};
    mimicry_status status = MIMICRY_OK;
    if (q->max_mismatches < UINT8_MAX)
        f->kernels->scan_edits(&pattern, f->index->text + from, f->lanes);
    else
        memset(f->lanes, 1, MIM_EDITS_LANES); /* more than a byte counts: every place is tested */
    for (uint32_t l = next_lane(f->lanes, 0, count); l < count && status == MIMICRY_OK;
         l = next_lane(f->lanes, l + 1, count)) {
        struct mim_edits_end ends[MIM_EDITS_ENDS];
        const uint32_t n = mim_edits_test(q, f->index->text + from + l, ends);
        if (n > 0)
            status = add_hits(f, q, job, from + l, ends, n, error);
    }
    return status;
}

mimicry_status mim_edits_scan(struct mim_edits_finder *finder, const struct mim_edits_query *query,
                              uint32_t job, uint64_t from, uint64_t to, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (finder->lanes == NULL)
        finder->lanes = mim_alloc_aligned(MIM_EDITS_WORK, 1);
    if (finder->lanes == NULL)
        return mim_fail_memory(error);
    for (uint64_t at = from; at < to && status == MIMICRY_OK; at += MIM_EDITS_LANES)
        status =
            scan_lanes(finder, query, job, at,
                       to - at < MIM_EDITS_LANES ? (uint32_t)(to - at) : MIM_EDITS_LANES, error);
    return status;
}
