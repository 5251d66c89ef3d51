/* Levels of genes in tissues. */
#ifndef MIM_ANNOTATE_EXPRESSION_H
#define MIM_ANNOTATE_EXPRESSION_H

#include "base/error.h"
#include "base/names.h"

/* A gene's names by their kind, which is also the order in which they are looked up. */
enum mim_gene_kind { MIM_SYMBOL, MIM_IDENTIFIER, MIM_ALIAS, MIM_GENE_KINDS };

struct mim_expression {
    struct mim_names tissues;
    struct mim_names names[MIM_GENE_KINDS];
    size_t *rows[MIM_GENE_KINDS]; /* by name: its row of levels, or MIM_NO_NAME */
    double *levels;               /* NaN: unknown */
    size_t n_rows;
    size_t stride; /* levels a row: once it is finished, one a tissue */

    /* While it is being filled: a gene is a pair of a symbol and an identifier. */
    struct mim_names genes;
    size_t *gene_names[MIM_ALIAS]; /* by gene: number of its symbol, its identifier */
    size_t gene_room[MIM_ALIAS];
    size_t rows_room;
    size_t *alias_owners; /* by alias: the proper name of the gene that has it */
    size_t owners_room;
};

/* A piece of text, with the blanks around it cut, and of an Ensembl identifier its version. */
struct mim_gene_name {
    const char *at;
    size_t length;
};
struct mim_gene_name mim_gene_name(const char *text);

struct mim_expression *mim_expression_create(void);
void mim_expression_free(struct mim_expression *expression);

/* Each returns false without memory. A name of length 0 is none; a gene has one at least. */
bool mim_expression_tissue(struct mim_expression *expression, struct mim_gene_name name,
                           size_t *tissue);
bool mim_expression_gene(struct mim_expression *expression, struct mim_gene_name symbol,
                         struct mim_gene_name identifier, size_t *gene);
/* Several aliases, separated by commas, semicolons or bars. */
bool mim_expression_aliases(struct mim_expression *expression, size_t gene, const char *list);

/* The highest of the levels that a gene is given for a tissue stays. */
void mim_expression_raise(struct mim_expression *expression, size_t gene, size_t tissue,
                          double level);

/* Leaves out the tissues without any level, and makes every name ready to be found: one that
 * several genes have gets the highest levels of them, but an alias then is none. */
bool mim_expression_finish(struct mim_expression *expression);

const double *mim_expression_find(const struct mim_expression *expression, const char *gene);

mimicry_status mim_expression_read(const char *path, struct mim_expression **out,
                                   mimicry_error *error);

#endif
