/* Tables of hits as text, line by line. */
#ifndef MIM_TABLE_WRITE_LINES_H
#define MIM_TABLE_WRITE_LINES_H

#include "table/line_text.h"

/* Writes all rows that are left of a stream with lines. `beside`: text is made in a thread beside
 * the caller's. Adds to `*batches`. */
mimicry_status mim_write_lines(struct ArrowArrayStream *table, struct mim_line_text *text,
                               struct mim_text_out *out, bool beside, uint64_t *batches,
                               mimicry_error *error);

#endif
