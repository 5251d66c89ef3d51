/* Brings together the tissues of all genes of a row, and the best binder of its peptides. */
#include "screen/row_tissues.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

static const char unmapped[] = "unmapped";

/* ---- Lists of names ---- */

mimicry_status mim_names_begin(struct mim_name_memory *memory, size_t room,
                               struct mim_name_list *out, mimicry_error *error)
{
    const char **grown = mim_grow(memory->names, &memory->room, room, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    memory->names = grown;
    *out = (struct mim_name_list){grown, 0};
    return MIMICRY_OK;
}

void mim_names_put(struct mim_name_memory *memory, const char *name, struct mim_name_list *list)
{
    memory->names[list->count++] = name;
}

/* ---- What rows have in common ---- */

static void set_tissues(struct mim_row_tissues *t, const struct mim_names *genes)
{
    const struct mim_expression *expression = t->annotations->expression;
    const struct mim_organs *organs = t->annotations->organs;
    for (size_t g = 0; g < genes->count; g++)
        t->levels[g] = mim_expression_find(expression, mim_names_at(genes, g));
    for (size_t i = 0; i < t->n_tissues; i++) {
        t->names[i] = mim_names_at(&expression->tissues, i);
        t->systems[i] = organs == NULL ? NULL : mim_organs_system(organs, t->names[i]);
        t->vital[i] = organs != NULL && mim_organs_is_vital(organs, t->names[i]);
        t->may_be_vital[i] = organs == NULL || mim_organs_may_be_vital(organs, t->names[i]);
    }
}

mimicry_status mim_row_tissues_create(struct mim_row_tissues *t,
                                      const struct mimicry_annotations *annotations,
                                      double min_expression, const struct mim_names *genes,
                                      mimicry_error *error)
{
    const struct mim_expression *expression = annotations->expression;
    const size_t n = expression == NULL ? 0 : expression->tissues.count;
    *t = (struct mim_row_tissues){
        .annotations = annotations,
        .min_expression = min_expression,
        .n_tissues = n,
        .levels = mim_alloc_array(genes->count, sizeof *t->levels),
        .names = mim_alloc_array(n, sizeof *t->names),
        .systems = mim_alloc_array(n, sizeof *t->systems),
        .vital = mim_alloc_array(n, sizeof *t->vital),
        .may_be_vital = mim_alloc_array(n, sizeof *t->may_be_vital),
        .highest = mim_alloc_array(n, sizeof *t->highest),
        .lacks = mim_alloc_array(n, sizeof *t->lacks),
        .rank = mim_alloc_array(n, sizeof *t->rank),
    };
    if (t->levels == NULL || t->names == NULL || t->systems == NULL || t->vital == NULL ||
        t->may_be_vital == NULL || t->highest == NULL || t->lacks == NULL || t->rank == NULL)
        return mim_fail_memory(error);
    if (expression != NULL)
        set_tissues(t, genes);
    return MIMICRY_OK;
}

void mim_row_tissues_free(struct mim_row_tissues *t)
{
    free(t->levels);
    free(t->names);
    free(t->systems);
    free(t->vital);
    free(t->may_be_vital);
    free(t->highest);
    free(t->lacks);
    free(t->rank);
    free(t->tissues.names);
    free(t->vital_tissues.names);
    free(t->organs.names);
    *t = (struct mim_row_tissues){.annotations = NULL};
}

bool mim_row_tissues_know(const struct mim_row_tissues *t, size_t gene)
{
    const double *levels = t->levels[gene];
    for (size_t i = 0; levels != NULL && i < t->n_tissues; i++) {
        if (!isnan(levels[i]))
            return true;
    }
    return false;
}

/* ---- Tissues ---- */

static int highest_first(const void *a, const void *b)
{
    const struct mim_ranked_tissue *x = a, *y = b;
    if (x->level != y->level)
        return x->level > y->level ? -1 : 1;
    return (x->tissue > y->tissue) - (x->tissue < y->tissue);
}

/* The highest level of all genes in each tissue, and whether a gene's is not known. */
static void join_levels(struct mim_row_tissues *t, const struct mim_note *genes, size_t n_genes)
{
    for (size_t i = 0; i < t->n_tissues; i++) {
        t->highest[i] = NAN;
        t->lacks[i] = false;
    }
    for (size_t g = 0; g < n_genes; g++) {
        const double *levels = t->levels[genes[g].id];
        for (size_t i = 0; i < t->n_tissues; i++) {
            if (levels != NULL)
                t->highest[i] = fmax(t->highest[i], levels[i]); /* NAN only if both are */
            t->lacks[i] |=
                levels == NULL || mim_expression_lacks(t->annotations->expression, levels, i);
        }
    }
}

/* The highest level in any tissue; how many tissues have the level that was asked for: they are
 * ranked. */
static size_t rank_tissues(struct mim_row_tissues *t, double *highest)
{
    size_t n = 0;
    *highest = NAN;
    for (size_t i = 0; i < t->n_tissues; i++) {
        *highest = fmax(*highest, t->highest[i]);
        if (t->highest[i] >= t->min_expression)
            t->rank[n++] = (struct mim_ranked_tissue){t->highest[i], i};
    }
    qsort(t->rank, n, sizeof *t->rank, highest_first);
    return n;
}

/* Which of the lists, if it is empty, might have a tissue if all were known. */
static void put_open(const struct mim_row_tissues *t, struct mim_screen_row *out)
{
    out->open_tissues = out->open_vital = out->unnamed > 0;
    for (size_t i = 0; i < t->n_tissues; i++) {
        const bool may_be = t->lacks[i] || t->highest[i] >= t->min_expression;
        out->open_tissues |= may_be;
        out->open_vital |= may_be && t->may_be_vital[i];
    }
}

/* A system's name is in memory once. */
static bool has_name(const struct mim_name_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->names[i] == name)
            return true;
    }
    return false;
}

static mimicry_status begin_lists(struct mim_row_tissues *t, size_t room,
                                  struct mim_screen_row *out, mimicry_error *error)
{
    mimicry_status status = mim_names_begin(&t->tissues, room, &out->tissues, error);
    if (status == MIMICRY_OK)
        status = mim_names_begin(&t->vital_tissues, room, &out->vital_tissues, error);
    if (status == MIMICRY_OK)
        status = mim_names_begin(&t->organs, room, &out->organs, error);
    return status;
}

static mimicry_status put_tissues(struct mim_row_tissues *t, const struct mim_note *genes,
                                  size_t n_genes, struct mim_screen_row *out, mimicry_error *error)
{
    const bool mapped = t->annotations->organs != NULL;
    join_levels(t, genes, n_genes);
    put_open(t, out);
    const size_t n = rank_tissues(t, &out->expression);
    const mimicry_status status = begin_lists(t, n, out, error);
    if (status != MIMICRY_OK)
        return status;
    for (size_t i = 0; i < n; i++) {
        const size_t tissue = t->rank[i].tissue;
        const char *system = t->systems[tissue] != NULL ? t->systems[tissue] : unmapped;
        mim_names_put(&t->tissues, t->names[tissue], &out->tissues);
        if (t->vital[tissue])
            mim_names_put(&t->vital_tissues, t->names[tissue], &out->vital_tissues);
        if (mapped && !has_name(&out->organs, system))
            mim_names_put(&t->organs, system, &out->organs);
    }
    if (out->vital_tissues.count > 0)
        out->vital = MIM_YES;
    else if (mapped && !out->open_vital)
        out->vital = MIM_NO;
    return MIMICRY_OK;
}

/* ---- Binders ---- */

static bool is_lower(double a, double b)
{
    return a < b || (isnan(b) && !isnan(a));
}

/* A self-peptide of a row: whether it binds, and whether it is the best so far. */
static mimicry_status put_binder(const struct mim_row_tissues *t, struct mim_allele_set *set,
                                 const char *name, struct mim_screen_row *out, mimicry_error *error)
{
    uint8_t codes[MIMICRY_MAX_PEPTIDE];
    uint32_t length = 0;
    for (; name[length] != '\0'; length++)
        codes[length] = mim_code_of[(unsigned char)name[length]];
    const mimicry_status status = mim_presentation_ready(t->presentation, set, length, error);
    if (status != MIMICRY_OK)
        return status;
    const struct mim_presented found = mim_presentation_find(t->presentation, set, codes, length);
    out->binders += found.listed || found.percent <= t->max_rank + MIM_FORGIVEN;
    out->knows_binders |= found.allele != NULL;
    if (found.allele == NULL || (out->binder != NULL && !is_lower(found.percent, out->binder_rank)))
        return MIMICRY_OK;
    out->binder = name;
    out->binder_allele = found.allele;
    out->binder_rank = found.percent;
    return MIMICRY_OK;
}

static mimicry_status put_binders(const struct mim_row_tissues *t, struct mim_screen_row *out,
                                  mimicry_error *error)
{
    struct mim_allele_set *set;
    mimicry_status status = mim_presentation_set(t->presentation, out->query->allele, &set, error);
    if (status == MIMICRY_OK)
        out->knows_binders =
            out->peptides.count == 0 || mim_presentation_lists_all(t->presentation, set);
    for (size_t i = 0; i < out->peptides.count && status == MIMICRY_OK; i++)
        status = put_binder(t, set, out->peptides.names[i], out, error);
    return status;
}

mimicry_status mim_row_tissues_put(struct mim_row_tissues *t, const struct mim_note *genes,
                                   size_t n_genes, struct mim_screen_row *out, mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (t->presentation != NULL)
        status = put_binders(t, out, error);
    return status == MIMICRY_OK && t->annotations->expression != NULL
               ? put_tissues(t, genes, n_genes, out, error)
               : status;
}
