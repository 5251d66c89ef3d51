/* Writes tables of the library: it knows no column of them. */
#include "tables.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "describe.h"
#include "terminal.h"

/* Where the bytes of a table go. */
struct sink {
    struct output *out;
    struct watch *opt_watch; /* whose line is taken away before rows go to the terminal */
    bool are_lines;          /* each row is one, which the watch counts, if it shows how many; */
    uint64_t names;          /* but so many are names, and come first */
};

static void count_lines(struct sink *sink, const char *bytes, size_t count)
{
    uint64_t lines = 0;
    const char *const end = bytes + count;
    while (bytes < end && (bytes = memchr(bytes, '\n', (size_t)(end - bytes))) != NULL) {
        bytes++;
        lines++;
    }
    const uint64_t names = lines < sink->names ? lines : sink->names;
    sink->names -= names;
    sink->opt_watch->rows += lines - names;
}

static int take_bytes(void *data, const char *bytes, size_t count)
{
    struct sink *sink = data;
    if (sink->are_lines && (sink->opt_watch->shown || sink->opt_watch->rows == 0))
        count_lines(sink, bytes, count);
    const bool seen = sink->opt_watch != NULL && sink->opt_watch->among_rows;
    if (seen)
        watch_clear(sink->opt_watch);
    fwrite(bytes, 1, count, sink->out->stream);
    if (seen)
        fflush(sink->out->stream);
    return !output_good(sink->out);
}

/* ---- What is written, and what goes with it ---- */

/* A table whose rows are counted as they are written. After each of its batches, one of another
 * table that comes from the same computation is written. */
struct followed {
    struct ArrowArrayStream stream; /* to be written */
    struct ArrowArrayStream *rows;
    struct watch *watch;
    struct ArrowArrayStream *opt_hits;
    struct sink hits_sink;
    mimicry_write_options hits_options;
    mimicry_error error; /* of one of the two: its message is better than what becomes of it */
};

static int fail(struct followed *f, int code)
{
    const char *message = f->rows->get_last_error(f->rows);
    snprintf(f->error.message, sizeof f->error.message, "%s", message != NULL ? message : "");
    return code;
}

static int get_schema(struct ArrowArrayStream *self, struct ArrowSchema *out)
{
    struct followed *f = self->private_data;
    const int code = f->rows->get_schema(f->rows, out);
    return code == 0 ? 0 : fail(f, code);
}

/* The hits of a batch of rows, or all that are left. */
static int write_hits(struct followed *f, uint64_t batches)
{
    f->hits_options.batches = batches;
    const mimicry_status status = mimicry_table_write(f->opt_hits, &f->hits_options, take_bytes,
                                                      &f->hits_sink, NULL, &f->error);
    f->hits_options.no_header = 1;
    return status == MIMICRY_OK ? 0 : ECANCELED;
}

static int get_next(struct ArrowArrayStream *self, struct ArrowArray *out)
{
    struct followed *f = self->private_data;
    int code = f->rows->get_next(f->rows, out);
    if (code != 0)
        return fail(f, code);
    const bool more = out->release != NULL;
    f->watch->rows += more ? (uint64_t)out->length : 0;
    if (f->opt_hits != NULL)
        code = write_hits(f, more ? 1 : 0);
    if (code != 0 && more)
        out->release(out);
    return code;
}

static const char *get_last_error(struct ArrowArrayStream *self)
{
    struct followed *f = self->private_data;
    return f->error.message;
}

static void release(struct ArrowArrayStream *self)
{
    self->release = NULL;
}

/* `out` must not be moved. */
static void follow(struct followed *out, struct inputs *in, struct ArrowArrayStream *rows)
{
    *out = (struct followed){.stream = {get_schema, get_next, get_last_error, release, out},
                             .rows = rows,
                             .watch = &in->watch,
                             .error = {.size = sizeof out->error}};
}

static mimicry_status write_followed(struct followed *f, const struct request *r,
                                     struct output *out, mimicry_error *error)
{
    const mimicry_write_options options = terminal_options(r);
    struct sink sink = {.out = out, .opt_watch = f->watch};
    const mimicry_status status =
        mimicry_table_write(&f->stream, &options, take_bytes, &sink, NULL, error);
    if (status != MIMICRY_OK && f->error.message[0] != '\0')
        *error = f->error;
    return status;
}

/* Whether rows can be counted by their lines, so that the library may write its own table the quick
 * way. In CSV a row may be several; whether there are any is enough where that is not shown. */
static bool are_lines(const struct inputs *in, int32_t format)
{
    return format == 0 || format == MIMICRY_FORMAT_TSV || format == MIMICRY_FORMAT_JSONL ||
           (format == MIMICRY_FORMAT_CSV && !in->watch.shown);
}

static mimicry_status write_rows(struct inputs *in, struct ArrowArrayStream *table,
                                 struct output *out, mimicry_error *error)
{
    const mimicry_write_options options = terminal_options(in->request);
    struct followed followed;
    struct sink sink = {.out = out,
                        .opt_watch = &in->watch,
                        .are_lines = true,
                        .names = options.format == MIMICRY_FORMAT_JSONL ? 0 : 1};
    if (are_lines(in, options.format))
        return mimicry_table_write(table, &options, take_bytes, &sink, NULL, error);
    follow(&followed, in, table);
    return write_followed(&followed, in->request, out, error);
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
    struct output out;
    int status = EXIT_FAILED;
    if (output_open(&out, r->output)) {
        const mimicry_status written = r->describe ? describe_table(table, out.stream, &error)
                                                   : write_rows(in, table, &out, &error);
        const bool stopped = written == MIMICRY_E_CANCELLED && !output_good(&out);
        const bool kept = output_close(&out, written == MIMICRY_OK || stopped);
        status = finish(in, written, kept, stopped, &error);
    }
    table->release(table);
    return status;
}

/* ---- Two tables ---- */

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
    struct followed followed;
    struct output outs[2];
    int status = EXIT_FAILED;
    follow(&followed, in, rows);
    followed.opt_hits = hits;
    followed.hits_sink = (struct sink){.out = &outs[1]};
    /* One for reading is for no program. */
    followed.hits_options = (mimicry_write_options){
        .size = sizeof followed.hits_options,
        .format = in->request->format == MIMICRY_FORMAT_TABLE ? 0 : in->request->format};
    if (open_both(in->request, outs)) {
        const mimicry_status written = write_followed(&followed, in->request, &outs[0], &error);
        const bool stopped =
            written == MIMICRY_E_CANCELLED && !(output_good(&outs[0]) && output_good(&outs[1]));
        const bool kept = close_both(outs, written == MIMICRY_OK, stopped);
        status = finish(in, written, kept, stopped, &error);
    }
    rows->release(rows);
    hits->release(hits);
    return status;
}
