/* How far a long run is, on one line of standard error. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "tool.h"

struct progress {
    bool shown;
    const char *what;  /* that is counted */
    uint64_t before;   /* done in earlier calls */
    uint64_t in_call;  /* that this call has */
    uint64_t last;     /* that was shown */
    long long seconds; /* when */
};

/* `wanted`: 1 to show it, 0 not to, -1: on a terminal alone. */
void progress_begin(struct progress *progress, const char *what, int wanted);

/* A mimicry_progress_fn with a struct progress; it stops when interrupted. */
int progress_watch(void *progress, uint64_t done, uint64_t total);

/* Ends the line. */
void progress_end(struct progress *progress);

#endif
