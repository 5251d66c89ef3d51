/* Looks up genes, tissues, peptides or alleles one after the other, and tells what is known of
 * each. */
#include "table/known.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "residue/allele.h"
#include "table/table.h"

static const struct mim_column expression_columns[] = {
    {"gene", MIM_TEXT, 0, NULL, "the gene that was asked for"},
    {"tissue", MIM_TEXT, MIM_NULLABLE, NULL, "a tissue of the table of expression"},
    {"level", MIM_REAL, MIM_NULLABLE, NULL, "level of the gene there, in the unit of the table"},
    {"organ", MIM_TEXT, MIM_NULLABLE, NULL, "organ system of the tissue"},
    {"vital", MIM_TEXT, MIM_NULLABLE, NULL, "yes or no: whether the tissue is vital"},
};

static const struct mim_column organ_columns[] = {
    {"tissue", MIM_TEXT, 0, NULL, "the tissue that was asked for"},
    {"organ", MIM_TEXT, MIM_NULLABLE, NULL, "organ system of the tissue"},
    {"vital", MIM_TEXT, MIM_NULLABLE, NULL, "yes or no: whether the tissue is vital"},
};

static const struct mim_column binder_columns[] = {
    {"peptide", MIM_TEXT, 0, NULL, "the peptide that was asked for"},
    {"allele", MIM_TEXT, MIM_NULLABLE, NULL, "allele of the MHC molecule that presents it"},
    {"rank", MIM_REAL, MIM_NULLABLE, "percent", "rank of its binding; lower is better"},
};

static const struct mim_column motif_columns[] = {
    {"allele", MIM_TEXT, 0, NULL, "the allele that was asked for, in one spelling"},
    {"length", MIM_INTEGER, MIM_NULLABLE, "residues", "residues of the peptides of a motif"},
    {"ligands", MIM_INTEGER, MIM_NULLABLE, "peptides", "ligands that the motif comes from"},
};

struct known {
    const struct mimicry_annotations *annotations;
    int32_t kind;
    char *bytes; /* the names, one after the other, each with a NUL */
    const char *at;
    const char *end;
};

static void put_organ(struct mim_table *table, const struct mim_organs *organs,
                      const char *opt_tissue)
{
    const char *system =
        organs == NULL || opt_tissue == NULL ? NULL : mim_organs_system(organs, opt_tissue);
    mim_put_string(table, system);
    mim_put_string(table, system == NULL                            ? NULL
                          : mim_organs_is_vital(organs, opt_tissue) ? "yes"
                                                                    : "no");
}

static mimicry_status put_level(const struct known *k, struct mim_table *table, const char *gene,
                                const char *opt_tissue, double level, mimicry_error *error)
{
    mim_put_string(table, gene);
    mim_put_string(table, opt_tissue);
    mim_put_real(table, level);
    put_organ(table, k->annotations->organs, opt_tissue);
    return mim_end_row(table, error);
}

static mimicry_status put_gene(const struct known *k, struct mim_table *table, const char *gene,
                               mimicry_error *error)
{
    const struct mim_expression *e = k->annotations->expression;
    const double *levels = mim_expression_find(e, gene);
    mimicry_status status = MIMICRY_OK;
    if (levels == NULL)
        return put_level(k, table, gene, NULL, (double)NAN, error);
    for (size_t t = 0; t < e->tissues.count && status == MIMICRY_OK; t++)
        status = put_level(k, table, gene, mim_names_at(&e->tissues, t), levels[t], error);
    return status;
}

static mimicry_status put_tissue(const struct known *k, struct mim_table *table, const char *tissue,
                                 mimicry_error *error)
{
    mim_put_string(table, tissue);
    put_organ(table, k->annotations->organs, tissue);
    return mim_end_row(table, error);
}

static mimicry_status put_binder(struct mim_table *table, const char *peptide, const char *allele,
                                 double rank, mimicry_error *error)
{
    mim_put_string(table, peptide);
    mim_put_string(table, allele);
    mim_put_real(table, rank);
    return mim_end_row(table, error);
}

static mimicry_status put_peptide(const struct known *k, struct mim_table *table,
                                  const char *peptide, mimicry_error *error)
{
    size_t count = 0;
    mimicry_status status = MIMICRY_OK;
    const struct mim_binder *rows =
        mim_binders_find(k->annotations->binders, peptide, strlen(peptide), &count);
    if (rows == NULL)
        return put_binder(table, peptide, NULL, (double)NAN, error);
    for (size_t i = 0; i < count && status == MIMICRY_OK; i++)
        status = put_binder(table, peptide, rows[i].allele, rows[i].rank, error);
    return status;
}

static mimicry_status put_motif(struct mim_table *table, const char *allele,
                                const struct mim_allele_motif *opt_motif, mimicry_error *error)
{
    mim_put_string(table, allele);
    if (opt_motif == NULL)
        mim_put_null(table);
    else
        mim_put_integer(table, opt_motif->length);
    if (opt_motif == NULL || opt_motif->ligands == 0)
        mim_put_null(table);
    else
        mim_put_integer(table, opt_motif->ligands);
    return mim_end_row(table, error);
}

static mimicry_status put_allele(const struct known *k, struct mim_table *table, const char *given,
                                 mimicry_error *error)
{
    char name[MIM_ALLELE_SIZE];
    mimicry_status status = MIMICRY_OK;
    const bool is_allele = mim_allele_read(given, strlen(given), name) != MIM_NO_ALLELE;
    const char *allele = is_allele ? name : given;
    if (!mim_allele_motifs_know(k->annotations->motifs, allele))
        return put_motif(table, allele, NULL, error);
    for (size_t n = MIM_MOTIF_LEAST; n <= MIM_MOTIF_MOST && status == MIMICRY_OK; n++) {
        const struct mim_allele_motif *motif =
            mim_allele_motifs_find(k->annotations->motifs, allele, n);
        if (motif != NULL)
            status = put_motif(table, allele, motif, error);
    }
    return status;
}

static mimicry_status next(void *data, struct mim_table *table, bool *more, mimicry_error *error)
{
    struct known *k = data;
    mimicry_status status = MIMICRY_OK;
    while (k->at < k->end && !mim_table_full(table) && status == MIMICRY_OK) {
        status = k->kind == MIMICRY_EXPRESSION ? put_gene(k, table, k->at, error)
                 : k->kind == MIMICRY_ORGANS   ? put_tissue(k, table, k->at, error)
                 : k->kind == MIMICRY_BINDERS  ? put_peptide(k, table, k->at, error)
                                               : put_allele(k, table, k->at, error);
        k->at += strlen(k->at) + 1;
    }
    *more = k->at < k->end;
    return status;
}

static void known_free(void *data)
{
    struct known *k = data;
    free(k->bytes);
    free(k);
}

static bool copy_names(struct known *k, const char *const *names, size_t n_names)
{
    size_t used = 0, room = 0;
    for (size_t i = 0; i < n_names; i++) {
        const size_t size = strlen(names[i]) + 1;
        char *grown = mim_grow(k->bytes, &room, used + size, 1);
        if (grown == NULL)
            return false;
        k->bytes = grown;
        memcpy(grown + used, names[i], size);
        used += size;
    }
    k->at = k->bytes;
    k->end = used > 0 ? k->bytes + used : k->bytes; /* NULL has no offset */
    return true;
}

static mimicry_status create_table(int32_t kind, struct mim_table **out, mimicry_error *error)
{
    if (kind == MIMICRY_EXPRESSION)
        return mim_table_create(expression_columns,
                                sizeof expression_columns / sizeof *expression_columns, out, error);
    if (kind == MIMICRY_ORGANS)
        return mim_table_create(organ_columns, sizeof organ_columns / sizeof *organ_columns, out,
                                error);
    if (kind == MIMICRY_MOTIFS)
        return mim_table_create(motif_columns, sizeof motif_columns / sizeof *motif_columns, out,
                                error);
    return mim_table_create(binder_columns, sizeof binder_columns / sizeof *binder_columns, out,
                            error);
}

mimicry_status mim_known_table(const struct mimicry_annotations *annotations, int32_t kind,
                               const char *const *names, size_t n_names,
                               struct ArrowArrayStream *out, mimicry_error *error)
{
    struct mim_table *table = NULL;
    struct known *k = mim_alloc_zeroed(1, sizeof *k);
    if (k == NULL)
        return mim_fail_memory(error);
    k->annotations = annotations;
    k->kind = kind;
    mimicry_status status = copy_names(k, names, n_names) ? MIMICRY_OK : mim_fail_memory(error);
    if (status == MIMICRY_OK)
        status = create_table(kind, &table, error);
    if (status != MIMICRY_OK) {
        known_free(k);
        return status;
    }
    const struct mim_producer producer = {.next = next, .free = known_free, .data = k};
    return mim_stream_create(table, &producer, out, error);
}
