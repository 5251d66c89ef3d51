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

SEXP r_report(SEXP index, SEXP queries, SEXP given, SEXP path, SEXP title)
{
    struct noting noting = {0};
    mimicry_error error = {.size = sizeof error};
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry_queries *read = object_get_or_null(queries, "mimicry_queries");
    const char *file = string_get(path);
    SEXP rows = PROTECT(table_new()), hits = PROTECT(table_new());
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
    };
    mimicry_status status =
        mimicry_screen(opened, read, &options, table_stream(rows), table_stream(hits), &error);
    if (status == MIMICRY_OK)
        status = write_page(table_stream(rows), table_stream(hits), &report, file, &error);
    free_notes(&noting);
    watch_end(&noting.watch, status, &error);
    UNPROTECT(3);
    return R_NilValue;
}
