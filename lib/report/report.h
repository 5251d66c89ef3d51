/* A report: a page that holds tables and shows them. */
#ifndef MIM_REPORT_REPORT_H
#define MIM_REPORT_REPORT_H

#include <mimicry/mimicry.h>

/* As mimicry_report; the options are whole. */
mimicry_status mim_report(struct ArrowArrayStream *rows, struct ArrowArrayStream *opt_hits,
                          const mimicry_report_options *options, mimicry_write_fn write, void *data,
                          mimicry_error *error);

#endif
