/* The cells of one column of a batch, in Arrow's layout, and the pool they come from. */
#ifndef MIM_TABLE_BUFFERS_H
#define MIM_TABLE_BUFFERS_H

#include <mimicry/mimicry.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { MIM_WIDE = 16 }; /* bytes of a copy whose length the compiler knows */

enum mim_type { MIM_INTEGER, MIM_REAL, MIM_TEXT };

/* Spare cells, one a column: a consumer that takes batch after batch gets memory that is in use
 * already, which fresh pages of the system are not. It lives as long as the table and all cells
 * that came from it, in whatever thread these are released. */
struct mim_pool;

struct mim_buffers {
    enum mim_type type;
    bool nullable;
    union { /* 64-byte aligned, as all buffers */
        int64_t *integers;
        double *reals;
        int32_t *offsets; /* one more than rows */
    };
    uint8_t *valid; /* a bit a row; all are 1 but those of nulls */
    char *bytes;    /* of text; never NULL then */
    size_t used;    /* bytes of text */
    size_t room;    /* for bytes */
    size_t nulls;
    size_t rows; /* room for so many */
    size_t number;
    struct mim_pool *pool;
    const void *buffers[3]; /* as an array gives them out */
};

mimicry_status mim_pool_create(size_t n_columns, struct mim_pool **out, mimicry_error *error);

/* The pool goes when the last of its users has let it go. */
void mim_pool_leave(struct mim_pool *pool);

/* Empty cells of column `number`, spare ones if there are; NULL without memory. */
struct mim_buffers *mim_buffers_create(struct mim_pool *pool, size_t number, enum mim_type type,
                                       bool nullable, size_t rows);
void mim_buffers_free(struct mim_buffers *column);

/* Room for so many rows in all, of which `used` are filled. */
bool mim_buffers_grow(struct mim_buffers *column, size_t used, size_t rows);

/* Makes the text of these rows UTF-8, as Arrow's readers take for granted: what is none becomes
 * U+FFFD. False without memory. */
bool mim_buffers_mend(struct mim_buffers *column, size_t rows);

/* Gives cells of `rows` rows away as an array, which puts them back into the pool. */
void mim_buffers_give(struct mim_buffers *column, size_t rows, struct ArrowArray *out);

/* Room for `length` more bytes of text; at most 2 GiB in all. */
bool mim_buffers_reserve(struct mim_buffers *column, size_t length);

static inline bool mim_buffers_room(struct mim_buffers *column, size_t length)
{
    return length <= column->room - column->used || mim_buffers_reserve(column, length);
}

static inline void mim_copy_short(char *to, const char *from, size_t length)
{
    if (length > 16) {
        memcpy(to, from, length);
    } else if (length >= 8) {
        uint64_t first, last;
        memcpy(&first, from, 8);
        memcpy(&last, from + length - 8, 8);
        memcpy(to, &first, 8);
        memcpy(to + length - 8, &last, 8);
    } else if (length >= 4) {
        uint32_t first, last;
        memcpy(&first, from, 4);
        memcpy(&last, from + length - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + length - 4, &last, 4);
    } else if (length > 0) {
        to[0] = from[0];
        to[length / 2] = from[length / 2];
        to[length - 1] = from[length - 1];
    }
}

/* MIM_WIDE bytes can be read and written, whatever the length. Returns the end. */
static inline char *mim_copy_wide(char *to, const char *from, size_t length)
{
    memcpy(to, from, MIM_WIDE);
    if (length > MIM_WIDE)
        memcpy(to + MIM_WIDE, from + MIM_WIDE, length - MIM_WIDE);
    return to + length;
}

static inline bool mim_buffers_text(struct mim_buffers *column, size_t row, const char *text,
                                    size_t length)
{
    if (!mim_buffers_room(column, length))
        return false;
    mim_copy_short(column->bytes + column->used, text, length);
    column->used += length;
    column->offsets[row + 1] = (int32_t)column->used;
    return true;
}

static inline void mim_buffers_set_null(struct mim_buffers *column, size_t row)
{
    column->valid[row / 8] &= (uint8_t) ~(1u << row % 8);
    column->nulls++;
}

/* What is under a null is zero, or no text. */
static inline void mim_buffers_null(struct mim_buffers *column, size_t row)
{
    if (column->type == MIM_TEXT)
        column->offsets[row + 1] = (int32_t)column->used;
    else
        column->integers[row] = 0;
    mim_buffers_set_null(column, row);
}

#endif
