/* Tables of the library to the output that the options ask for. */
#ifndef TABLES_H
#define TABLES_H

#include "inputs.h"
#include "output.h"

/* Writes a table, or with --describe what its columns say, and releases it; the exit status. */
int table_print(struct inputs *in, struct ArrowArrayStream *table);

/* The same for two tables that come from one computation, batch by batch. */
int table_print_both(struct inputs *in, struct ArrowArrayStream *rows,
                     struct ArrowArrayStream *hits);

#endif
