/* Reads a table of binders and sorts its rows by peptide and rank. */
#include "annotate/binders.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/number.h"
#include "io/columns.h"
#include "io/report_rows.h"
#include "query/letters.h"
#include "residue/allele.h"

/* As predictors and lists of ligands call them, the one to prefer first. */
static const char *const peptide_names[] = {"peptide", "mtepitopeseq", "epitopeseq", "bestpeptide",
                                            "epitope", "sequence",     "ligand",     NULL};
static const char *const allele_names[] = {"allele",    "bestallele", "mhc",         "hla",
                                           "mhcallele", "hlaallele",  "restriction", NULL};
static const char *const rank_names[] = {"rank",
                                         "%rank",
                                         "%rankel",
                                         "elrank",
                                         "%rankbestallele",
                                         "presentationpercentile",
                                         "mhcflurrypresentationpercentile",
                                         "medianmtpercentile",
                                         "medianpercentile",
                                         "%ilemt",
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
    bool is_report;
    enum mim_report_state report;
    struct mim_binders *out;
    long peptide, allele;
    size_t *ranks; /* columns of ranks: one, or one for each allele of a line above the names */
    size_t n_ranks;
    size_t *above; /* by column: number of the allele that stands above it; NULL: no such line */
    size_t n_above;
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

/* ---- Columns ---- */

/* All columns of the first name that any has. */
static mimicry_status find_ranks(struct binders_reader *r, mimicry_error *error)
{
    long one = MIM_NO_COLUMN;
    r->n_ranks = 0;
    free(r->ranks);
    r->ranks = mim_alloc_array(r->rows.header.count, sizeof *r->ranks);
    if (r->ranks == NULL)
        return mim_fail_memory(error);
    for (const char *const *name = rank_names; *name != NULL && r->n_ranks == 0; name++) {
        for (size_t c = 0; c < r->rows.header.count; c++) {
            if (mim_column_is(r->rows.header.at[c], *name))
                r->ranks[r->n_ranks++] = c;
        }
    }
    return r->n_ranks > 1 && r->above == NULL ? mim_rows_find(&r->rows, rank_names, &one, error)
                                              : MIMICRY_OK;
}

static mimicry_status find_columns(struct binders_reader *r, mimicry_error *error)
{
    mimicry_status status = mim_rows_find(&r->rows, peptide_names, &r->peptide, error);
    if (status == MIMICRY_OK && r->peptide == MIM_NO_COLUMN)
        return mim_rows_fail(&r->rows, error,
                             "no column of peptides: a table with columns peptide, allele and rank "
                             "was expected");
    if (status == MIMICRY_OK)
        status = mim_rows_find(&r->rows, allele_names, &r->allele, error);
    if (status == MIMICRY_OK)
        status = find_ranks(r, error);
    if (status == MIMICRY_OK && r->allele == MIM_NO_COLUMN && r->n_ranks == 0)
        return mim_rows_fail(&r->rows, error,
                             "neither a column of alleles (allele, MHC or HLA) nor one of ranks "
                             "(rank, %Rank_EL, presentation_percentile)");
    return status;
}

/* The number of an allele, in one spelling if it names one. */
static bool add_allele(struct binders_reader *r, const char *text, size_t length, size_t *out)
{
    char name[MIM_ALLELE_SIZE];
    if (mim_allele_read(text, length, name) == MIM_NO_ALLELE)
        return mim_names_add(&r->out->alleles, text, length, out);
    return mim_names_add(&r->out->alleles, name, strlen(name), out);
}

/* Remembers the alleles of a line above the names: each holds up to the next one. */
static mimicry_status take_above(struct binders_reader *r, mimicry_error *error)
{
    const struct mim_cells *cells = &r->rows.header;
    const char *allele = "";
    size_t length = 0;
    r->above = mim_alloc_array(cells->count, sizeof *r->above);
    if (r->above == NULL)
        return mim_fail_memory(error);
    for (; r->n_above < cells->count; r->n_above++) {
        const char *cell = cells->at[r->n_above];
        size_t n = strlen(cell);
        mim_trim(&cell, &n);
        if (n > 0) {
            allele = cell;
            length = n;
        }
        if (!add_allele(r, allele, length, &r->above[r->n_above]))
            return mim_fail_memory(error);
    }
    return MIMICRY_OK;
}

/* Names in the second line, below alleles. */
static mimicry_status find_below(struct binders_reader *r)
{
    mimicry_status status = take_above(r, NULL);
    if (status == MIMICRY_OK)
        status = mim_rows_header(&r->rows, NULL);
    return status == MIMICRY_OK ? find_columns(r, NULL) : status;
}

/* Names of the first table of a report. */
static mimicry_status find_in_report(struct binders_reader *r)
{
    enum mim_report_item item;
    r->is_report = true;
    r->report = mim_report_is_rule(r->rows.header.at[0]) ? MIM_REPORT_HYPHENS : MIM_REPORT_TEXT;
    const mimicry_status status = mim_report_next(&r->rows, &r->report, peptide_names, &item, NULL);
    if (status == MIMICRY_OK && item != MIM_REPORT_HEADER)
        return MIMICRY_E_FORMAT;
    return status == MIMICRY_OK ? find_columns(r, NULL) : status;
}

/* The names of the columns: below remarks, and in the second line where the first has none, as
 * netMHCpan writes its tables; or somewhere in its report. */
static mimicry_status read_names(struct binders_reader *r, mimicry_error *error)
{
    mimicry_error first = {.size = sizeof first};
    mimicry_status status = MIMICRY_OK;
    while (status == MIMICRY_OK && r->rows.header.at[0][0] == '#')
        status = mim_rows_header(&r->rows, error);
    if (status != MIMICRY_OK)
        return status;
    status = find_columns(r, &first);
    if (status == MIMICRY_E_FORMAT)
        status = r->rows.header.count == 1 ? find_in_report(r) : find_below(r);
    return status == MIMICRY_OK         ? MIMICRY_OK
           : status == MIMICRY_E_MEMORY ? mim_fail_memory(error)
                                        : mim_fail_as(error, &first);
}

/* ---- Rows ---- */

static mimicry_status check_peptide(const struct binders_reader *r, mimicry_error *error)
{
    const char *cell = r->rows.table.cells.at[r->peptide];
    const struct mim_place place = {.status = MIMICRY_E_FORMAT,
                                    .file = mim_source_name(r->rows.table.lines.source),
                                    .line = r->rows.table.lines.number,
                                    .column = r->rows.header.at[r->peptide]};
    const mimicry_status status = mim_letters_check(cell, &place, error);
    if (status == MIMICRY_OK && strchr(cell, '*') != NULL)
        return mim_place_fail(&place, error, "a stop (*) within a peptide");
    if (status == MIMICRY_OK && strlen(cell) > MIMICRY_MAX_PEPTIDE)
        return mim_place_fail(&place, error, "a peptide of more than %d residues",
                              (int)MIMICRY_MAX_PEPTIDE);
    return status;
}

static mimicry_status add_row(struct binders_reader *r, struct row row, mimicry_error *error)
{
    struct row *found = mim_grow(r->found, &r->room, r->count + 1, sizeof *found);
    if (found == NULL)
        return mim_fail_memory(error);
    r->found = found;
    row.number = r->count;
    found[r->count++] = row;
    return MIMICRY_OK;
}

/* The rank in a column, of the allele above it if there is one. */
static mimicry_status take_rank(struct binders_reader *r, struct row row, size_t column,
                                mimicry_error *error)
{
    const char *cell = r->rows.table.cells.at[column];
    row.rank = INFINITY;
    if (r->above != NULL && r->allele == MIM_NO_COLUMN)
        row.allele = r->above[column < r->n_above ? column : r->n_above - 1];
    if (mim_is_nothing(cell))
        return r->n_ranks > 1 ? MIMICRY_OK : add_row(r, row, error);
    if (!mim_parse_number(cell, &row.rank))
        return mim_rows_bad_cell(&r->rows, column, "a number", error);
    return add_row(r, row, error);
}

static mimicry_status take_row(struct binders_reader *r, mimicry_error *error)
{
    struct row row = {.rank = INFINITY};
    const char *peptide = r->rows.table.cells.at[r->peptide];
    const char *allele = r->allele == MIM_NO_COLUMN ? "" : r->rows.table.cells.at[r->allele];
    size_t peptide_length = strlen(peptide), allele_length = strlen(allele);
    mim_trim(&peptide, &peptide_length);
    mim_trim(&allele, &allele_length);
    mimicry_status status = check_peptide(r, error);
    if (status != MIMICRY_OK)
        return status;
    if (!mim_names_add(&r->out->peptides, peptide, peptide_length, &row.peptide) ||
        !add_allele(r, allele, allele_length, &row.allele))
        return mim_fail_memory(error);
    for (size_t i = 0; i < r->n_ranks && status == MIMICRY_OK; i++)
        status = take_rank(r, row, r->ranks[i], error);
    return r->n_ranks == 0 ? add_row(r, row, error) : status;
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
    for (size_t p = 0; p < peptides; p++) { /* of peptides without a row */
        if (b->starts[p + 1] < b->starts[p])
            b->starts[p + 1] = b->starts[p];
    }
    return MIMICRY_OK;
}

static mimicry_status next_row(struct binders_reader *r, bool *more, mimicry_error *error)
{
    enum mim_report_item item = MIM_REPORT_HEADER;
    mimicry_status status = MIMICRY_OK;
    if (!r->is_report)
        return mim_rows_next(&r->rows, more, error);
    while (status == MIMICRY_OK && item == MIM_REPORT_HEADER) {
        status = mim_report_next(&r->rows, &r->report, peptide_names, &item, error);
        if (status == MIMICRY_OK && item == MIM_REPORT_HEADER)
            status = find_columns(r, error);
    }
    *more = status == MIMICRY_OK && item == MIM_REPORT_ROW;
    return status;
}

static mimicry_status read_all(struct binders_reader *r, mimicry_error *error)
{
    bool more = true;
    mimicry_status status = read_names(r, error);
    while (status == MIMICRY_OK) {
        status = next_row(r, &more, error);
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
    free(r.ranks);
    free(r.above);
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
