/* mimicry report: a screen, or the tables of one, as a page for a browser. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command_line.h"
#include "screening.h"
#include "tables.h"

static int take_page(void *data, const char *bytes, size_t count)
{
    struct output *out = data;
    fwrite(bytes, 1, count, out->stream);
    return !output_good(out);
}

/* Writes the page of two tables and releases them. */
static int print_report(struct inputs *in, struct ArrowArrayStream *rows,
                        struct ArrowArrayStream *opt_hits)
{
    const struct request *r = in->request;
    mimicry_error error = {.size = sizeof error};
    char *command = command_line(r);
    const mimicry_report_options options = {.size = sizeof options,
                                            .title = r->title,
                                            .command = command,
                                            .notes = kept_notes_give,
                                            .data = &in->watch.notes,
                                            .index = in->index,
                                            .annotations = in->annotations};
    struct output out;
    int status = EXIT_FAILED;
    if (output_open(&out, r->output)) {
        const mimicry_status written =
            mimicry_report(rows, opt_hits, &options, take_page, &out, &error);
        const bool stopped = written == MIMICRY_E_CANCELLED && !output_good(&out);
        const bool kept = output_close(&out, written == MIMICRY_OK || stopped);
        watch_end(&in->watch);
        if (written != MIMICRY_OK && !stopped)
            status = report("%s", error.message);
        else
            status = kept ? EXIT_DONE : EXIT_FAILED;
    }
    free(command);
    rows->release(rows);
    if (opt_hits != NULL)
        opt_hits->release(opt_hits);
    return status;
}

static int report_screen(const struct request *r)
{
    struct inputs in;
    struct ArrowArrayStream rows, hits;
    int status = inputs_open(r, &in);
    if (status == 0)
        status = screening_begin(&in, &rows, &hits);
    if (status == 0)
        status = print_report(&in, &rows, &hits);
    inputs_close(&in);
    return status;
}

/* The tables that screen wrote. */
static int report_saved(const struct request *r)
{
    struct inputs in;
    struct ArrowArrayStream rows, hits = {0};
    mimicry_error error = {.size = sizeof error};
    inputs_begin(r, &in);
    mimicry_status status = mimicry_table_open(r->saved_rows, &rows, &error);
    if (status == MIMICRY_OK && r->saved_hits != NULL) {
        status = mimicry_table_open(r->saved_hits, &hits, &error);
        if (status != MIMICRY_OK)
            rows.release(&rows);
    }
    const int done = status == MIMICRY_OK
                         ? print_report(&in, &rows, r->saved_hits != NULL ? &hits : NULL)
                         : report_status(&error);
    inputs_close(&in);
    return done;
}

int run_report(const struct request *r)
{
    if (r->output == NULL && isatty(STDOUT_FILENO))
        return report_usage(r->verb->name, "a page is for a browser, not for a terminal: give "
                                           "-o report.html");
    return r->saved_rows != NULL ? report_saved(r) : report_screen(r);
}
