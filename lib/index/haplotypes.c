/* Makes the records of a person's proteome: each record with the changes of both copies of its
 * gene, then one for every combination of changes near each other that only one copy has.
 *
 * Changes whose phase is known make a block: what the first copy has of them, and the second. One
 * of unknown phase is a block of its own. A record has of each block what the copy with fewer
 * changes has; an added record has the other side of some blocks that are near each other, and a
 * window of it counts if it touches each of these. So a window with certain residues at a certain
 * place is counted in one record: the one with just those other sides that it touches. */
#include "index/haplotypes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "index/phase_blocks.h"
#include "index/haplotype.h"
#include "index/proteome.h"

/* What is made. */
struct haplotype_maker {
    const struct mimicry_index *index;
    struct mim_variants *variants;
    struct mim_proteome proteome;
    struct mim_index_change *changes;
    size_t n_changes, changes_capacity;
    char *names; /* of changes */
    size_t names_size, names_capacity;
    uint64_t changed, added; /* records */
    /* the record at hand */
    uint64_t record;
    struct mim_phase_blocks blocks;
    const struct mim_record_edit **chosen, **own, **others; /* room for n_edits each */
    size_t chosen_capacity, own_capacity, others_capacity;
    struct mim_haplotype haplotype;
    uint16_t group; /* of the change that is told */
    uint32_t name;
};

/* ---- Changes ---- */

static mimicry_status add_change(struct haplotype_maker *m, uint64_t from, uint64_t to,
                                 uint16_t shifts, mimicry_error *error)
{
    struct mim_index_change *grown =
        mim_grow(m->changes, &m->changes_capacity, m->n_changes + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    m->changes = grown;
    grown[m->n_changes++] = (struct mim_index_change){
        m->proteome.records, from, to, m->group == 0 ? m->name : 0, m->group, shifts};
    return MIMICRY_OK;
}

static mimicry_status take_mark(void *data, const struct mim_mark *mark, mimicry_error *error)
{
    return add_change(data, mark->from, mark->to, mark->shifts, error);
}

/* Appends a name, and gives its offset; the empty one is the first. */
static mimicry_status add_name(struct haplotype_maker *m, const char *name, mimicry_error *error)
{
    const size_t length = strlen(name) + 1;
    if (m->names_size + length > UINT32_MAX)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "too many variants");
    char *grown = mim_grow(m->names, &m->names_capacity, m->names_size + length, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    m->names = grown;
    memcpy(grown + m->names_size, name, length);
    m->name = (uint32_t)m->names_size;
    m->names_size += length;
    return MIMICRY_OK;
}

/* All changes that the record has, by name. One that no window shows, a stop, has the record's end
 * for its place. */
static mimicry_status tell_names(struct haplotype_maker *m, mimicry_error *error)
{
    const struct mim_haplotype *h = &m->haplotype;
    mimicry_status status = MIMICRY_OK;
    m->group = 0;
    for (size_t i = 0; i < h->n_edits && status == MIMICRY_OK; i++) {
        const size_t before = m->n_changes;
        status = add_name(m, m->variants->bytes + h->edits[i]->name, error);
        if (status == MIMICRY_OK)
            status = mim_haplotype_compare(h, MIM_MARKS_WHOLE, &h->edits[i], 1, NULL, 0, take_mark,
                                           m, error);
        if (status == MIMICRY_OK && m->n_changes == before)
            status = add_change(m, h->n_residues, h->n_residues, 1, error);
    }
    return status;
}

/* What tells the record from the one that differs by a block alone, as one group, or as two where
 * residues are moved. `*any`: it is anything. */
static mimicry_status tell_block(struct haplotype_maker *m, const struct mim_phase_block *block,
                                 bool *any, mimicry_error *error)
{
    size_t n_own = 0, n_others = 0;
    const size_t before = m->n_changes;
    for (size_t i = 0; i < m->blocks.n_edits; i++) {
        const struct mim_record_edit *edit = &m->blocks.edits[i];
        if (mim_is_on_both(edit) || edit->block != block->id)
            continue;
        if (edit->copies == block->chosen)
            m->own[n_own++] = edit;
        else
            m->others[n_others++] = edit;
    }
    m->group++;
    mimicry_status status = mim_haplotype_compare(&m->haplotype, MIM_MARKS_FROM_START, m->own,
                                                  n_own, m->others, n_others, take_mark, m, error);
    *any = m->n_changes > before;
    bool shifts = false;
    for (size_t i = before; i < m->n_changes; i++)
        shifts = shifts || m->changes[i].shifts;
    if (status != MIMICRY_OK || !shifts)
        return status;
    m->group++;
    return mim_haplotype_compare(&m->haplotype, MIM_MARKS_FROM_END, m->own, n_own, m->others,
                                 n_others, take_mark, m, error);
}

/* By group, variant and place: in a repeat, the later of two variants may be told from an earlier
 * place on. */
static int compare_changes(const void *x, const void *y)
{
    const struct mim_index_change *a = x, *b = y;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

/* ---- Records ---- */

/* The edits of the sides that are chosen. `*overlap`: two of them that cannot both be, or NULL. */
static void choose(struct haplotype_maker *m, const struct mim_record_edit **overlap)
{
    size_t n = 0;
    *overlap = NULL;
    for (size_t i = 0; i < m->blocks.n_edits; i++) {
        const struct mim_record_edit *edit = &m->blocks.edits[i];
        if (!mim_is_on_both(edit) &&
            edit->copies != m->blocks.list[mim_phase_block_of(&m->blocks, edit)].chosen)
            continue;
        const bool overlaps = n > 0 && mim_record_edits_overlap(m->chosen[n - 1], edit);
        if (overlaps && mim_is_cut_off(m->chosen[n - 1], edit))
            continue;
        if (overlaps)
            *overlap = edit;
        m->chosen[n++] = edit;
    }
    m->haplotype.edits = m->chosen;
    m->haplotype.n_edits = n;
}

static mimicry_status begin_record(struct haplotype_maker *m, mimicry_error *error)
{
    const char *names[3];
    if (!mim_index_names(m->index, m->record, names))
        return mim_fail_damaged(error);
    const char *transcript = mim_index_transcript(m->index, m->record);
    const struct mim_header header = {.accession = {names[0], strlen(names[0])},
                                      .gene = {names[1], strlen(names[1])},
                                      .description = {names[2], strlen(names[2])},
                                      .transcript = {transcript, strlen(transcript)},
                                      .taxon = m->index->taxa[m->record]};
    return mim_proteome_begin(&m->proteome, &header, error);
}

static mimicry_status end_record(struct haplotype_maker *m, mimicry_error *error)
{
    const mimicry_status status =
        mim_proteome_add(&m->proteome, m->haplotype.residues, m->haplotype.n_residues, error);
    return status == MIMICRY_OK ? mim_proteome_end(&m->proteome, error) : status;
}

/* Tells what the record, which is the next one, differs in from those before it. `*counts`: any
 * window of it counts. */
static mimicry_status tell_blocks(struct haplotype_maker *m, bool *counts, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    m->group = 0;
    *counts = true;
    for (size_t b = 0; b < m->blocks.count && status == MIMICRY_OK && *counts; b++) {
        if (m->blocks.list[b].chosen != m->blocks.list[b].base)
            status = tell_block(m, &m->blocks.list[b], counts, error);
    }
    return status;
}

/* Writes the record with what both copies have, and with the sides chosen of the blocks. */
static mimicry_status write_record(struct haplotype_maker *m, mimicry_error *error)
{
    const size_t before = m->n_changes;
    bool counts = false;
    mimicry_status status = mim_haplotype_write(&m->haplotype, error);
    if (status == MIMICRY_OK)
        status = tell_blocks(m, &counts, error);
    if (status != MIMICRY_OK)
        return status;
    if (!counts) {
        m->n_changes = before;
        return MIMICRY_OK;
    }
    m->added += m->group > 0;
    m->changed += m->group == 0 && m->haplotype.n_edits > 0;
    status = tell_names(m, error);
    if (status == MIMICRY_OK && m->n_changes - before > 1)
        qsort(m->changes + before, m->n_changes - before, sizeof *m->changes, compare_changes);
    if (status == MIMICRY_OK)
        status = begin_record(m, error);
    return status == MIMICRY_OK ? end_record(m, error) : status;
}

static uint8_t other_side(uint8_t copy)
{
    return (uint8_t)(3 - copy);
}

/* Turns the blocks of a bit each of those that are near `first`; of more than there are bits, none.
 */
static void turn(struct haplotype_maker *m, size_t first, unsigned bits)
{
    for (size_t b = 0; b < m->blocks.count; b++) {
        struct mim_phase_block *block = &m->blocks.list[b];
        block->chosen = block->base;
        if (block->near != first)
            continue;
        if ((bits & 1) != 0)
            block->chosen = other_side(block->base);
        bits >>= 1;
    }
}

/* A record for the blocks that are turned, if their changes can be together; what cannot be alone
 * is left out. */
static mimicry_status add_turned(struct haplotype_maker *m, bool alone, mimicry_error *error)
{
    const struct mim_record_edit *overlap;
    choose(m, &overlap);
    if (overlap == NULL)
        return write_record(m, error);
    if (alone)
        mim_left_add(&m->variants->left[MIM_LEFT_OVERLAP], "on line %llu (%.80s)",
                     (unsigned long long)overlap->line, m->variants->bytes + overlap->name);
    return MIMICRY_OK;
}

static void tell_crowded(struct haplotype_maker *m, size_t count)
{
    const char *names[3] = {"", "", ""};
    mim_index_names(m->index, m->record, names);
    for (size_t i = 0; i < count; i++)
        mim_left_add(&m->variants->left[MIM_LEFT_CROWDED], "in %.80s", names[0]);
}

/* Every combination of the blocks that are near each other; of too many, each alone. */
static mimicry_status add_near(struct haplotype_maker *m, size_t first, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    size_t count = 0;
    for (size_t b = first; b < m->blocks.count; b++)
        count += m->blocks.list[b].near == first;
    if (count <= MIM_MOST_TOGETHER) {
        for (unsigned bits = 1; bits < 1u << count && status == MIMICRY_OK; bits++) {
            turn(m, first, bits);
            status = add_turned(m, (bits & (bits - 1)) == 0, error);
        }
        return status;
    }
    tell_crowded(m, count);
    for (size_t b = first; b < m->blocks.count && status == MIMICRY_OK; b++) {
        if (m->blocks.list[b].near != first)
            continue;
        turn(m, first, 0);
        m->blocks.list[b].chosen = other_side(m->blocks.list[b].base);
        status = add_turned(m, true, error);
    }
    return status;
}

static mimicry_status make_room(struct haplotype_maker *m, mimicry_error *error)
{
    struct {
        const struct mim_record_edit ***list;
        size_t *capacity;
    } all[] = {{&m->chosen, &m->chosen_capacity},
               {&m->own, &m->own_capacity},
               {&m->others, &m->others_capacity}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        void *grown = mim_grow(*all[i].list, all[i].capacity, m->blocks.n_edits + 1,
                               sizeof(const struct mim_record_edit *));
        if (grown == NULL)
            return mim_fail_memory(error);
        *all[i].list = grown;
    }
    return MIMICRY_OK;
}

/* The record itself has a side of each block; where these overlap, the other ones are told. */
static mimicry_status write_base(struct haplotype_maker *m, mimicry_error *error)
{
    const struct mim_record_edit *overlap;
    for (;;) {
        choose(m, &overlap);
        if (overlap == NULL)
            return write_record(m, error);
        mim_phase_blocks_leave_out(&m->blocks, &m->blocks.edits[overlap - m->blocks.edits]);
    }
}

/* A record with edits, and all that it becomes. */
static mimicry_status make_changed(struct haplotype_maker *m, mimicry_error *error)
{
    const uint64_t start = m->index->starts[m->record];
    m->haplotype.codes = m->index->text + start;
    m->haplotype.length = m->index->starts[m->record + 1] - 1 - start;
    m->haplotype.bytes = m->variants->bytes;
    mimicry_status status = mim_phase_blocks_set(&m->blocks, m->variants, error);
    if (status == MIMICRY_OK)
        status = make_room(m, error);
    if (status == MIMICRY_OK)
        status = write_base(m, error);
    mim_phase_blocks_find_near(&m->blocks);
    for (size_t b = 0; b < m->blocks.count && status == MIMICRY_OK; b++) {
        if (m->blocks.list[b].near == b)
            status = add_near(m, b, error);
    }
    return status;
}

static mimicry_status make_unchanged(struct haplotype_maker *m, mimicry_error *error)
{
    const uint64_t start = m->index->starts[m->record];
    mimicry_status status = begin_record(m, error);
    if (status == MIMICRY_OK)
        status = mim_proteome_add(&m->proteome, m->index->text + start,
                                  m->index->starts[m->record + 1] - start, error);
    return status;
}

static mimicry_status make_all(struct haplotype_maker *m, struct mim_record_edits *edits,
                               mimicry_error *error)
{
    mimicry_status status = add_name(m, "", error);
    size_t at = 0;
    for (m->record = 0; m->record < m->index->records && status == MIMICRY_OK; m->record++) {
        m->blocks.edits = edits->count > 0 ? edits->list + at : NULL;
        m->blocks.n_edits = 0;
        for (; at < edits->count && edits->list[at].record == m->record; at++)
            m->blocks.n_edits++;
        status = m->blocks.n_edits > 0 ? make_changed(m, error) : make_unchanged(m, error);
    }
    return status == MIMICRY_OK ? mim_proteome_finish(&m->proteome, error) : status;
}

/* ---- Handing over ---- */

static void replace(struct haplotype_maker *m, struct mimicry_index *index)
{
    free((void *)(uintptr_t)index->text);
    free((void *)(uintptr_t)index->starts);
    free((void *)(uintptr_t)index->name_offsets);
    free((void *)(uintptr_t)index->names);
    free((void *)(uintptr_t)index->taxa);
    mim_proteome_hand_over(&m->proteome, index);
    if (m->n_changes == 0)
        return;
    index->changes = m->changes;
    index->n_changes = m->n_changes;
    index->change_names = m->names;
    index->change_names_size = m->names_size;
    m->changes = NULL;
    m->names = NULL;
}

static void tell(const struct haplotype_maker *m, mimicry_note_fn note, void *data)
{
    char text[320];
    snprintf(text, sizeof text,
             "variants that change a protein: %llu; records that are changed: %llu, added: %llu",
             (unsigned long long)m->variants->seen, (unsigned long long)m->changed,
             (unsigned long long)m->added);
    note(data, text);
    if (m->variants->unzygous > 0) {
        snprintf(text, sizeof text,
                 "variants without a genotype, which are taken as heterozygous: %llu",
                 (unsigned long long)m->variants->unzygous);
        note(data, text);
    }
    mim_left_tell(m->variants->left, note, data);
}

mimicry_status mim_haplotypes_apply(struct mimicry_index *index, struct mim_variants *variants,
                                    mimicry_note_fn note, void *data, mimicry_error *error)
{
    struct haplotype_maker m = {.index = index, .variants = variants};
    struct mim_record_edits edits;
    mimicry_status status = mim_record_edits_set(&edits, index, variants, error);
    if (status == MIMICRY_OK) {
        status = make_all(&m, &edits, error);
        mim_record_edits_free(&edits);
    }
    if (status == MIMICRY_OK) {
        replace(&m, index);
        if (note != NULL)
            tell(&m, note, data);
    }
    mim_proteome_free(&m.proteome);
    free(m.changes);
    free(m.names);
    mim_phase_blocks_free(&m.blocks);
    free(m.chosen);
    free(m.own);
    free(m.others);
    free(m.haplotype.residues);
    return status;
}
