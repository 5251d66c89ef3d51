/* Reads variants of a table: a protein's or gene's name, a change and a zygosity in each row. */
#include <stdio.h>
#include <string.h>

#include "base/fold.h"
#include "io/columns.h"
#include "io/named_rows.h"
#include "variant/readers.h"

/* Names of columns, as mim_column_is compares them, in the order of preference. */
static const char *const accession_names[] = {"accession",
                                              "protein",
                                              "proteinid",
                                              "ensp",
                                              "uniprot",
                                              "uniprotid",
                                              "swissprot",
                                              "record",
                                              "proteinaccession",
                                              "ensemblprotein",
                                              "ensemblproteinid",
                                              "refseqprotein",
                                              NULL};
static const char *const transcript_names[] = {"transcript", "transcriptid",        "enst",
                                               "feature",    "ensembltranscriptid", NULL};
static const char *const gene_names[] = {"gene",       "genesymbol", "symbol", "genename",
                                         "hugosymbol", "hgncsymbol", NULL};
static const char *const change_names[] = {
    "proteinchange", "hgvsp",      "hgvspshort",        "aachange", "aminoacidchange",
    "change",        "pdot",       "proteinvariant",    "mutation", "variant",
    "substitution",  "aamutation", "aminoacidmutation", NULL};
static const char *const zygosity_names[] = {"zygosity", "genotype", "gt", NULL};
static const char *const phase_names[] = {"phaseset", "ps", NULL};

struct variant_table_reader {
    struct mim_rows rows;
    struct mim_variants *out;
    long accession, transcript, gene, change, zygosity, phase;
};

static mimicry_status find_columns(struct variant_table_reader *r, mimicry_error *error)
{
    const struct {
        const char *const *names;
        long *column;
    } all[] = {{accession_names, &r->accession}, {transcript_names, &r->transcript},
               {gene_names, &r->gene},           {change_names, &r->change},
               {zygosity_names, &r->zygosity},   {phase_names, &r->phase}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const mimicry_status status = mim_rows_find(&r->rows, all[i].names, all[i].column, error);
        if (status != MIMICRY_OK)
            return status;
    }
    if (r->change == MIM_NO_COLUMN)
        return mim_rows_fail(&r->rows, error,
                             "no column of protein changes (protein_change, hgvsp, ...), and no "
                             "VCF: a table, or a VCF that VEP annotated, was expected");
    return MIMICRY_OK;
}

/* The cell without blanks around it; "" where it says nothing. */
static const char *cell(const struct variant_table_reader *r, long column)
{
    if (column == MIM_NO_COLUMN || mim_is_nothing(r->rows.table.cells.at[column]))
        return "";
    const char *text = r->rows.table.cells.at[column];
    return text + strspn(text, " ");
}

/* On which copies a change is; -1 for a word that is not known. `*known`: the table tells. */
static int read_zygosity(const char *text, bool *known, bool *phased)
{
    *known = *text != '\0';
    *phased = false;
    if (!*known)
        return 1;
    if (mim_begins_folded(text, strlen(text), "hom") ||
        mim_begins_folded(text, strlen(text), "hemi"))
        return 3;
    if (mim_begins_folded(text, strlen(text), "het"))
        return 1;
    return mim_genotype_read(text, 1, phased);
}

static mimicry_status add_name(struct variant_table_reader *r, const char *text, size_t length,
                               struct mim_variant *variant, mimicry_error *error)
{
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length == 0)
        return MIMICRY_OK;
    return mim_variants_string(r->out, text, length, &variant->names[variant->n_names++], error);
}

/* What stands before the colon of a change is a name too. */
static mimicry_status add_names(struct variant_table_reader *r, const char *change,
                                struct mim_variant *variant, mimicry_error *error)
{
    const char *accession = cell(r, r->accession), *transcript = cell(r, r->transcript);
    const char *gene = cell(r, r->gene), *colon = strrchr(change, ':');
    mimicry_status status = add_name(r, accession, strlen(accession), variant, error);
    if (status == MIMICRY_OK)
        status = add_name(r, transcript, strlen(transcript), variant, error);
    if (status == MIMICRY_OK && colon != NULL)
        status = add_name(r, change, (size_t)(colon - change), variant, error);
    variant->has_gene = *gene != '\0';
    if (status == MIMICRY_OK && variant->has_gene)
        status = mim_variants_string(r->out, gene, strlen(gene), &variant->gene, error);
    if (status == MIMICRY_OK && variant->n_names == 0 && !variant->has_gene)
        status = mim_rows_fail(&r->rows, error,
                               "neither an accession nor a gene: which protein is changed?");
    return status;
}

static mimicry_status take_row(struct variant_table_reader *r, mimicry_error *error)
{
    const char *text = cell(r, r->change), *zygosity = cell(r, r->zygosity);
    const unsigned long long line = r->rows.table.lines.number;
    struct mim_variant variant = {.line = line, .allele = 1, .phase = MIM_NO_NAME};
    struct mim_protein_change change;
    bool known, phased;
    const int copies = read_zygosity(zygosity, &known, &phased);
    const enum mim_change_kind kind =
        *text == '\0' ? MIM_CHANGE_NONE : mim_change_read_hgvs(text, &change);
    if (copies < 0 && strchr(zygosity, '.') == NULL)
        return mim_rows_bad_cell(&r->rows, (size_t)r->zygosity,
                                 "homozygous, heterozygous or a genotype", error);
    if (kind == MIM_CHANGE_UNREADABLE)
        return mim_rows_bad_cell(&r->rows, (size_t)r->change, "a change such as p.Gly50Trp or G50W",
                                 error);
    if (kind == MIM_CHANGE_NONE || copies == 0)
        return MIMICRY_OK;
    mimicry_status status = add_names(r, text, &variant, error);
    if (status != MIMICRY_OK)
        return status;
    r->out->seen++;
    r->out->unzygous += !known;
    const int left = copies < 0                      ? MIM_LEFT_GENOTYPE
                     : kind == MIM_CHANGE_FRAMESHIFT ? MIM_LEFT_FRAMESHIFT
                                                     : MIM_LEFT_NOT_GIVEN;
    if (copies < 0 || kind != MIM_CHANGE_GIVEN) {
        mim_left_add(&r->out->left[left], "on line %llu (%.80s)", line, text);
        return MIMICRY_OK;
    }
    variant.copies = (uint8_t)copies;
    const char *set = cell(r, r->phase);
    if (phased && !mim_names_add(&r->out->phases, set, strlen(set), &variant.phase))
        return mim_fail_memory(error);
    return mim_variants_add(r->out, &variant, &change, error);
}

mimicry_status mim_variants_read_table(struct mim_source *source, struct mim_variants *out,
                                       mimicry_error *error)
{
    struct variant_table_reader r = {.rows.table.lines.source = source, .out = out};
    bool more = true;
    mimicry_status status = mim_rows_header(&r.rows, error);
    if (status == MIMICRY_OK)
        status = find_columns(&r, error);
    while (status == MIMICRY_OK) {
        status = mim_rows_next(&r.rows, &more, error);
        if (status != MIMICRY_OK || !more)
            break;
        status = take_row(&r, error);
    }
    mim_rows_close(&r.rows);
    return status;
}
