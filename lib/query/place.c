/* Says what is wrong with a query, and where. */
#include "query/place.h"

#include <stdarg.h>
#include <stdbool.h>

#include "base/plain.h"

mimicry_status mim_place_fail(const struct mim_place *place, mimicry_error *error,
                              const char *format, ...)
{
    char what[sizeof error->message];
    const bool named = place->column != NULL;
    const char *before = named ? "column '" : "", *after = named ? "': " : "",
               *column = named ? place->column : "";
    va_list arguments;
    va_start(arguments, format);
    mim_plain_format(what, sizeof what, format, arguments);
    va_end(arguments);
    if (place->file != NULL)
        return mim_fail_line(error, place->status, place->file, place->line, "%s%.80s%s%s", before,
                             column, after, what);
    if (place->line == 0)
        return mim_fail(error, place->status, "the table: %s%.80s%s%s", before, column, after,
                        what);
    return mim_fail(error, place->status, "row %llu: %s%.80s%s%s", (unsigned long long)place->line,
                    before, column, after, what);
}
