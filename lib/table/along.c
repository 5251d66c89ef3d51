/* The table of positions along queries. */
#include "search/along.h"

#include <stdlib.h>

#include "base/memory.h"
#include "table/columns.h"
#include "table/letters.h"
#include "table/shared.h"
#include "table/shared_rows.h"

static const struct mim_column columns[] = {
    MIM_COLUMN_QUERY_ID,
    {"position", MIM_INTEGER, MIM_BRIEF, "residue", "Number of the residue in the query"},
    {"residue", MIM_TEXT, MIM_BRIEF, NULL, "Residue of the query"},
    {"longest", MIM_INTEGER, MIM_BRIEF, "residues",
     "Residues of the longest segment that begins here and is in the proteome"},
    {"covering", MIM_INTEGER, MIM_BRIEF, "residues",
     "Residues of the longest segment that contains this residue"},
    {"window", MIM_TEXT, MIM_NULLABLE | MIM_ROOM | MIM_OF_QUERY, NULL,
     "Window of the query that begins here"},
    {"mismatches", MIM_INTEGER, MIM_NULLABLE | MIM_BRIEF, "residues",
     "Positions at which the window and the nearest one differ"},
    {"nearest", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF | MIM_OF_MATCH, NULL,
     "Window of the proteome with the fewest mismatches, of several that of the highest score"},
    {"accession", MIM_TEXT, MIM_NULLABLE | MIM_ROOM, NULL,
     "Accession of the record with the nearest window"},
    {"gene", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF, NULL,
     "Gene of the record with the nearest window"},
    {"start", MIM_INTEGER, MIM_NULLABLE, "residue",
     "First residue of the nearest window in the record"},
    {"end", MIM_INTEGER, MIM_NULLABLE, "residue",
     "Last residue of the nearest window in the record"},
    {"longest_accession", MIM_TEXT, MIM_NULLABLE, NULL,
     "Accession of the first record with the longest segment"},
    {"longest_gene", MIM_TEXT, MIM_NULLABLE, NULL,
     "Gene of the first record with the longest segment"},
    {"longest_start", MIM_INTEGER, MIM_NULLABLE, "residue",
     "First residue of the longest segment in that record"},
};

struct along_rows {
    struct mim_shared_block block;
    mimicry_model *model;
    struct mim_search windows;
    uint32_t window;         /* 0: none */
    struct mim_along *along; /* of the block */
};

static mimicry_status begin(void *data, mimicry_error *error)
{
    struct along_rows *rows = data;
    return mim_along_create(&rows->block.search, rows->block.letters,
                            rows->window > 0 ? &rows->windows : NULL, &rows->along, error);
}

static mimicry_status find(void *data, const void **out_found, size_t *out_count,
                           mimicry_error *error)
{
    const struct along_rows *rows = data;
    const struct mim_along_position *found = NULL;
    const mimicry_status status = mim_along_next(rows->along, &found, out_count, error);
    *out_found = found;
    return status;
}

static void end(void *data)
{
    struct along_rows *rows = data;
    mim_along_free(rows->along);
    rows->along = NULL;
}

static void put_nulls(struct mim_table *table, unsigned cells)
{
    for (unsigned i = 0; i < cells; i++)
        mim_put_null(table);
}

static mimicry_status put_nearest(struct along_rows *rows, struct mim_table *table,
                                  const struct mim_along_position *at, mimicry_error *error)
{
    const struct mimicry_index *index = rows->block.search.index;
    enum { CELLS = 7 };
    if (at->window == 0) {
        put_nulls(table, CELLS);
        return MIMICRY_OK;
    }
    mim_put_text(table, rows->block.letters[at->query] + at->position, at->window);
    mim_put_integer(table, at->mismatches);
    mim_put_codes(table, index->text + index->starts[at->nearest_record] + at->nearest_start,
                  at->window);
    const mimicry_status status =
        mim_shared_put_record(&rows->block, table, at->nearest_record, error);
    mim_put_integer(table, (int64_t)at->nearest_start + 1);
    mim_put_integer(table, (int64_t)(at->nearest_start + at->window));
    return status;
}

static mimicry_status put_longest(struct along_rows *rows, struct mim_table *table,
                                  const struct mim_along_position *at, mimicry_error *error)
{
    enum { CELLS = 3 };
    if (at->longest == 0) {
        put_nulls(table, CELLS);
        return MIMICRY_OK;
    }
    const mimicry_status status =
        mim_shared_put_record(&rows->block, table, at->shared_record, error);
    mim_put_integer(table, (int64_t)at->shared_start + 1);
    return status;
}

static mimicry_status put(void *data, struct mim_table *table, const void *found,
                          mimicry_error *error)
{
    struct along_rows *rows = data;
    const struct mim_along_position *at = found;
    const mimicry_query *query = &rows->block.rows[at->query];
    mim_put_string(table, query->id);
    mim_put_integer(table, (int64_t)at->position + 1);
    mim_put_text(table, query->peptide + at->position, 1);
    mim_put_integer(table, (int64_t)at->longest);
    mim_put_integer(table, (int64_t)at->covering);
    mimicry_status status = put_nearest(rows, table, at, error);
    if (status == MIMICRY_OK)
        status = put_longest(rows, table, at, error);
    return status == MIMICRY_OK ? mim_end_row(table, error) : status;
}

static void free_rows(void *data)
{
    struct along_rows *rows = data;
    mim_shared_block_close(&rows->block);
    mimicry_model_free(rows->model);
    free(rows);
}

/* The search for the one nearest window of each: any number of mismatches, and of several windows
 * with the fewest the one of the highest score. */
static mimicry_status set_windows(struct along_rows *rows, const mimicry_run *run,
                                  mimicry_error *error)
{
    if (rows->window == 0)
        return MIMICRY_OK;
    const mimicry_status status = mim_model_from_matrix("BLOSUM62", false, &rows->model, error);
    rows->windows = (struct mim_search){
        .index = rows->block.search.index,
        .model = rows->model,
        .kernels = mim_kernels_get(run->instructions),
        .threshold_kind = MIMICRY_MAX_MISMATCHES,
        .plan = run->plan,
        .threshold = rows->window,
        .top = 1,
        .window_min = rows->window,
        .window_max = rows->window,
        .threads = rows->block.search.threads,
        .filter = rows->block.search.filter,
    };
    return status;
}

mimicry_status mim_along_table(const struct mim_shared_request *request, uint32_t window,
                               struct ArrowArrayStream *out, mimicry_error *error)
{
    static const struct mim_shared_finder finder = {
        sizeof(struct mim_along_position), begin, find, end, put, free_rows};
    struct along_rows *rows = mim_alloc_zeroed(1, sizeof *rows);
    if (rows == NULL)
        return mim_fail_memory(error);
    rows->window = window;
    mimicry_status status = mim_shared_block_open(&rows->block, request, error);
    if (status == MIMICRY_OK)
        status = set_windows(rows, request->run, error);
    if (status != MIMICRY_OK) {
        free_rows(rows);
        return status;
    }
    return mim_shared_rows_table(request, columns, sizeof columns / sizeof *columns, &finder,
                                 &rows->block, rows, out, error);
}
