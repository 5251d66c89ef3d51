/* What a receptor's scan says of each single mutant, as a report shows it. */
#ifndef MIM_REPORT_SCAN_TABLE_H
#define MIM_REPORT_SCAN_TABLE_H

#include <mimicry/mimicry.h>

/* Of a model that is a scan, which outlives the table: a row for each position of the scan's index
 * peptide and each of the 20 amino acids. */
mimicry_status mim_scan_table(const mimicry_model *scan, struct ArrowArrayStream *out,
                              mimicry_error *error);

#endif
