/* What a report says of the run that it is of. */
#ifndef MIM_REPORT_ABOUT_H
#define MIM_REPORT_ABOUT_H

#include <mimicry/mimicry.h>

/* A table of names and values: version, title, command, and each note. */
mimicry_status mim_about_table(const mimicry_report_options *options, struct ArrowArrayStream *out,
                               mimicry_error *error);

#endif
