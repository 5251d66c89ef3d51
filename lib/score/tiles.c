/* Cuts the text into groups of records, and runs the alignment kernel over them. */
#include "score/tiles.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "index/changes.h"

enum { TILE = 1 << 16 }; /* residues: with what goes with them they stay in a core's own cache */

static uint64_t group_end(const struct mimicry_index *index, uint64_t first)
{
    uint64_t end = mim_protein_end(index, first);
    while (end < index->records) {
        const uint64_t next = mim_protein_end(index, end);
        if (index->starts[next] - index->starts[first] > TILE)
            break;
        end = next;
    }
    return end;
}

mimicry_status mim_record_groups_set(struct mim_record_groups *out,
                                     const struct mimicry_index *index, mimicry_error *error)
{
    *out = (struct mim_record_groups){0};
    for (uint64_t first = 0; first < index->records;) {
        struct mim_record_group *list =
            mim_grow(out->list, &out->capacity, out->count + 1, sizeof *out->list);
        if (list == NULL) {
            mim_record_groups_free(out);
            return mim_fail_memory(error);
        }
        out->list = list;
        list[out->count] = (struct mim_record_group){first, group_end(index, first)};
        first = list[out->count++].end;
    }
    return MIMICRY_OK;
}

void mim_record_groups_free(struct mim_record_groups *groups)
{
    free(groups->list);
    *groups = (struct mim_record_groups){0};
}

mimicry_status mim_group_scratch_set(struct mim_group_scratch *scratch,
                                     const struct mim_kernels *kernels, uint32_t most_queries,
                                     mimicry_error *error)
{
    const size_t most_rows = TILE / kernels->byte_lanes + MIM_ALIGN_LONGEST_SPAN;
    *scratch = (struct mim_group_scratch){
        .rows = mim_alloc_aligned(most_rows, kernels->byte_lanes),
        .record_of = mim_alloc_array(TILE + MIM_ALIGN_LONGEST_SPAN, sizeof *scratch->record_of),
        .found.best = mim_alloc_zeroed(TILE, 1),
        .found.touched = mim_alloc_array(TILE, sizeof *scratch->found.touched),
        .work = mim_alloc_aligned((size_t)2 * MIMICRY_MAX_PEPTIDE, kernels->align_vector),
        .carried = mim_alloc_array(most_queries, 1),
    };
    if (scratch->rows != NULL && scratch->record_of != NULL && scratch->found.best != NULL &&
        scratch->found.touched != NULL && scratch->work != NULL && scratch->carried != NULL)
        return MIMICRY_OK;
    mim_group_scratch_free(scratch);
    return mim_fail_memory(error);
}

void mim_group_scratch_free(struct mim_group_scratch *scratch)
{
    free(scratch->rows);
    free(scratch->record_of);
    free(scratch->found.best);
    free(scratch->found.touched);
    free(scratch->work);
    free(scratch->carried);
    *scratch = (struct mim_group_scratch){0};
}

static void number_residues(const struct mimicry_index *index, const struct mim_record_group *group,
                            uint32_t *record_of)
{
    uint32_t *at = record_of;
    if (group->end == mim_protein_end(index, group->first)) {
        memset(record_of, 0, (TILE + MIM_ALIGN_LONGEST_SPAN) * sizeof *record_of);
        return;
    }
    uint32_t number = 0;
    for (uint64_t r = group->first; r < group->end; r++) {
        number += r > group->first && !mim_is_added(index, r);
        for (uint64_t left = index->starts[r + 1] - index->starts[r]; left > 0; left--)
            *at++ = number;
    }
}

static uint32_t segment_of(uint64_t residues, uint32_t lanes)
{
    const uint32_t begun = residues < TILE ? (uint32_t)residues : TILE;
    const uint32_t rows = (begun + lanes - 1) / lanes;
    return (rows + MIM_ROW_GROUP - 1) / MIM_ROW_GROUP * MIM_ROW_GROUP;
}

/* Reads what a scan has found, and clears it. */
static void count_found(struct mim_align_found *found, struct mim_score_counts *counts)
{
    for (uint32_t i = 0; i < found->n_touched; i++) {
        uint8_t *best = &found->best[found->touched[i]];
        counts->of[*best]++;
        *best = 0;
    }
    found->n_touched = 0;
}

static void carry_found(struct mim_align_found *found, uint8_t *carried)
{
    if (*carried < found->best[0])
        *carried = found->best[0];
    found->best[0] = 0;
    found->n_touched = 0;
}

void mim_group_scan(const struct mimicry_index *index, const struct mim_record_group *group,
                    const struct mim_kernels *kernels, const struct mim_align_query *queries,
                    uint32_t n_queries, uint32_t longest, struct mim_group_scratch *scratch,
                    struct mim_score_counts *counts)
{
    const uint64_t from = index->starts[group->first], to = index->starts[group->end];
    const bool several = to - from > TILE; /* tiles of one protein */
    number_residues(index, group, scratch->record_of);
    memset(scratch->carried, 0, n_queries);
    for (uint64_t at = from; at < to; at += TILE) {
        const uint32_t segment = segment_of(to - at, kernels->byte_lanes);
        const struct mim_align_tile tile = {
            scratch->rows, {segment, segment + longest - 1}, scratch->record_of};
        kernels->build_bytes(index->text + at, to - at, tile.shape, scratch->rows);
        for (uint32_t k = 0; k < n_queries; k++) {
            kernels->align_records(&tile, &queries[k], scratch->work, &scratch->found);
            if (several)
                carry_found(&scratch->found, &scratch->carried[k]);
            else
                count_found(&scratch->found, &counts[k]);
        }
    }
    for (uint32_t k = 0; k < n_queries && several; k++)
        counts[k].of[scratch->carried[k]] += scratch->carried[k] > 0;
}
