/* Writes the edits of an alignment. A run of deletions or insertions that would do as well further
 * right, all else staying as it is, is told with all its places: a range while its letters stay
 * the same, then the next letters. */
#include "search/find/edits_align.h"

#include <stdarg.h>
#include <stdio.h>

struct edits_writer {
    const struct mim_alignment *alignment;
    const struct mim_edits_pair *pair;
    char *out;
    size_t room, length;
};

/* Where the walk along the columns is. */
struct cursor {
    uint32_t column, i, j;
};

MIM_PRINTF(2, 3) static void put(struct edits_writer *w, const char *format, ...)
{
    va_list arguments;
    const size_t left = w->length < w->room ? w->room - w->length : 0;
    va_start(arguments, format);
    const int n = vsnprintf(left > 0 ? w->out + w->length : NULL, left, format, arguments);
    va_end(arguments);
    w->length += n > 0 ? (size_t)n : 0;
}

static void put_comma(struct edits_writer *w)
{
    if (w->length > 0)
        put(w, ", ");
}

static bool is_pair(const struct edits_writer *w, uint32_t column)
{
    return column < w->alignment->n_columns && w->alignment->columns[column] == MIM_EDIT_PAIR;
}

/* Whether the run of `length` columns before `after` may move one further right, over a pair, with
 * the same mismatches as before; neither the peptide's last residue is deleted for it, nor the
 * window's last inserted. */
static bool may_move(const struct edits_writer *w, const struct cursor *after, uint32_t length,
                     bool deletes)
{
    const struct mim_edits_pair *p = w->pair;
    if (!is_pair(w, after->column) || after->i + 1 >= p->peptide_length)
        return false;
    const uint8_t code = p->peptide[after->i];
    if (deletes) /* a mismatch would move to another place of the peptide */
        return p->window[after->j] == code && p->peptide[after->i - length] == code &&
               mim_is_amino_acid(code);
    return after->j + 1 < p->window_length && p->window[after->j] == p->window[after->j - length];
}

/* Whether a run keeps its letters when it moves: the first of them goes to its end. */
static bool keeps_letters(const uint8_t *letters, uint32_t length)
{
    for (uint32_t k = 0; k < length; k++) {
        if (letters[k] != letters[k + 1])
            return false;
    }
    return true;
}

static void put_run(struct edits_writer *w, bool deletes, const uint8_t *letters, uint32_t length,
                    uint32_t first, uint32_t last)
{
    put_comma(w);
    put(w, deletes ? "d: " : "i: ");
    for (uint32_t k = 0; k < length; k++)
        put(w, "%c", mim_letter_of[letters[k]]);
    put(w, "[%u", (unsigned)first + 1);
    if (last > first)
        put(w, ",%u", (unsigned)last + 1);
    put(w, "]");
}

/* Writes the run of deletions or insertions that begins at the cursor, which goes behind it. */
static void put_runs(struct edits_writer *w, struct cursor *at)
{
    const uint8_t kind = w->alignment->columns[at->column];
    const bool deletes = kind == MIM_EDIT_DELETE;
    const uint32_t first = at->column;
    while (at->column < w->alignment->n_columns && w->alignment->columns[at->column] == kind) {
        at->column++;
        at->i += deletes;
        at->j += !deletes;
    }
    const uint32_t length = at->column - first;
    struct cursor after = *at;
    uint32_t from = deletes ? at->i - length : at->i; /* the first place with the same letters */
    for (;;) {
        const uint8_t *letters =
            deletes ? w->pair->peptide + after.i - length : w->pair->window + after.j - length;
        const uint32_t place = deletes ? after.i - length : after.i;
        const bool moves = may_move(w, &after, length, deletes);
        if (!moves || !keeps_letters(letters, length)) {
            put_run(w, deletes, letters, length, from, place);
            from = place + 1;
        }
        if (!moves)
            return;
        after.column++;
        after.i++;
        after.j++;
    }
}

static void put_pair(struct edits_writer *w, struct cursor *at)
{
    const uint8_t code = w->pair->peptide[at->i], found = w->pair->window[at->j];
    if (code != found || !mim_is_amino_acid(code)) {
        put_comma(w);
        put(w, "m: %c>%c[%u]", mim_letter_of[code], mim_letter_of[found], (unsigned)at->i + 1);
    }
    at->column++;
    at->i++;
    at->j++;
}

size_t mim_alignment_text(const struct mim_alignment *alignment, const struct mim_edits_pair *pair,
                          char *out, size_t room)
{
    struct edits_writer w = {alignment, pair, out, room, 0};
    struct cursor at = {0};
    if (room > 0)
        out[0] = '\0';
    while (at.column < alignment->n_columns) {
        if (is_pair(&w, at.column))
            put_pair(&w, &at);
        else
            put_runs(&w, &at);
    }
    return w.length;
}
