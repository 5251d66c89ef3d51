/* Turns sets of genes into a byte a record. */
#include "search/filter.h"

#include <stdlib.h>

#include "base/memory.h"

mimicry_status mim_filter_records(const struct mimicry_index *index,
                                  const struct mimicry_genes *only_genes,
                                  const struct mimicry_genes *exclude_genes, uint8_t **out,
                                  uint64_t *out_kept, mimicry_error *error)
{
    uint8_t *records = mim_alloc_array(index->records, 1);
    *out = NULL;
    *out_kept = 0;
    if (records == NULL)
        return mim_fail_memory(error);
    for (uint64_t r = 0; r < index->records; r++) {
        const char *names[3];
        if (!mim_index_names(index, r, names)) {
            free(records);
            return mim_fail_damaged(error);
        }
        const char *gene = names[1];
        records[r] =
            (only_genes == NULL || (*gene != '\0' && mim_genes_has(only_genes, gene))) &&
            (exclude_genes == NULL || *gene == '\0' || !mim_genes_has(exclude_genes, gene));
        *out_kept += records[r] ? index->starts[r + 1] - index->starts[r] : 0;
    }
    *out = records;
    return MIMICRY_OK;
}

bool mim_filter_takes_any(const struct mim_filter *filter, const struct mimicry_index *index,
                          uint64_t from, uint64_t to)
{
    if (filter->records == NULL)
        return true;
    for (uint64_t r = mim_index_record_at(index, from); r < index->records; r++) {
        if (index->starts[r] >= to)
            break;
        if (filter->records[r])
            return true;
    }
    return false;
}
