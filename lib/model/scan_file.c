/* Reads the rows of a scan's table, whatever its layout. */
#include "model/scan_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/columns.h"
#include "io/table.h"
#include "model/scan_cells.h"

struct scan_reader {
    struct mim_scan_file *file;
    const struct mimicry_table *table;
    /* Letters that labels of positions have: the index's, or P for the word. */
    char labels[MIMICRY_MAX_PEPTIDE + 1];
    bool any_number, any_percent;
    bool any_unnumbered; /* a position by the order of rows alone */
};

static const char *cell_at(const struct scan_reader *r, uint64_t row, long column)
{
    return r->table->cells[row * r->table->columns + (size_t)column];
}

/* ---- What is known of the index ---- */

static mimicry_status set_letter(struct scan_reader *r, char *letters, uint32_t position,
                                 char letter, uint64_t row, long column, mimicry_error *error)
{
    if (letter == '\0')
        return MIMICRY_OK;
    if (letters[position - 1] != '\0' && letters[position - 1] != letter) {
        char expected[64] = "the residue . of this position in other rows";
        expected[12] = letters[position - 1];
        return mim_scan_wrong(r->table, row, (size_t)column, expected, error);
    }
    letters[position - 1] = letter;
    r->file->letter_rows[position - 1] = row;
    return MIMICRY_OK;
}

static void reach(struct scan_reader *r, uint32_t position, uint64_t row)
{
    if (position <= r->file->length)
        return;
    r->file->length = position;
    r->file->length_row = row;
}

/* The index of a row, if there is a column for it: the same in every row. */
static mimicry_status take_index(struct scan_reader *r, uint64_t row, long column,
                                 mimicry_error *error)
{
    struct mim_scan_file *f = r->file;
    const char *peptide;
    size_t length;
    if (column == MIM_NO_COLUMN || mim_is_nothing(cell_at(r, row, column)))
        return MIMICRY_OK;
    if (!mim_scan_read_peptide(cell_at(r, row, column), &peptide, &length))
        return mim_scan_wrong(r->table, row, (size_t)column, "a peptide of the 20 amino acids",
                              error);
    if (f->index != NULL && (f->index_length != length || memcmp(f->index, peptide, length) != 0))
        return mim_scan_wrong(r->table, row, (size_t)column,
                              "the index peptide of the rows before (a scan a file)", error);
    f->index = peptide;
    f->index_length = length;
    f->index_row = row;
    f->index_column = (size_t)column;
    return MIMICRY_OK;
}

static mimicry_status check_constants(const struct scan_reader *r, uint64_t row,
                                      mimicry_error *error)
{
    static const char *const expected[MIM_SCAN_CONSTANTS] = {
        [MIM_SCAN_RECEPTOR] = "the receptor of the first row (a scan of one receptor a file)",
        [MIM_SCAN_CONCENTRATION] = "the concentration of the first row (a scan of one a file)",
        [MIM_SCAN_ASSAY] = "the assay of the first row (a scan of one a file)",
    };
    for (int k = 0; k < MIM_SCAN_CONSTANTS; k++) {
        const long column = r->file->columns.constant[k];
        if (column != MIM_NO_COLUMN && strcmp(cell_at(r, row, column), cell_at(r, 1, column)) != 0)
            return mim_scan_wrong(r->table, row, (size_t)column, expected[k], error);
    }
    return MIMICRY_OK;
}

/* ---- Responses ---- */

static mimicry_status add_entry(struct scan_reader *r, struct mim_scan_entry entry,
                                mimicry_error *error)
{
    struct mim_scan_file *f = r->file;
    bool is_percent;
    const char *cell = cell_at(r, entry.row, (long)entry.column);
    if (mim_is_nothing(cell))
        return MIMICRY_OK;
    if (!mim_scan_read_value(cell, &entry.value, &is_percent))
        return mim_scan_wrong(r->table, entry.row, entry.column,
                              "a number such as 12.5, or one and %,", error);
    if (is_percent ? r->any_number : r->any_percent)
        return mim_scan_wrong(r->table, entry.row, entry.column,
                              is_percent ? "a number without %, as in the cells before,"
                                         : "a number with %, as in the cells before,",
                              error);
    r->any_percent = r->any_percent || is_percent;
    r->any_number = r->any_number || !is_percent;
    struct mim_scan_entry *entries = mim_grow(f->entries, &f->room, f->count + 1, sizeof *entries);
    if (entries == NULL)
        return mim_fail_memory(error);
    f->entries = entries;
    entries[f->count++] = entry;
    return MIMICRY_OK;
}

/* An entry for each column of responses. */
static mimicry_status add_responses(struct scan_reader *r, struct mim_scan_entry entry,
                                    mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t c = 0; c < r->table->columns && status == MIMICRY_OK; c++) {
        if (!r->file->columns.is_response[c])
            continue;
        entry.column = c;
        status = add_entry(r, entry, error);
    }
    return status;
}

/* ---- Rows ---- */

/* The position of a row of its own column, or by its number. */
static mimicry_status take_label(struct scan_reader *r, uint64_t row, uint32_t *position,
                                 mimicry_error *error)
{
    const struct mim_scan_columns *c = &r->file->columns;
    struct mim_scan_label label = {.position = (uint32_t)row};
    if (c->position != MIM_NO_COLUMN && !mim_scan_read_label(cell_at(r, row, c->position), &label))
        return mim_scan_wrong(r->table, row, (size_t)c->position,
                              "a position from 1 to 1024, such as 1 or E1,", error);
    const bool is_numbered = c->position != MIM_NO_COLUMN && label.position > 0;
    if (label.position == 0) /* a letter alone: rows are in order */
        label.position = (uint32_t)row;
    r->any_unnumbered = r->any_unnumbered || !is_numbered;
    if (label.position > MIMICRY_MAX_PEPTIDE)
        return mim_scan_wrong(r->table, row, 0, "the end: 1024 positions are the most that", error);
    *position = label.position;
    reach(r, label.position, row);
    return set_letter(r, r->labels, label.position, label.letter, row, c->position, error);
}

static mimicry_status take_wildtype(struct scan_reader *r, uint64_t row, uint32_t position,
                                    mimicry_error *error)
{
    const long column = r->file->columns.wildtype;
    uint8_t code;
    if (column == MIM_NO_COLUMN || mim_is_nothing(cell_at(r, row, column)))
        return MIMICRY_OK;
    if (!mim_scan_read_residue(cell_at(r, row, column), &code))
        return mim_scan_wrong(r->table, row, (size_t)column, "the letter of an amino acid", error);
    return set_letter(r, r->file->letters, position, mim_letter_of[code], row, column, error);
}

static mimicry_status take_wide_row(struct scan_reader *r, uint64_t row, mimicry_error *error)
{
    struct mim_scan_entry entry = {.row = row};
    mimicry_status status = take_label(r, row, &entry.position, error);
    if (status == MIMICRY_OK)
        status = take_wildtype(r, row, entry.position, error);
    for (size_t c = 0; c < r->table->columns && status == MIMICRY_OK; c++) {
        if (!r->file->columns.is_response[c])
            continue;
        entry.column = c;
        (void)mim_scan_read_residue(r->table->cells[c], &entry.residue);
        status = add_entry(r, entry, error);
    }
    return status;
}

static mimicry_status take_transposed_row(struct scan_reader *r, uint64_t row, mimicry_error *error)
{
    const long column = r->file->columns.residue;
    struct mim_scan_entry entry = {.row = row};
    struct mim_scan_label label;
    mimicry_status status = MIMICRY_OK;
    if (!mim_scan_read_residue(cell_at(r, row, column), &entry.residue))
        return mim_scan_wrong(r->table, row, (size_t)column, "the letter of an amino acid", error);
    for (size_t c = 0; c < r->table->columns && status == MIMICRY_OK; c++) {
        if (!r->file->columns.is_response[c])
            continue;
        (void)mim_scan_read_label(r->table->cells[c], &label);
        entry.column = c;
        entry.position = label.position;
        reach(r, label.position, 0);
        status = set_letter(r, r->labels, label.position, label.letter, 0, (long)c, error);
        if (status == MIMICRY_OK)
            status = add_entry(r, entry, error);
    }
    return status;
}

static mimicry_status take_position_row(struct scan_reader *r, uint64_t row, mimicry_error *error)
{
    const long column = r->file->columns.residue;
    struct mim_scan_entry entry = {.row = row};
    if (mim_scan_is_own(cell_at(r, row, column)))
        return add_responses(r, entry, error);
    if (!mim_scan_read_residue(cell_at(r, row, column), &entry.residue))
        return mim_scan_wrong(r->table, row, (size_t)column, "the letter of an amino acid", error);
    struct mim_scan_label label;
    const long place = r->file->columns.position;
    if (!mim_scan_read_label(cell_at(r, row, place), &label) || label.position == 0)
        return mim_scan_wrong(r->table, row, (size_t)place,
                              "a position from 1 to 1024, such as 1 or E1,", error);
    entry.position = label.position;
    reach(r, label.position, row);
    mimicry_status status =
        set_letter(r, r->labels, label.position, label.letter, row, place, error);
    if (status == MIMICRY_OK)
        status = take_wildtype(r, row, entry.position, error);
    return status == MIMICRY_OK ? add_responses(r, entry, error) : status;
}

static mimicry_status take_mutation_row(struct scan_reader *r, uint64_t row, mimicry_error *error)
{
    const long column = r->file->columns.mutation;
    struct mim_scan_mutation mutation;
    if (mim_scan_is_own(cell_at(r, row, column)))
        return add_responses(r, (struct mim_scan_entry){.row = row}, error);
    if (!mim_scan_read_mutation(cell_at(r, row, column), &mutation))
        return mim_scan_wrong(r->table, row, (size_t)column, "a mutation such as E1A, or WT,",
                              error);
    if (mutation.count > 1) {
        r->file->multiple++;
        return MIMICRY_OK;
    }
    const struct mim_scan_entry entry = {
        .row = row, .position = mutation.from.position, .residue = mutation.to};
    reach(r, entry.position, row);
    const mimicry_status status =
        set_letter(r, r->file->letters, entry.position, mutation.from.letter, row, column, error);
    return status == MIMICRY_OK ? add_responses(r, entry, error) : status;
}

static mimicry_status take_peptide_row(struct scan_reader *r, uint64_t row, mimicry_error *error)
{
    const struct mim_scan_columns *c = &r->file->columns;
    struct mim_scan_entry entry = {.row = row};
    if (!mim_scan_read_peptide(cell_at(r, row, c->peptide), &entry.peptide, &entry.length))
        return mim_scan_wrong(r->table, row, (size_t)c->peptide, "a peptide of the 20 amino acids",
                              error);
    mimicry_status status = take_index(r, row, c->wildtype, error);
    if (status == MIMICRY_OK && c->mutation != MIM_NO_COLUMN &&
        mim_scan_is_own(cell_at(r, row, c->mutation)))
        status = take_index(r, row, c->peptide, error);
    return status == MIMICRY_OK ? add_responses(r, entry, error) : status;
}

static mimicry_status take_rows(struct scan_reader *r, mimicry_error *error)
{
    typedef mimicry_status (*take_fn)(struct scan_reader *, uint64_t, mimicry_error *);
    static const take_fn takes[] = {[MIM_SCAN_WIDE] = take_wide_row,
                                    [MIM_SCAN_TRANSPOSED] = take_transposed_row,
                                    [MIM_SCAN_POSITIONS] = take_position_row,
                                    [MIM_SCAN_MUTATIONS] = take_mutation_row,
                                    [MIM_SCAN_PEPTIDES] = take_peptide_row};
    mimicry_status status = MIMICRY_OK;
    for (uint64_t row = 1; row < r->table->rows && status == MIMICRY_OK; row++) {
        status = check_constants(r, row, error);
        if (status == MIMICRY_OK)
            status = take_index(r, row, r->file->columns.index, error);
        if (status == MIMICRY_OK)
            status = takes[r->file->columns.layout](r, row, error);
    }
    return status;
}

/* ---- All ---- */

/* P1, P2, P3: position 1, 2, 3, if there are two or more and no other letter. */
static bool are_words(const char *labels)
{
    size_t count = 0;
    for (size_t i = 0; i < MIMICRY_MAX_PEPTIDE; i++) {
        if (labels[i] != '\0' && labels[i] != 'P')
            return false;
        count += labels[i] == 'P';
    }
    return count >= 2;
}

static mimicry_status take_labels(struct scan_reader *r, mimicry_error *error)
{
    if (are_words(r->labels))
        return MIMICRY_OK;
    for (uint32_t i = 0; i < MIMICRY_MAX_PEPTIDE; i++) {
        const char other = r->file->letters[i];
        if (r->labels[i] != '\0' && other != '\0' && other != r->labels[i])
            return mim_fail_line(error, MIMICRY_E_FORMAT, r->table->name, r->table->lines[0],
                                 "position %u is of %c by its label and of %c by its wild type",
                                 (unsigned)i + 1, r->labels[i], other);
        if (r->labels[i] != '\0')
            r->file->letters[i] = r->labels[i];
    }
    return MIMICRY_OK;
}

/* Residues in the order of the alphabet, or all 20, are no peptide's: rows that are named so are of
 * residues, and columns that are named by letters are positions. */
static bool are_residues(const char *letters, uint32_t length)
{
    enum { FEW = 5 };
    uint32_t seen = 0;
    bool is_rising = true;
    for (uint32_t i = 0; i < length; i++) {
        if (letters[i] == '\0')
            return false;
        const uint32_t bit = UINT32_C(1) << mim_code_of[(unsigned char)letters[i]];
        if (seen & bit)
            return false;
        seen |= bit;
        is_rising = is_rising && (i == 0 || letters[i] > letters[i - 1]);
    }
    return length == MIM_AMINO_ACIDS || (length > FEW && is_rising);
}

static mimicry_status check_rows(const struct scan_reader *r, mimicry_error *error)
{
    if (r->file->columns.layout != MIM_SCAN_WIDE || !r->any_unnumbered ||
        !are_residues(r->file->letters, r->file->length))
        return MIMICRY_OK;
    return mim_fail_line(error, MIMICRY_E_FORMAT, r->table->name, r->table->lines[0],
                         "rows and columns are both named by residues alone: positions were "
                         "expected as 1 or E1");
}

mimicry_status mim_scan_file_read(const char *path, struct mim_scan_file *out, mimicry_error *error)
{
    struct scan_reader r = {.file = out};
    *out = (struct mim_scan_file){0};
    mimicry_status status = mim_table_read(path, &out->table, error);
    r.table = out->table;
    if (status == MIMICRY_OK)
        status = mim_scan_columns_find(out->table, &out->columns, error);
    if (status == MIMICRY_OK)
        status = take_rows(&r, error);
    if (status == MIMICRY_OK)
        status = take_labels(&r, error);
    if (status == MIMICRY_OK)
        status = check_rows(&r, error);
    out->unit = r.any_percent ? MIM_SCAN_PERCENT : out->columns.unit;
    return status;
}

void mim_scan_file_close(struct mim_scan_file *file)
{
    mim_scan_columns_free(&file->columns);
    mim_table_free(file->table);
    free(file->entries);
    *file = (struct mim_scan_file){0};
}
