/* Public functions: queries. */
#include "api/check.h"
#include "query/queries.h"

static mimicry_status take_options(const mimicry_read_options *opt_options,
                                   mimicry_read_options *out, mimicry_error *error)
{
    enum { KNOWN = MIMICRY_READ_EPITOPES | MIMICRY_READ_PAIRS | MIMICRY_READ_CONSTANTS };
    *out = (mimicry_read_options){.size = sizeof *out};
    const mimicry_status status = mim_take_options(opt_options, out, sizeof *out, error);
    if (status != MIMICRY_OK)
        return status;
    if ((out->flags & ~(uint32_t)KNOWN) != 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "unknown flags");
    if ((out->flags & MIMICRY_READ_EPITOPES) != 0 && out->flags != MIMICRY_READ_EPITOPES)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "discontinuous epitopes have neither targets nor constants");
    if (out->target_column != NULL && (out->flags & MIMICRY_READ_PAIRS) == 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT, "target_column is for MIMICRY_READ_PAIRS alone");
    return MIMICRY_OK;
}

mimicry_status mimicry_queries_open(const char *path, const mimicry_read_options *opt_options,
                                    mimicry_queries **out_queries, mimicry_error *opt_error)
{
    mimicry_read_options options;
    mimicry_status status =
        mim_require(path != NULL && out_queries != NULL, "path or out_queries", opt_error);
    if (out_queries != NULL)
        *out_queries = NULL;
    if (status == MIMICRY_OK)
        status = take_options(opt_options, &options, opt_error);
    return status == MIMICRY_OK ? mim_queries_open(path, &options, out_queries, opt_error) : status;
}

mimicry_status mimicry_queries_from(const mimicry_query *rows, size_t n_rows, size_t stride,
                                    const mimicry_read_options *opt_options,
                                    mimicry_queries **out_queries, mimicry_error *opt_error)
{
    mimicry_read_options options = {0};
    mimicry_status status = mim_require((rows != NULL || n_rows == 0) && out_queries != NULL,
                                        "rows or out_queries", opt_error);
    if (out_queries != NULL)
        *out_queries = NULL;
    if (status == MIMICRY_OK)
        status = take_options(opt_options, &options, opt_error);
    if (status == MIMICRY_OK && stride < sizeof *rows && n_rows > 0)
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT,
                          "stride is %zu: it is sizeof(mimicry_query), or more", stride);
    if (status == MIMICRY_OK && (options.peptide_column != NULL || options.target_column != NULL))
        status = mim_fail(opt_error, MIMICRY_E_ARGUMENT, "rows of the caller have no columns");
    return status == MIMICRY_OK
               ? mim_queries_from(rows, n_rows, stride, &options, out_queries, opt_error)
               : status;
}

mimicry_status mimicry_queries_table(struct ArrowArrayStream *table,
                                     const mimicry_read_options *opt_options,
                                     mimicry_queries **out_queries, mimicry_error *opt_error)
{
    mimicry_read_options options;
    mimicry_status status =
        mim_require(table != NULL && table->release != NULL && out_queries != NULL,
                    "table or out_queries", opt_error);
    if (out_queries != NULL)
        *out_queries = NULL;
    if (status == MIMICRY_OK)
        status = take_options(opt_options, &options, opt_error);
    if (status == MIMICRY_OK)
        return mim_queries_table(table, &options, out_queries, opt_error);
    if (table != NULL && table->release != NULL)
        table->release(table);
    return status;
}

mimicry_status mimicry_queries_next(mimicry_queries *queries, size_t most,
                                    const mimicry_query **out_rows, size_t *out_count,
                                    size_t *out_stride, mimicry_error *opt_error)
{
    const mimicry_status status = mim_require(
        queries != NULL && most > 0 && out_rows != NULL && out_count != NULL && out_stride != NULL,
        "queries, most, out_rows, out_count or out_stride", opt_error);
    if (out_rows != NULL)
        *out_rows = NULL;
    if (out_count != NULL)
        *out_count = 0;
    if (out_stride != NULL)
        *out_stride = sizeof(mimicry_query);
    return status == MIMICRY_OK ? mim_queries_next(queries, most, out_rows, out_count, opt_error)
                                : status;
}

const char *mimicry_queries_columns(const mimicry_queries *queries)
{
    return queries == NULL ? NULL : mim_queries_columns(queries);
}

const char *const *mimicry_queries_cells(const mimicry_queries *queries, size_t row,
                                         size_t *out_count)
{
    size_t count;
    const char *const *cells = queries == NULL ? NULL : mim_queries_cells(queries, row, &count);
    if (out_count != NULL)
        *out_count = cells == NULL ? 0 : count;
    return cells;
}

void mimicry_queries_close(mimicry_queries *opt_queries)
{
    mim_queries_close(opt_queries);
}
