/* Tissues and binders by a look at every row of their tables. */
#include "screen_known.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static double level_of(const screen_tissues *t, const char *gene, size_t tissue)
{
    for (size_t g = 0; g < t->n_genes; g++) {
        if (strcasecmp(t->genes[g], gene) == 0)
            return t->levels[g * t->n_tissues + tissue];
    }
    return NAN;
}

static bool is_known(const screen_tissues *t, const char *gene)
{
    for (size_t k = 0; k < t->n_tissues; k++) {
        if (!isnan(level_of(t, gene, k)))
            return true;
    }
    return false;
}

/* The tissues of the genes together. */
typedef struct together {
    name_list tissues, vital, organs;
    double highest;
    bool open, open_vital; /* whether the list, if it is empty, might have a tissue */
} together;

static together bring_together(const screen_tissues *t, const name_list *genes)
{
    together all = {.highest = NAN};
    double *levels = support_realloc(NULL, (t->n_tissues + 1) * sizeof *levels);

    for (size_t k = 0; k < t->n_tissues; k++) {
        levels[k] = NAN;
        for (size_t i = 0; i < genes->count; i++)
            levels[k] = fmax(levels[k], level_of(t, genes->names[i], k));
        all.highest = fmax(all.highest, levels[k]);
        bool may_be = levels[k] >= t->floor;
        for (size_t i = 0; i < genes->count; i++)
            may_be |= isnan(level_of(t, genes->names[i], k));
        all.open |= may_be;
        all.open_vital |= may_be && (t->is_vital[k] || !t->systems[k]);
    }
    for (;;) {
        size_t most = t->n_tissues;
        for (size_t k = 0; k < t->n_tissues; k++) {
            if (levels[k] >= t->floor && (most == t->n_tissues || levels[k] > levels[most]))
                most = k;
        }
        if (most == t->n_tissues)
            break;
        const char *name = t->tissues[most];
        const char *system = t->systems[most] ? t->systems[most] : "unmapped";
        names_add(&all.tissues, name, strlen(name), 0, false);
        if (t->is_vital[most])
            names_add(&all.vital, name, strlen(name), 0, false);
        names_add(&all.organs, system, strlen(system), 0, false);
        levels[most] = NAN;
    }
    free(levels);
    return all;
}

static void together_free(together *all)
{
    names_free(&all->tissues);
    names_free(&all->vital);
    names_free(&all->organs);
}

void known_tissues(screen_cells *cells, const screen_tissues *t, const name_list *genes,
                   bool unnamed, bool lists)
{
    name_list unknown = {0};
    together all = bring_together(t, genes);

    for (size_t i = 0; i < genes->count; i++) {
        if (!is_known(t, genes->names[i]))
            names_add(&unknown, genes->names[i], strlen(genes->names[i]), 0, false);
    }
    const char *none = all.open || unnamed ? "unknown" : "none";
    const char *none_vital = all.open_vital || unnamed ? "unknown" : "none";
    cells_real(cells, "expression", all.highest);
    if (lists)
        names_cell(cells, "tissues", &all.tissues, none);
    if (t->vital) {
        cells_text(cells, "vital",
                   all.vital.count > 0  ? "yes"
                   : *none_vital == 'u' ? "unknown"
                                        : "no");
        names_cell(cells, "vital_tissues", &all.vital, none_vital);
    }
    if (t->organs)
        names_cell(cells, "organs", &all.organs, none);
    if (lists)
        names_cell(cells, "unknown_genes", &unknown, NULL);
    names_free(&unknown);
    together_free(&all);
}

/* Whether row `k` of the binders comes before row `best`. */
static bool is_lower(const screen_binders *b, size_t k, size_t best)
{
    return best == b->count || b->ranks[k] < b->ranks[best] ||
           (isnan(b->ranks[best]) && !isnan(b->ranks[k]));
}

void known_binders(screen_cells *cells, const screen_binders *b, const name_list *peptides)
{
    size_t best = b->count, with = 0;

    for (size_t i = 0; i < peptides->count; i++) {
        bool found = false;
        for (size_t k = 0; k < b->count; k++) {
            if (strcmp(b->peptides[k], peptides->names[i]) != 0)
                continue;
            found |= isnan(b->ranks[k]) || b->ranks[k] <= 2;
            if (is_lower(b, k, best))
                best = k;
        }
        with += found;
    }
    cells_integer(cells, "binders", with);
    cells_text(cells, "binder", best < b->count ? b->peptides[best] : NULL);
    cells_text(cells, "binder_allele", best < b->count ? b->alleles[best] : NULL);
    cells_real(cells, "binder_rank", best < b->count ? b->ranks[best] : (double)NAN);
}

/* ---- One window ---- */

static const char *column(char *to, const char *name, const char *ending)
{
    snprintf(to, 40, "%s_%s", name, ending);
    return to;
}

static void window_tissues(screen_cells *cells, const char *name, const screen_tissues *t,
                           const char *gene)
{
    name_list genes = {0};
    char to[40];

    if (!gene) {
        cells_null(cells, column(to, name, "expression"), 'g');
        cells_null(cells, column(to, name, "tissues"), 'u');
        if (t->vital)
            cells_null(cells, column(to, name, "vital"), 'u');
        if (t->organs)
            cells_null(cells, column(to, name, "organs"), 'u');
        return;
    }
    names_add(&genes, gene, strlen(gene), 0, false);
    together all = bring_together(t, &genes);
    const char *none = all.open ? "unknown" : "none";
    cells_real(cells, column(to, name, "expression"), all.highest);
    names_cell(cells, column(to, name, "tissues"), &all.tissues, none);
    if (t->vital)
        names_cell(cells, column(to, name, "vital"), &all.vital,
                   all.open_vital ? "unknown" : "none");
    if (t->organs)
        names_cell(cells, column(to, name, "organs"), &all.organs, none);
    names_free(&genes);
    together_free(&all);
}

void known_window(screen_cells *cells, const char *name, const screen_tissues *opt_tissues,
                  const screen_binders *opt_binders, const char *gene, const char *peptide)
{
    const screen_binders *b = opt_binders;
    char to[40];

    if (opt_tissues)
        window_tissues(cells, name, opt_tissues, peptide ? gene : NULL);
    if (!b)
        return;
    size_t best = b->count;
    for (size_t k = 0; peptide && k < b->count; k++) {
        if (strcmp(b->peptides[k], peptide) == 0 && is_lower(b, k, best))
            best = k;
    }
    cells_real(cells, column(to, name, "presented"),
               best < b->count ? b->ranks[best] : (double)NAN);
    cells_text(cells, column(to, name, "allele"), best < b->count ? b->alleles[best] : NULL);
}
