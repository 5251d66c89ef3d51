/* Finds windows with indels by pieces of the peptide, where those are rare.
 *
 * With at most E errors, insertions, deletions and mismatches together, cut the peptide into E + 1
 * pieces. A mismatch or a deletion is inside one piece; an insertion is inside one piece or between
 * two. So one piece at least has none: it stands in the window, whole and matched. If it begins at
 * peptide position p, it stands p residues after the window's start, and as many more as there are
 * insertions before it and fewer as there are deletions: from -N to N, and none when p is 0. So
 * each occurrence of each piece, looked up in the suffix array, gives 2 N + 1 places, and every hit
 * begins at one of them. A piece with a residue that matches nothing can not be the one. */
#include "search/find/edits.h"

#include <string.h>

#include "index/suffix.h"

enum {
    AHEAD = 8, /* occurrences that are asked for before they are read */
    /* To test a place costs as much as to scan this many. Measured: 80 to 150 ns, most of it
     * waiting for memory, against 1 to 2. */
    TEST_COST = 80
};

/* ---- Pieces ---- */

struct piece {
    uint32_t from, length;
    int64_t shift; /* residues that it may be further left or right than in the peptide */
    bool matches;  /* it has no residue that matches nothing */
};

static uint32_t count_pieces(const struct mim_edits_goal *q)
{
    return q->max_indels + q->max_mismatches + 1;
}

static struct piece get_piece(const struct mim_edits_goal *q, uint32_t number)
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
static bool find_piece(const struct mimicry_index *index, const struct mim_edits_goal *q,
                       const struct piece *piece, struct mim_interval *out)
{
    *out = (struct mim_interval){0, 0};
    return !piece->matches || mim_suffix_find(index, q->codes + piece->from, piece->length, 0, out);
}

/* Whether looking up the pieces costs less than a scan; `possible`: whether it can be done at all.
 */
static bool seeds_pay(const struct mimicry_index *index, const struct mim_edits_goal *query,
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
static bool stands(const struct mimicry_index *index, const struct mim_edits_goal *q,
                   const struct piece *piece, uint64_t at, int64_t shift)
{
    const uint64_t place = at + piece->from + (uint64_t)shift;
    return piece->matches && place < index->text_length &&
           memcmp(index->text + place, q->codes + piece->from, piece->length) == 0;
}

/* Whether a piece before this one, or this one shifted less, has proposed the same place. */
static bool is_known(const struct mimicry_index *index, const struct mim_edits_goal *q,
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

/* Tests the places that one occurrence of a piece proposes. */
static mimicry_status test_around(const struct mim_edits_task *task, uint32_t number,
                                  const struct piece *piece, uint64_t occurrence,
                                  mimicry_error *error)
{
    const struct mimicry_index *index = task->search->index;
    struct mim_edits_end ends[MIM_EDITS_ENDS];
    mimicry_status status = MIMICRY_OK;
    for (int64_t shift = -piece->shift; shift <= piece->shift; shift++) {
        const uint64_t at = occurrence - piece->from - (uint64_t)shift;
        if (at >= index->text_length) /* before the text's start, or after its end */
            continue;
        const uint32_t n = mim_edits_test(&task->goal, index->text + at, ends);
        if (n > 0 && !is_known(index, &task->goal, number, shift, at))
            status = mim_edits_collect(task, at, ends, n, error);
        if (status != MIMICRY_OK)
            break;
    }
    return status;
}

static mimicry_status seek_piece(const struct mim_edits_task *task, uint32_t number,
                                 mimicry_error *error)
{
    const struct mimicry_index *index = task->search->index;
    const struct piece piece = get_piece(&task->goal, number);
    mimicry_status status = MIMICRY_OK;
    struct mim_interval in;
    if (!find_piece(index, &task->goal, &piece, &in))
        return mim_fail_damaged(error);
    for (uint64_t rank = in.from; rank < in.to && status == MIMICRY_OK; rank++) {
        const uint64_t at = mim_suffix_at(index, rank);
        if (at >= index->text_length)
            return mim_fail_damaged(error);
        if (in.to - rank > AHEAD)
            __builtin_prefetch(index->text + mim_suffix_at(index, rank + AHEAD));
        status = test_around(task, number, &piece, at, error);
    }
    return status;
}

/* ---- The finder ---- */

static mimicry_status begin(const struct mim_round *round, void **out_work, uint64_t *out_tasks,
                            mimicry_error *error)
{
    *out_tasks = round->batch->n_jobs;
    return mim_edits_begin(round, out_work, error);
}

/* Plans a job and, if its pieces are rare enough, looks them up. */
static mimicry_status find(const struct mim_round *round, void *work, unsigned worker,
                           uint64_t number, struct mim_collector *collector, mimicry_error *error)
{
    const struct mim_search *search = round->search;
    struct mim_job *job = &round->batch->jobs[number];
    const struct mim_edits_task task = mim_edits_task_of(
        round, (uint32_t)number, (struct mim_edits_worker *)work + worker, collector);
    bool possible;
    const bool pays = seeds_pay(search->index, &task.goal, &possible);
    mimicry_status status = MIMICRY_OK;
    if (search->plan == MIMICRY_PLAN_SEEDS && !possible)
        return mim_plan_fail(error);
    job->plan = search->plan;
    if (job->plan == MIMICRY_PLAN_AUTO)
        job->plan = pays ? MIMICRY_PLAN_SEEDS : MIMICRY_PLAN_SCAN;
    const uint32_t pieces = job->plan == MIMICRY_PLAN_SEEDS ? count_pieces(&task.goal) : 0;
    for (uint32_t k = 0; k < pieces && status == MIMICRY_OK; k++)
        status = seek_piece(&task, k, error);
    return status;
}

const struct mim_finder mim_finder_edits_seek = {begin, find, mim_edits_finish};
