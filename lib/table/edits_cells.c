/* Writes alignments with insertions and deletions. */
#include "table/edits_cells.h"

#include <stdlib.h>

#include "base/memory.h"

const struct mim_column mim_edits_columns[MIM_EDITS_COLUMNS] = {
    {"indels", MIM_INTEGER, MIM_BRIEF, "residues", "Insertions and deletions"},
    {"edits", MIM_TEXT, MIM_NULLABLE | MIM_BRIEF, NULL,
     "What leads from the query to the match, in PEPMatch's way"}};

void mim_edits_cells_close(struct mim_edits_cells *c)
{
    mim_alignment_free(&c->alignment);
    free(c->text);
    *c = (struct mim_edits_cells){0};
}

mimicry_status mim_edits_cells_set(struct mim_edits_cells *c, const char *query,
                                   const uint8_t *window, const mimicry_hit *hit,
                                   mimicry_error *error)
{
    for (uint32_t i = 0; i < hit->query_length; i++)
        c->codes[i] = mim_code_of[(unsigned char)query[i]];
    c->pair = (struct mim_edits_pair){.peptide = c->codes,
                                      .window = window,
                                      .peptide_length = hit->query_length,
                                      .window_length = hit->length,
                                      .indels = hit->indels,
                                      .mismatches = hit->mismatches};
    return mim_alignment_find(&c->alignment, &c->pair, error);
}

static bool make_room(struct mim_edits_cells *c, size_t length)
{
    char *text = mim_grow(c->text, &c->room, length + 1, 1);
    if (text != NULL)
        c->text = text;
    return text != NULL;
}

mimicry_status mim_edits_cells_put(struct mim_edits_cells *c, struct mim_table *table,
                                   mimicry_error *error)
{
    size_t length = mim_alignment_text(&c->alignment, &c->pair, c->text, c->room);
    if (length >= c->room) {
        if (!make_room(c, length))
            return mim_fail_memory(error);
        length = mim_alignment_text(&c->alignment, &c->pair, c->text, c->room);
    }
    mim_put_integer(table, c->pair.indels);
    if (length == 0)
        mim_put_null(table);
    else
        mim_put_text(table, c->text, length);
    return MIMICRY_OK;
}

/* An upper-case letter of ASCII. */
static char lower(char letter)
{
    return (char)(letter + ('a' - 'A'));
}

mimicry_status mim_edits_cells_put_match(struct mim_edits_cells *c, struct mim_table *table,
                                         mimicry_error *error)
{
    const struct mim_edits_pair *pair = &c->pair;
    uint32_t i = 0, j = 0;
    if (!make_room(c, c->alignment.n_columns))
        return mim_fail_memory(error);
    for (uint32_t k = 0; k < c->alignment.n_columns; k++) {
        const uint8_t code = pair->window[j];
        switch (c->alignment.columns[k]) {
        case MIM_EDIT_DELETE:
            c->text[k] = '-';
            i++;
            break;
        case MIM_EDIT_INSERT:
            c->text[k] = lower(mim_letter_of[code]);
            j++;
            break;
        default:
            c->text[k] =
                pair->peptide[i] == code && mim_is_amino_acid(code) ? '.' : mim_letter_of[code];
            i++;
            j++;
        }
    }
    mim_put_text(table, c->text, c->alignment.n_columns);
    return MIMICRY_OK;
}
