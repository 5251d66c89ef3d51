/* Where a query stands, for messages. */
#ifndef MIM_QUERY_PLACE_H
#define MIM_QUERY_PLACE_H

#include "base/error.h"

struct mim_place {
    mimicry_status status; /* of what is wrong there: FORMAT, or ARGUMENT for rows of the caller */
    const char *file;      /* NULL: none, it is a row */
    uint64_t line;         /* of the file, or number of the row, from 1; 0: of the table */
    const char *column;    /* name of the table's column, or NULL */
    size_t before;         /* bytes of the line before the text; without a column */
};

/* "FILE:LINE: column 'NAME': ...", "row NUMBER: column 'NAME': ...", or "the table: ...". */
mimicry_status mim_place_fail(const struct mim_place *place, mimicry_error *error,
                              const char *format, ...) MIM_PRINTF(3, 4);

#endif
