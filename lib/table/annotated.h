/* Columns of what is known of a hit's gene and of its residues. */
#ifndef MIM_TABLE_ANNOTATED_H
#define MIM_TABLE_ANNOTATED_H

#include "annotate/annotations.h"
#include "search/presentation.h"
#include "table/levels.h"

enum { MIM_ANNOTATED_COLUMNS = 6 + MIM_LEVELS }; /* at most */

struct mim_annotated_slot;

/* A percentile, and what is shown of it. */
struct mim_shown_percent {
    double percent, shown;
};

/* All zero before it is opened. For one thread at a time. */
struct mim_annotated {
    const struct mim_expression *expression; /* NULL: no such columns */
    const struct mim_organs *organs;
    struct mim_organs *built_in;           /* owned, or NULL */
    struct mim_presentation *presentation; /* NULL: no such columns */
    struct mim_allele_set *set;            /* of the query */
    double floor;                          /* the level from which on a gene counts as expressed */
    struct mim_levels levels;
    bool kinds[3];                    /* which texts are columns: MIM_TEXT_TISSUES ... */
    struct mim_annotated_slot *slots; /* of genes, by the place of their levels */
    struct mim_shown_percent *shown;  /* of percentiles, by their bits */
};

/* `vital`: also the vital tissues; `opt_levels`: as mim_levels_set. ARGUMENT for what the
 * annotations have not. To be closed after a failure too. `note` gets a line if tissues are in no
 * organ. */
mimicry_status mim_annotated_open(struct mim_annotated *annotated,
                                  const struct mimicry_annotations *opt_annotations,
                                  struct mim_presentation *opt_presentation, bool vital,
                                  double min_expression, const char *opt_levels,
                                  const mimicry_run *run, mimicry_error *error);
void mim_annotated_close(struct mim_annotated *annotated);

/* Adds the columns; how many. */
size_t mim_annotated_columns(const struct mim_annotated *annotated, struct mim_column *out);

/* What comes next is of a query whose own alleles are these. */
mimicry_status mim_annotated_enter(struct mim_annotated *annotated, const char *alleles,
                                   mimicry_error *error);

/* The highest level of a gene in any tissue, where there is a table of expression; NAN: unknown. */
mimicry_status mim_annotated_level(struct mim_annotated *annotated, const char *gene, double *out,
                                   mimicry_error *error);

/* Their cells, for residues of a gene, which is "" where it is not known. */
mimicry_status mim_annotated_put(struct mim_annotated *annotated, struct mim_table *table,
                                 const char *gene, const uint8_t *codes, uint32_t length,
                                 mimicry_error *error);

#endif
