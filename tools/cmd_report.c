/* mimicry report: a screen, or the tables of one, as a page for a browser. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command_line.h"
#include "screening.h"
#include "tables.h"
#include "tracks.h"

static int take_page(void *data, const char *bytes, size_t count)
{
    struct output *out = data;
    fwrite(bytes, 1, count, out->stream);
    return !output_good(out);
}

/* The tables of a page; those that were not opened have no `release`. */
struct page_tables {
    struct ArrowArrayStream rows, hits, along;
};

static struct ArrowArrayStream *or_null(struct ArrowArrayStream *table)
{
    return table->release != NULL ? table : NULL;
}

static void release(struct ArrowArrayStream *table)
{
    if (table->release != NULL)
        table->release(table);
}

static void tables_close(struct page_tables *tables)
{
    release(&tables->rows);
    release(&tables->hits);
    release(&tables->along);
}

/* A page without one of its notes must not look whole. */
static int write_page(struct inputs *in, struct page_tables *tables, const char *command)
{
    const struct request *r = in->request;
    mimicry_error error = {.size = sizeof error};
    const mimicry_report_options options = {.size = sizeof options,
                                            .title = r->title,
                                            .command = command,
                                            .notes = kept_notes_give,
                                            .data = &in->watch.notes,
                                            .index = in->index,
                                            .annotations = in->annotations,
                                            .model = in->model,
                                            .along = or_null(&tables->along)};
    struct output out;
    int status = EXIT_FAILED;
    if (output_open(&out, r->output)) {
        const mimicry_status written = mimicry_report(&tables->rows, or_null(&tables->hits),
                                                      &options, take_page, &out, &error);
        const bool stopped = written == MIMICRY_E_CANCELLED && !output_good(&out);
        const bool lost = in->watch.notes.lost;
        const bool kept = output_close(&out, (written == MIMICRY_OK && !lost) || stopped);
        watch_end(&in->watch);
        if (lost)
            status = report("not enough memory");
        else if (written != MIMICRY_OK && !stopped)
            status = report("%s", error.message);
        else
            status = kept ? EXIT_DONE : EXIT_FAILED;
    }
    return status;
}

static int print_report(struct inputs *in, struct page_tables *tables)
{
    char *command = command_line(in->request);
    const int status =
        command != NULL ? write_page(in, tables, command) : report("not enough memory");
    free(command);
    return status;
}

static int report_screen(const struct request *r)
{
    struct inputs in;
    struct page_tables tables = {0};
    int status = inputs_open(r, &in);
    if (status == 0)
        status = screening_begin(&in, &tables.rows, &tables.hits);
    if (status == 0)
        status = tracks_open(&in, &tables.along);
    if (status == 0)
        status = print_report(&in, &tables);
    tables_close(&tables);
    inputs_close(&in);
    return status;
}

/* The tables that screen wrote. */
static int report_saved(const struct request *r)
{
    struct inputs in;
    struct page_tables tables = {0};
    mimicry_error error = {.size = sizeof error};
    inputs_begin(r, &in);
    const bool opened = mimicry_table_open(r->saved_rows, &tables.rows, &error) == MIMICRY_OK &&
                        (r->saved_hits == NULL ||
                         mimicry_table_open(r->saved_hits, &tables.hits, &error) == MIMICRY_OK);
    const int status = opened ? print_report(&in, &tables) : report_status(&error);
    tables_close(&tables);
    inputs_close(&in);
    return status;
}

int run_report(const struct request *r)
{
    if (r->output == NULL && isatty(STDOUT_FILENO))
        return report_usage(r->verb->name, "a page is for a browser, not for a terminal: give "
                                           "-o report.html");
    return r->saved_rows != NULL ? report_saved(r) : report_screen(r);
}
