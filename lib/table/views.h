/* Columns of a batch of any producer, to be read a block of rows at a time. */
#ifndef MIM_TABLE_VIEWS_H
#define MIM_TABLE_VIEWS_H

#include <mimicry/mimicry.h>
#include <stdbool.h>
#include <stddef.h>

enum { MIM_VIEW_ROWS = 64 }; /* rows of a block */

enum mim_view_kind {
    MIM_VIEW_SIGNED,   /* integers of 8 to 64 bits */
    MIM_VIEW_UNSIGNED, /* likewise */
    MIM_VIEW_REAL,     /* of 32 or 64 bits */
    MIM_VIEW_TEXT      /* UTF-8, with offsets of 32 or 64 bits */
};

struct mim_view {
    enum mim_view_kind kind;
    char format;          /* Arrow's letter */
    int64_t shift;        /* of row 0 in the buffers */
    const uint8_t *valid; /* a bit a row, NULL: all are valid */
    const char *values;   /* or offsets */
    const char *bytes;
    const char *bytes_end; /* of the batch's text */
};

/* ARGUMENT, with the column's name, unless it can be read. */
mimicry_status mim_view_check(const struct ArrowSchema *column, mimicry_error *error);

/* Column `i` of a batch; both have passed their checks. */
struct mim_view mim_view_open(const struct ArrowSchema *schema, const struct ArrowArray *batch,
                              int64_t i);

/* ARGUMENT unless the schema is a table's, of columns that can be read. */
mimicry_status mim_views_check_schema(const struct ArrowSchema *schema, mimicry_error *error);

/* ARGUMENT unless the batch has the columns of the schema. */
mimicry_status mim_views_check_batch(const struct ArrowSchema *schema,
                                     const struct ArrowArray *batch, mimicry_error *error);

/* Rows [from, from + count), at most MIM_VIEW_ROWS. Unsigned numbers keep their bits. */
void mim_view_integers(const struct mim_view *view, int64_t from, size_t count, int64_t *out);
void mim_view_reals(const struct mim_view *view, int64_t from, size_t count, double *out);
void mim_view_offsets(const struct mim_view *view, int64_t from, size_t count, size_t *out);

static inline bool mim_view_is_null(const struct mim_view *view, int64_t row)
{
    const int64_t at = row + view->shift;
    return view->valid != NULL && (view->valid[at / 8] >> (at % 8) & 1) == 0;
}

/* Which of so many rows, 1 to MIM_VIEW_ROWS, are null: bit i for row from + i. */
uint64_t mim_view_nulls(const struct mim_view *view, int64_t from, size_t count);

/* One cell; the text is empty where it is null, and not terminated. */
const char *mim_view_text(const struct mim_view *view, int64_t row, size_t *out_length);
int64_t mim_view_integer(const struct mim_view *view, int64_t row);
double mim_view_real(const struct mim_view *view, int64_t row); /* null, too, is NaN */

/* What a stream's errno says: MIMICRY_OK for 0; otherwise the stream's own error, or one with its
 * message. */
mimicry_status mim_views_status(struct ArrowArrayStream *stream, int code, mimicry_error *error);

#endif
