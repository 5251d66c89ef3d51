/* Sets of genes, by name. */
#ifndef MIM_ANNOTATE_GENES_H
#define MIM_ANNOTATE_GENES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/shares.h"

struct mimicry_genes {
    mim_shares shares;
    char **names; /* in order, each once; they point into bytes */
    size_t count;
    char *bytes; /* n_given names as they came, each with a NUL */
    size_t n_given;
};

#define MIM_NO_GENE SIZE_MAX

/* Copies names; blanks around them, versions and the case of ASCII letters do not count, empty ones
 * are left out. A text may have several, as mim_name_next takes them. */
mimicry_status mim_genes_create(const char *const *names, size_t n_names,
                                struct mimicry_genes **out, mimicry_error *error);

/* A set of the genes of both. */
mimicry_status mim_genes_join(const struct mimicry_genes *a, const struct mimicry_genes *b,
                              struct mimicry_genes **out, mimicry_error *error);

/* Reads a file: names, a line each or several, or a table with columns of genes, of which all
 * count. */
mimicry_status mim_genes_read(const char *path, struct mimicry_genes **out, mimicry_error *error);

/* Its number in `names`, or MIM_NO_GENE. */
size_t mim_genes_find(const struct mimicry_genes *genes, const char *name);
bool mim_genes_has(const struct mimicry_genes *genes, const char *name);
void mim_genes_free(struct mimicry_genes *genes);

#endif
