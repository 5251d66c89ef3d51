/* Tables as text. */
#ifndef MIM_TABLE_WRITE_TEXT_H
#define MIM_TABLE_WRITE_TEXT_H

#include <mimicry/mimicry.h>

/* As mimicry_table_write; the options are checked, but for the format. 0 threads are 1. */
mimicry_status mim_table_write(struct ArrowArrayStream *table, const mimicry_write_options *options,
                               mimicry_write_fn write, void *data, uint64_t *out_batches,
                               mimicry_error *error);

#endif
