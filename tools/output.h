/* Where rows go: standard output, or a file that appears only when it is whole. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdio.h>

#include "tool.h"

struct output {
    FILE *stream;
    const char *path; /* NULL: standard output */
    char *temporary;  /* NULL: written in place (standard output, a device, a pipe) */
};

/* False, having reported. */
bool output_open(struct output *out, const char *opt_path);
/* Whether everything could be written so far. */
bool output_good(const struct output *out);
/* Ends the output, under its name if `keep`, else removed. False, having reported, if it was to be
 * kept and could not be written. */
bool output_close(struct output *out, bool keep);
/* Ends the output of a library call and reports what went wrong: the exit status. A call that was
 * stopped because nothing more could be written fails for that reason. */
int output_finish(struct output *out, mimicry_status status, const mimicry_error *error);
/* As output_close for two files that belong together: if one cannot be written, neither is kept. */
bool output_close_both(struct output *a, struct output *b, bool keep);

#endif
