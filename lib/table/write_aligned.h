/* Tables for reading: columns side by side. */
#ifndef MIM_TABLE_WRITE_ALIGNED_H
#define MIM_TABLE_WRITE_ALIGNED_H

#include <mimicry/mimicry.h>

/* As mim_table_write, of MIMICRY_FORMAT_TABLE. */
mimicry_status mim_write_aligned(struct ArrowArrayStream *table,
                                 const mimicry_write_options *options, mimicry_write_fn write,
                                 void *data, uint64_t *out_batches, mimicry_error *error);

#endif
