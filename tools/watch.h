/* What a run tells on standard error: how far it is, and notes. */
#ifndef WATCH_H
#define WATCH_H

#include "cli.h"
#include "kept_notes.h"

struct watch {
    bool shown, quiet;
    bool drawn;        /* there is a line to be ended */
    uint64_t rows;     /* that were written */
    long long seconds; /* when it was shown */
    struct kept_notes notes;
};

void watch_begin(struct watch *watch, const struct request *request);

/* A mimicry_progress_fn and a mimicry_note_fn with a struct watch; it stops when interrupted. */
int watch_progress(void *watch, uint64_t done, uint64_t total);
void watch_note(void *watch, const char *note);

/* Ends the line. */
void watch_end(struct watch *watch);
void watch_free(struct watch *watch);

#endif
