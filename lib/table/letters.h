/* Residues of an index as cells of text. */
#ifndef MIM_TABLE_LETTERS_H
#define MIM_TABLE_LETTERS_H

#include "index/index.h"
#include "table/table.h"

/* Writes residues as their letters; what has no letter must not be among them. Returns the end. */
static inline char *mim_write_letters(char *to, const uint8_t *codes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        to[i] = mim_letter_of[codes[i] & (MIM_CODES - 1)];
    return to + length;
}

/* Puts residues, which may be none. */
static inline void mim_put_codes(struct mim_table *table, const uint8_t *codes, size_t length)
{
    struct mim_buffers *column = mim_next_text(table, length);
    if (column == NULL)
        return;
    mim_write_letters(column->bytes + column->used, codes, length);
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
