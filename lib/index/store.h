/* Index files: opened, verified. */
#ifndef MIM_INDEX_STORE_H
#define MIM_INDEX_STORE_H

#include "index/index.h"

/* `check_bytes`: every byte against its checksum. */
mimicry_status mim_index_open(const char *path, bool check_bytes, struct mimicry_index **out,
                              mimicry_error *error);

/* The checks of text, names and suffix array of an index that was opened with all others. `path` is
 * for messages. */
mimicry_status mim_index_check(const struct mimicry_index *index, const char *path,
                               mimicry_error *error);

/* Opens with all checks. */
mimicry_status mim_index_verify(const char *path, mimicry_error *error);

/* Whether the file begins as an index does. */
mimicry_status mim_index_recognise(const char *path, bool *out, mimicry_error *error);

#endif
