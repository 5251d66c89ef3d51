/* What a row of a screen says of tissues and of binders, by its definition. */
#ifndef MIMICRY_TESTS_SCREEN_KNOWN_H
#define MIMICRY_TESTS_SCREEN_KNOWN_H

#include "screen_cells.h"

/* A table of expression and of organs: levels[gene * n_tissues + tissue]; NAN: not known. */
typedef struct screen_tissues {
    size_t n_genes, n_tissues;
    const char *const *genes;
    const char *const *tissues;
    const char *const *systems; /* NULL: the tissue is in no table of organs */
    const bool *is_vital;
    const double *levels;
    double floor;
    bool organs; /* there is a table of organs */
    bool vital;  /* vital tissues are asked for, too */
} screen_tissues;

/* Peptides that are presented, any number of rows each; NAN: no rank. */
typedef struct screen_binders {
    size_t count;
    const char *const *peptides;
    const char *const *alleles;
    const double *ranks;
} screen_binders;

/* Of all genes of a row, with records of no gene (`unnamed`); with `lists` their names, too. */
void known_tissues(screen_cells *cells, const screen_tissues *tissues, const name_list *genes,
                   bool unnamed, bool lists);
/* Of all self-peptides of a row. */
void known_binders(screen_cells *cells, const screen_binders *binders, const name_list *peptides);

/* Of one window of a gene ("": none): columns that begin with `name`, "nearest" or "best". A
 * peptide that is NULL: there is no such window. */
void known_window(screen_cells *cells, const char *name, const screen_tissues *opt_tissues,
                  const screen_binders *opt_binders, const char *gene, const char *peptide);

#endif
