/* Puts rows together: names in order, tissues of all genes of a row, the best binder. */
#include "screen/row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "annotate/binders.h"
#include "annotate/tissues.h"

enum { PEPTIDES, GENES, UNKNOWN_GENES, TISSUES, VITAL, ORGANS };

static const char unmapped[] = "unmapped";

/* ---- What rows have in common ---- */

static void set_levels(struct mim_rows_maker *rows, const struct mimicry0_expression *expression)
{
    for (size_t g = 0; g < rows->genes->names.count; g++)
        rows->levels[g] = mim_expression_find(expression, mim_names_at(&rows->genes->names, g));
}

static void set_tissues(struct mim_rows_maker *rows, const struct mimicry0_expression *expression,
                        const struct mimicry0_organs *opt_organs)
{
    for (size_t t = 0; t < rows->n_tissues; t++) {
        const char *name = mim_names_at(&expression->tissues, t);
        rows->tissues[t] = name;
        rows->systems[t] = opt_organs == NULL ? NULL : mim_organs_system(opt_organs, name);
        rows->vital[t] = opt_organs != NULL && mim_organs_is_vital(opt_organs, name);
    }
}

mimicry_status mim_rows_create(struct mim_rows_maker *rows, const struct mim_screen *screen,
                               const struct mim_record_genes *genes, mimicry_error *error)
{
    const struct mimicry0_expression *expression = screen->options.expression;
    const size_t n = expression == NULL ? 0 : expression->tissues.count;
    *rows = (struct mim_rows_maker){
        .screen = screen,
        .genes = genes,
        .n_tissues = n,
        .levels = mim_alloc_array(genes->names.count, sizeof *rows->levels),
        .tissues = mim_alloc_array(n, sizeof *rows->tissues),
        .systems = mim_alloc_array(n, sizeof *rows->systems),
        .vital = mim_alloc_array(n, sizeof *rows->vital),
        .highest = mim_alloc_array(n, sizeof *rows->highest),
        .order = mim_alloc_array(n, sizeof *rows->order),
    };
    if (rows->levels == NULL || rows->tissues == NULL || rows->systems == NULL ||
        rows->vital == NULL || rows->highest == NULL || rows->order == NULL)
        return mim_fail_memory(error);
    if (expression != NULL) {
        set_levels(rows, expression);
        set_tissues(rows, expression, screen->options.organs);
    }
    return MIMICRY_OK;
}

void mim_rows_free(struct mim_rows_maker *rows)
{
    free(rows->levels);
    free(rows->tissues);
    free(rows->systems);
    free(rows->vital);
    free(rows->highest);
    free(rows->order);
    for (size_t i = 0; i < MIM_ROW_LISTS; i++)
        free(rows->lists[i].names);
    free(rows->letters);
    *rows = (struct mim_rows_maker){.screen = NULL};
}

/* An empty list with room for so many names. */
static mimicry_status begin_list(struct mim_rows_maker *rows, size_t list, size_t room,
                                 mimicry0_names *out, mimicry_error *error)
{
    struct mim_row_names *names = &rows->lists[list];
    const char **grown = mim_grow(names->names, &names->room, room, sizeof *grown);
    if (grown == NULL)
        return mim_fail_memory(error);
    names->names = grown;
    *out = (mimicry0_names){grown, 0};
    return MIMICRY_OK;
}

static void add_name(struct mim_rows_maker *rows, size_t list, mimicry0_names *to, const char *name)
{
    rows->lists[list].names[to->count++] = name;
}

/* ---- Peptides and genes, of fewest mismatches first ---- */

static mimicry_status put_peptides(struct mim_rows_maker *rows, const struct mim_self_peptide *of,
                                   size_t count, mimicry0_screen_row *out, mimicry_error *error)
{
    const uint8_t *text = rows->screen->index->text;
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += of[i].length + (size_t)1;
    char *letters = mim_grow(rows->letters, &rows->letters_room, bytes, 1);
    if (letters == NULL)
        return mim_fail_memory(error);
    rows->letters = letters;
    const mimicry_status status = begin_list(rows, PEPTIDES, count, &out->peptides, error);
    for (uint32_t m = 0; m < MIM_SCREEN_SELVES && status == MIMICRY_OK; m++) {
        for (size_t i = 0; i < count; i++) {
            if (of[i].mismatches != m)
                continue;
            add_name(rows, PEPTIDES, &out->peptides, letters);
            for (uint32_t j = 0; j < of[i].length; j++)
                *letters++ = mim_letter_of[text[of[i].at + j] % MIM_CODES];
            *letters++ = '\0';
        }
    }
    return status;
}

/* Whether a gene's levels say anything. */
static bool is_known(const struct mim_rows_maker *rows, const double *levels)
{
    for (size_t t = 0; levels != NULL && t < rows->n_tissues; t++) {
        if (!isnan(levels[t]))
            return true;
    }
    return false;
}

static mimicry_status put_genes(struct mim_rows_maker *rows, const struct mim_self_gene *of,
                                size_t count, mimicry0_screen_row *out, mimicry_error *error)
{
    const bool by_tissue = rows->screen->options.expression != NULL;
    mimicry_status status = begin_list(rows, GENES, count, &out->genes, error);
    if (status == MIMICRY_OK)
        status = begin_list(rows, UNKNOWN_GENES, count, &out->unknown_genes, error);
    for (uint32_t m = 0; m < MIM_SCREEN_SELVES && status == MIMICRY_OK; m++) {
        for (size_t i = 0; i < count; i++) {
            const char *name = mim_names_at(&rows->genes->names, of[i].gene);
            if (of[i].mismatches != m)
                continue;
            add_name(rows, GENES, &out->genes, name);
            if (by_tissue && !is_known(rows, rows->levels[of[i].gene]))
                add_name(rows, UNKNOWN_GENES, &out->unknown_genes, name);
        }
    }
    return status;
}

/* ---- Tissues ---- */

static int highest_first(const void *a, const void *b)
{
    const struct mim_row_tissue *x = a, *y = b;
    if (x->level != y->level)
        return x->level > y->level ? -1 : 1;
    return (x->tissue > y->tissue) - (x->tissue < y->tissue);
}

/* The highest level of all genes in each tissue; how many have the floor or more. */
static size_t rank_tissues(struct mim_rows_maker *rows, const struct mim_self_gene *genes,
                           size_t count, double *highest)
{
    size_t n = 0;
    *highest = NAN;
    for (size_t t = 0; t < rows->n_tissues; t++)
        rows->highest[t] = NAN;
    for (size_t i = 0; i < count; i++) {
        const double *levels = rows->levels[genes[i].gene];
        for (size_t t = 0; levels != NULL && t < rows->n_tissues; t++)
            rows->highest[t] = fmax(rows->highest[t], levels[t]); /* NAN only if both are */
    }
    for (size_t t = 0; t < rows->n_tissues; t++) {
        *highest = fmax(*highest, rows->highest[t]);
        if (rows->highest[t] >= rows->screen->options.min_expression)
            rows->order[n++] = (struct mim_row_tissue){rows->highest[t], t};
    }
    qsort(rows->order, n, sizeof *rows->order, highest_first);
    return n;
}

/* A system has one address. */
static bool has_name(const mimicry0_names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (names->names[i] == name)
            return true;
    }
    return false;
}

static mimicry_status put_tissues(struct mim_rows_maker *rows, const struct mim_self_gene *genes,
                                  size_t count, mimicry0_screen_row *out, mimicry_error *error)
{
    const bool mapped = rows->screen->options.organs != NULL;
    const size_t n = rank_tissues(rows, genes, count, &out->expression);
    mimicry_status status = begin_list(rows, TISSUES, n, &out->tissues, error);
    if (status == MIMICRY_OK)
        status = begin_list(rows, VITAL, n, &out->vital, error);
    if (status == MIMICRY_OK)
        status = begin_list(rows, ORGANS, n, &out->organs, error);
    for (size_t i = 0; i < n && status == MIMICRY_OK; i++) {
        const size_t t = rows->order[i].tissue;
        const char *system = rows->systems[t] != NULL ? rows->systems[t] : unmapped;
        add_name(rows, TISSUES, &out->tissues, rows->tissues[t]);
        if (rows->vital[t])
            add_name(rows, VITAL, &out->vital, rows->tissues[t]);
        if (mapped && !has_name(&out->organs, system))
            add_name(rows, ORGANS, &out->organs, system);
    }
    if (out->vital.count > 0)
        out->is_vital = MIMICRY_YES;
    else if (!mapped || out->unknown_genes.count > 0 || out->unnamed > 0)
        out->is_vital = MIMICRY_UNKNOWN;
    else
        out->is_vital = MIMICRY_NO;
    return status;
}

/* ---- Binders ---- */

static void put_binders(const struct mimicry0_binders *binders, mimicry0_screen_row *out)
{
    for (size_t i = 0; i < out->peptides.count; i++) {
        size_t count;
        const char *name = out->peptides.names[i];
        const mimicry0_binder *found = mim_binders_find(binders, name, strlen(name), &count);
        if (found == NULL || count == 0)
            continue;
        out->binders++;
        if (out->binder != NULL && !(found->rank < out->binder_rank) &&
            !(isnan(out->binder_rank) && !isnan(found->rank)))
            continue;
        out->binder = name;
        out->binder_allele = found->allele;
        out->binder_rank = found->rank;
    }
}

/* ---- The nearest ---- */

static bool is_earlier(const mimicry_hit *a, const mimicry_hit *b)
{
    return a->record != b->record ? a->record < b->record : a->start < b->start;
}

static bool is_nearer(const mimicry_hit *a, const mimicry_hit *b)
{
    if (a->mismatches != b->mismatches)
        return a->mismatches < b->mismatches;
    return a->score != b->score ? a->score > b->score : is_earlier(a, b);
}

static bool is_better(const mimicry_hit *a, const mimicry_hit *b)
{
    if (a->score != b->score)
        return a->score > b->score;
    return a->mismatches != b->mismatches ? a->mismatches < b->mismatches : is_earlier(a, b);
}

static void put_nearest(struct mim_rows_maker *rows, const struct mim_screen_block *block,
                        const struct mim_screened *original, mimicry0_screen_row *out)
{
    mimicry_hit *nearest = &rows->nearest, *best = &rows->best;
    *nearest = *best = (mimicry_hit){.query = out->candidate};
    for (size_t i = 0; i < original->n_items; i++) {
        const struct mim_screen_item *item = &block->items[original->first_item + i];
        if (item->nearest.length > 0 &&
            (nearest->length == 0 || is_nearer(&item->nearest, nearest)))
            *nearest = item->nearest;
        if (item->best.length > 0 && (best->length == 0 || is_better(&item->best, best)))
            *best = item->best;
        out->evalue = fmin(out->evalue, item->evalue);
        out->dissimilarity = fmin(out->dissimilarity, item->dissimilarity);
    }
    nearest->query = best->query = out->candidate;
    out->nearest = nearest;
    out->best = best;
}

/* ---- */

mimicry_status mim_rows_make(struct mim_rows_maker *rows, const struct mim_screen_block *block,
                             const struct mim_selves *selves, uint32_t candidate,
                             mimicry0_screen_row *out, mimicry_error *error)
{
    const struct mim_screened *c = &block->candidates[candidate];
    const struct mim_screened *original = &block->candidates[c->original];
    const mimicry0_screen_options *o = &rows->screen->options;
    *out = (mimicry0_screen_row){
        .candidate = block->before + candidate,
        .windows = c->n_items,
        .evalue = NAN,
        .dissimilarity = NAN,
        .unnamed = c->unnamed,
        .expression = NAN,
        .is_vital = MIMICRY_UNKNOWN,
        .source = original->own.kind == MIM_OWN_FOUND    ? MIMICRY_SOURCE_FOUND
                  : original->own.kind == MIM_OWN_ABSENT ? MIMICRY_SOURCE_ABSENT
                                                         : MIMICRY_SOURCE_UNKNOWN,
        .binder_rank = NAN,
    };
    memcpy(out->self, c->self, sizeof c->self);
    memcpy(out->left_out, c->left_out, sizeof c->left_out);
    put_nearest(rows, block, original, out);
    const struct mim_self_peptide *peptides =
        c->n_peptides == 0 ? NULL : selves->peptides + c->first_peptide;
    const struct mim_self_gene *genes = c->n_genes == 0 ? NULL : selves->of_genes + c->first_gene;
    mimicry_status status = put_peptides(rows, peptides, c->n_peptides, out, error);
    if (status == MIMICRY_OK)
        status = put_genes(rows, genes, c->n_genes, out, error);
    if (status == MIMICRY_OK && o->expression != NULL)
        status = put_tissues(rows, genes, c->n_genes, out, error);
    if (status == MIMICRY_OK && o->binders != NULL)
        put_binders(o->binders, out);
    return status;
}
