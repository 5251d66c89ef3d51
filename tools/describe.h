/* What the columns of a table say. */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include <mimicry/mimicry.h>
#include <stdio.h>

/* A line for each column: name, type, unit and description, tab-separated. */
mimicry_status describe_table(struct ArrowArrayStream *table, FILE *stream, mimicry_error *error);

#endif
