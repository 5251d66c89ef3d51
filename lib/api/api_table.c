/* Public functions: tables. */
#include "api/check.h"
#include "io/table_file.h"

mimicry_status mimicry0_table_read(const char *path, mimicry_table **out_table,
                                   mimicry_error *opt_error)
{
    const mimicry_status status =
        mim_require(path != NULL && out_table != NULL, "path or out_table", opt_error);
    if (out_table != NULL)
        *out_table = NULL;
    return status == MIMICRY_OK ? mim_table_read(path, out_table, opt_error) : status;
}

const char *mimicry0_table_name(const mimicry_table *table)
{
    return table == NULL ? NULL : table->name;
}

const char *const *mimicry0_table_row(const mimicry_table *table, uint64_t row, size_t *out_cells,
                                      uint64_t *out_line)
{
    const bool there = table != NULL && row < table->rows;
    if (out_cells != NULL)
        *out_cells = there ? table->columns : 0;
    if (out_line != NULL)
        *out_line = there ? table->lines[row] : 0;
    return there ? table->cells + row * table->columns : NULL;
}

void mimicry0_table_free(mimicry_table *opt_table)
{
    mim_table_free(opt_table);
}
