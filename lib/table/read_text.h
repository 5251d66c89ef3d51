/* A table that was written as text, as a table of text. */
#ifndef MIM_TABLE_READ_TEXT_H
#define MIM_TABLE_READ_TEXT_H

#include <mimicry/mimicry.h>

/* As mimicry_table_open. */
mimicry_status mim_text_table_open(const char *path, struct ArrowArrayStream *out,
                                   mimicry_error *error);

#endif
