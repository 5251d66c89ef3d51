/* Numbers the genes of an index. */
#include "screen/record_genes.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

mimicry_status mim_record_genes_set(struct mim_record_genes *genes,
                                    const struct mimicry_index *index, mimicry_error *error)
{
    genes->of = mim_alloc_array(index->records, sizeof *genes->of);
    if (genes->of == NULL)
        return mim_fail_memory(error);
    for (uint64_t r = 0; r < index->records; r++) {
        const char *names[3];
        if (!mim_index_names(index, r, names))
            return mim_fail_damaged(error);
        genes->of[r] = MIM_NO_NAME;
        const size_t length = strlen(names[1]);
        if (length > 0 && !mim_names_add(&genes->names, names[1], length, &genes->of[r]))
            return mim_fail_memory(error);
    }
    return MIMICRY_OK;
}

void mim_record_genes_free(struct mim_record_genes *genes)
{
    mim_names_free(&genes->names);
    free(genes->of);
    *genes = (struct mim_record_genes){.of = NULL};
}
