/* A table that is passed on, while the genes of its rows are noted. */
#ifndef MIM_REPORT_GENES_SEEN_H
#define MIM_REPORT_GENES_SEEN_H

#include "base/names.h"
#include "base/error.h"
#include "table/views.h"

/* Makes `out` a stream that gives the batches of `table` as they are, and adds the names of its
 * column "gene", if it has one of text, to `genes`. Both outlive it; releasing `out` leaves
 * `table` as it is. Errors: MEMORY. */
mimicry_status mim_genes_seen(struct ArrowArrayStream *table, struct mim_names *genes,
                              struct ArrowArrayStream *out, mimicry_error *error);

#endif
