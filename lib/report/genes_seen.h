/* The genes of a table's rows. */
#ifndef MIM_REPORT_GENES_SEEN_H
#define MIM_REPORT_GENES_SEEN_H

#include "base/names.h"
#include "report/look.h"

/* Adds the names of the column "gene", where there is one of text, to `genes`, which outlives the
 * look. */
struct mim_look mim_genes_seen(struct mim_names *genes);

#endif
