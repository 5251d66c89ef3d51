/* What a run tells on standard error: how far it is, and notes. */
#ifndef WATCH_H
#define WATCH_H

#include "cli.h"
#include "kept_notes.h"

struct watch {
    bool shown, quiet;
    bool among_rows;    /* the rows go to the same terminal, or to one */
    bool drawn;         /* there is a line */
    uint64_t rows;      /* that were given out */
    double begun, told; /* seconds; when the line was drawn, */
    double share;       /* and the share that it said */
    bool unknown;       /* which fell, as more was read or is done again: it is told no more */
    struct kept_notes notes;
};

void watch_begin(struct watch *watch, const struct request *request);

/* Another computation begins, whose time is counted from now on. */
void watch_begin_again(struct watch *watch);

/* A mimicry_progress_fn and a mimicry_note_fn with a struct watch; it stops when interrupted. */
int watch_progress(void *watch, uint64_t done, uint64_t total);
void watch_note(void *watch, const char *note);

/* A note on how the command is used, which tells nothing of the results: no report has it. */
void watch_hint(struct watch *watch, const char *hint);

/* Takes the line away, so that something else can be written. */
void watch_clear(struct watch *watch);

/* Says how many rows there were, unless they can be seen. */
void watch_end(struct watch *watch);
void watch_free(struct watch *watch);

#endif
