/* Profiles: a table of a score for each position (row) and residue (column), as X-scans and alanine
 * scans give them.
 *
 * The header names the columns: one-letter amino acids, in any order; a column `position` may say
 * the number of each row, from 1 and in order. An empty cell, and a residue without a column, has
 * the row's lowest score. The best residues of a row are no mismatch. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/memory.h"
#include "base/number.h"
#include "model/model.h"
#include "io/table_file.h"

static const double MOST = 1e6;

enum { POSITION = 0xff };

static mimicry_status wrong_cell(const struct mimicry_table *t, uint64_t row, const char *cell,
                                 const char *expected, mimicry_error *error)
{
    const mimicry_status status =
        mim_fail(error, MIMICRY_E_FORMAT, "%.300s:%llu: '%.60s': %s was expected", t->name,
                 (unsigned long long)t->lines[row], cell, expected);
    if (error != NULL)
        error->line = t->lines[row];
    return status;
}

/* Which residue each column is of. */
static mimicry_status read_header(const struct mimicry_table *t, uint8_t *code_of_column,
                                  mimicry_error *error)
{
    uint32_t seen = 0;
    for (size_t c = 0; c < t->columns; c++) {
        const char *name = t->cells[c];
        const uint8_t code = mim_code_of[(unsigned char)name[0]];
        if (mim_same_folded(name, "position")) {
            code_of_column[c] = POSITION;
            continue;
        }
        if (name[0] == '\0' || name[1] != '\0' || !mim_is_amino_acid(code))
            return wrong_cell(t, 0, name, "position or the letter of one of the 20 amino acids",
                              error);
        if (seen >> code & 1)
            return wrong_cell(t, 0, name, "each amino acid once", error);
        seen |= UINT32_C(1) << code;
        code_of_column[c] = code;
    }
    return seen != 0 ? MIMICRY_OK : wrong_cell(t, 0, t->cells[0], "a column of a residue", error);
}

static bool parse_number(const char *cell, double *out)
{
    return mim_parse_number(cell, out) && fabs(*out) <= MOST;
}

static mimicry_status read_row(const struct mimicry_table *t, uint64_t row,
                               const uint8_t *code_of_column, double *scores, mimicry_error *error)
{
    double lowest = INFINITY;
    for (int code = 0; code < MIM_CODES; code++)
        scores[code] = NAN;
    for (size_t c = 0; c < t->columns; c++) {
        const char *cell = t->cells[row * t->columns + c];
        double value;
        if (cell[0] == '\0')
            continue;
        if (!parse_number(cell, &value))
            return wrong_cell(t, row, cell, "a number from -1e6 to 1e6", error);
        if (code_of_column[c] == POSITION) {
            if (value != (double)row)
                return wrong_cell(t, row, cell, "the positions 1, 2, 3, ... in order", error);
            continue;
        }
        scores[code_of_column[c]] = value;
        lowest = fmin(lowest, value);
    }
    if (isinf(lowest))
        return wrong_cell(t, row, "", "a score", error);
    for (int code = 0; code < MIM_CODES; code++)
        scores[code] = isnan(scores[code]) ? lowest : scores[code];
    return MIMICRY_OK;
}

/* The best residues are accepted; the first of them stands for the position. */
static void set_best(struct mim_positions *out, uint32_t position)
{
    const double *scores = out->scores[position];
    double best = scores[0];
    for (int code = 1; code < MIM_AMINO_ACIDS; code++)
        best = fmax(best, scores[code]);
    for (int code = MIM_AMINO_ACIDS - 1; code >= 0; code--) {
        if (scores[code] == best) {
            out->accepts[position] |= UINT32_C(1) << code;
            out->consensus[position] = mim_letter_of[code];
        }
    }
}

static bool is_whole(const struct mim_positions *p)
{
    bool whole = true;
    for (uint32_t j = 0; j < p->length; j++) {
        for (int code = 0; code < MIM_RESIDUES; code++)
            whole = whole && p->scores[j][code] == floor(p->scores[j][code]);
    }
    return whole;
}

static mimicry_status read_table(const struct mimicry_table *t, uint8_t *code_of_column,
                                 struct mimicry_model **out, mimicry_error *error)
{
    struct mimicry_model *model;
    mimicry_status status = read_header(t, code_of_column, error);
    if (status != MIMICRY_OK)
        return status;
    if (t->rows < 2 || t->rows - 1 > MIMICRY_MAX_PEPTIDE)
        return mim_fail(error, MIMICRY_E_FORMAT,
                        "%.300s: it has %llu positions: 1 to %d were expected", t->name,
                        (unsigned long long)t->rows - 1, (int)MIMICRY_MAX_PEPTIDE);
    status = mim_model_from_positions((uint32_t)(t->rows - 1), t->name, &model, error);
    if (status != MIMICRY_OK)
        return status;
    for (uint64_t row = 1; row < t->rows && status == MIMICRY_OK; row++) {
        status = read_row(t, row, code_of_column, model->table.scores[row - 1], error);
        if (status == MIMICRY_OK)
            set_best(&model->table, (uint32_t)row - 1);
    }
    if (status != MIMICRY_OK) {
        mim_model_free(model);
        return status;
    }
    model->is_integer = is_whole(&model->table);
    *out = model;
    return MIMICRY_OK;
}

mimicry_status mim_model_from_profile(const char *path, struct mimicry_model **out,
                                      mimicry_error *error)
{
    struct mimicry_table *table;
    mimicry_status status = mim_table_read(path, &table, error);
    if (status != MIMICRY_OK)
        return status;
    uint8_t *code_of_column = mim_alloc_array(table->columns, 1);
    status = code_of_column == NULL ? mim_fail_memory(error)
                                    : read_table(table, code_of_column, out, error);
    free(code_of_column);
    mim_table_free(table);
    return status;
}
