/* Looks at the places of seeds, many at a time: their memory is asked for some time before it is
 * read. */
#include "score/seed_places.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "score/seed_align.h"

/* Residues of a stretch that is aligned with gaps: of the peptide, and of the most that gaps of
 * total cost MIM_ALIGN_MOST can shift it by, to both sides. */
enum { MOST_ROWS = MIM_SEED_LONGEST + 2 * (MIM_ALIGN_MOST + 1) };

_Static_assert((int)MOST_ROWS < (int)MIM_TEXT_PAD, "stretches may end behind the text");
_Static_assert((int)MIM_SEED_WAITING % (int)MIM_MOST_LANES == 0, "vectors do not turn round");

mimicry_status mim_seed_places_set(struct mim_seed_places *out, const struct mimicry_index *index,
                                   const struct mim_kernels *kernels, mimicry_error *error)
{
    const size_t cells = (size_t)MOST_ROWS * kernels->byte_lanes;
    *out = (struct mim_seed_places){
        .index = index,
        .kernels = kernels,
        .stretches = mim_alloc_array(cells, 1),
        .residues = mim_alloc_aligned(MOST_ROWS, kernels->byte_lanes),
        .lane_of = mim_alloc_array(cells, sizeof *out->lane_of),
        .work = mim_alloc_aligned((size_t)2 * MIM_SEED_LONGEST, kernels->align_vector),
        .plain_work = mim_alloc_array((size_t)2 * MIM_SEED_LONGEST, sizeof *out->plain_work),
        .of_lanes.best = mim_alloc_zeroed(kernels->byte_lanes, 1),
        .of_lanes.touched = mim_alloc_array(kernels->byte_lanes, sizeof *out->of_lanes.touched),
        .found.best = mim_alloc_zeroed(index->records, 1),
        .found.touched = mim_alloc_array(index->records, sizeof *out->found.touched),
    };
    if (out->stretches != NULL && out->residues != NULL && out->lane_of != NULL &&
        out->work != NULL && out->plain_work != NULL && out->of_lanes.best != NULL &&
        out->of_lanes.touched != NULL && out->found.best != NULL && out->found.touched != NULL)
        return MIMICRY_OK;
    mim_seed_places_free(out);
    return mim_fail_memory(error);
}

void mim_seed_places_free(struct mim_seed_places *p)
{
    free(p->stretches);
    free(p->residues);
    free(p->lane_of);
    free(p->work);
    free(p->plain_work);
    free(p->of_lanes.best);
    free(p->of_lanes.touched);
    free(p->found.best);
    free(p->found.touched);
    *p = (struct mim_seed_places){0};
}

/* ---- Tests ---- */

/* The lanes of places whose piece is worth an alignment with gaps. */
static uint64_t worth_gaps(const struct mim_seed_places *p, const int64_t *places, uint64_t lanes,
                           const uint8_t *best)
{
    const struct mim_seed_piece *piece = p->piece;
    uint64_t worth = 0;
    for (; lanes != 0; lanes &= lanes - 1) {
        const int lane = __builtin_ctzll(lanes);
        bool is_worth = best[lane] >= piece->alone;
        if (piece->has_beside && !is_worth) {
            const uint8_t code = p->index->text[places[lane] + piece->beside];
            is_worth = best[lane] + p->query->scores[piece->beside][code] >= piece->with_beside;
        }
        worth |= (uint64_t)is_worth << lane;
    }
    return worth;
}

/* A vector of places, the first `count` of which are some; the others are in the text too. */
static void test(struct mim_seed_places *p, const int64_t *places, uint32_t count)
{
    const struct mim_seed_piece *piece = p->piece;
    const bool gapped = piece->gapped;
    const uint32_t from = gapped ? piece->from : 0, to = gapped ? piece->to : p->query->length;
    uint8_t best[MIM_MOST_LANES];
    uint64_t lanes = p->kernels->score_diagonals(
        p->index->text + from, places, (const int8_t(*)[MIM_CODES])p->query->scores + from,
        to - from, (uint8_t)(gapped ? piece->need : p->plan->cut), best);
    if (count < 64)
        lanes &= ((uint64_t)1 << count) - 1;
    if (!gapped) {
        for (; lanes != 0; lanes &= lanes - 1)
            mim_seed_note_diagonal(p, places[__builtin_ctzll(lanes)]);
        return;
    }
    for (lanes = worth_gaps(p, places, lanes, best); lanes != 0; lanes &= lanes - 1)
        mim_seed_align(p, places[__builtin_ctzll(lanes)]);
}

/* ---- What waits ---- */

/* Of `count` places those that are not too near the text's beginning: what is before it cannot be
 * read, so that the others are aligned at once. */
static uint32_t keep_far(struct mim_seed_places *p, int64_t *places, uint32_t count)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (places[i] < (int64_t)p->plan->reach)
            mim_seed_align_plain(p, places[i]);
        else
            places[kept++] = places[i];
    }
    return kept;
}

/* The places of `count` suffixes wait, as many as there is room for in a vector. Those that have
 * waited longest are tested once there is a vector of them. */
static mimicry_status wait_for_places(struct mim_seed_places *p, uint64_t rank, uint32_t position,
                                      uint32_t count, mimicry_error *error)
{
    const uint32_t lanes = p->kernels->byte_lanes, last = p->query->length - 1;
    const uint64_t length = p->index->text_length;
    const uint8_t *text = p->index->text;
    int64_t *places = p->places + p->n_places % MIM_SEED_WAITING, lowest = INT64_MAX;
    bool damaged = false;
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t at = mim_suffix_at(p->index, rank + i);
        const int64_t place = (int64_t)at - position;
        damaged |= at >= length;
        lowest = lowest < place ? lowest : place;
        places[i] = place;
        __builtin_prefetch(text + place);
        __builtin_prefetch(text + place + last);
    }
    if (damaged)
        return mim_fail_damaged(error);
    p->n_places += lowest < (int64_t)p->plan->reach ? keep_far(p, places, count) : count;
    if (p->n_places >= MIM_SEED_WAITING && p->n_places % lanes == 0)
        test(p, p->places + p->n_places % MIM_SEED_WAITING, lanes);
    return MIMICRY_OK;
}

static mimicry_status expand(struct mim_seed_places *p, const struct mim_seed_interval *interval,
                             mimicry_error *error)
{
    const uint32_t lanes = p->kernels->byte_lanes;
    mimicry_status status = MIMICRY_OK;
    for (uint64_t rank = interval->ranks.from; rank < interval->ranks.to && status == MIMICRY_OK;) {
        const uint32_t room = lanes - (uint32_t)(p->n_places % lanes);
        const uint64_t left = interval->ranks.to - rank;
        const uint32_t count = left < room ? (uint32_t)left : room;
        status = wait_for_places(p, rank, interval->position, count, error);
        rank += count;
    }
    return status;
}

mimicry_status mim_seed_places_add(struct mim_seed_places *p, struct mim_interval ranks,
                                   uint32_t position, mimicry_error *error)
{
    struct mim_seed_interval *slot = &p->intervals[p->n_intervals % MIM_SEED_INTERVALS];
    mimicry_status status = MIMICRY_OK;
    if (ranks.from > ranks.to || ranks.to > p->index->text_length)
        return mim_fail_damaged(error);
    if (ranks.from == ranks.to)
        return MIMICRY_OK;
    if (p->n_intervals++ >= MIM_SEED_INTERVALS)
        status = expand(p, slot, error);
    *slot = (struct mim_seed_interval){ranks, position};
    __builtin_prefetch((const uint8_t *)p->index->suffixes + ranks.from * p->index->suffix_width);
    return status;
}

/* ---- Searches and pieces ---- */

void mim_seed_places_begin(struct mim_seed_places *p, const struct mim_seed_query *query,
                           const struct mim_seed_plan *plan)
{
    p->query = query;
    p->plan = plan;
    p->best = 0;
    p->n_lanes = 0;
    p->rows = query->length + 2 * plan->reach;
    for (uint32_t i = 0; i < p->rows * p->kernels->byte_lanes && plan->reach > 0; i++)
        p->lane_of[i] = i / p->rows;
}

void mim_seed_places_begin_piece(struct mim_seed_places *p, const struct mim_seed_piece *piece)
{
    p->piece = piece;
    p->n_intervals = p->n_places = 0;
}

mimicry_status mim_seed_places_end_piece(struct mim_seed_places *p, mimicry_error *error)
{
    const uint32_t lanes = p->kernels->byte_lanes;
    mimicry_status status = MIMICRY_OK;
    uint64_t i = p->n_intervals > MIM_SEED_INTERVALS ? p->n_intervals - MIM_SEED_INTERVALS : 0;
    for (; i < p->n_intervals && status == MIMICRY_OK; i++)
        status = expand(p, &p->intervals[i % MIM_SEED_INTERVALS], error);
    if (status != MIMICRY_OK)
        return status;
    const uint64_t whole = p->n_places / lanes * lanes; /* tested if another ring is before it */
    i = whole >= MIM_SEED_WAITING ? whole - MIM_SEED_WAITING + lanes : 0;
    for (; i < p->n_places; i += lanes) {
        const uint64_t left = p->n_places - i;
        int64_t *places = p->places + i % MIM_SEED_WAITING;
        for (uint64_t lane = left; lane < lanes; lane++)
            places[lane] = places[0];
        test(p, places, left < lanes ? (uint32_t)left : lanes);
    }
    return status;
}

void mim_seed_places_end(struct mim_seed_places *p)
{
    mim_seed_align_waiting(p);
}

void mim_seed_places_clear(struct mim_seed_places *p)
{
    for (uint32_t i = 0; i < p->found.n_touched; i++)
        p->found.best[p->found.touched[i]] = 0;
    p->found.n_touched = 0;
}
