/* The bytes of an index, written. */
#ifndef MIM_INDEX_SAVE_H
#define MIM_INDEX_SAVE_H

#include "index/index.h"

/* Hands the bytes of the index's file to `write`, from the first to the last. */
mimicry_status mim_index_write(const struct mimicry_index *index, mimicry_write_fn write,
                               void *data, mimicry_error *error);

mimicry_status mim_index_save(const struct mimicry_index *index, const char *path,
                              mimicry_error *error);

#endif
