/* The table of shared segments. */
#include "table/shared.h"

#include <stdlib.h>

#include "base/memory.h"
#include "search/segments.h"
#include "table/columns.h"
#include "table/kept.h"

static const struct mim_column columns[] = {
    MIM_COLUMN_QUERY_ID,
    {"segment", MIM_TEXT, false, NULL, "Residues that the query and the record have in common"},
    {"length", MIM_INTEGER, false, "residues", "Residues of the segment"},
    {"query_start", MIM_INTEGER, false, "residue", "First residue of the segment in the query"},
    {"query_end", MIM_INTEGER, false, "residue", "Last residue of the segment in the query"},
    MIM_COLUMN_ACCESSION,
    MIM_COLUMN_GENE,
    MIM_COLUMN_START,
    MIM_COLUMN_END,
};

struct shared_rows {
    struct mim_shared_block block;
    uint64_t min_length;
    bool changed;
    struct mim_change *changes; /* of the queries of the block, where only changed ones count */
    size_t room;
    struct mim_segments *finder;     /* of the block; NULL: the next one is to be read */
    const struct mim_segment *found; /* the last that it gave, */
    size_t count, at;                /* and the next of them */
};

static mimicry_status take_changes(struct shared_rows *rows, mimicry_error *error)
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

/* Begins the next block of queries; `*more` is false at the end. */
static mimicry_status begin_block(struct shared_rows *rows, bool *more, mimicry_error *error)
{
    mim_segments_free(rows->finder);
    rows->finder = NULL;
    mimicry_status status = mim_shared_block_next(&rows->block, error);
    *more = status == MIMICRY_OK && rows->block.count > 0;
    if (*more && rows->changed)
        status = take_changes(rows, error);
    if (*more && status == MIMICRY_OK)
        status = mim_segments_create(&rows->block.search, rows->min_length,
                                     rows->changed ? rows->changes : NULL, &rows->finder, error);
    return status;
}

/* The next segments; `*more` is false when all queries have been read. */
static mimicry_status find_more(struct shared_rows *rows, bool *more, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    rows->count = rows->at = 0;
    for (*more = true; status == MIMICRY_OK && *more && rows->count == 0;) {
        if (rows->finder == NULL)
            status = begin_block(rows, more, error);
        if (status != MIMICRY_OK || !*more)
            break;
        status = mim_segments_next(rows->finder, &rows->found, &rows->count, error);
        if (rows->count == 0) {
            mim_segments_free(rows->finder);
            rows->finder = NULL;
        }
    }
    return status;
}

static mimicry_status put(struct shared_rows *rows, struct mim_table *table,
                          const struct mim_segment *segment, mimicry_error *error)
{
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
    return status == MIMICRY_OK ? mim_end_row(table, error) : status;
}

static mimicry_status next_rows(void *data, struct mim_table *table, bool *more,
                                mimicry_error *error)
{
    struct shared_rows *rows = data;
    mimicry_status status = MIMICRY_OK;
    for (*more = true; status == MIMICRY_OK && !mim_table_full(table);) {
        if (rows->at == rows->count)
            status = find_more(rows, more, error);
        if (status != MIMICRY_OK || !*more)
            break;
        status = put(rows, table, &rows->found[rows->at++], error);
    }
    return status;
}

static void free_rows(void *data)
{
    struct shared_rows *rows = data;
    mim_segments_free(rows->finder);
    mim_shared_block_close(&rows->block);
    free(rows->changes);
    free(rows);
}

mimicry_status mim_segments_table(const struct mim_shared_request *request, uint64_t min_length,
                                  bool changed, struct ArrowArrayStream *out, mimicry_error *error)
{
    struct mim_table *table = NULL;
    struct shared_rows *rows = mim_alloc_zeroed(1, sizeof *rows);
    if (rows == NULL)
        return mim_fail_memory(error);
    rows->min_length = min_length;
    rows->changed = changed;
    mimicry_status status = mim_shared_block_open(&rows->block, request, error);
    if (status == MIMICRY_OK)
        status = mim_table_create(columns, sizeof columns / sizeof *columns, &table, error);
    if (status != MIMICRY_OK) {
        free_rows(rows);
        return status;
    }
    const struct mim_producer producer = {.next = next_rows, .free = free_rows, .data = rows};
    status = mim_stream_create(table, &producer, out, error);
    if (status == MIMICRY_OK)
        mim_stream_keep(out,
                        &(struct mim_kept){.index = request->index, .queries = request->queries});
    return status;
}
