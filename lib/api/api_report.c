/* Public function: a report. */
#include "api/check.h"
#include "report/report.h"

mimicry_status mimicry_report(struct ArrowArrayStream *rows, struct ArrowArrayStream *opt_hits,
                              const mimicry_report_options *opt_options, mimicry_write_fn write,
                              void *data, mimicry_error *opt_error)
{
    mimicry_report_options options = {.size = sizeof options};
    mimicry_status status = mim_require(rows != NULL && rows->release != NULL && write != NULL &&
                                            (opt_hits == NULL || opt_hits->release != NULL),
                                        "a table or the writing function", opt_error);
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &options, sizeof options, opt_error);
    if (status == MIMICRY_OK)
        status = mim_require(options.along == NULL || options.along->release != NULL,
                             "the table along sequences", opt_error);
    return status == MIMICRY_OK ? mim_report(rows, opt_hits, &options, write, data, opt_error)
                                : status;
}
