/* Public functions: sets of genes. */
#include "api/check.h"
#include "annotate/genes.h"

mimicry_status mimicry_genes_create(const char *const *names, size_t n_names,
                                    mimicry_genes **out_genes, mimicry_error *opt_error)
{
    mimicry_status status = mim_require(out_genes != NULL && (names != NULL || n_names == 0),
                                        "names or out_genes", opt_error);
    if (out_genes != NULL)
        *out_genes = NULL;
    for (size_t i = 0; i < n_names && status == MIMICRY_OK; i++)
        status = mim_require(names[i] != NULL, "a name", opt_error);
    return status == MIMICRY_OK ? mim_genes_create(names, n_names, out_genes, opt_error) : status;
}

mimicry_status mimicry_genes_read(const char *path, mimicry_genes **out_genes,
                                  mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(path != NULL && out_genes != NULL, "path or out_genes", opt_error);
    if (out_genes != NULL)
        *out_genes = NULL;
    return status == MIMICRY_OK ? mim_genes_read(path, out_genes, opt_error) : status;
}

mimicry_status mimicry_genes_join(const mimicry_genes *a, const mimicry_genes *b,
                                  mimicry_genes **out_genes, mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(a != NULL && b != NULL && out_genes != NULL, "a, b or out_genes", opt_error);
    if (out_genes != NULL)
        *out_genes = NULL;
    return status == MIMICRY_OK ? mim_genes_join(a, b, out_genes, opt_error) : status;
}

int mimicry_genes_has(const mimicry_genes *genes, const char *gene)
{
    return genes != NULL && gene != NULL && mim_genes_has(genes, gene);
}

void mimicry_genes_free(mimicry_genes *opt_genes)
{
    mim_genes_free(opt_genes);
}
