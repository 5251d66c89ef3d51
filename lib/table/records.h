/* What an index was made of, as tables. */
#ifndef MIM_TABLE_RECORDS_H
#define MIM_TABLE_RECORDS_H

#include "index/index.h"

/* A row for each record, or for each FASTA file, in their order. */
mimicry_status mim_records_table(const struct mimicry_index *index, struct ArrowArrayStream *out,
                                 mimicry_error *error);
mimicry_status mim_sources_table(const struct mimicry_index *index, struct ArrowArrayStream *out,
                                 mimicry_error *error);

#endif
