/* JSON text, value by value, as RFC 8259 has it and nothing beside: no comments, no trailing
 * commas, no NaN. Who reads knows what comes next, and asks for it; anything else is an error with
 * file and line. */
#ifndef MIM_IO_JSON_H
#define MIM_IO_JSON_H

#include <stdbool.h>

#include "io/source.h"

struct mim_json {
    const char *name; /* of the source; the source must outlive the reader */
    char *text;       /* all of it, terminated */
    const char *at;   /* what comes next */
    uint64_t line;
};

/* Reads all of a source, which may have 64 MiB at most and no NUL byte. */
mimicry_status mim_json_open(struct mim_json *json, struct mim_source *source,
                             mimicry_error *error);
void mim_json_close(struct mim_json *json);

/* A FORMAT error at the line that has been reached. */
mimicry_status mim_json_fail(const struct mim_json *json, mimicry_error *error, const char *what);

/* Reads a member of an object, with its name, or of an array: number `i`, from 0. */
typedef mimicry_status (*mim_json_member_fn)(void *data, size_t i, mimicry_error *error);

/* Reads an object ('{') or an array ('['): each of its members in order, and how many there were.
 */
mimicry_status mim_json_each(struct mim_json *json, char opening, mim_json_member_fn read,
                             void *data, size_t *out_count, mimicry_error *error);

/* A string of which the first `room` - 1 bytes are kept. Characters beyond ASCII that were written
 * with \u are kept as the byte 0xff, which no name that is looked for has. */
mimicry_status mim_json_string(struct mim_json *json, char *out, size_t room, mimicry_error *error);

/* The name of an object's member, and the colon. */
mimicry_status mim_json_name(struct mim_json *json, char *out, size_t room, mimicry_error *error);

mimicry_status mim_json_number(struct mim_json *json, double *out, mimicry_error *error);

/* Passes over a value of any kind. */
mimicry_status mim_json_skip(struct mim_json *json, mimicry_error *error);

/* Nothing but blanks is left. */
mimicry_status mim_json_end(struct mim_json *json, mimicry_error *error);

#endif
