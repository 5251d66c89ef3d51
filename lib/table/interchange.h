/* Tables of hits with the columns of other programs. */
#ifndef MIM_TABLE_INTERCHANGE_H
#define MIM_TABLE_INTERCHANGE_H

#include <mimicry/mimicry.h>

/* Each gives a table that is read from `hits`, which stays the caller's and outlives it: a batch of
 * the one is a batch of the other. ARGUMENT if `hits` lacks a column that is needed. */
mimicry_status mim_blast6_create(struct ArrowArrayStream *hits, struct ArrowArrayStream *out,
                                 mimicry_error *error);
mimicry_status mim_pepmatch_create(struct ArrowArrayStream *hits, struct ArrowArrayStream *out,
                                   mimicry_error *error);

#endif
