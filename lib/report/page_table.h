/* A table as a page holds it: its columns as JSON, then its rows, packed and as base64. */
#ifndef MIM_REPORT_PAGE_TABLE_H
#define MIM_REPORT_PAGE_TABLE_H

#include "base/taker.h"
#include "io/deflate.h"

struct mim_page_table {
    const char *name; /* of letters */
    struct mim_packed packed;
    struct mim_deflate *deflate;
    mimicry_error error; /* of the packing */
};

/* Begins with the table's columns; it is closed in either case. */
mimicry_status mim_page_table_open(struct mim_page_table *page_table, const char *name,
                                   struct ArrowArrayStream *table, mimicry_error *error);

/* Takes the next `most` batches of the table; `*out_count` is how many there were, fewer at the
 * end. */
mimicry_status mim_page_table_take(struct mim_page_table *page_table,
                                   struct ArrowArrayStream *table, uint64_t most,
                                   uint64_t *out_count, mimicry_error *error);

/* Writes the whole as an element of the page. Its bytes are A to Z, a to z, 0 to 9, +, / and =, so
 * that nothing in the table can be read as part of the page. */
mimicry_status mim_page_table_write(struct mim_page_table *page_table, const struct mim_taker *to,
                                    mimicry_error *error);

void mim_page_table_close(struct mim_page_table *page_table);

#endif
