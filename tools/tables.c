/* Writes tables of the library: it knows no column of them. */
#include "tables.h"

#include <stdio.h>
#include <string.h>

#include "describe.h"

/* Where the bytes of a table go. */
struct sink {
    struct output *out;
    struct watch *watch; /* that counts its rows, or NULL */
    bool has_header;     /* a line of names comes before them */
};

static uint64_t count_lines(const char *bytes, size_t count)
{
    uint64_t lines = 0;
    const char *at = bytes, *end = bytes + count;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        lines++;
        at++;
    }
    return lines;
}

static int take_bytes(void *data, const char *bytes, size_t count)
{
    struct sink *sink = data;
    if (sink->watch != NULL && sink->watch->shown && count > 0) {
        sink->watch->rows += count_lines(bytes, count) - sink->has_header;
        sink->has_header = false;
    }
    fwrite(bytes, 1, count, sink->out->stream);
    return !output_good(sink->out);
}

/* Whether rows of a format come after a line of names. */
static bool has_header(int32_t format)
{
    return format != MIMICRY_FORMAT_JSONL && format != MIMICRY_FORMAT_BLAST6;
}

/* Ends the run, whose output was stopped if it could not be written. */
static int finish(struct inputs *in, mimicry_status status, bool written, bool stopped,
                  const mimicry_error *error)
{
    watch_end(&in->watch);
    if (status != MIMICRY_OK && !stopped)
        return report("%s", error->message);
    return written ? EXIT_DONE : EXIT_FAILED;
}

int table_print(struct inputs *in, struct ArrowArrayStream *table)
{
    const struct request *r = in->request;
    mimicry_error error = {.size = sizeof error};
    const mimicry_write_options options = {.size = sizeof options, .format = r->format};
    struct output out;
    struct sink sink = {&out, &in->watch, has_header(r->format)};
    int status = EXIT_FAILED;
    if (output_open(&out, r->output)) {
        const mimicry_status written =
            r->describe ? describe_table(table, out.stream, &error)
                        : mimicry_table_write(table, &options, take_bytes, &sink, NULL, &error);
        const bool stopped = written == MIMICRY_E_CANCELLED && !output_good(&out);
        const bool kept = output_close(&out, written == MIMICRY_OK || stopped);
        status = finish(in, written, kept, stopped, &error);
    }
    table->release(table);
    return status;
}

/* ---- Two tables ---- */

/* A batch of each in turn, until neither has one. */
static mimicry_status write_both(struct inputs *in, struct ArrowArrayStream *tables,
                                 struct output *outs, mimicry_error *error)
{
    mimicry_write_options options = {
        .size = sizeof options, .format = in->request->format, .batches = 1};
    struct sink sinks[2] = {{&outs[0], &in->watch, has_header(options.format)},
                            {&outs[1], NULL, false}};
    uint64_t batches[2] = {1, 1};
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && batches[0] + batches[1] > 0) {
        for (size_t i = 0; i < 2 && status == MIMICRY_OK; i++)
            status = mimicry_table_write(&tables[i], &options, take_bytes, &sinks[i], &batches[i],
                                         error);
        options.no_header = 1;
    }
    return status;
}

static bool open_both(const struct request *r, struct output *outs)
{
    if (!output_open(&outs[0], r->output))
        return false;
    if (output_open(&outs[1], r->hits))
        return true;
    output_close(&outs[0], false);
    return false;
}

/* Both are kept, or none of them; the one that could not be written says so. */
static bool close_both(struct output *outs, bool keep, bool stopped)
{
    if (!stopped)
        return output_close_both(&outs[0], &outs[1], keep);
    const bool first_failed = !output_good(&outs[0]);
    output_close(&outs[0], first_failed);
    output_close(&outs[1], !first_failed);
    return false;
}

int table_print_both(struct inputs *in, struct ArrowArrayStream *rows,
                     struct ArrowArrayStream *hits)
{
    mimicry_error error = {.size = sizeof error};
    struct ArrowArrayStream tables[2] = {*rows, *hits};
    struct output outs[2];
    int status = EXIT_FAILED;
    if (open_both(in->request, outs)) {
        const mimicry_status written = write_both(in, tables, outs, &error);
        const bool stopped =
            written == MIMICRY_E_CANCELLED && !(output_good(&outs[0]) && output_good(&outs[1]));
        const bool kept = close_both(outs, written == MIMICRY_OK, stopped);
        status = finish(in, written, kept, stopped, &error);
    }
    tables[0].release(&tables[0]);
    tables[1].release(&tables[1]);
    return status;
}
