/* Copies rows of the caller. */
#include "query/given.h"

#include <math.h>
#include <string.h>

#include "query/letters.h"

static const char *text_of(const char *text)
{
    return text != NULL ? text : "";
}

static mimicry_status put_peptide(struct mim_query_block *block, const mimicry_query *row,
                                  struct mim_place *place, mimicry_error *error)
{
    const char *peptide = text_of(row->peptide);
    place->column = "peptide";
    if ((block->flags & MIMICRY_READ_EPITOPES) != 0)
        return mim_block_put_cell(block, MIM_QUERY_PEPTIDE, peptide, error);
    if ((block->flags & MIMICRY_READ_CONSTANTS) != 0 && peptide[0] == '\0')
        return MIMICRY_OK;
    return mim_letters_put(block, MIM_QUERY_PEPTIDE, peptide, place, error);
}

/* Whether a row says anything here: most have only their peptide, and nothing else is looked at. */
static bool is_given(const char *text)
{
    return text_of(text)[0] != '\0';
}

static mimicry_status put_wildtype(struct mim_query_block *block, const mimicry_query *row,
                                   struct mim_place *place, mimicry_error *error)
{
    place->column = "wildtype";
    return is_given(row->wildtype)
               ? mim_letters_put_any(block, MIM_QUERY_WILDTYPE, row->wildtype, place, error)
               : MIMICRY_OK;
}

static mimicry_status put_target(struct mim_query_block *block, const mimicry_query *row,
                                 struct mim_place *place, mimicry_error *error)
{
    place->column = "target";
    if ((block->flags & MIMICRY_READ_PAIRS) != 0)
        return mim_letters_put(block, MIM_QUERY_TARGET, text_of(row->target), place, error);
    return is_given(row->target)
               ? mim_letters_put_any(block, MIM_QUERY_TARGET, row->target, place, error)
               : MIMICRY_OK;
}

/* A constant that is not needed, and is 0 as in a row of zeros, is not known. */
static mimicry_status put_constant(const struct mim_query_block *block, double value,
                                   const char *name, double *out, struct mim_place *place,
                                   mimicry_error *error)
{
    const bool known = !isnan(value) && value != 0;
    place->column = name;
    *out = known ? value : (double)NAN;
    if ((known && (value < 0 || isinf(value))) ||
        (!known && (block->flags & MIMICRY_READ_CONSTANTS) != 0))
        return mim_place_fail(place, error, "a constant in nM, above 0, was expected, not %g",
                              value);
    return MIMICRY_OK;
}

static mimicry_status put_values(struct mim_query_block *block, const mimicry_query *row,
                                 struct mim_place *place, mimicry_error *error)
{
    mimicry_query *values = &mim_block_last(block)->values;
    values->is_sequence = row->is_sequence != 0;
    values->junction = row->junction;
    const mimicry_status status =
        put_constant(block, row->kd_wildtype, "kd_wildtype", &values->kd_wildtype, place, error);
    return status == MIMICRY_OK
               ? put_constant(block, row->kd_mutant, "kd_mutant", &values->kd_mutant, place, error)
               : status;
}

static mimicry_status put_name(struct mim_query_block *block, enum mim_query_string which,
                               const char *name, mimicry_error *error)
{
    return is_given(name) ? mim_block_put_cell(block, which, name, error) : MIMICRY_OK;
}

static mimicry_status put_names(struct mim_query_block *block, const mimicry_query *row,
                                mimicry_error *error)
{
    mimicry_status status = put_name(block, MIM_QUERY_GENE, row->gene, error);
    if (status == MIMICRY_OK)
        status = put_name(block, MIM_QUERY_ACCESSION, row->accession, error);
    if (status == MIMICRY_OK)
        status = put_name(block, MIM_QUERY_ALLELE, row->allele, error);
    if (status == MIMICRY_OK && is_given(row->id))
        status = mim_block_put(block, MIM_QUERY_ID, row->id, strlen(row->id), error);
    return status;
}

static mimicry_status put_row(struct mim_query_block *block, const mimicry_query *row,
                              struct mim_place *place, mimicry_error *error)
{
    mimicry_status status = mim_block_begin(block, row->line, error);
    if (status == MIMICRY_OK)
        status = put_peptide(block, row, place, error);
    if (status == MIMICRY_OK)
        status = put_wildtype(block, row, place, error);
    if (status == MIMICRY_OK)
        status = put_target(block, row, place, error);
    if (status == MIMICRY_OK)
        status = put_names(block, row, error);
    if (status == MIMICRY_OK)
        status = put_values(block, row, place, error);
    place->column = "peptide";
    return status == MIMICRY_OK ? mim_block_end(block, place, error) : status;
}

mimicry_status mim_query_given(const mimicry_query *rows, size_t n_rows, size_t stride,
                               struct mim_query_block *block, mimicry_error *error)
{
    struct mim_place place = {.status = MIMICRY_E_ARGUMENT};
    mimicry_status status = mim_block_clear(block, error);
    for (size_t i = 0; i < n_rows && status == MIMICRY_OK; i++) {
        mimicry_query row;
        memcpy(&row, (const char *)rows + i * stride, sizeof row);
        place.line = i + 1;
        status = put_row(block, &row, &place, error);
    }
    return status;
}
