/* A screen as the options ask for it. */
#ifndef SCREENING_H
#define SCREENING_H

#include "inputs.h"

/* Begins the tables of a screen. 0, or, having reported, the exit status. */
int screening_begin(struct inputs *in, struct ArrowArrayStream *out_rows,
                    struct ArrowArrayStream *opt_out_hits);

#endif
