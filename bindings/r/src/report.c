/* A screen as a page, which is written to a file. */
#include "binding.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A watch that keeps the notes it hands on; the watch comes first, so that it is found by the
 * library's callbacks. */
struct noting {
    struct call_watch watch;
    char **notes;
    size_t count;
};

static void keep_note(void *data, const char *note)
{
    struct noting *noting = data;
    char **grown = realloc(noting->notes, (noting->count + 1) * sizeof *grown);
    if (grown != NULL) { /* else it is told by the warning alone */
        noting->notes = grown;
        noting->notes[noting->count] = malloc(strlen(note) + 1);
        if (noting->notes[noting->count] != NULL)
            strcpy(noting->notes[noting->count++], note);
    }
    watch_note(&noting->watch, note);
}

static void give_notes(void *data, mimicry_note_fn take, void *taker)
{
    const struct noting *noting = data;
    for (size_t i = 0; i < noting->count; i++)
        take(taker, noting->notes[i]);
}

static void free_notes(struct noting *noting)
{
    for (size_t i = 0; i < noting->count; i++)
        free(noting->notes[i]);
    free(noting->notes);
}

/* ---- The page ---- */

static int take_page(void *file, const char *bytes, size_t count)
{
    return fwrite(bytes, 1, count, file) != count;
}

static mimicry_status fail_io(const char *path, mimicry_error *error)
{
    error->system = errno;
    snprintf(error->message, sizeof error->message, "%.300s: cannot write: %.100s", path,
             strerror(errno));
    return error->status = MIMICRY_E_IO;
}

static mimicry_status write_page(struct ArrowArrayStream *rows, struct ArrowArrayStream *hits,
                                 const mimicry_report_options *options, const char *path,
                                 mimicry_error *error)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return fail_io(path, error);
    mimicry_status status = mimicry_report(rows, hits, options, take_page, file, error);
    if (ferror(file) && status == MIMICRY_E_CANCELLED)
        status = fail_io(path, error);
    if (fclose(file) != 0 && status == MIMICRY_OK)
        status = fail_io(path, error);
    return status;
}

/* ---- Tables that are there ---- */

/* An object for a table: the path of a file, or a data frame as a list of its columns and what is
 * said of them; NULL (of R) for none. Not protected. */
static SEXP table_given(SEXP given)
{
    mimicry_error error = {.size = sizeof error};
    if (given == R_NilValue)
        return R_NilValue;
    if (!Rf_isString(given))
        return frame_new(list_get(given, "columns"), list_get(given, "said"), 0);
    SEXP table = PROTECT(table_new());
    const mimicry_status status =
        mimicry_table_open(string_get(given), table_stream(table), &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(1);
    return table;
}

static struct ArrowArrayStream *stream_of(SEXP table)
{
    if (table == R_NilValue)
        return NULL;
    return R_ExternalPtrTag(table) == Rf_install("frame") ? frame_stream(table)
                                                          : table_stream(table);
}

/* `given` has rows, hits and along, index, annotations, model and title. */
SEXP r_report_tables(SEXP given, SEXP path)
{
    mimicry_error error = {.size = sizeof error};
    const char *file = string_get(path);
    SEXP rows = PROTECT(table_given(list_get(given, "rows")));
    SEXP hits = PROTECT(table_given(list_get(given, "hits")));
    SEXP along = PROTECT(table_given(list_get(given, "along")));
    const mimicry_report_options options = {
        .size = sizeof options,
        .title = string_get_or_null(list_get(given, "title")),
        .index = object_get_or_null(list_get(given, "index"), "mimicry_index"),
        .annotations = object_get_or_null(list_get(given, "annotations"), "mimicry_annotations"),
        .model = object_get_or_null(list_get(given, "model"), "mimicry_model"),
        .along = stream_of(along),
    };
    const mimicry_status status =
        write_page(stream_of(rows), stream_of(hits), &options, file, &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(3);
    return R_NilValue;
}

/* ---- A screen ---- */

SEXP r_report(SEXP index, SEXP queries, SEXP given, SEXP path, SEXP title, SEXP along)
{
    struct noting noting = {0};
    mimicry_error error = {.size = sizeof error};
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry_queries *read = object_get_or_null(queries, "mimicry_queries");
    const char *file = string_get(path);
    SEXP rows = PROTECT(table_new()), hits = PROTECT(table_new());
    SEXP tracks = PROTECT(table_given(along));
    PROTECT(watch_begin(&noting.watch, list_get(given, "progress")));
    mimicry_screen_options options = screen_options(given, &noting.watch);
    options.run.note = keep_note;
    const mimicry_report_options report = {
        .size = sizeof report,
        .title = string_get_or_null(title),
        .notes = give_notes,
        .data = &noting,
        .index = opened,
        .annotations = options.annotations,
        .model = options.model,
        .along = stream_of(tracks),
    };
    mimicry_status status =
        mimicry_screen(opened, read, &options, table_stream(rows), table_stream(hits), &error);
    if (status == MIMICRY_OK)
        status = write_page(table_stream(rows), table_stream(hits), &report, file, &error);
    free_notes(&noting);
    watch_end(&noting.watch, status, &error);
    UNPROTECT(4);
    return R_NilValue;
}
