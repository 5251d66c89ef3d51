/* Collects the queries that are long enough for a track along them. */
#include "tracks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tool.h"

enum {
    MOST = 20, /* tracks of a page */
    LEAST =
        30, /* residues: longer than the peptides of class II, which one row of the page shows */
    BLOCK = 256 /* queries read at once */
};

struct tracks {
    mimicry_query rows[MOST]; /* their strings are our own */
    size_t count, left_out;
};

static char *copy(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *out = malloc(size);
    return out == NULL ? NULL : memcpy(out, text, size);
}

static void tracks_free(struct tracks *tracks)
{
    for (size_t i = 0; i < tracks->count; i++) {
        free((char *)(uintptr_t)tracks->rows[i].id);
        free((char *)(uintptr_t)tracks->rows[i].peptide);
    }
}

static mimicry_status add(struct tracks *tracks, const mimicry_query *query, mimicry_error *error)
{
    if (strlen(query->peptide) < LEAST)
        return MIMICRY_OK;
    if (tracks->count == MOST) {
        tracks->left_out++;
        return MIMICRY_OK;
    }
    mimicry_query *row = &tracks->rows[tracks->count++];
    *row = (mimicry_query){
        .id = copy(query->id), .peptide = copy(query->peptide), .is_sequence = query->is_sequence};
    if (row->id != NULL && row->peptide != NULL)
        return MIMICRY_OK;
    snprintf(error->message, sizeof error->message, "not enough memory");
    return error->status = MIMICRY_E_MEMORY;
}

static mimicry_status collect(struct tracks *tracks, mimicry_queries *queries, mimicry_error *error)
{
    const mimicry_query *rows;
    size_t count, stride;
    mimicry_status status;
    do {
        status = mimicry_queries_next(queries, BLOCK, &rows, &count, &stride, error);
        for (size_t i = 0; i < count && status == MIMICRY_OK; i++)
            status = add(tracks, (const mimicry_query *)((const char *)rows + i * stride), error);
    } while (status == MIMICRY_OK && count > 0);
    return status;
}

static mimicry_status begin(struct inputs *in, const struct tracks *tracks,
                            struct ArrowArrayStream *out, mimicry_error *error)
{
    const mimicry_along_options options = {.size = sizeof options,
                                           .run = in->run,
                                           .window = (int32_t)in->request->windows.min,
                                           .only_genes = in->only_genes,
                                           .exclude_genes = in->exclude_genes};
    mimicry_queries *queries;
    mimicry_status status = mimicry_queries_from(tracks->rows, tracks->count, sizeof *tracks->rows,
                                                 NULL, &queries, error);
    if (status != MIMICRY_OK)
        return status;
    status = mimicry_along(in->index, queries, &options, out, error);
    mimicry_queries_close(queries);
    return status;
}

static void note_left_out(struct inputs *in, const struct tracks *tracks)
{
    char line[128];
    snprintf(line, sizeof line, "tracks are drawn of the first %d of %zu sequences", MOST,
             tracks->count + tracks->left_out);
    if (tracks->left_out > 0)
        watch_note(&in->watch, line);
}

/* Whether the queries can be read a second time. */
static bool is_there_twice(struct inputs *in)
{
    struct stat file;
    if (in->request->n_words < 2)
        return in->request->peptides.count > 0 && in->queries != NULL;
    const char *path = in->request->words[1];
    if (strcmp(path, "-") != 0 && stat(path, &file) == 0 && S_ISREG(file.st_mode))
        return true;
    watch_note(&in->watch, "the queries are no plain file, which could be read again: no tracks "
                           "along sequences are drawn");
    return false;
}

int tracks_open(struct inputs *in, struct ArrowArrayStream *out)
{
    struct tracks tracks = {0};
    struct inputs again;
    mimicry_error error = {.size = sizeof error};
    *out = (struct ArrowArrayStream){0};
    if (!is_there_twice(in))
        return 0;
    inputs_begin(in->request, &again);
    again.watch.quiet = true; /* its notes were told */
    int status =
        inputs_open_queries(&again, in->request->n_words > 1 ? in->request->words[1] : NULL, 0);
    if (status == 0 && (collect(&tracks, again.queries, &error) != MIMICRY_OK ||
                        (tracks.count > 0 && begin(in, &tracks, out, &error) != MIMICRY_OK)))
        status = report_status(&error);
    if (status == 0)
        note_left_out(in, &tracks);
    tracks_free(&tracks);
    inputs_close(&again);
    return status;
}
