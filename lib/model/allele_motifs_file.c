/* Reads motifs of MHC alleles from a table, a row a position. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "io/named_rows.h"
#include "model/allele_motifs.h"
#include "residue/allele.h"

static const char *const allele_names[] = {"allele", NULL};
static const char *const length_names[] = {"length", NULL};
static const char *const ligand_names[] = {"ligands", NULL};
static const char *const position_names[] = {"position", NULL};

struct motifs_reader {
    struct mim_rows rows;
    struct mim_allele_motifs *out;
    long allele, length, ligands, position;
    long residues[MIM_AMINO_ACIDS];
    uint16_t *given; /* by motif: bit j says that position j has a row */
    size_t given_room;
    size_t *numbers; /* by allele, then length: 1 + the number of the motif; 0: there is none yet */
    size_t n_numbers, numbers_room;
};

/* ---- Columns ---- */

static mimicry_status find_residues(struct motifs_reader *r, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    for (size_t a = 0; a < MIM_AMINO_ACIDS && status == MIMICRY_OK; a++) {
        const char name[2] = {(char)(mim_letter_of[a] - 'A' + 'a'), '\0'};
        const char *const names[] = {name, NULL};
        status = mim_rows_find(&r->rows, names, &r->residues[a], error);
        if (status == MIMICRY_OK && r->residues[a] == MIM_NO_COLUMN)
            status = mim_rows_fail(&r->rows, error,
                                   "a column for each of the 20 amino acids was expected, "
                                   "named by its letter");
    }
    return status;
}

static mimicry_status find_columns(struct motifs_reader *r, mimicry_error *error)
{
    mimicry_status status = mim_rows_find(&r->rows, allele_names, &r->allele, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, length_names, &r->length, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, ligand_names, &r->ligands, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, position_names, &r->position, error);
    if (status != MIMICRY_OK)
        return status;
    if (r->allele == MIM_NO_COLUMN || r->length == MIM_NO_COLUMN || r->position == MIM_NO_COLUMN)
        return mim_rows_fail(&r->rows, error,
                             "a table of motifs was expected, with columns allele, length, "
                             "position, and one for each amino acid");
    return find_residues(r, error);
}

/* ---- Rows ---- */

static mimicry_status take_whole(const struct motifs_reader *r, long column, double least,
                                 double most, const char *expected, uint32_t *out,
                                 mimicry_error *error)
{
    double value;
    if (!mim_parse_number(r->rows.table.cells.at[column], &value) || value < least ||
        value > most || value != floor(value))
        return mim_rows_bad_cell(&r->rows, (size_t)column, expected, error);
    *out = (uint32_t)value;
    return MIMICRY_OK;
}

static mimicry_status take_scores(const struct motifs_reader *r, int16_t *out, mimicry_error *error)
{
    for (size_t a = 0; a < MIM_AMINO_ACIDS; a++) {
        double bits;
        const size_t column = (size_t)r->residues[a];
        if (!mim_parse_number(r->rows.table.cells.at[column], &bits) ||
            fabs(bits * 100) > MIM_MOTIF_LARGEST)
            return mim_rows_bad_cell(&r->rows, column, "a score, from -29 to 29 bits,", error);
        out[a] = (int16_t)lround(bits * 100);
    }
    return MIMICRY_OK;
}

/* Where the number of a motif stands; NULL: not enough memory. Alleles are numbered from 0. */
static size_t *find_number(struct motifs_reader *r, size_t allele, uint32_t length)
{
    const size_t needed = (allele + 1) * MIM_MOTIF_LENGTHS;
    size_t *grown = mim_grow(r->numbers, &r->numbers_room, needed, sizeof *grown);
    if (grown == NULL)
        return NULL;
    r->numbers = grown;
    for (; r->n_numbers < needed; r->n_numbers++)
        grown[r->n_numbers] = 0;
    return grown + allele * MIM_MOTIF_LENGTHS + (length - MIM_MOTIF_LEAST);
}

static mimicry_status add_motif(struct motifs_reader *r, size_t allele, uint32_t length,
                                mimicry_error *error)
{
    struct mim_allele_motifs *m = r->out;
    struct mim_allele_motif *at = mim_grow(m->at, &m->room, m->count + 1, sizeof *at);
    if (at != NULL)
        m->at = at;
    uint16_t *given = mim_grow(r->given, &r->given_room, m->count + 1, sizeof *given);
    if (given != NULL)
        r->given = given;
    if (at == NULL || given == NULL)
        return mim_fail_memory(error);
    given[m->count] = 0;
    at[m->count++] = (struct mim_allele_motif){.allele = allele, .length = length};
    return MIMICRY_OK;
}

/* The motif of an allele and a length, a new one if it has no row yet. */
static mimicry_status motif_of(struct motifs_reader *r, size_t allele, uint32_t length,
                               size_t *out_number, mimicry_error *error)
{
    size_t *number = find_number(r, allele, length);
    mimicry_status status = number == NULL ? mim_fail_memory(error) : MIMICRY_OK;
    if (status == MIMICRY_OK && *number == 0) {
        status = add_motif(r, allele, length, error);
        *number = r->out->count;
    }
    if (status == MIMICRY_OK)
        *out_number = *number - 1;
    return status;
}

static mimicry_status take_allele(struct motifs_reader *r, size_t *out, mimicry_error *error)
{
    char name[MIM_ALLELE_SIZE];
    const char *cell = r->rows.table.cells.at[r->allele];
    if (mim_allele_read(cell, strlen(cell), name) == MIM_NO_ALLELE)
        return mim_rows_bad_cell(&r->rows, (size_t)r->allele, "an allele such as HLA-A*02:01",
                                 error);
    return mim_names_add(&r->out->alleles, name, strlen(name), out) ? MIMICRY_OK
                                                                    : mim_fail_memory(error);
}

static mimicry_status take_row(struct motifs_reader *r, mimicry_error *error)
{
    uint32_t length = 0, position = 0, ligands = 0;
    size_t allele = 0, number = 0;
    mimicry_status status = take_allele(r, &allele, error);
    if (status == MIMICRY_OK)
        status = take_whole(r, r->length, MIM_MOTIF_LEAST, MIM_MOTIF_MOST, "8 to 11 residues",
                            &length, error);
    if (status == MIMICRY_OK)
        status = take_whole(r, r->position, 1, length, "a position of the motif, from 1", &position,
                            error);
    if (status == MIMICRY_OK && r->ligands != MIM_NO_COLUMN)
        status = take_whole(r, r->ligands, 0, UINT32_MAX, "a count", &ligands, error);
    if (status == MIMICRY_OK)
        status = motif_of(r, allele, length, &number, error);
    if (status != MIMICRY_OK)
        return status;
    const uint16_t bit = (uint16_t)(1U << (position - 1));
    if (r->given[number] & bit)
        return mim_rows_bad_cell(&r->rows, (size_t)r->position,
                                 "a position that has no row of this allele and length yet", error);
    r->given[number] |= bit;
    r->out->at[number].ligands = ligands;
    return take_scores(r, r->out->at[number].scores[position - 1], error);
}

/* Every motif has all of its positions. */
static mimicry_status check_all(const struct motifs_reader *r, mimicry_error *error)
{
    const struct mim_allele_motifs *m = r->out;
    for (size_t i = 0; i < m->count; i++) {
        if (r->given[i] != (1U << m->at[i].length) - 1)
            return mim_fail_line(
                error, MIMICRY_E_FORMAT, mim_source_name(r->rows.table.lines.source),
                r->rows.table.lines.number,
                "the motif of %s for %u residues has no row for some positions",
                mim_names_at(&m->alleles, m->at[i].allele), (unsigned)m->at[i].length);
    }
    return m->count > 0 ? MIMICRY_OK : mim_rows_fail(&r->rows, error, "no motif");
}

static mimicry_status read_all(struct motifs_reader *r, mimicry_error *error)
{
    bool more = true;
    mimicry_status status = find_columns(r, error);
    while (status == MIMICRY_OK) {
        status = mim_rows_next(&r->rows, &more, error);
        if (status != MIMICRY_OK || !more)
            break;
        status = take_row(r, error);
    }
    return status == MIMICRY_OK ? check_all(r, error) : status;
}

mimicry_status mim_allele_motifs_read(const char *path, struct mim_allele_motifs **out,
                                      mimicry_error *error)
{
    struct motifs_reader r = {.out = NULL};
    *out = NULL;
    mimicry_status status = mim_rows_open(path, &r.rows, error);
    if (status != MIMICRY_OK)
        return status;
    r.out = mim_alloc_zeroed(1, sizeof *r.out);
    status = r.out == NULL ? mim_fail_memory(error) : read_all(&r, error);
    if (status == MIMICRY_OK) {
        qsort(r.out->at, r.out->count, sizeof *r.out->at, mim_allele_motif_order);
        *out = r.out;
    } else {
        mim_allele_motifs_free(r.out);
    }
    free(r.given);
    free(r.numbers);
    mim_rows_close(&r.rows);
    return status;
}
