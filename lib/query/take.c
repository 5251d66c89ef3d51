/* Reads queries from rows of cells, by what the columns mean. */
#include "query/take.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "io/columns.h"
#include "query/letters.h"
#include "residue/allele.h"
#include "residue/alphabet.h"

/* ---- Columns ---- */

static void forget_names(struct mim_query_columns *columns)
{
    for (size_t c = 0; c < columns->count; c++)
        free(columns->names[c]);
    free(columns->names);
    columns->names = NULL;
    columns->count = 0;
}

void mim_query_columns_free(struct mim_query_columns *columns)
{
    forget_names(columns);
    free(columns->alleles);
    free(columns->description);
}

mimicry_status mim_query_columns_name(struct mim_query_columns *columns, char *const *names,
                                      size_t count, mimicry_error *error)
{
    forget_names(columns);
    columns->names = mim_alloc_zeroed(count, sizeof *columns->names);
    if (columns->names == NULL)
        return mim_fail_memory(error);
    for (; columns->count < count; columns->count++) {
        columns->names[columns->count] = strdup(names[columns->count]);
        if (columns->names[columns->count] == NULL)
            return mim_fail_memory(error);
    }
    return MIMICRY_OK;
}

mimicry_status mim_query_columns_find(struct mim_query_columns *columns,
                                      const mimicry_read_options *options,
                                      const struct mim_place *place, mimicry_error *error)
{
    const char *const *names = (const char *const *)columns->names;
    const mimicry_status status =
        mim_meanings_find(names, columns->count, options, place, &columns->meanings, error);
    if (status != MIMICRY_OK)
        return status;
    columns->description = mim_meanings_describe(&columns->meanings, names);
    return columns->description != NULL ? MIMICRY_OK : mim_fail_memory(error);
}

static mimicry_status describe_alleles(struct mim_query_columns *columns, mimicry_error *error)
{
    static const char format[] = "%s, alleles of the line above '%s'";
    const size_t size = sizeof format + strlen(columns->description) + strlen(columns->alleles);
    char *whole = mim_alloc_array(size, 1);
    if (whole == NULL)
        return mim_fail_memory(error);
    snprintf(whole, size, format, columns->description, columns->alleles);
    free(columns->description);
    columns->description = whole;
    return MIMICRY_OK;
}

mimicry_status mim_query_columns_take_alleles(struct mim_query_columns *columns,
                                              const struct mim_query_columns *headings,
                                              mimicry_error *error)
{
    char name[MIM_ALLELE_SIZE];
    size_t size = 1;
    for (size_t c = 0; c < headings->count; c++) {
        const size_t length = strlen(headings->names[c]);
        if (length > 0 && mim_allele_read(headings->names[c], length, name) == MIM_NO_ALLELE)
            return MIMICRY_OK;
        size += length + (length > 0);
    }
    if (size == 1 || columns->meanings.allele != MIM_NO_COLUMN)
        return MIMICRY_OK;
    char *to = columns->alleles = mim_alloc_array(size, 1);
    if (to == NULL)
        return mim_fail_memory(error);
    for (size_t c = 0; c < headings->count; c++) {
        const size_t length = strlen(headings->names[c]);
        if (length > 0 && to > columns->alleles)
            *to++ = ';';
        memcpy(to, headings->names[c], length);
        to += length;
    }
    *to = '\0';
    return describe_alleles(columns, error);
}

/* ---- A row ---- */

struct taker {
    struct mim_query_block *block;
    const struct mim_query_columns *columns;
    const char *const *cells;
    const double *numbers;
    struct mim_place place;
};

static struct mim_place place_of(const struct taker *t, long column)
{
    struct mim_place place = t->place;
    place.column = t->columns->names[column];
    return place;
}

static mimicry_status take_cell(const struct taker *t, enum mim_query_string which, long column,
                                mimicry_error *error)
{
    return column == MIM_NO_COLUMN ? MIMICRY_OK
                                   : mim_block_put_cell(t->block, which, t->cells[column], error);
}

/* A peptide that has to be there. */
static mimicry_status take_letters(const struct taker *t, enum mim_query_string which, long column,
                                   mimicry_error *error)
{
    if (column == MIM_NO_COLUMN)
        return MIMICRY_OK;
    if ((t->block->flags & MIMICRY_READ_EPITOPES) != 0)
        return take_cell(t, which, column, error);
    const struct mim_place place = place_of(t, column);
    return mim_letters_put(t->block, which, t->cells[column], &place, error);
}

static bool read_position(const char *text, size_t *out)
{
    const size_t digits = strspn(text, "0123456789");
    *out = 0;
    for (size_t i = 0; i < digits && i < 9; i++)
        *out = *out * 10 + (size_t)(text[i] - '0');
    return digits > 0 && digits < 9 && text[digits] == '\0';
}

/* Reads "E204Q": one residue that was replaced by another, as codes. */
static bool read_replacement(const char *change, uint8_t *from, uint8_t *to)
{
    const size_t digits = change[0] != '\0' ? strspn(change + 1, "0123456789") : 0;
    if (digits == 0 || change[digits + 1] == '\0' || change[digits + 2] != '\0')
        return false;
    *from = mim_code_of[(unsigned char)change[0]];
    *to = mim_code_of[(unsigned char)change[digits + 1]];
    return mim_is_amino_acid(*from) && mim_is_amino_acid(*to);
}

/* The wild type of a peptide with one residue changed, "E204Q" at position 6 of it. Anything else,
 * or what does not fit the peptide, leaves it without. */
static mimicry_status rebuild_wildtype(const struct taker *t, mimicry_error *error)
{
    const struct mim_meanings *m = &t->columns->meanings;
    struct mim_query_block *b = t->block;
    const char *peptide = mim_block_string(b, MIM_QUERY_PEPTIDE);
    const size_t length = strlen(peptide);
    size_t position;
    uint8_t from, to;
    if (!read_replacement(t->cells[m->aa_change], &from, &to) ||
        !read_position(t->cells[m->position], &position) || position < 1 || position > length ||
        peptide[position - 1] != mim_letter_of[to])
        return MIMICRY_OK;
    const mimicry_status status = mim_block_copy(b, MIM_QUERY_WILDTYPE, MIM_QUERY_PEPTIDE, error);
    if (status == MIMICRY_OK)
        b->bytes[mim_block_last(b)->at[MIM_QUERY_WILDTYPE] + position - 1] = mim_letter_of[from];
    return status;
}

static mimicry_status take_wildtype(const struct taker *t, mimicry_error *error)
{
    const struct mim_meanings *m = &t->columns->meanings;
    if (m->aa_change != MIM_NO_COLUMN)
        return rebuild_wildtype(t, error);
    if (m->wildtype == MIM_NO_COLUMN)
        return MIMICRY_OK;
    const struct mim_place place = place_of(t, m->wildtype);
    return mim_letters_put_any(t->block, MIM_QUERY_WILDTYPE, t->cells[m->wildtype], &place, error);
}

static mimicry_status take_allele(const struct taker *t, mimicry_error *error)
{
    const struct mim_meanings *m = &t->columns->meanings;
    const mimicry_status status = take_cell(t, MIM_QUERY_ALLELE, m->allele, error);
    return status == MIMICRY_OK && mim_block_last(t->block)->at[MIM_QUERY_ALLELE] == 0
               ? take_cell(t, MIM_QUERY_ALLELE, m->isoform, error)
               : status;
}

/* Of "ENSP00000337555.6:p.Asp24Tyr" the part before the colon. */
static mimicry_status take_accession(const struct taker *t, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    const size_t *at = &mim_block_last(t->block)->at[MIM_QUERY_ACCESSION];
    for (size_t rank = 0; rank < MIM_ACCESSION_RANKS && *at == 0 && status == MIMICRY_OK; rank++) {
        const long column = t->columns->meanings.accession[rank];
        if (column == MIM_NO_COLUMN)
            continue;
        const char *cell = t->cells[column] + strspn(t->cells[column], " "),
                   *colon = strchr(cell, ':');
        if (colon != NULL && colon > cell)
            status =
                mim_block_put(t->block, MIM_QUERY_ACCESSION, cell, (size_t)(colon - cell), error);
        else if (strncmp(cell, "p.", 2) != 0) /* a change without the protein's name */
            status = mim_block_put_cell(t->block, MIM_QUERY_ACCESSION, cell, error);
    }
    return status;
}

static mimicry_status take_constant(const struct taker *t, long column, double *out,
                                    mimicry_error *error)
{
    if (column == MIM_NO_COLUMN)
        return MIMICRY_OK;
    const struct mim_place place = place_of(t, column);
    const char *cell = t->cells[column];
    *out = t->numbers != NULL ? t->numbers[column] : (double)NAN;
    if (isnan(*out) && !mim_parse_number(cell + strspn(cell, " "), out))
        return mim_place_fail(&place, error, "a constant in nM, above 0, was expected, not '%.80s'",
                              cell);
    if (!(*out > 0) || isinf(*out))
        return mim_place_fail(&place, error, "a constant in nM, above 0, was expected, not %g",
                              *out);
    return MIMICRY_OK;
}

static mimicry_status take_constants(const struct taker *t, mimicry_error *error)
{
    const struct mim_meanings *m = &t->columns->meanings;
    mimicry_query *values = &mim_block_last(t->block)->values;
    const mimicry_status status = take_constant(t, m->kd_wildtype, &values->kd_wildtype, error);
    return status == MIMICRY_OK ? take_constant(t, m->kd_mutant, &values->kd_mutant, error)
                                : status;
}

/* How many residues stand before a junction. */
static mimicry_status take_junction(const struct taker *t, mimicry_error *error)
{
    const long column = t->columns->meanings.junction;
    size_t before = 0;
    if (column == MIM_NO_COLUMN || mim_is_nothing(t->cells[column]))
        return MIMICRY_OK;
    const struct mim_place place = place_of(t, column);
    const double number = t->numbers != NULL ? t->numbers[column] : (double)NAN;
    if (number >= 1 && number < 1e8 && number == floor(number))
        before = (size_t)number;
    else if (!read_position(t->cells[column], &before) || before == 0)
        return mim_place_fail(&place, error,
                              "how many residues stand before the junction was expected, not "
                              "'%.80s'",
                              t->cells[column]);
    mim_block_last(t->block)->values.junction = (uint32_t)before;
    return MIMICRY_OK;
}

mimicry_status mim_query_take(struct mim_query_block *block,
                              const struct mim_query_columns *columns, const char *const *cells,
                              const double *numbers, const struct mim_place *place,
                              mimicry_error *error)
{
    const struct mim_meanings *m = &columns->meanings;
    struct taker t = {block, columns, cells, numbers, *place};
    mimicry_status status = mim_block_begin(block, place->file != NULL ? place->line : 0, error);
    if (status != MIMICRY_OK)
        return status;
    mim_block_last(block)->values.is_sequence = m->is_sequence;
    status = take_letters(&t, MIM_QUERY_PEPTIDE, m->peptide, error);
    if (status == MIMICRY_OK)
        status = take_letters(&t, MIM_QUERY_TARGET, m->target, error);
    if (status == MIMICRY_OK)
        status = take_wildtype(&t, error);
    if (status == MIMICRY_OK)
        status = take_cell(&t, MIM_QUERY_GENE, m->gene, error);
    if (status == MIMICRY_OK)
        status = take_allele(&t, error);
    if (status == MIMICRY_OK && columns->alleles != NULL)
        status = mim_block_put_cell(block, MIM_QUERY_ALLELE, columns->alleles, error);
    if (status == MIMICRY_OK)
        status = take_cell(&t, MIM_QUERY_ID, m->id, error);
    if (status == MIMICRY_OK)
        status = take_accession(&t, error);
    if (status == MIMICRY_OK)
        status = take_constants(&t, error);
    if (status == MIMICRY_OK)
        status = take_junction(&t, error);
    if (m->peptide != MIM_NO_COLUMN)
        t.place.column = columns->names[m->peptide];
    return status == MIMICRY_OK ? mim_block_end(block, &t.place, error) : status;
}
