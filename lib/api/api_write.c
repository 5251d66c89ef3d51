/* Public functions: tables as text. */
#include "api/check.h"
#include "api/run_options.h"
#include "table/read_text.h"
#include "table/write_text.h"

mimicry_status mimicry_table_write(struct ArrowArrayStream *table,
                                   const mimicry_write_options *opt_options, mimicry_write_fn write,
                                   void *data, uint64_t *opt_out_batches, mimicry_error *opt_error)
{
    mimicry_write_options options = {.size = sizeof options};
    uint64_t batches = 0;
    mimicry_status status = mim_require(table != NULL && table->release != NULL && write != NULL,
                                        "a table or the writing function", opt_error);
    if (status == MIMICRY_OK)
        status = mim_take_options(opt_options, &options, sizeof options, opt_error);
    if (status == MIMICRY_OK && options.width < 0)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "width %d: 0 or more was expected",
                          (int)options.width);
    if (status == MIMICRY_OK)
        status = mim_check_threads(options.threads, opt_error);
    options.threads = (int32_t)mim_threads(options.threads);
    if (status == MIMICRY_OK)
        status = mim_table_write(table, &options, write, data, &batches, opt_error);
    if (opt_out_batches != NULL)
        *opt_out_batches = batches;
    return status;
}

mimicry_status mimicry_table_open(const char *path, struct ArrowArrayStream *out_table,
                                  mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(path != NULL && out_table != NULL, "path or out_table", opt_error);
    if (out_table != NULL)
        out_table->release = NULL;
    return status == MIMICRY_OK ? mim_text_table_open(path, out_table, opt_error) : status;
}
