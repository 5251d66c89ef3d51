/* The table along the queries that are sequences, for a report. */
#ifndef TRACKS_H
#define TRACKS_H

#include "inputs.h"

/* Opens it for the queries of the words or of -e, which are read once more. Where there is nothing
 * to draw, `out->release` is NULL. 0, or, having reported, the exit status. */
int tracks_open(struct inputs *in, struct ArrowArrayStream *out);

#endif
