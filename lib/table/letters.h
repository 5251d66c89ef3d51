/* Residues of an index as cells of text. */
#ifndef MIM_TABLE_LETTERS_H
#define MIM_TABLE_LETTERS_H

#include "index/index.h"
#include "table/table.h"

/* Puts residues as their letters, which may be none; what has no letter must not be among them. */
static inline void mim_put_codes(struct mim_table *table, const uint8_t *codes, size_t length)
{
    struct mim_buffers *column = mim_next_cell(table, MIM_TEXT);
    if (column == NULL)
        return;
    if (length > column->room - column->used && !mim_buffers_reserve(column, length)) {
        table->no_memory = true;
        return;
    }
    char *to = column->bytes + column->used;
    for (size_t i = 0; i < length; i++)
        to[i] = mim_letter_of[codes[i] & (MIM_CODES - 1)];
    column->used += length;
    column->offsets[table->rows + 1] = (int32_t)column->used;
}

/* No residues are null. */
static inline void mim_put_codes_or_null(struct mim_table *table, const uint8_t *codes,
                                         size_t length)
{
    if (length == 0)
        mim_put_null(table);
    else
        mim_put_codes(table, codes, length);
}

#endif
