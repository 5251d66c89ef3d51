/* Aligns the text at the places of seeds: diagonals one by one, what may have gaps by the kernel, a
 * place to a lane, as if each were a segment of one tile. */
#include "score/seed_align.h"

#include <string.h>

#include "index/changes.h"

/* A protein and the records that variants have added for it count as one: the first. */
static void note(struct mim_seed_places *p, uint64_t record, int32_t score)
{
    struct mim_align_found *found = &p->found;
    if (score < p->plan->cut)
        return;
    while (mim_is_added(p->index, record))
        record--;
    if (found->best[record] == 0)
        found->touched[found->n_touched++] = (uint32_t)record;
    if (found->best[record] < score)
        found->best[record] = (uint8_t)score;
    p->best = p->best < score ? score : p->best;
}

/* ---- Without gaps ---- */

void mim_seed_note_diagonal(struct mim_seed_places *p, int64_t place)
{
    const uint8_t *text = p->index->text + place;
    int32_t run = 0, best = 0;
    for (uint32_t j = 0; j <= p->query->length; j++) {
        if (j < p->query->length && text[j] < MIM_STOP) {
            run += p->query->scores[j][text[j]];
            run = run > 0 ? run : 0;
            best = best < run ? run : best;
            continue;
        }
        if (best >= p->plan->cut) /* then the residue before is of this record */
            note(p, mim_index_record_at(p->index, (uint64_t)place + j - 1), best);
        run = best = 0;
    }
}

/* ---- With gaps ---- */

/* Each record of [from, to) by itself; `opt_score`, if it is not 0, is what all of it scores. */
static void note_stretch(struct mim_seed_places *p, uint64_t from, uint64_t to, int32_t opt_score)
{
    const struct mimicry_index *index = p->index;
    for (uint64_t at = from; at < to;) {
        const uint64_t record = mim_index_record_at(index, at), next = index->starts[record + 1];
        const uint64_t end = next < to ? next : to;
        const bool is_all = opt_score > 0 && at == from && end == to;
        note(p, record,
             is_all ? opt_score
                    : mim_align_best(p->query->scoring, p->query->codes, p->query->length,
                                     index->text + at, end - at, p->plain_work));
        at = end;
    }
}

/* The end of the stretch at a place that is aligned; it is behind the text's beginning. */
static uint64_t stretch_end(const struct mim_seed_places *p, int64_t place)
{
    const uint64_t end = (uint64_t)(place + p->query->length + p->plan->reach);
    return end < p->index->text_length ? end : p->index->text_length;
}

void mim_seed_align_plain(struct mim_seed_places *p, int64_t place)
{
    const int64_t from = place - (int64_t)p->plan->reach;
    note_stretch(p, from > 0 ? (uint64_t)from : 0, stretch_end(p, place), 0);
}

void mim_seed_align(struct mim_seed_places *p, int64_t place)
{
    memcpy(p->stretches + (size_t)p->n_lanes * p->rows, p->index->text + place - p->plan->reach,
           p->rows);
    p->lanes[p->n_lanes++] = place;
    if (p->n_lanes == p->kernels->byte_lanes)
        mim_seed_align_waiting(p);
}

void mim_seed_align_waiting(struct mim_seed_places *p)
{
    const struct mim_align_tile tile = {p->residues, {p->rows, p->rows}, p->lane_of};
    struct mim_align_query query = p->query->kernel;
    if (p->n_lanes == 0)
        return;
    query.span = 1; /* no lane goes on into the next */
    p->kernels->build_bytes(p->stretches, (uint64_t)p->n_lanes * p->rows, tile.shape, p->residues);
    p->kernels->align_records(&tile, &query, p->work, &p->of_lanes);
    for (uint32_t i = 0; i < p->of_lanes.n_touched; i++) {
        const uint32_t lane = p->of_lanes.touched[i];
        note_stretch(p, (uint64_t)p->lanes[lane] - p->plan->reach, stretch_end(p, p->lanes[lane]),
                     p->of_lanes.best[lane]);
        p->of_lanes.best[lane] = 0;
    }
    p->of_lanes.n_touched = p->n_lanes = 0;
}
