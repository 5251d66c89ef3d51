/* What rows say of tissues and of binders. */
#ifndef MIM_SCREEN_ROW_TISSUES_H
#define MIM_SCREEN_ROW_TISSUES_H

#include "base/names.h"
#include "screen/block.h"

/* Memory of a list of names. */
struct mim_name_memory {
    const char **names;
    size_t room;
};

/* An empty list with room for so many names. */
mimicry_status mim_names_begin(struct mim_name_memory *memory, size_t room,
                               struct mim_name_list *out, mimicry_error *error);
void mim_names_put(struct mim_name_memory *memory, const char *name, struct mim_name_list *list);

struct mim_ranked_tissue {
    double level;
    size_t tissue;
};

struct mim_row_tissues {
    const struct mimicry_annotations *annotations;
    double min_expression;
    const double **levels; /* by gene, as mim_expression_find gives them */
    size_t n_tissues;
    const char **names;   /* of tissues, */
    const char **systems; /* their organ systems, NULL where there is none, */
    bool *vital, *may_be_vital;
    double *highest;                /* the level in this row, */
    bool *lacks;                    /* which may be higher */
    struct mim_ranked_tissue *rank; /* those with the level asked for */
    struct mim_name_memory tissues, vital_tissues, organs;
    struct mim_presentation *presentation; /* or NULL; set by the caller, as is */
    double max_rank;                       /* percent: up to this rank a self-peptide binds */
};

/* `annotations` and `genes` have to live as long. */
mimicry_status mim_row_tissues_create(struct mim_row_tissues *tissues,
                                      const struct mimicry_annotations *annotations,
                                      double min_expression, const struct mim_names *genes,
                                      mimicry_error *error);
void mim_row_tissues_free(struct mim_row_tissues *tissues);

/* Whether the gene's levels say anything. */
bool mim_row_tissues_know(const struct mim_row_tissues *tissues, size_t gene);

/* Sets what a row, whose peptides and genes are set, says of tissues and binders. */
mimicry_status mim_row_tissues_put(struct mim_row_tissues *tissues, const struct mim_note *genes,
                                   size_t n_genes, struct mim_screen_row *out,
                                   mimicry_error *error);

#endif
