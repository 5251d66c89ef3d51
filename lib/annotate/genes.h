/* Sets of genes, by name. */
#ifndef MIM_ANNOTATE_GENES_H
#define MIM_ANNOTATE_GENES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/shares.h"

struct mimicry_genes {
    mim_shares shares;
    char **names; /* folded, sorted, each once; they point into bytes */
    size_t count;
    char *bytes;
};

/* Copies names; blanks around them and the case of ASCII letters do not count, empty ones are left
 * out. */
mimicry_status mim_genes_create(const char *const *names, size_t n_names,
                                struct mimicry_genes **out, mimicry_error *error);

/* A set of the genes of both. */
mimicry_status mim_genes_join(const struct mimicry_genes *a, const struct mimicry_genes *b,
                              struct mimicry_genes **out, mimicry_error *error);

/* Reads a file: a name a line, or a table with columns of genes, of which all count. */
mimicry_status mim_genes_read(const char *path, struct mimicry_genes **out, mimicry_error *error);

bool mim_genes_has(const struct mimicry_genes *genes, const char *name);
void mim_genes_free(struct mimicry_genes *genes);

/* Below 0, 0 or above 0, as two names are ordered: without blanks around them and case. */
int mim_gene_compare(const char *a, const char *b);

#endif
