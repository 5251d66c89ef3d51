/* Writes lines of hits: what the lines of a query and of a group share is made once, and copied. */
#include "table/line_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/error.h"
#include "base/inline.h"
#include "table/text_cells.h"
#include "table/utf8.h"

enum {
    SOME = 32,   /* lines whose matches are spelt at once */
    SOON = 32,   /* lines from one to that whose residues are asked for, */
    LATER = 48,  /* and to that whose names are */
    NUMBERS = 2, /* of a line that are its own */
    GROWTH = MIM_UTF8_GROWTH * MIM_ESCAPE_GROWTH,
    AROUND = 8 /* bytes for quotes, `null` and the end of the line */
};

enum { ID, QUERY, MATCH, MISMATCHES, SCORE, ACCESSION, GENE, START, END, RANK };

void mim_line_text_open(struct mim_line_text *t, enum mim_text_style style,
                        const struct mim_search *search)
{
    *t = (struct mim_line_text){.style = style, .search = search};
    mim_record_names_open(&t->names, search->index);
}

void mim_line_text_close(struct mim_line_text *t)
{
    mim_record_names_close(&t->names);
    free(t->head.text);
    free(t->middle.text);
    free(t->tail.text);
    free(t->codes);
    free(t->mended);
}

/* ---- Cells ---- */

static char *put_mark(const struct mim_line_text *t, char *to, unsigned column)
{
    return mim_copy_padded(to, t->marks[column].text, t->marks[column].length);
}

static char *put_quote(const struct mim_line_text *t, char *to)
{
    *to = '"';
    return to + (t->style == MIM_TEXT_JSONL);
}

/* Any text, in room for GROWTH times its length and AROUND; NULL without memory. Columns are UTF-8
 * before they are escaped. */
static char *put_any(struct mim_line_text *t, char *to, const char *text, size_t length)
{
    if (!mim_is_utf8(text, length)) {
        char *mended = mim_grow(t->mended, &t->mended_room, length * MIM_UTF8_GROWTH, 1);
        if (mended == NULL)
            return NULL;
        t->mended = mended;
        length = (size_t)(mim_utf8_mend(mended, text, length) - mended);
        text = mended;
    }
    return put_quote(t, mim_escape(t->style, put_quote(t, to), text, length));
}

/* A name that no style escapes, of which MIM_WIDE bytes can be read; null if it is empty. */
static inline char *put_plain(char *to, const char *name, size_t length, bool is_json)
{
    const bool quoted = is_json && length > 0;
    *to = '"';
    to = mim_copy_padded(to + quoted, name, length);
    *to = '"';
    to += quoted;
    memcpy(to, "null", 4);
    return to + (is_json && length == 0 ? 4 : 0);
}

static char *put_name(struct mim_line_text *t, char *to, const char *name, size_t length)
{
    return length > 0 ? put_any(t, to, name, length)
                      : put_plain(to, name, 0, t->style == MIM_TEXT_JSONL);
}

/* ---- Pieces ---- */

static bool grow_piece(struct mim_line_piece *piece, size_t needed)
{
    char *text = mim_grow(piece->text, &piece->room, needed + 2 * MIM_WIDE, 1);
    if (text != NULL)
        piece->text = text;
    return text != NULL;
}

static size_t marks_of(const struct mim_line_text *t, unsigned first, unsigned last)
{
    size_t bytes = 0;
    for (unsigned column = first; column <= last; column++)
        bytes += t->marks[column].length + AROUND;
    return bytes;
}

static bool set_head(struct mim_line_text *t, const struct mim_line_block *block,
                     const struct mim_line_query *query)
{
    size_t most;
    if (__builtin_mul_overflow(query->id_length + query->length, GROWTH, &most) ||
        !grow_piece(&t->head, most + marks_of(t, ID, MATCH)))
        return false;
    char *to =
        put_any(t, put_mark(t, t->head.text, ID), block->bytes + query->id, query->id_length);
    if (to != NULL)
        to = put_any(t, put_mark(t, to, QUERY), block->bytes + query->peptide, query->length);
    if (to == NULL)
        return false;
    to = put_quote(t, put_mark(t, to, MATCH));
    t->head.length = (size_t)(to - t->head.text);
    return true;
}

static bool set_middle(struct mim_line_text *t, const struct mim_line_group *group)
{
    if (!grow_piece(&t->middle, marks_of(t, MISMATCHES, ACCESSION) + 2 * MIM_DIGITS_ROOM))
        return false;
    char *to = put_mark(t, put_quote(t, t->middle.text), MISMATCHES);
    to = put_mark(t, mim_write_unsigned(to, group->mismatches), SCORE);
    to = put_mark(t, mim_write_cell(to, group->score, t->style), ACCESSION);
    t->middle.length = (size_t)(to - t->middle.text);
    return true;
}

static bool set_tail(struct mim_line_text *t, const struct mim_line_group *group)
{
    if (!grow_piece(&t->tail, marks_of(t, RANK, RANK) + MIM_DIGITS_ROOM))
        return false;
    char *to = mim_write_integer(put_mark(t, t->tail.text, RANK), group->rank);
    if (t->style == MIM_TEXT_JSONL)
        *to++ = '}';
    *to++ = '\n';
    t->tail.length = (size_t)(to - t->tail.text);
    return true;
}

static bool grow_codes(struct mim_line_text *t, size_t length)
{
    const size_t bytes = SOME * length + MIM_SPELL_MORE + MIM_WIDE;
    uint8_t *grown = mim_grow(t->codes, &t->codes_room, bytes, 1);
    if (grown != NULL)
        t->codes = grown;
    return grown != NULL;
}

static mimicry_status set_pieces(struct mim_line_text *t, const struct mim_line_block *block,
                                 const struct mim_line_group *group, mimicry_error *error)
{
    const bool is_new = t->block != block || t->query != group->query || group == block->groups;
    if (is_new && !set_head(t, block, &block->queries[group->query]))
        return mim_fail_memory(error);
    t->block = block;
    t->query = group->query;
    const bool set = set_middle(t, group) && set_tail(t, group) && grow_codes(t, group->length);
    return set ? MIMICRY_OK : mim_fail_memory(error);
}

/* ---- Lines ---- */

/* Some lines of a group. */
struct some_lines {
    const struct mim_line *at;
    size_t count, following; /* following: lines behind them that are only asked for */
    size_t length;           /* residues of the match */
    size_t most;             /* bytes of a line, but for its names */
};

/* Lines are of hits anywhere in the proteome. */
static MIM_ALWAYS_INLINE void ask_ahead(const struct mim_line_text *t, const struct some_lines *s,
                                        size_t i)
{
    const size_t all = s->count + s->following;
    if (i + SOON < all)
        __builtin_prefetch(t->search->index->text + s->at[i + SOON].at);
    if (i + LATER < all && t->names.kept != NULL)
        __builtin_prefetch(&t->names.kept[s->at[i + LATER].record]);
}

/* Behind the residues of a text there is padding: as many bytes as a short copy takes can be read
 * anywhere. */
static void spell(struct mim_line_text *t, const struct some_lines *s)
{
    const char *text = (const char *)t->search->index->text;
    char *to = (char *)t->codes;
    for (size_t i = 0; i < s->count; i++) {
        ask_ahead(t, s, i);
        to = mim_copy_wide(to, text + s->at[i].at, s->length);
    }
    t->search->kernels->spell(t->codes, s->count * s->length);
}

/* Where the next line goes, with room for it; NULL without memory. */
static inline char *make_room(struct mim_text_out *out, char *to, size_t more)
{
    if (out->room - (size_t)(to - out->bytes) >= more)
        return to;
    out->used = (size_t)(to - out->bytes);
    return mim_text_reserve(out, more) ? out->bytes + out->used : NULL;
}

static MIM_ALWAYS_INLINE char *put_names(struct mim_line_text *t, char *to, bool is_json)
{
    const struct mim_record_names *n = &t->names;
    if (n->plain) {
        to = put_plain(to, n->accession, n->accession_length, is_json);
        return put_plain(put_mark(t, to, GENE), n->gene, n->gene_length, is_json);
    }
    to = put_name(t, to, n->accession, n->accession_length);
    return to == NULL ? NULL : put_name(t, put_mark(t, to, GENE), n->gene, n->gene_length);
}

static MIM_ALWAYS_INLINE mimicry_status put_lines(struct mim_line_text *t,
                                                  const struct some_lines *s, bool is_json,
                                                  struct mim_text_out *out, mimicry_error *error)
{
    struct mim_record_names *n = &t->names;
    const char *letters = (const char *)t->codes;
    char *to = out->bytes + out->used;
    for (size_t i = 0; i < s->count; i++, letters += s->length) {
        const struct mim_line *line = &s->at[i];
        const mimicry_status status = mim_record_names_find(n, line->record, error);
        if (status != MIMICRY_OK)
            return status;
        const size_t names = (n->accession_length + n->gene_length) * (n->plain ? 1 : GROWTH);
        to = make_room(out, to, s->most + names);
        if (to == NULL)
            return mim_fail_memory(error);
        to = mim_copy_padded(to, t->head.text, t->head.length);
        to = mim_copy_padded(to, letters, s->length);
        to = put_names(t, mim_copy_padded(to, t->middle.text, t->middle.length), is_json);
        if (to == NULL)
            return mim_fail_memory(error);
        to = mim_write_unsigned(put_mark(t, to, START), line->start + 1);
        to = mim_write_unsigned(put_mark(t, to, END), line->start + s->length);
        to = mim_copy_padded(to, t->tail.text, t->tail.length);
    }
    out->used = (size_t)(to - out->bytes);
    return MIMICRY_OK;
}

mimicry_status mim_line_text_make(struct mim_line_text *t, const struct mim_line_block *block,
                                  const struct mim_line_group *group, size_t first,
                                  struct mim_text_out *out, mimicry_error *error)
{
    mimicry_status status = set_pieces(t, block, group, error);
    if (status == MIMICRY_OK && !mim_text_reserve(out, 1))
        status = mim_fail_memory(error);
    const size_t length = group->length, end = first + group->count;
    const size_t most = t->head.length + length + t->middle.length + t->tail.length +
                        marks_of(t, GENE, END) + NUMBERS * MIM_DIGITS_ROOM + 2 * MIM_WIDE;
    for (size_t i = first; i < end && status == MIMICRY_OK; i += SOME) {
        const size_t count = end - i < SOME ? end - i : SOME;
        const struct some_lines some = {block->lines + i, count, block->count - i - count, length,
                                        most};
        spell(t, &some);
        status = t->style == MIM_TEXT_JSONL ? put_lines(t, &some, true, out, error)
                                            : put_lines(t, &some, false, out, error);
    }
    return status;
}
