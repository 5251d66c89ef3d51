/* Recognises the columns of tables of candidates. Each meaning has names of several ranks: one of
 * a lower rank is taken before all others, and two of one rank are an error. */
#include "query/candidate_columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/columns.h"

enum meaning {
    PEPTIDE,
    WILDTYPE,
    SEQUENCE,
    WILDTYPE_SEQUENCE,
    GENE,
    ACCESSION,
    ID,
    AA_CHANGE,
    POS
};

static const char *const meanings[] = {
    "the peptide",   "the wild type", "the mutated sequence",  "its wild type", "the gene",
    "the accession", "the id",        "the amino acid change", "its position"};

static const struct name {
    enum meaning meaning;
    int rank;
    const char *key; /* as mim_column_is takes it */
} names[] = {
    {PEPTIDE, 0, "peptide"},
    {PEPTIDE, 1, "mtepitopeseq"},   /* pVACseq */
    {PEPTIDE, 1, "bestpeptide"},    /* pVACseq, aggregated */
    {PEPTIDE, 1, "mutatedpeptide"}, /* NeoFox, of epitopes */
    {PEPTIDE, 1, "mutantpeptide"},
    {WILDTYPE, 0, "wildtype"},
    {WILDTYPE, 1, "wtepitopeseq"},
    {WILDTYPE, 1, "wildtypepeptide"},
    {WILDTYPE, 1, "wtpeptide"},
    {SEQUENCE, 0, "mutationmutatedxmer"}, /* NeoFox, of neoantigens */
    {SEQUENCE, 0, "mutatedxmer"},
    {WILDTYPE_SEQUENCE, 0, "mutationwildtypexmer"},
    {WILDTYPE_SEQUENCE, 0, "wildtypexmer"},
    {GENE, 0, "gene"},
    {GENE, 1, "genename"},
    {GENE, 1, "genesymbol"},
    {GENE, 1, "hugosymbol"},
    {GENE, 1, "symbol"},
    {ACCESSION, 0, "accession"},
    {ACCESSION, 1, "uniprot"},
    {ACCESSION, 1, "uniprotid"},
    {ACCESSION, 1, "proteinid"},
    {ACCESSION, 2, "hgvsp"}, /* protein:change */
    {ACCESSION, 3, "transcript"},
    {ACCESSION, 3, "besttranscript"},
    {ID, 0, "id"},
    {ID, 1, "identifier"},
    {ID, 1, "index"},
    {AA_CHANGE, 0, "aachange"},
    {POS, 0, "pos"},
};
enum { NAMES = sizeof names / sizeof *names };

struct finder {
    const struct mim_cells *header;
    const char *file;
    uint64_t line;
};

static bool has_name(const char *cell, enum meaning meaning, int rank)
{
    for (size_t n = 0; n < NAMES; n++) {
        if (names[n].meaning == meaning && names[n].rank == rank &&
            mim_column_is(cell, names[n].key))
            return true;
    }
    return false;
}

/* The column of this meaning and rank, or MIM_NO_COLUMN. */
static mimicry_status find_rank(const struct finder *f, enum meaning meaning, int rank, long *out,
                                mimicry_error *error)
{
    *out = MIM_NO_COLUMN;
    for (size_t c = 0; c < f->header->count; c++) {
        if (!has_name(f->header->at[c], meaning, rank))
            continue;
        if (*out != MIM_NO_COLUMN)
            return mim_fail_line(error, MIMICRY_E_FORMAT, f->file, f->line,
                                 "columns '%.60s' and '%.60s' both have %s: one was expected",
                                 f->header->at[*out], f->header->at[c], meanings[meaning]);
        *out = (long)c;
    }
    return MIMICRY_OK;
}

/* The column of the lowest rank that there is. */
static mimicry_status find(const struct finder *f, enum meaning meaning, long *out,
                           mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    *out = MIM_NO_COLUMN;
    for (int rank = 0; rank < 2 && *out == MIM_NO_COLUMN && status == MIMICRY_OK; rank++)
        status = find_rank(f, meaning, rank, out, error);
    return status;
}

static mimicry_status find_peptide(const struct finder *f, struct mim_candidate_columns *out,
                                   mimicry_error *error)
{
    mimicry_status status = find(f, PEPTIDE, &out->peptide, error);
    out->is_sequence = false;
    if (status == MIMICRY_OK && out->peptide == MIM_NO_COLUMN) {
        status = find(f, SEQUENCE, &out->peptide, error);
        out->is_sequence = true;
    }
    if (status == MIMICRY_OK && out->peptide == MIM_NO_COLUMN)
        return mim_fail_line(error, MIMICRY_E_FORMAT, f->file, f->line,
                             "a table without a column of peptides: 'peptide', 'MT Epitope Seq', "
                             "'Best Peptide', 'mutatedPeptide' or 'mutatedXmer' was expected");
    return status;
}

mimicry_status mim_candidate_columns_find(const struct mim_cells *header, const char *file,
                                          uint64_t line, struct mim_candidate_columns *out,
                                          mimicry_error *error)
{
    const struct finder f = {header, file, line};
    mimicry_status status = find_peptide(&f, out, error);
    if (status == MIMICRY_OK)
        status = find(&f, out->is_sequence ? WILDTYPE_SEQUENCE : WILDTYPE, &out->wildtype, error);
    if (status == MIMICRY_OK)
        status = find(&f, GENE, &out->gene, error);
    for (int rank = 0; rank < MIM_ACCESSION_COLUMNS && status == MIMICRY_OK; rank++)
        status = find_rank(&f, ACCESSION, rank, &out->accession[rank], error);
    if (status == MIMICRY_OK)
        status = find(&f, ID, &out->id, error);
    out->aa_change = out->position = MIM_NO_COLUMN;
    if (status != MIMICRY_OK || out->wildtype != MIM_NO_COLUMN)
        return status;
    status = find(&f, AA_CHANGE, &out->aa_change, error);
    return status == MIMICRY_OK ? find(&f, POS, &out->position, error) : status;
}

bool mim_candidate_columns_is_header(const char *line)
{
    if (strpbrk(line, "abcdefghijklmnopqrstuvwxyz") == NULL)
        return false;
    for (int rank = 0; rank < 2; rank++) {
        if (has_name(line, PEPTIDE, rank) || has_name(line, SEQUENCE, rank))
            return true;
    }
    return false;
}

/* ---- Telling ---- */

struct text {
    char *at;
    size_t length, room;
    bool failed;
};

static void say(struct text *text, const struct mim_cells *header, const char *what, long column)
{
    if (column == MIM_NO_COLUMN || text->failed)
        return;
    const size_t most = strlen(what) + strlen(header->at[column]) + sizeof ", ''";
    char *grown = mim_grow(text->at, &text->room, text->length + most + 1, 1);
    text->failed = grown == NULL;
    if (grown == NULL)
        return;
    text->at = grown;
    const int n = snprintf(grown + text->length, most + 1, "%s%s '%s'",
                           text->length > 0 ? ", " : "", what, header->at[column]);
    text->length += n > 0 ? (size_t)n : 0;
}

char *mim_candidate_columns_describe(const struct mim_candidate_columns *columns,
                                     const struct mim_cells *header)
{
    struct text text = {0};
    say(&text, header, columns->is_sequence ? "sequence" : "peptide", columns->peptide);
    say(&text, header, "wild type", columns->wildtype);
    if (columns->position != MIM_NO_COLUMN)
        say(&text, header, "wild type by", columns->aa_change);
    say(&text, header, "gene", columns->gene);
    for (int rank = 0; rank < MIM_ACCESSION_COLUMNS; rank++)
        say(&text, header, "accession", columns->accession[rank]);
    say(&text, header, "id", columns->id);
    if (text.failed) {
        free(text.at);
        return NULL;
    }
    return text.at;
}
