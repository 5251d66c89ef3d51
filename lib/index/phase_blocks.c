/* Sorts out which edits of a record can be together, and which are known to be. */
#include "index/phase_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "index/haplotype.h"
#include "index/haplotypes.h"

size_t mim_phase_block_of(const struct mim_phase_blocks *m, const struct mim_record_edit *edit)
{
    size_t b = 0;
    while (b < m->count && m->list[b].id != edit->block)
        b++;
    return b;
}

static void drop(struct mim_phase_blocks *m, struct mim_record_edit *edit)
{
    edit->copies = 0;
    mim_left_add(&m->variants->left[MIM_LEFT_OVERLAP], "on line %llu (%.80s)",
                 (unsigned long long)edit->line, m->variants->bytes + edit->name);
}

static bool is_same(const struct mim_phase_blocks *m, const struct mim_record_edit *a,
                    const struct mim_record_edit *b)
{
    return a->start == b->start && a->length == b->length && a->stops == b->stops &&
           strcmp(m->variants->bytes + a->alternative, m->variants->bytes + b->alternative) == 0;
}

/* Whether an edit is looked at before another: those of both copies are, then the first in order.
 */
static bool has_priority(const struct mim_record_edit *a, const struct mim_record_edit *b)
{
    return mim_is_on_both(a) != mim_is_on_both(b) ? mim_is_on_both(a) : a < b;
}

/* Whether a copy has both edits for certain. */
static bool is_on_one_copy(const struct mim_record_edit *a, const struct mim_record_edit *b)
{
    return mim_is_on_both(a) || mim_is_on_both(b) ||
           (a->block == b->block && (a->copies & b->copies) != 0);
}

static bool is_conflict(const struct mim_record_edit *first, const struct mim_record_edit *second)
{
    return is_on_one_copy(first, second) && !mim_is_cut_off(first, second) &&
           mim_record_edits_overlap(first, second);
}

/* Drops an edit that is told twice, or overlaps one that was looked at before it. */
static void settle(struct mim_phase_blocks *m, struct mim_record_edit *edit)
{
    for (size_t j = 0; j < m->n_edits && edit->copies != 0; j++) {
        struct mim_record_edit *other = &m->edits[j];
        if (other == edit || other->copies == 0 || !has_priority(other, edit))
            continue;
        if (is_same(m, edit, other)) {
            if (other->block == edit->block)
                other->copies |= edit->copies;
            edit->copies = 0;
        } else if (other < edit ? is_conflict(other, edit) : is_conflict(edit, other)) {
            drop(m, edit);
        }
    }
}

static void settle_all(struct mim_phase_blocks *m)
{
    for (int both = 1; both >= 0; both--) {
        for (size_t i = 0; i < m->n_edits; i++) {
            if (m->edits[i].copies != 0 && mim_is_on_both(&m->edits[i]) == (both != 0))
                settle(m, &m->edits[i]);
        }
    }
}

static void keep_edits(struct mim_phase_blocks *m)
{
    size_t kept = 0;
    for (size_t i = 0; i < m->n_edits; i++) {
        if (m->edits[i].copies != 0)
            m->edits[kept++] = m->edits[i];
    }
    m->n_edits = kept;
}

/* The copy of a block that goes on for longer, so that no other one has residues behind its stop;
 * else the one with fewer edits. */
static uint8_t base_of(const struct mim_phase_blocks *m, uint64_t id)
{
    size_t on[3] = {0};
    uint64_t end[3] = {UINT64_MAX, UINT64_MAX, UINT64_MAX};
    for (size_t i = 0; i < m->n_edits; i++) {
        const struct mim_record_edit *edit = &m->edits[i];
        if (mim_is_on_both(edit) || edit->block != id)
            continue;
        on[edit->copies]++;
        if (edit->stops)
            end[edit->copies] = edit->start;
    }
    if (end[1] != end[2])
        return end[1] > end[2] ? 1 : 2;
    return on[1] <= on[2] ? 1 : 2;
}

static mimicry_status list_blocks(struct mim_phase_blocks *m, mimicry_error *error)
{
    m->count = 0;
    for (size_t i = 0; i < m->n_edits; i++) {
        const struct mim_record_edit *edit = &m->edits[i];
        if (mim_is_on_both(edit) || mim_phase_block_of(m, edit) < m->count)
            continue;
        struct mim_phase_block *grown =
            mim_grow(m->list, &m->capacity, m->count + 1, sizeof *grown);
        if (grown == NULL)
            return mim_fail_memory(error);
        m->list = grown;
        grown[m->count] = (struct mim_phase_block){.id = edit->block, .near = m->count};
        m->count++;
    }
    for (size_t b = 0; b < m->count; b++)
        m->list[b].base = m->list[b].chosen = base_of(m, m->list[b].id);
    return MIMICRY_OK;
}

static void unite(struct mim_phase_blocks *m, size_t a, size_t b)
{
    const size_t from = m->list[a].near, to = m->list[b].near;
    const size_t first = from < to ? from : to;
    for (size_t i = 0; i < m->count; i++) {
        if (m->list[i].near == from || m->list[i].near == to)
            m->list[i].near = first;
    }
}

/* Blocks with edits that follow each other closely are near each other. Of a stop only its own
 * place counts: what follows it is lost. */
void mim_phase_blocks_find_near(struct mim_phase_blocks *m)
{
    const struct mim_record_edit *before = NULL;
    uint64_t end = 0;
    for (size_t i = 0; i < m->n_edits; i++) {
        const struct mim_record_edit *edit = &m->edits[i];
        const uint64_t edit_end = edit->start + (edit->stops ? 1 : edit->length);
        if (mim_is_on_both(edit))
            continue;
        if (before != NULL && edit->start < end + MIM_APART)
            unite(m, mim_phase_block_of(m, before), mim_phase_block_of(m, edit));
        if (before == NULL || edit_end >= end) {
            before = edit;
            end = edit_end;
        }
    }
}

mimicry_status mim_phase_blocks_set(struct mim_phase_blocks *m, struct mim_variants *variants,
                                    mimicry_error *error)
{
    m->variants = variants;
    settle_all(m);
    keep_edits(m);
    return list_blocks(m, error);
}

void mim_phase_blocks_leave_out(struct mim_phase_blocks *m, struct mim_record_edit *edit)
{
    drop(m, edit);
    keep_edits(m);
}

void mim_phase_blocks_free(struct mim_phase_blocks *m)
{
    free(m->list);
    *m = (struct mim_phase_blocks){0};
}
