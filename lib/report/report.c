/* Writes the page that data/report makes, with the tables of a run in it. */
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

#include "annotate/annotations.h"
#include "base/error.h"
#include "base/memory.h"
#include "index/index.h"
#include "model/embedded.h"
#include "model/model.h"
#include "report/about.h"
#include "report/bests_seen.h"
#include "report/chance_table.h"
#include "report/genes_seen.h"
#include "report/needed.h"
#include "report/page_table.h"
#include "report/scan_table.h"
#include "table/known.h"
#include "table/records.h"
#include "table/table.h"

/* Where the tables go; it stands in the page once. */
static const char mark[] = "{{TABLES}}";

enum { MOST_GENES = 20000 }; /* rows of the heat maps; the human genome has about as many */

struct page {
    const mimicry_report_options *options;
    struct mim_page_table rows, hits;
    struct mim_names genes; /* of the hits */
    struct mim_bests bests; /* of the candidates, where there is an index */
    struct mim_taker to;
};

/* ---- The screen's tables ---- */

/* A batch of each in turn, until neither has one: what one table has not given out yet is kept in
 * memory. */
static mimicry_status take_both(struct page *page, struct ArrowArrayStream *rows,
                                struct ArrowArrayStream *hits, mimicry_error *error)
{
    uint64_t of_rows = 1, of_hits = 1;
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && of_rows + of_hits > 0) {
        status = mim_page_table_take(&page->rows, rows, 1, &of_rows, error);
        if (status == MIMICRY_OK)
            status = mim_page_table_take(&page->hits, hits, 1, &of_hits, error);
    }
    return status;
}

static mimicry_status check_tables(struct ArrowArrayStream *rows, struct ArrowArrayStream *opt_hits,
                                   struct ArrowArrayStream *opt_along, mimicry_error *error)
{
    mimicry_status status = mim_needed_check(rows, MIM_NEEDED_ROWS, error);
    if (status == MIMICRY_OK && opt_hits != NULL)
        status = mim_needed_check(opt_hits, MIM_NEEDED_HITS, error);
    if (status == MIMICRY_OK && opt_along != NULL)
        status = mim_needed_check(opt_along, MIM_NEEDED_ALONG, error);
    return status;
}

/* Tables that are looked at. */
static mimicry_status take_looked(struct page *page, struct ArrowArrayStream *rows,
                                  struct ArrowArrayStream *opt_hits, mimicry_error *error)
{
    uint64_t count;
    mimicry_status status = mim_page_table_open(&page->rows, "candidates", rows, error);
    if (status != MIMICRY_OK)
        return status;
    if (opt_hits == NULL)
        return mim_page_table_take(&page->rows, rows, 0, &count, error);
    status = mim_page_table_open(&page->hits, "hits", opt_hits, error);
    return status == MIMICRY_OK ? take_both(page, rows, opt_hits, error) : status;
}

static void release(struct ArrowArrayStream *table)
{
    if (table->release != NULL)
        table->release(table);
}

static mimicry_status take_screen(struct page *page, struct ArrowArrayStream *rows,
                                  struct ArrowArrayStream *opt_hits, mimicry_error *error)
{
    struct ArrowArrayStream looked_rows = {0}, looked_hits = {0};
    mimicry_status status = check_tables(rows, opt_hits, page->options->along, error);
    if (status == MIMICRY_OK)
        status = mim_look_at(rows, mim_bests_seen(&page->bests), &looked_rows, error);
    if (status == MIMICRY_OK && opt_hits != NULL)
        status = mim_look_at(opt_hits, mim_genes_seen(&page->genes), &looked_hits, error);
    if (status == MIMICRY_OK)
        status = take_looked(page, &looked_rows, opt_hits != NULL ? &looked_hits : NULL, error);
    release(&looked_rows);
    release(&looked_hits);
    if (status == MIMICRY_OK)
        return MIMICRY_OK;
    /* What went wrong with the tables, in their own words. */
    const mimicry_error *own = mim_stream_error(rows);
    if (own == NULL && opt_hits != NULL)
        own = mim_stream_error(opt_hits);
    return own != NULL ? mim_fail_as(error, own) : status;
}

/* ---- The page ---- */

/* One that has no batch of rows is written only if it always is. */
static mimicry_status write_whole(const struct page *page, const char *name, bool always,
                                  struct ArrowArrayStream *table, mimicry_error *error)
{
    uint64_t count = 0;
    struct mim_page_table whole;
    mimicry_status status = mim_page_table_open(&whole, name, table, error);
    if (status == MIMICRY_OK)
        status = mim_page_table_take(&whole, table, 0, &count, error);
    if (status == MIMICRY_OK && (always || count > 0))
        status = mim_page_table_write(&whole, &page->to, error);
    mim_page_table_close(&whole);
    return status;
}

/* Writes a table of ours, and releases it. */
static mimicry_status write_table(const struct page *page, const char *name,
                                  struct ArrowArrayStream *table, mimicry_error *error)
{
    const mimicry_status status = write_whole(page, name, true, table, error);
    table->release(table);
    return status;
}

static mimicry_status write_about(const struct page *page, mimicry_error *error)
{
    struct ArrowArrayStream table;
    const mimicry_status status = mim_about_table(page->options, &table, error);
    return status == MIMICRY_OK ? write_table(page, "about", &table, error) : status;
}

static mimicry_status write_sources(const struct page *page, mimicry_error *error)
{
    struct ArrowArrayStream table;
    if (page->options->index == NULL)
        return MIMICRY_OK;
    const mimicry_status status = mim_sources_table(page->options->index, &table, error);
    return status == MIMICRY_OK ? write_table(page, "sources", &table, error) : status;
}

/* Of a model that is a scan alone. */
static mimicry_status write_scan(const struct page *page, mimicry_error *error)
{
    struct ArrowArrayStream table;
    const mimicry_model *model = page->options->model;
    if (model == NULL || mim_model_only(model) == NULL)
        return MIMICRY_OK;
    const mimicry_status status = mim_scan_table(model, &table, error);
    return status == MIMICRY_OK ? write_table(page, "scan", &table, error) : status;
}

static mimicry_status write_chance(const struct page *page, mimicry_error *error)
{
    const mimicry_report_options *options = page->options;
    struct ArrowArrayStream table;
    if (options->index == NULL || page->bests.count == 0)
        return MIMICRY_OK;
    mimicry_status status =
        mim_chance_table(&page->bests, options->index, options->model, &table, error);
    if (status != MIMICRY_OK)
        return status;
    status = write_whole(page, "chance", false, &table, error);
    table.release(&table);
    return status;
}

/* The levels of the genes of the hits in every tissue. */
static mimicry_status write_expression(const struct page *page, mimicry_error *error)
{
    const struct mimicry_annotations *annotations = page->options->annotations;
    const size_t n = page->genes.count < MOST_GENES ? page->genes.count : MOST_GENES;
    struct ArrowArrayStream table;
    if (annotations == NULL || annotations->expression == NULL || n == 0)
        return MIMICRY_OK;
    const char **names = mim_alloc_array(n, sizeof *names);
    if (names == NULL)
        return mim_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        names[i] = mim_names_at(&page->genes, i);
    const mimicry_status status =
        mim_known_table(annotations, MIMICRY_EXPRESSION, names, n, &table, error);
    free(names);
    return status == MIMICRY_OK ? write_table(page, "expression", &table, error) : status;
}

static mimicry_status write_tables(struct page *page, mimicry_error *error)
{
    mimicry_status status = mim_page_table_write(&page->rows, &page->to, error);
    if (status == MIMICRY_OK && page->hits.name != NULL)
        status = mim_page_table_write(&page->hits, &page->to, error);
    if (status == MIMICRY_OK)
        status = write_scan(page, error);
    if (status == MIMICRY_OK && page->options->along != NULL)
        status = write_whole(page, "along", true, page->options->along, error);
    if (status == MIMICRY_OK)
        status = write_chance(page, error);
    if (status == MIMICRY_OK)
        status = write_about(page, error);
    if (status == MIMICRY_OK)
        status = write_sources(page, error);
    return status == MIMICRY_OK ? write_expression(page, error) : status;
}

/* The page's first byte of the mark. */
static size_t find_mark(void)
{
    size_t at = 0;
    while (memcmp(mim_report_page.data + at, mark, sizeof mark - 1) != 0)
        at++;
    return at;
}

static mimicry_status write_page(struct page *page, mimicry_error *error)
{
    const size_t before = find_mark(), after = before + sizeof mark - 1;
    mimicry_status status = mim_hand_on(&page->to, mim_report_page.data, before, error);
    if (status == MIMICRY_OK)
        status = write_tables(page, error);
    return status == MIMICRY_OK ? mim_hand_on(&page->to, mim_report_page.data + after,
                                              mim_report_page.size - after, error)
                                : status;
}

mimicry_status mim_report(struct ArrowArrayStream *rows, struct ArrowArrayStream *opt_hits,
                          const mimicry_report_options *options, mimicry_write_fn write, void *data,
                          mimicry_error *error)
{
    struct page page = {.options = options, .to = {write, data}};
    mimicry_status status = take_screen(&page, rows, opt_hits, error);
    if (status == MIMICRY_OK)
        status = write_page(&page, error);
    mim_page_table_close(&page.rows);
    mim_page_table_close(&page.hits);
    mim_names_free(&page.genes);
    mim_bests_free(&page.bests);
    return status;
}
