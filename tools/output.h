/* Where rows go: standard output, or a file that appears only when it is whole. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdio.h>

#include "tool.h"

struct request;

struct output {
    FILE *stream;
    const char *path; /* NULL: standard output */
    char *target;     /* path without links */
    char *temporary;  /* NULL: written in place (standard output, a device, a pipe) */
    int lock;         /* keeps the lock of the temporary; -1: none */
};

/* 0, or, having reported that an output is an input, or that two outputs are one file, the exit
 * status. It is called before every verb, and before anything is written. The second checks one
 * output, which need not be of an option. */
int outputs_check(const struct request *request);
int output_check(const struct request *request, const char *output);

/* The path of the file that a link leads to, so that the link stays; NULL: there is none, or no
 * memory. The caller frees it. */
char *output_resolve(const char *path);

/* False, having reported. */
bool output_open(struct output *out, const char *opt_path);
/* Whether everything could be written so far. */
bool output_good(const struct output *out);
/* Ends the output, under its name if `keep`, else removed. False, having reported, if it was to be
 * kept and could not be written. */
bool output_close(struct output *out, bool keep);
/* As output_close for two files that belong together: if one cannot be written, neither is kept. */
bool output_close_both(struct output *a, struct output *opt_b, bool keep);

/* Ends what a verb printed on standard output: the exit status. */
int output_flush(void);

#endif
