/* Whether a table is one that a report can show. */
#ifndef MIM_REPORT_NEEDED_H
#define MIM_REPORT_NEEDED_H

#include <mimicry/mimicry.h>

enum mim_needed { MIM_NEEDED_ROWS, MIM_NEEDED_HITS, MIM_NEEDED_ALONG };

/* ARGUMENT, with the names that are missing, unless the table has the columns that the page asks
 * for. Else, too: MEMORY, and those of the table. */
mimicry_status mim_needed_check(struct ArrowArrayStream *table, enum mim_needed what,
                                mimicry_error *error);

#endif
