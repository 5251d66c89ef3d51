/* The table of shared segments. */
#include "table/shared.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "search/segments.h"
#include "table/columns.h"
#include "table/shared_rows.h"
#include "table/variant_cells.h"

static const struct mim_column columns[] = {
    MIM_COLUMN_QUERY_ID,
    {"segment", MIM_TEXT, MIM_BRIEF, NULL, "Residues that the query and the record have in common"},
    {"length", MIM_INTEGER, MIM_BRIEF, "residues", "Residues of the segment"},
    {"query_start", MIM_INTEGER, MIM_BRIEF, "residue", "First residue of the segment in the query"},
    {"query_end", MIM_INTEGER, MIM_BRIEF, "residue", "Last residue of the segment in the query"},
    MIM_COLUMN_ACCESSION,
    MIM_COLUMN_GENE,
    MIM_COLUMN_START,
    MIM_COLUMN_END,
};
enum { SEGMENT_COLUMNS = sizeof columns / sizeof *columns };

struct segment_rows {
    struct mim_shared_block block;
    uint64_t min_length;
    bool changed;
    struct mim_change *changes; /* of the queries of the block, where only changed ones count */
    size_t room;
    struct mim_segments *segments; /* of the block */
};

static mimicry_status take_changes(struct segment_rows *rows, mimicry_error *error)
{
    const struct mim_shared_block *block = &rows->block;
    void *grown = mim_grow(rows->changes, &rows->room, block->count, sizeof *rows->changes);
    if (grown == NULL)
        return mim_fail_memory(error);
    rows->changes = grown;
    for (size_t i = 0; i < block->count; i++)
        rows->changes[i] =
            (struct mim_change){block->rows[i].change_start, block->rows[i].change_end};
    return MIMICRY_OK;
}

static mimicry_status begin(void *data, mimicry_error *error)
{
    struct segment_rows *rows = data;
    const mimicry_status status = rows->changed ? take_changes(rows, error) : MIMICRY_OK;
    if (status != MIMICRY_OK)
        return status;
    return mim_segments_create(&rows->block.search, rows->min_length,
                               rows->changed ? rows->changes : NULL, &rows->segments, error);
}

static mimicry_status find(void *data, const void **out_found, size_t *out_count,
                           mimicry_error *error)
{
    const struct segment_rows *rows = data;
    const struct mim_segment *found = NULL;
    const mimicry_status status = mim_segments_next(rows->segments, &found, out_count, error);
    *out_found = found;
    return status;
}

static void end(void *data)
{
    struct segment_rows *rows = data;
    mim_segments_free(rows->segments);
    rows->segments = NULL;
}

static mimicry_status end_segment(const struct mim_shared_block *block, struct mim_table *table,
                                  const struct mim_segment *segment, mimicry_error *error)
{
    const struct mimicry_index *index = block->search.index;
    const mimicry_status status = mim_variant_columns(index) == 0
                                      ? MIMICRY_OK
                                      : mim_variant_put(table, index, segment->record,
                                                        segment->start, segment->length, error);
    return status == MIMICRY_OK ? mim_end_row(table, error) : status;
}

static mimicry_status put(void *data, struct mim_table *table, const void *found,
                          mimicry_error *error)
{
    struct segment_rows *rows = data;
    const struct mim_segment *segment = found;
    const mimicry_query *query = &rows->block.rows[segment->query];
    mim_put_string(table, query->id);
    mim_put_text(table, query->peptide + segment->query_start, segment->length);
    mim_put_integer(table, (int64_t)segment->length);
    mim_put_integer(table, (int64_t)segment->query_start + 1);
    mim_put_integer(table, (int64_t)(segment->query_start + segment->length));
    const mimicry_status status =
        mim_shared_put_record(&rows->block, table, segment->record, error);
    mim_put_integer(table, (int64_t)segment->start + 1);
    mim_put_integer(table, (int64_t)(segment->start + segment->length));
    return status == MIMICRY_OK ? end_segment(&rows->block, table, segment, error) : status;
}

static void free_rows(void *data)
{
    struct segment_rows *rows = data;
    mim_shared_block_close(&rows->block);
    free(rows->changes);
    free(rows);
}

mimicry_status mim_segments_table(const struct mim_shared_request *request, uint64_t min_length,
                                  bool changed, struct ArrowArrayStream *out, mimicry_error *error)
{
    static const struct mim_shared_finder finder = {
        sizeof(struct mim_segment), begin, find, end, put, free_rows};
    struct mim_column all[SEGMENT_COLUMNS + 1];
    struct segment_rows *rows = mim_alloc_zeroed(1, sizeof *rows);
    if (rows == NULL)
        return mim_fail_memory(error);
    rows->min_length = min_length;
    rows->changed = changed;
    const mimicry_status status = mim_shared_block_open(&rows->block, request, error);
    if (status != MIMICRY_OK) {
        free_rows(rows);
        return status;
    }
    memcpy(all, columns, sizeof columns);
    all[SEGMENT_COLUMNS] = mim_variant_of_window;
    return mim_shared_rows_table(request, all,
                                 SEGMENT_COLUMNS + mim_variant_columns(request->index), &finder,
                                 &rows->block, rows, out, error);
}
