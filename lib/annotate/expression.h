/* Levels of genes in tissues. */
#ifndef MIM_ANNOTATE_EXPRESSION_H
#define MIM_ANNOTATE_EXPRESSION_H

#include "base/error.h"
#include "base/names.h"
#include "residue/identifier.h"

/* A gene's names by their kind, which is also the order in which they are looked up. */
enum mim_gene_kind { MIM_SYMBOL, MIM_IDENTIFIER, MIM_ALIAS, MIM_GENE_KINDS };

struct mim_expression {
    struct mim_names tissues;
    struct mim_names names[MIM_GENE_KINDS];
    size_t *rows[MIM_GENE_KINDS]; /* by name: its row of levels, or MIM_NO_NAME */
    double *levels;               /* NaN: unknown */
    bool *gaps;                   /* by level: some of what it is the highest of is unknown */
    size_t n_rows;
    size_t stride; /* levels a row: once it is finished, one a tissue */
    /* Columns without any number, which were passed over, and the first one's name. */
    size_t n_text;
    char *first_text;

    /* While it is being filled: a gene is a pair of a symbol and an identifier. */
    size_t n_genes;
    struct mim_names pairs;        /* by gene, from when one comes that may have come before */
    size_t *gene_names[MIM_ALIAS]; /* by gene: number of its symbol, its identifier */
    size_t gene_room[MIM_ALIAS];
    size_t rows_room;
    size_t last_tissue;   /* that was asked for */
    size_t *alias_owners; /* by alias: the proper name of the gene that has it */
    size_t owners_room;
};

struct mim_expression *mim_expression_create(void);
void mim_expression_free(struct mim_expression *expression);

/* Names are cut, as mim_name_cut does. Each returns false without memory. A name of length 0 is
 * none; a gene has one at least. */
bool mim_expression_tissue(struct mim_expression *expression, struct mim_slice name,
                           size_t *tissue);
bool mim_expression_gene(struct mim_expression *expression, struct mim_slice symbol,
                         struct mim_slice identifier, size_t *gene);
/* Several aliases, separated by commas, semicolons or bars. */
bool mim_expression_aliases(struct mim_expression *expression, size_t gene, const char *list);

/* The highest of the levels that a gene is given for a tissue stays; NaN, a level that is missing,
 * leaves a gap. */
void mim_expression_raise(struct mim_expression *expression, size_t gene, size_t tissue,
                          double level);

/* Leaves out the tissues that are text, and makes every name ready to be found: one that several
 * genes have gets the highest levels of them, but an alias then is none. */
bool mim_expression_finish(struct mim_expression *expression, const bool *opt_is_text);

/* The levels of a gene, by tissue, NaN where nothing is known; NULL if it is not in the table. */
const double *mim_expression_find(const struct mim_expression *expression, const char *gene);

/* Whether the level of a tissue, of what was found, may be higher than it says: it is missing, or
 * one of those that it is the highest of. */
bool mim_expression_lacks(const struct mim_expression *expression, const double *levels,
                          size_t tissue);

mimicry_status mim_expression_read(const char *path, struct mim_expression **out,
                                   mimicry_error *error);

#endif
