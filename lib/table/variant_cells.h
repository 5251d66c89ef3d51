/* The column of a person's variants, of tables from an index that has any. */
#ifndef MIM_TABLE_VARIANT_CELLS_H
#define MIM_TABLE_VARIANT_CELLS_H

#include "index/changes.h"
#include "table/table.h"

extern const struct mim_column mim_variant_of_window, mim_variant_of_record;

/* How many columns there are for an index: one or none. */
static inline size_t mim_variant_columns(const struct mimicry_index *index)
{
    return index->n_changes > 0;
}

/* The variants that residues [start, start + length) of a record touch; null where they are those
 * of the reference. */
mimicry_status mim_variant_put(struct mim_table *table, const struct mimicry_index *index,
                               uint64_t record, uint64_t start, uint64_t length,
                               mimicry_error *error);

/* All variants of a record. */
mimicry_status mim_variant_put_all(struct mim_table *table, const struct mimicry_index *index,
                                   uint64_t record, mimicry_error *error);

#endif
