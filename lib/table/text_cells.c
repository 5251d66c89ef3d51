/* Turns the values of a block into places and lengths, in one tight loop for each type. */
#include "table/text_cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"

_Static_assert((int)MIM_CELL_SLOT >= (int)MIM_DIGITS_ROOM, "a slot takes a number");

static void set(struct mim_text_cells *cells, size_t i, const char *at, size_t length)
{
    cells->at[i] = at;
    cells->length[i] = length;
}

static void make_integers(struct mim_text_cells *cells, const struct mim_view *view, int64_t from,
                          size_t count)
{
    int64_t values[MIM_VIEW_ROWS];
    mim_view_integers(view, from, count, values);
    const bool has_sign = view->kind == MIM_VIEW_SIGNED;
    for (size_t i = 0; i < count; i++) {
        char *slot = cells->slots[i];
        char *end = has_sign ? mim_write_integer(slot, values[i])
                             : mim_write_unsigned(slot, (uint64_t)values[i]);
        set(cells, i, slot, (size_t)(end - slot));
    }
}

/* JSON has no word for what is not finite: no number is null, and a number that is larger than any
 * double is read back as infinity. Any are MIM_WIDE bytes. */
static const char *infinite(double value)
{
    static const char null[MIM_WIDE] = "null", more[MIM_WIDE] = "1e999", less[MIM_WIDE] = "-1e999";
    return value != value ? null : value > 0 ? more : less;
}

static bool is_finite(double value)
{
    return value - value == 0;
}

static void make_finite(struct mim_text_cells *cells, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_finite(values[i]))
            set(cells, i, infinite(values[i]), strlen(infinite(values[i])));
    }
}

char *mim_write_cell(char *to, double value, enum mim_text_style style)
{
    if (style == MIM_TEXT_JSONL && !is_finite(value))
        return mim_copy_wide(to, infinite(value), strlen(infinite(value)));
    return mim_write_real(to, value);
}

static void make_reals(struct mim_text_cells *cells, const struct mim_view *view,
                       enum mim_text_style style, int64_t from, size_t count)
{
    double values[MIM_VIEW_ROWS];
    mim_view_reals(view, from, count, values);
    for (size_t i = 0; i < count; i++) {
        char *slot = cells->slots[i];
        set(cells, i, slot, (size_t)(mim_write_real(slot, values[i]) - slot));
    }
    if (style == MIM_TEXT_JSONL)
        make_finite(cells, values, count);
}

/* Room for the text of a block, each of its bytes escaped. */
static bool reserve(struct mim_text_cells *cells, size_t bytes, size_t count)
{
    size_t needed;
    if (__builtin_mul_overflow(bytes, MIM_ESCAPE_GROWTH, &needed) ||
        __builtin_add_overflow(needed, count * (MIM_ESCAPE_EXTRA + MIM_WIDE), &needed))
        return false;
    char *grown = mim_grow(cells->scratch, &cells->room, needed, 1);
    if (grown != NULL)
        cells->scratch = grown;
    return grown != NULL;
}

/* A copy of each string, escaped and, for JSON, quoted; a string under a null is none. */
static bool copy_text(struct mim_text_cells *cells, const struct mim_view *view,
                      enum mim_text_style style, const size_t *offsets, size_t count)
{
    if (!reserve(cells, offsets[count] - offsets[0], count))
        return false;
    char *to = cells->scratch;
    for (size_t i = 0; i < count; i++) {
        char *start = to;
        if (style == MIM_TEXT_JSONL)
            *to++ = '"';
        to = mim_escape(style, to, view->bytes + offsets[i], offsets[i + 1] - offsets[i]);
        if (style == MIM_TEXT_JSONL)
            *to++ = '"';
        set(cells, i, start, (size_t)(to - start));
        to += MIM_WIDE;
    }
    return true;
}

static bool make_text(struct mim_text_cells *cells, const struct mim_view *view,
                      enum mim_text_style style, int64_t from, size_t count)
{
    size_t offsets[MIM_VIEW_ROWS + 1];
    mim_view_offsets(view, from, count + 1, offsets);
    const char *first = view->bytes + offsets[0];
    const size_t bytes = offsets[count] - offsets[0];
    /* The last strings of a batch end where nothing more can be read. */
    const bool readable = offsets[count] + MIM_WIDE <= (size_t)(view->bytes_end - view->bytes);
    if (!readable || mim_escape_needed(style, first, bytes))
        return copy_text(cells, view, style, offsets, count);
    const char *text = view->bytes;
    for (size_t i = 0; i < count; i++)
        set(cells, i, text + offsets[i], offsets[i + 1] - offsets[i]);
    memset(cells->quotes, style == MIM_TEXT_JSONL, count);
    return true;
}

/* `nulls`: a bit a row. */
static void make_nulls(struct mim_text_cells *cells, enum mim_text_style style, uint64_t nulls)
{
    static const char null[MIM_WIDE] = "null";
    for (; nulls != 0; nulls &= nulls - 1) {
        const size_t i = (size_t)__builtin_ctzll(nulls);
        set(cells, i, null, style == MIM_TEXT_JSONL ? 4 : 0);
        cells->quotes[i] = 0;
    }
}

bool mim_text_cells_make(struct mim_text_cells *cells, const struct mim_view *view,
                         enum mim_text_style style, int64_t from, size_t count)
{
    memset(cells->quotes, 0, count);
    if (view->kind == MIM_VIEW_TEXT) {
        if (!make_text(cells, view, style, from, count))
            return false;
    } else if (view->kind == MIM_VIEW_REAL) {
        make_reals(cells, view, style, from, count);
    } else {
        make_integers(cells, view, from, count);
    }
    make_nulls(cells, style, mim_view_nulls(view, from, count));
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += cells->length[i];
    cells->bytes = bytes;
    return true;
}

void mim_text_cells_free(struct mim_text_cells *cells)
{
    free(cells->scratch);
}
