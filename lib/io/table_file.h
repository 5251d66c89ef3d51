/* All rows of a table file. */
#ifndef MIM_IO_TABLE_FILE_H
#define MIM_IO_TABLE_FILE_H

#include "base/error.h"

struct mimicry_table {
    char *name;         /* of the file, for messages */
    uint64_t rows;      /* the header is row 0 */
    size_t columns;     /* cells of every row */
    const char **cells; /* rows x columns pointers into bytes */
    uint64_t *lines;    /* where each row stands */
    char *bytes;
};

mimicry_status mim_table_read(const char *path, struct mimicry_table **out, mimicry_error *error);
void mim_table_free(struct mimicry_table *table);

#endif
