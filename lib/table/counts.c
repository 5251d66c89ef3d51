/* The table of counts: how many hits each window of a query has, by mismatches. Windows are
 * searched as peptides of their own, a batch at a time. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "search/run.h"
#include "search/windows.h"
#include "table/blocks.h"
#include "table/columns.h"
#include "table/progress.h"
#include "table/searches.h"

static const struct mim_column count_columns[] = {
    MIM_COLUMN_QUERY_ID,
    MIM_COLUMN_QUERY,
    {"mismatches", MIM_INTEGER, MIM_NULLABLE | MIM_BRIEF, "residues",
     "Positions at which query and match differ"},
    {"count", MIM_INTEGER, MIM_BRIEF, "windows", "How many windows of the proteome are so"},
    MIM_COLUMN_QUERY_START,
    MIM_COLUMN_QUERY_END};
enum { WHOLE_COLUMNS = 4, WINDOW_COLUMNS = 6 };

enum {
    MOST_WINDOWS = 4096, /* of a batch */
    MOST_CELLS = 1 << 20 /* windows times counts of each */
};

struct counts {
    struct mim_search asked;  /* as the caller wants it */
    struct mim_search search; /* of the windows */
    struct mim_progress progress;
    struct mim_blocks *blocks;
    struct mim_peptide_block block;
    struct mim_windows stream; /* of the block's windows */
    struct mim_window *windows;
    const char **peptides; /* copies of the windows, in `letters` */
    const char **alleles;  /* of their queries */
    char *letters;
    size_t count, letters_room;
    uint64_t *counts; /* `columns` for each window */
    size_t columns, counts_room;
    size_t window; /* the next one to be put */
};

/* ---- Batches ---- */

/* How many numbers of mismatches there can be. */
static size_t columns_for(const struct mim_search *search, uint32_t length)
{
    const bool few =
        search->threshold_kind == MIMICRY_MAX_MISMATCHES && search->threshold < (double)length;
    return (few ? (size_t)search->threshold : length) + 1;
}

/* Windows as far as there is room for their counts, at least one if there is one. */
static size_t gather(struct counts *c)
{
    size_t letters = 0;
    c->count = 0;
    c->columns = 1;
    while (c->count < MOST_WINDOWS) {
        const struct mim_windows before = c->stream;
        struct mim_window *window = &c->windows[c->count];
        if (!mim_windows_next(&c->stream, window))
            break;
        const size_t columns = columns_for(&c->asked, window->length);
        const size_t most = columns > c->columns ? columns : c->columns;
        if (c->count > 0 && (c->count + 1) * most > MOST_CELLS) {
            c->stream = before;
            break;
        }
        c->columns = most;
        letters += window->length + 1;
        c->count++;
    }
    return letters;
}

static mimicry_status copy_windows(struct counts *c, size_t size, mimicry_error *error)
{
    char *letters = mim_grow(c->letters, &c->letters_room, size, 1);
    if (letters == NULL)
        return mim_fail_memory(error);
    c->letters = letters;
    for (size_t i = 0; i < c->count; i++) {
        memcpy(letters, c->windows[i].letters, c->windows[i].length);
        letters[c->windows[i].length] = '\0';
        c->peptides[i] = letters;
        c->alleles[i] = c->block.alleles[c->windows[i].sequence];
        letters += c->windows[i].length + 1;
    }
    return MIMICRY_OK;
}

/* The best hits are found, the others only counted. */
static mimicry_status count_hits(struct counts *c, mimicry_error *error)
{
    struct mim_run *run;
    const mimicry_hit *hits;
    size_t n;
    c->search.alleles = c->alleles;
    c->search.counts = c->search.top > 0 ? NULL : c->counts;
    c->search.count_columns = (uint32_t)c->columns;
    mimicry_status status = mim_run_create(&c->search, c->peptides, c->count, &run, error);
    if (status != MIMICRY_OK)
        return status;
    while ((status = mim_run_next(run, &hits, &n, error)) == MIMICRY_OK && n > 0) {
        for (size_t i = 0; i < n; i++)
            c->counts[hits[i].query * c->columns + hits[i].mismatches]++;
    }
    mim_run_free(run);
    mim_progress_go_on(&c->progress);
    return status;
}

static mimicry_status run_batch(struct counts *c, size_t letters, mimicry_error *error)
{
    c->window = 0;
    const size_t cells = c->count * c->columns;
    uint64_t *counts = mim_grow(c->counts, &c->counts_room, cells, sizeof *counts);
    if (counts == NULL)
        return mim_fail_memory(error);
    c->counts = counts;
    memset(counts, 0, cells * sizeof *counts);
    const mimicry_status status = copy_windows(c, letters, error);
    return status == MIMICRY_OK ? count_hits(c, error) : status;
}

static mimicry_status open_block(struct counts *c, mimicry_error *error)
{
    uint64_t total;
    const mimicry_status status = mim_blocks_next(c->blocks, &c->block, error);
    return status == MIMICRY_OK ? mim_windows_open(&c->stream, &c->asked, c->block.peptides,
                                                   c->block.count, &total, error)
                                : status;
}

/* Counts the hits of the next windows; none at the end. */
static mimicry_status next_batch(struct counts *c, mimicry_error *error)
{
    while (c->block.count > 0) {
        const size_t letters = gather(c);
        if (c->count > 0)
            return run_batch(c, letters, error);
        const mimicry_status status = open_block(c, error);
        if (status != MIMICRY_OK)
            return status;
    }
    c->count = 0;
    return MIMICRY_OK;
}

/* ---- Rows ---- */

static void begin_row(const struct counts *c, struct mim_table *table)
{
    const struct mim_window *window = &c->windows[c->window];
    mim_put_string(table, c->block.ids[window->sequence]);
    mim_put_text(table, window->letters, window->length);
}

static mimicry_status end_row(const struct counts *c, struct mim_table *table, uint64_t count,
                              mimicry_error *error)
{
    const struct mim_window *window = &c->windows[c->window];
    mim_put_integer(table, (int64_t)count);
    if (c->asked.window_min > 0) {
        mim_put_integer(table, (int64_t)window->start + 1);
        mim_put_integer(table, (int64_t)(window->start + window->length));
    }
    return mim_end_row(table, error);
}

/* One row for every number of mismatches that occurs; if none does, one row without it. */
static mimicry_status put_window(const struct counts *c, struct mim_table *table,
                                 mimicry_error *error)
{
    const uint64_t *counts = c->counts + c->window * c->columns;
    mimicry_status status = MIMICRY_OK;
    bool any = false;
    for (size_t k = 0; k < c->columns && status == MIMICRY_OK; k++) {
        if (counts[k] == 0)
            continue;
        begin_row(c, table);
        mim_put_integer(table, (int64_t)k);
        status = end_row(c, table, counts[k], error);
        any = true;
    }
    if (any)
        return status;
    begin_row(c, table);
    mim_put_null(table);
    return end_row(c, table, 0, error);
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct counts *c = data;
    mimicry_status status = MIMICRY_OK;
    *more = true;
    while (status == MIMICRY_OK && !mim_table_full(table)) {
        if (c->window == c->count) {
            status = next_batch(c, error);
            *more = c->count > 0;
            if (status != MIMICRY_OK || !*more)
                break;
        }
        status = put_window(c, table, error);
        c->window++;
    }
    return status;
}

static void release(void *data)
{
    struct counts *c = data;
    mim_blocks_free(c->blocks);
    free(c->windows);
    free(c->peptides);
    free(c->alleles);
    free(c->letters);
    free(c->counts);
    free(c);
}

static mimicry_status open(struct counts *c, const struct mim_search_request *request,
                           mimicry_error *error)
{
    c->asked = *request->search;
    c->search = c->asked;
    c->search.window_min = c->search.window_max = 0;
    mim_progress_open(&c->progress, &c->search);
    c->windows = mim_alloc_array(MOST_WINDOWS, sizeof *c->windows);
    c->peptides = mim_alloc_array(MOST_WINDOWS, sizeof *c->peptides);
    c->alleles = mim_alloc_array(MOST_WINDOWS, sizeof *c->alleles);
    if (c->windows == NULL || c->peptides == NULL || c->alleles == NULL)
        return mim_fail_memory(error);
    const mimicry_status status =
        mim_blocks_create(&c->asked, request->opt_queries, request->run, &c->blocks, error);
    return status == MIMICRY_OK ? open_block(c, error) : status;
}

mimicry_status mim_counts_create(const struct mim_search_request *request,
                                 struct mim_table **out_table, struct mim_producer *out_producer,
                                 mimicry_error *error)
{
    struct counts *c = mim_alloc_zeroed(1, sizeof *c);
    if (c == NULL)
        return mim_fail_memory(error);
    mimicry_status status = open(c, request, error);
    if (status == MIMICRY_OK)
        status = mim_table_create(count_columns,
                                  c->asked.window_min > 0 ? WINDOW_COLUMNS : WHOLE_COLUMNS,
                                  out_table, error);
    if (status != MIMICRY_OK)
        release(c);
    else
        *out_producer = (struct mim_producer){.next = next, .free = release, .data = c};
    return status;
}
