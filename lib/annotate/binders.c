/* Reads a table of binders and sorts its rows by peptide and rank. */
#include "annotate/binders.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/number.h"
#include "residue/alphabet.h"
#include "annotate/genes.h"
#include "io/columns.h"
#include "io/named_rows.h"

/* As netMHCpan, MHCflurry and lists of ligands call them, the one to prefer first. */
static const char *const peptide_names[] = {"peptide", "epitope", "sequence", "ligand", NULL};
static const char *const allele_names[] = {"allele",    "bestallele", "mhc",         "hla",
                                           "mhcallele", "hlaallele",  "restriction", NULL};
static const char *const rank_names[] = {"rank",
                                         "%rank",
                                         "%rankel",
                                         "elrank",
                                         "presentationpercentile",
                                         "mhcflurrypresentationpercentile",
                                         "percentilerank",
                                         "percentile",
                                         "%rankba",
                                         "barank",
                                         "affinitypercentile",
                                         "mhcflurryaffinitypercentile",
                                         NULL};

struct row {
    size_t peptide, allele;
    uint64_t number; /* in the file: rows of equal rank keep their order */
    double rank;     /* INFINITY: none */
};

struct mim_binders {
    struct mim_names peptides, alleles;
    size_t *starts; /* by peptide: its first row, and one more */
    struct mim_binder *binders;
};

struct binders_reader {
    struct mim_rows rows;
    struct mim_binders *out;
    long peptide, allele, rank;
    struct row *found;
    size_t count, room;
};

void mim_binders_free(struct mim_binders *b)
{
    if (b == NULL)
        return;
    mim_names_free(&b->peptides);
    mim_names_free(&b->alleles);
    free(b->starts);
    free(b->binders);
    free(b);
}

static mimicry_status find_columns(struct binders_reader *r, mimicry_error *error)
{
    mimicry_status status = mim_rows_find(&r->rows, peptide_names, &r->peptide, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, allele_names, &r->allele, error);
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, rank_names, &r->rank, error);
    if (status == MIMICRY_OK && r->peptide == MIM_NO_COLUMN)
        return mim_rows_fail(&r->rows, error, "no column named peptide");
    if (status == MIMICRY_OK && r->allele == MIM_NO_COLUMN && r->rank == MIM_NO_COLUMN)
        return mim_rows_fail(&r->rows, error,
                             "neither a column of alleles (allele, MHC or HLA) nor one of ranks "
                             "(rank, %Rank_EL, presentation_percentile)");
    return status;
}

static bool is_peptide(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (mim_code_of[(unsigned char)text[i]] >= MIM_RESIDUES)
            return false;
    }
    return length > 0 && length <= MIMICRY_MAX_PEPTIDE;
}

static mimicry_status take_rank(const struct binders_reader *r, struct row *row,
                                mimicry_error *error)
{
    row->rank = INFINITY;
    if (r->rank == MIM_NO_COLUMN || mim_is_nothing(r->rows.table.cells.at[r->rank]))
        return MIMICRY_OK;
    if (!mim_parse_number(r->rows.table.cells.at[r->rank], &row->rank))
        return mim_rows_bad_cell(&r->rows, (size_t)r->rank, "a number", error);
    return MIMICRY_OK;
}

static mimicry_status take_row(struct binders_reader *r, mimicry_error *error)
{
    struct row row = {.number = r->count};
    const char *peptide = r->rows.table.cells.at[r->peptide];
    const char *allele = r->allele == MIM_NO_COLUMN ? "" : r->rows.table.cells.at[r->allele];
    size_t peptide_length = strlen(peptide), allele_length = strlen(allele);
    mim_trim(&peptide, &peptide_length);
    mim_trim(&allele, &allele_length);
    if (!is_peptide(peptide, peptide_length))
        return mim_rows_bad_cell(&r->rows, (size_t)r->peptide, "a peptide", error);
    const mimicry_status status = take_rank(r, &row, error);
    if (status != MIMICRY_OK)
        return status;
    struct row *found = mim_grow(r->found, &r->room, r->count + 1, sizeof *found);
    if (found == NULL)
        return mim_fail_memory(error);
    r->found = found;
    if (!mim_names_add(&r->out->peptides, peptide, peptide_length, &row.peptide) ||
        !mim_names_add(&r->out->alleles, allele, allele_length, &row.allele))
        return mim_fail_memory(error);
    found[r->count++] = row;
    return MIMICRY_OK;
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    if (x->peptide != y->peptide)
        return x->peptide < y->peptide ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static mimicry_status finish(struct binders_reader *r, mimicry_error *error)
{
    struct mim_binders *b = r->out;
    const size_t peptides = b->peptides.count;
    b->starts = mim_alloc_zeroed(peptides + 1, sizeof *b->starts);
    b->binders = mim_alloc_array(r->count, sizeof *b->binders);
    if (b->starts == NULL || b->binders == NULL)
        return mim_fail_memory(error);
    if (r->count > 0)
        qsort(r->found, r->count, sizeof *r->found, compare_rows);
    for (size_t i = 0; i < r->count; i++) {
        const struct row *row = &r->found[i];
        b->binders[i] = (struct mim_binder){mim_names_at(&b->alleles, row->allele),
                                            row->rank == INFINITY ? NAN : row->rank};
        b->starts[row->peptide + 1] = i + 1;
    }
    return MIMICRY_OK;
}

static mimicry_status read_all(struct binders_reader *r, mimicry_error *error)
{
    bool more = true;
    mimicry_status status = find_columns(r, error);
    while (status == MIMICRY_OK) {
        status = mim_rows_next(&r->rows, &more, error);
        if (status != MIMICRY_OK || !more)
            break;
        status = take_row(r, error);
    }
    return status == MIMICRY_OK ? finish(r, error) : status;
}

mimicry_status mim_binders_read(const char *path, struct mim_binders **out, mimicry_error *error)
{
    struct binders_reader r = {.count = 0};
    *out = NULL;
    mimicry_status status = mim_rows_open(path, &r.rows, error);
    if (status != MIMICRY_OK)
        return status;
    r.out = mim_alloc_zeroed(1, sizeof *r.out);
    status = r.out == NULL ? mim_fail_memory(error) : read_all(&r, error);
    if (status == MIMICRY_OK)
        *out = r.out;
    else
        mim_binders_free(r.out);
    free(r.found);
    mim_rows_close(&r.rows);
    return status;
}

const struct mim_binder *mim_binders_find(const struct mim_binders *b, const char *peptide,
                                          size_t length, size_t *count)
{
    const size_t number = mim_names_find(&b->peptides, peptide, length);
    *count = number == MIM_NO_NAME ? 0 : b->starts[number + 1] - b->starts[number];
    return *count == 0 ? NULL : b->binders + b->starts[number];
}
