/* The one table of names of columns. Each meaning has names of several ranks: one of a lower rank
 * is taken before all others, and two of one rank are an error. */
#include "query/meanings.h"

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
    PAIR_A,
    PAIR_B,
    GENE,
    ACCESSION,
    ALLELE,
    ISOFORM,
    ID,
    KD_WILDTYPE,
    KD_MUTANT,
    AA_CHANGE,
    POS,
    JUNCTION,
    OBJECT_TYPE /* IEDB's: its columns of peptides have names that others use for other things */
};

static const char *const meanings[] = {"the peptide",
                                       "the wild type",
                                       "the mutated sequence",
                                       "its wild type",
                                       "the peptide",
                                       "its target",
                                       "the gene",
                                       "the accession",
                                       "the allele",
                                       "the isoform of class II",
                                       "the id",
                                       "the wild type's constant",
                                       "the mutant's constant",
                                       "the amino acid change",
                                       "its position",
                                       "the junction",
                                       "the type of the epitope"};

static const struct column_name {
    enum meaning meaning;
    int rank;
    const char *key; /* as mim_column_is takes it */
} names_known[] = {
    {PEPTIDE, 0, "peptide"},
    {PEPTIDE, 1, "mtepitopeseq"},   /* pVACseq */
    {PEPTIDE, 1, "bestpeptide"},    /* pVACseq, pVACfuse, pVACbind, aggregated */
    {PEPTIDE, 1, "mutatedpeptide"}, /* NeoFox, of epitopes */
    {PEPTIDE, 1, "mutantpeptide"},
    {PEPTIDE, 1, "mtpeptide"},
    {PEPTIDE, 1, "mutantpeptidesequence"}, /* vaxrank */
    {PEPTIDE, 2, "epitopeseq"},            /* pVACbind, pVACfuse, pVACsplice */
    {PEPTIDE, 3, "peptidesequence"},
    {PEPTIDE, 3, "epitopesequence"},
    {PEPTIDE, 3, "linearsequence"}, /* IEDB */
    {PEPTIDE, 3, "epitopelinearsequence"},
    {PEPTIDE, 3, "antigenepitope"}, /* VDJdb */
    {PEPTIDE, 3, "strippedsequence"},
    {PEPTIDE, 4, "epitope"},
    {PEPTIDE, 5, "sequence"},
    {PEPTIDE, 6, "peptides"}, /* above lists that people write */
    {PEPTIDE, 6, "epitopes"},
    {PEPTIDE, 6, "sequences"},
    {WILDTYPE, 0, "wildtype"},
    {WILDTYPE, 1, "wtepitopeseq"},
    {WILDTYPE, 1, "wildtypepeptide"},
    {WILDTYPE, 1, "wtpeptide"},
    {WILDTYPE, 2, "wildtypesequence"},    /* vaxrank */
    {SEQUENCE, 0, "mutationmutatedxmer"}, /* NeoFox, of neoantigens */
    {SEQUENCE, 0, "mutatedxmer"},
    {WILDTYPE_SEQUENCE, 0, "mutationwildtypexmer"},
    {WILDTYPE_SEQUENCE, 0, "wildtypexmer"},
    {PAIR_A, 0, "a"},
    {PAIR_B, 0, "b"},
    {PAIR_A, 1, "query"}, /* as tables of hits have them */
    {PAIR_B, 1, "match"},
    {PAIR_A, 2, "peptide"},
    {PAIR_B, 2, "target"},
    {GENE, 0, "gene"},
    {GENE, 1, "genename"},
    {GENE, 1, "genesymbol"},
    {GENE, 1, "hugosymbol"},
    {GENE, 1, "hgncsymbol"},
    {GENE, 1, "symbol"},
    {GENE, 2, "genenames"}, /* MaxQuant */
    {GENE, 3, "geneid"},
    {GENE, 3, "ensemblgeneid"},
    {ACCESSION, 0, "accession"},
    {ACCESSION, 1, "uniprot"},
    {ACCESSION, 1, "uniprotid"},
    {ACCESSION, 1, "proteinid"},
    {ACCESSION, 1, "proteins"}, /* MaxQuant, epitopeprediction */
    {ACCESSION, 2, "hgvsp"},    /* protein:change */
    {ACCESSION, 3, "transcript"},
    {ACCESSION, 3, "transcripts"}, /* epitopeprediction */
    {ACCESSION, 3, "besttranscript"},
    {ALLELE, 0, "allele"},
    {ALLELE, 1, "hlaallele"}, /* pVACseq */
    {ALLELE, 1, "mhcallele"},
    {ALLELE, 2, "bestallele"}, /* MHCflurry, MixMHCpred */
    {ALLELE, 3, "hla"},
    {ALLELE, 4, "mhc"},
    {ALLELE, 5, "allelemhciname"}, /* NeoFox, of epitopes, as it writes it */
    {ALLELE, 5, "allelemhci"},     /* and as it takes it */
    {ALLELE, 5, "mhcallelename"},  /* IEDB, under a heading */
    {ALLELE, 5, "mhcrestrictionname"},
    {ISOFORM, 0, "isoformmhciiname"}, /* NeoFox, as it writes it */
    {ISOFORM, 1, "isoformmhcii"},     /* and as it takes it */
    {ID, 0, "id"},
    {ID, 1, "identifier"},
    {ID, 1, "index"},
    {ID, 2, "epitopeiri"}, /* IEDB */
    {ID, 2, "iedbiri"},
    {ID, 2, "epitopeid"},
    {ID, 2, "epitopeepitopeiri"}, /* under a heading */
    {ID, 2, "epitopeidiedbiri"},
    {ID, 3, "mutation"}, /* pVACbind, pVACfuse: the name of the record */
    {KD_WILDTYPE, 0, "kdwt"},
    {KD_MUTANT, 0, "kdmt"},
    {KD_WILDTYPE, 1, "kdwildtype"},
    {KD_MUTANT, 1, "kdmutant"},
    {KD_WILDTYPE, 2, "medianwtic50score"}, /* pVACseq */
    {KD_MUTANT, 2, "medianmtic50score"},
    {KD_WILDTYPE, 3, "ic50wt"}, /* pVACseq, aggregated */
    {KD_MUTANT, 3, "ic50mt"},
    {KD_WILDTYPE, 4, "affinitywildtype"}, /* NeoFox, of epitopes */
    {KD_MUTANT, 4, "affinitymutated"},
    {AA_CHANGE, 0, "aachange"},
    {POS, 0, "pos"},
    {JUNCTION, 0, "junctionposition"},
    {OBJECT_TYPE, 0, "objecttype"},
    {OBJECT_TYPE, 0, "epitopeobjecttype"},
};
enum { NAMES = sizeof names_known / sizeof *names_known, RANKS = 7 };

/* IEDB's columns of peptides, in a table that has a column of types. */
static const char *const iedb_names[] = {"description", "name", "epitopedescription",
                                         "epitopename"};

struct finder {
    const char *const *names;
    size_t count;
    const struct mim_place *place;
};

/* ---- By name ---- */

static bool has_name(const char *cell, enum meaning meaning, int rank)
{
    for (size_t n = 0; n < NAMES; n++) {
        if (names_known[n].meaning == meaning && names_known[n].rank == rank &&
            mim_column_is(cell, names_known[n].key))
            return true;
    }
    return false;
}

static mimicry_status two(const struct finder *f, long first, size_t second, const char *meaning,
                          mimicry_error *error)
{
    return mim_place_fail(f->place, error,
                          "columns '%.60s' and '%.60s' both have %s: one was expected",
                          f->names[first], f->names[second], meaning);
}

/* The column of this meaning and rank, or MIM_NO_COLUMN. */
static mimicry_status find_rank(const struct finder *f, enum meaning meaning, int rank, long *out,
                                mimicry_error *error)
{
    *out = MIM_NO_COLUMN;
    for (size_t c = 0; c < f->count; c++) {
        if (!has_name(f->names[c], meaning, rank))
            continue;
        if (*out != MIM_NO_COLUMN)
            return two(f, *out, c, meanings[meaning], error);
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
    for (int rank = 0; rank < RANKS && *out == MIM_NO_COLUMN && status == MIMICRY_OK; rank++)
        status = find_rank(f, meaning, rank, out, error);
    return status;
}

/* Two columns of one rank, the lowest of which there are both. */
static mimicry_status find_both(const struct finder *f, enum meaning first, enum meaning second,
                                long *out_first, long *out_second, mimicry_error *error)
{
    for (int rank = 0; rank < RANKS; rank++) {
        mimicry_status status = find_rank(f, first, rank, out_first, error);
        if (status == MIMICRY_OK)
            status = find_rank(f, second, rank, out_second, error);
        if (status != MIMICRY_OK || (*out_first != MIM_NO_COLUMN && *out_second != MIM_NO_COLUMN))
            return status;
    }
    *out_first = *out_second = MIM_NO_COLUMN;
    return MIMICRY_OK;
}

/* The column that the caller names. */
static mimicry_status find_named(const struct finder *f, const char *name, long *out,
                                 mimicry_error *error)
{
    *out = MIM_NO_COLUMN;
    for (size_t c = 0; c < f->count; c++) {
        if (!mim_columns_same(f->names[c], name))
            continue;
        if (*out != MIM_NO_COLUMN)
            return two(f, *out, c, "the name asked for", error);
        *out = (long)c;
    }
    if (*out == MIM_NO_COLUMN)
        return mim_place_fail(f->place, error, "no column '%.100s'", name);
    return MIMICRY_OK;
}

/* ---- The columns of a table ---- */

static mimicry_status find_iedb(const struct finder *f, long *out, mimicry_error *error)
{
    long type;
    mimicry_status status = find(f, OBJECT_TYPE, &type, error);
    if (status != MIMICRY_OK || type == MIM_NO_COLUMN)
        return status;
    for (size_t c = 0; c < f->count; c++) {
        for (size_t n = 0; n < sizeof iedb_names / sizeof *iedb_names; n++) {
            if (!mim_column_is(f->names[c], iedb_names[n]))
                continue;
            if (*out != MIM_NO_COLUMN)
                return two(f, *out, c, meanings[PEPTIDE], error);
            *out = (long)c;
        }
    }
    return MIMICRY_OK;
}

static bool is_sequence_name(const char *name)
{
    return has_name(name, SEQUENCE, 0);
}

static mimicry_status find_peptide(const struct finder *f, const mimicry_read_options *options,
                                   struct mim_meanings *out, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (options->peptide_column != NULL)
        status = find_named(f, options->peptide_column, &out->peptide, error);
    else
        status = find(f, PEPTIDE, &out->peptide, error);
    if (status == MIMICRY_OK && out->peptide == MIM_NO_COLUMN)
        status = find_iedb(f, &out->peptide, error);
    if (status == MIMICRY_OK && out->peptide == MIM_NO_COLUMN)
        status = find(f, SEQUENCE, &out->peptide, error);
    if (status != MIMICRY_OK)
        return status;
    if (out->peptide == MIM_NO_COLUMN && (options->flags & MIMICRY_READ_CONSTANTS) == 0)
        return mim_place_fail(f->place, error,
                              "a table without a column of peptides: 'peptide', 'MT Epitope Seq', "
                              "'Best Peptide', 'mutatedPeptide', 'mutatedXmer' or another name of "
                              "docs/queries.md was expected");
    out->is_sequence = out->peptide != MIM_NO_COLUMN && is_sequence_name(f->names[out->peptide]);
    return MIMICRY_OK;
}

static mimicry_status find_pair(const struct finder *f, const mimicry_read_options *options,
                                struct mim_meanings *out, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (options->peptide_column == NULL && options->target_column == NULL)
        status = find_both(f, PAIR_A, PAIR_B, &out->peptide, &out->target, error);
    else if (options->peptide_column == NULL)
        status = find(f, PEPTIDE, &out->peptide, error);
    else
        status = find_named(f, options->peptide_column, &out->peptide, error);
    if (status == MIMICRY_OK && options->target_column != NULL)
        status = find_named(f, options->target_column, &out->target, error);
    if (status == MIMICRY_OK && (out->peptide == MIM_NO_COLUMN || out->target == MIM_NO_COLUMN))
        status = mim_place_fail(f->place, error,
                                "columns 'a' and 'b', or 'query' and 'match', or 'peptide' and "
                                "'target', or two columns of peptides in capitals were expected "
                                "(or name the columns)");
    return status;
}

static mimicry_status find_constants(const struct finder *f, struct mim_meanings *out,
                                     mimicry_error *error)
{
    const mimicry_status status =
        find_both(f, KD_WILDTYPE, KD_MUTANT, &out->kd_wildtype, &out->kd_mutant, error);
    if (status == MIMICRY_OK && out->kd_wildtype == MIM_NO_COLUMN)
        return mim_place_fail(f->place, error,
                              "columns of dissociation constants, 'kd_wt' and 'kd_mt', were "
                              "expected");
    return status;
}

static mimicry_status find_wildtype(const struct finder *f, struct mim_meanings *out,
                                    mimicry_error *error)
{
    mimicry_status status =
        find(f, out->is_sequence ? WILDTYPE_SEQUENCE : WILDTYPE, &out->wildtype, error);
    if (out->wildtype == out->peptide) /* the caller wants the wild types themselves */
        out->wildtype = MIM_NO_COLUMN;
    if (status != MIMICRY_OK || out->wildtype != MIM_NO_COLUMN)
        return status;
    status = find_both(f, AA_CHANGE, POS, &out->aa_change, &out->position, error);
    return status;
}

static mimicry_status find_rest(const struct finder *f, struct mim_meanings *out,
                                mimicry_error *error)
{
    mimicry_status status = find(f, GENE, &out->gene, error);
    for (int rank = 0; rank < MIM_ACCESSION_RANKS && status == MIMICRY_OK; rank++)
        status = find_rank(f, ACCESSION, rank, &out->accession[rank], error);
    if (status == MIMICRY_OK)
        status = find(f, ALLELE, &out->allele, error);
    if (status == MIMICRY_OK)
        status = find(f, ISOFORM, &out->isoform, error);
    if (status == MIMICRY_OK && out->allele == MIM_NO_COLUMN) {
        out->allele = out->isoform;
        out->isoform = MIM_NO_COLUMN;
    }
    if (status == MIMICRY_OK)
        status = find(f, JUNCTION, &out->junction, error);
    return status == MIMICRY_OK ? find(f, ID, &out->id, error) : status;
}

mimicry_status mim_meanings_find(const char *const *names, size_t count,
                                 const mimicry_read_options *options, const struct mim_place *place,
                                 struct mim_meanings *out, mimicry_error *error)
{
    const struct finder f = {names, count, place};
    *out = (struct mim_meanings){.peptide = MIM_NO_COLUMN,
                                 .wildtype = MIM_NO_COLUMN,
                                 .target = MIM_NO_COLUMN,
                                 .kd_wildtype = MIM_NO_COLUMN,
                                 .kd_mutant = MIM_NO_COLUMN,
                                 .aa_change = MIM_NO_COLUMN,
                                 .position = MIM_NO_COLUMN};
    mimicry_status status = (options->flags & MIMICRY_READ_PAIRS) != 0
                                ? find_pair(&f, options, out, error)
                                : find_peptide(&f, options, out, error);
    if (status == MIMICRY_OK && (options->flags & MIMICRY_READ_CONSTANTS) != 0)
        status = find_constants(&f, out, error);
    if (status == MIMICRY_OK && out->peptide != MIM_NO_COLUMN)
        status = find_wildtype(&f, out, error);
    return status == MIMICRY_OK ? find_rest(&f, out, error) : status;
}

bool mim_meanings_is_constant(const struct mim_meanings *m, long column)
{
    return column == m->kd_wildtype || column == m->kd_mutant;
}

bool mim_meanings_has(const struct mim_meanings *m, long column)
{
    const long columns[] = {m->peptide, m->wildtype, m->target,    m->gene,     m->allele,
                            m->isoform, m->id,       m->aa_change, m->position, m->junction};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (columns[i] == column)
            return true;
    }
    for (int rank = 0; rank < MIM_ACCESSION_RANKS; rank++) {
        if (m->accession[rank] == column)
            return true;
    }
    return mim_meanings_is_constant(m, column);
}

bool mim_meanings_is_name(const char *line, const mimicry_read_options *options)
{
    if (options->peptide_column != NULL && mim_columns_same(line, options->peptide_column))
        return true;
    for (int rank = 0; rank < RANKS; rank++) {
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

static void say(struct text *text, const char *const *names, const char *what, long column)
{
    if (column == MIM_NO_COLUMN || text->failed)
        return;
    const size_t most = strlen(what) + strlen(names[column]) + sizeof ", ''";
    char *grown = mim_grow(text->at, &text->room, text->length + most + 1, 1);
    text->failed = grown == NULL;
    if (grown == NULL)
        return;
    text->at = grown;
    const int n = snprintf(grown + text->length, most + 1, "%s%s '%s'",
                           text->length > 0 ? ", " : "", what, names[column]);
    text->length += n > 0 ? (size_t)n : 0;
}

char *mim_meanings_describe(const struct mim_meanings *m, const char *const *names)
{
    struct text text = {0};
    say(&text, names, m->is_sequence ? "sequence" : "peptide", m->peptide);
    say(&text, names, "wild type", m->wildtype);
    if (m->position != MIM_NO_COLUMN)
        say(&text, names, "wild type by", m->aa_change);
    say(&text, names, "target", m->target);
    say(&text, names, "gene", m->gene);
    for (int rank = 0; rank < MIM_ACCESSION_RANKS; rank++)
        say(&text, names, "accession", m->accession[rank]);
    say(&text, names, "allele", m->allele);
    say(&text, names, "allele", m->isoform);
    say(&text, names, "kd_wt", m->kd_wildtype);
    say(&text, names, "kd_mt", m->kd_mutant);
    say(&text, names, "junction", m->junction);
    say(&text, names, "id", m->id);
    if (text.failed) {
        free(text.at);
        return NULL;
    }
    return text.at;
}
