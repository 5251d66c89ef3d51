/* Puts queries together: strings are offsets as long as more may come, then pointers. */
#include "query/block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/memory.h"
#include "io/columns.h"
#include "io/named_rows.h"
#include "query/epitope.h"
#include "query/tool_name.h"
#include "residue/change.h"

enum {
    LONGEST_SEQUENCE = 1 << 30, /* residues */
    SHORTEST_GENE = 60          /* letters from which on nucleotides can be told from a peptide */
};

/* ---- Strings ---- */

static mimicry_status make_room(struct mim_query_block *b, size_t more, mimicry_error *error)
{
    char *grown = mim_grow(b->bytes, &b->room, b->used + more, 1);
    if (grown == NULL)
        return mim_fail_memory(error);
    b->bytes = grown;
    return MIMICRY_OK;
}

static mimicry_status put(struct mim_query_block *b, const char *text, size_t length, size_t *at,
                          mimicry_error *error)
{
    const mimicry_status status = make_room(b, length + 1, error);
    if (status != MIMICRY_OK)
        return status;
    *at = b->used;
    memcpy(b->bytes + b->used, text, length);
    b->used += length;
    b->bytes[b->used++] = '\0';
    return MIMICRY_OK;
}

mimicry_status mim_block_clear(struct mim_query_block *b, mimicry_error *error)
{
    size_t empty;
    b->used = 0;
    b->count = 0;
    return put(b, "", 0, &empty, error);
}

struct mim_query_entry *mim_block_last(const struct mim_query_block *b)
{
    return &b->entries[b->count];
}

const char *mim_block_string(const struct mim_query_block *b, enum mim_query_string which)
{
    return b->bytes + mim_block_last(b)->at[which];
}

mimicry_status mim_block_put(struct mim_query_block *b, enum mim_query_string which,
                             const char *text, size_t length, mimicry_error *error)
{
    return put(b, text, length, &mim_block_last(b)->at[which], error);
}

mimicry_status mim_block_copy(struct mim_query_block *b, enum mim_query_string to,
                              enum mim_query_string from, mimicry_error *error)
{
    const size_t length = strlen(mim_block_string(b, from));
    const mimicry_status status = make_room(b, length + 1, error); /* nothing moves below */
    return status == MIMICRY_OK ? mim_block_put(b, to, mim_block_string(b, from), length, error)
                                : status;
}

mimicry_status mim_block_put_cell(struct mim_query_block *b, enum mim_query_string which,
                                  const char *cell, mimicry_error *error)
{
    size_t length = strlen(cell);
    mim_trim(&cell, &length);
    return mim_is_nothing(cell) ? MIMICRY_OK : mim_block_put(b, which, cell, length, error);
}

mimicry_status mim_block_append(struct mim_query_block *b, const char *text, size_t length,
                                mimicry_error *error)
{
    const mimicry_status status = make_room(b, length, error);
    if (status != MIMICRY_OK)
        return status;
    memcpy(b->bytes + b->used - 1, text, length);
    b->used += length;
    b->bytes[b->used - 1] = '\0';
    return MIMICRY_OK;
}

mimicry_status mim_block_put_cells(struct mim_query_block *b, const char *line, size_t length,
                                   char *const *cells, mimicry_error *error)
{
    size_t start = 0;
    size_t *grown = mim_grow(b->cells, &b->cells_room, b->count * b->n_cells, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    b->cells = grown;
    const mimicry_status status = put(b, line, length, &start, error);
    for (size_t c = 0; c < b->n_cells; c++)
        grown[(b->count - 1) * b->n_cells + c] = start + (size_t)(cells[c] - line);
    return status;
}

/* ---- Queries ---- */

mimicry_status mim_block_begin(struct mim_query_block *b, uint64_t line, mimicry_error *error)
{
    struct mim_query_entry *grown =
        mim_grow(b->entries, &b->entries_room, b->count + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    b->entries = grown;
    grown[b->count] = (struct mim_query_entry){
        .values = {.line = line, .kd_wildtype = (double)NAN, .kd_mutant = (double)NAN}};
    b->number++;
    return MIMICRY_OK;
}

static mimicry_status number_it(struct mim_query_block *b, mimicry_error *error)
{
    char number[MIM_DIGITS_ROOM];
    const char *end = mim_write_unsigned(number, b->number);
    return mim_block_put(b, MIM_QUERY_ID, number, (size_t)(end - number), error);
}

/* Bytes of the block as a string of the last query. */
static mimicry_status copy_part(struct mim_query_block *b, enum mim_query_string to,
                                struct mim_slice part, mimicry_error *error)
{
    const size_t from = (size_t)(part.at - b->bytes);
    const mimicry_status status = make_room(b, part.length + 1, error);
    return status == MIMICRY_OK ? mim_block_put(b, to, b->bytes + from, part.length, error)
                                : status;
}

/* Where nothing else names the source, the id may, as tools make it. */
static mimicry_status name_source(struct mim_query_block *b, mimicry_error *error)
{
    const char *id = mim_block_string(b, MIM_QUERY_ID);
    struct mim_slice gene, transcript;
    size_t prefix;
    if (mim_block_last(b)->at[MIM_QUERY_GENE] != 0 ||
        mim_block_last(b)->at[MIM_QUERY_ACCESSION] != 0)
        return MIMICRY_OK;
    mim_tool_half(id, &prefix);
    if (!mim_tool_name(id + prefix, strlen(id + prefix), &gene, &transcript))
        return MIMICRY_OK;
    const size_t at = (size_t)(transcript.at - b->bytes);
    const mimicry_status status = copy_part(b, MIM_QUERY_GENE, gene, error);
    transcript.at = b->bytes + at;
    return status == MIMICRY_OK ? copy_part(b, MIM_QUERY_ACCESSION, transcript, error) : status;
}

static mimicry_status check_epitope(const struct mim_query_block *b, const struct mim_place *place,
                                    uint32_t *residues, mimicry_error *error)
{
    struct mim_epitope epitope;
    const char *expected;
    size_t column;
    if (!mim_epitope_parse(mim_block_string(b, MIM_QUERY_PEPTIDE), &epitope, &column, &expected))
        return mim_place_fail(place, error, "%s %zu: %s was expected",
                              place->column == NULL ? "column" : "place", place->before + column,
                              expected);
    *residues = epitope.count;
    return MIMICRY_OK;
}

/* Nothing but the letters of nucleotides, and three of A, C, G and T (or U): no protein of so many
 * residues is made of these amino acids alone. */
static bool looks_like_nucleotides(const char *peptide, size_t length)
{
    size_t kinds = 0;
    if (length < SHORTEST_GENE || peptide[strspn(peptide, "ACGTUN")] != '\0')
        return false;
    for (const char *letter = "ACGT"; *letter != '\0'; letter++)
        kinds +=
            strchr(peptide, *letter) != NULL || (*letter == 'T' && strchr(peptide, 'U') != NULL);
    return kinds >= 3;
}

static mimicry_status check_length(const struct mim_place *place, const char *peptide,
                                   size_t length, mimicry_error *error)
{
    if (length > LONGEST_SEQUENCE)
        return mim_place_fail(place, error, "a sequence of more than %d residues",
                              LONGEST_SEQUENCE);
    if (looks_like_nucleotides(peptide, length))
        return mim_place_fail(place, error,
                              "%zu letters that are all A, C, G, T, U or N look like nucleotides: "
                              "residues of a protein were expected, translate them",
                              length);
    return MIMICRY_OK;
}

static mimicry_status find_change(const struct mim_query_block *b, const struct mim_place *place,
                                  mimicry_error *error)
{
    mimicry_query *values = &mim_block_last(b)->values;
    const char *peptide = mim_block_string(b, MIM_QUERY_PEPTIDE),
               *wildtype = mim_block_string(b, MIM_QUERY_WILDTYPE);
    const size_t length = strlen(peptide);
    const mimicry_status status = check_length(place, peptide, length, error);
    if (status != MIMICRY_OK)
        return status;
    if (values->junction >= length && values->junction > 0)
        return mim_place_fail(place, error,
                              "a junction after residue %lu of %zu: there is one residue or more "
                              "on either side",
                              (unsigned long)values->junction, length);
    struct mim_change change = {0, length};
    if (values->junction > 0)
        change = (struct mim_change){values->junction, values->junction};
    else if (wildtype[0] != '\0')
        change = mim_change_find(peptide, length, wildtype, strlen(wildtype));
    values->change_start = (uint32_t)change.start;
    values->change_end = (uint32_t)change.end;
    if (values->junction > 0 || length > MIMICRY_MAX_PEPTIDE || strchr(peptide, '*') != NULL)
        values->is_sequence = 1;
    return MIMICRY_OK;
}

mimicry_status mim_block_end(struct mim_query_block *b, const struct mim_place *place,
                             mimicry_error *error)
{
    mimicry_query *values = &mim_block_last(b)->values;
    /* A number tells no source. */
    const bool has_id = mim_block_last(b)->at[MIM_QUERY_ID] != 0;
    mimicry_status status = has_id ? name_source(b, error) : number_it(b, error);
    if (status == MIMICRY_OK && (b->flags & MIMICRY_READ_EPITOPES) != 0)
        status = check_epitope(b, place, &values->change_end, error);
    else if (status == MIMICRY_OK)
        status = find_change(b, place, error);
    b->count += status == MIMICRY_OK;
    return status;
}

/* ---- Giving them out ---- */

static mimicry_status give_cells(struct mim_query_block *b, mimicry_error *error)
{
    const size_t count = b->count * b->n_cells;
    const char **grown = mim_grow(b->cell_texts, &b->cell_texts_room, count + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    b->cell_texts = grown;
    for (size_t i = 0; i < count; i++)
        grown[i] = b->bytes + b->cells[i];
    return MIMICRY_OK;
}

static void give_row(const struct mim_query_block *b, const struct mim_query_entry *entry,
                     mimicry_query *out)
{
    *out = entry->values;
    out->id = b->bytes + entry->at[MIM_QUERY_ID];
    out->peptide = b->bytes + entry->at[MIM_QUERY_PEPTIDE];
    out->wildtype = b->bytes + entry->at[MIM_QUERY_WILDTYPE];
    out->target = b->bytes + entry->at[MIM_QUERY_TARGET];
    out->gene = b->bytes + entry->at[MIM_QUERY_GENE];
    out->accession = b->bytes + entry->at[MIM_QUERY_ACCESSION];
    out->allele = b->bytes + entry->at[MIM_QUERY_ALLELE];
}

mimicry_status mim_block_give(struct mim_query_block *b, const mimicry_query **out,
                              mimicry_error *error)
{
    mimicry_query *grown = mim_grow(b->rows, &b->rows_room, b->count + 1, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    b->rows = grown;
    for (size_t i = 0; i < b->count; i++)
        give_row(b, &b->entries[i], &grown[i]);
    const mimicry_status status = give_cells(b, error);
    if (status == MIMICRY_OK)
        *out = grown;
    return status;
}

const char *const *mim_block_cells(const struct mim_query_block *b, size_t row)
{
    return row < b->count && b->n_cells > 0 ? b->cell_texts + row * b->n_cells : NULL;
}

void mim_block_free(struct mim_query_block *b)
{
    free(b->bytes);
    free(b->entries);
    free(b->cells);
    free(b->rows);
    free(b->cell_texts);
}
