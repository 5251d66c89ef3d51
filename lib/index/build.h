/* FASTA files to an index in memory. */
#ifndef MIM_INDEX_BUILD_H
#define MIM_INDEX_BUILD_H

#include "index/index.h"

/* Options as the public function took them, checked. */
mimicry_status mim_index_build(const char *const *paths, size_t n_paths,
                               const mimicry_build_options *options, struct mimicry_index **out,
                               mimicry_error *error);

#endif
