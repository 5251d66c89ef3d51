/* Gives a table of results the columns of the table of queries, as they stand there. */
#include "table/given_columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "query/queries.h"

static const char prefix[] = "mimicry_";

mimicry_status mim_given_columns_of(const mimicry_queries *queries, struct mim_given_columns *out,
                                    mimicry_error *error)
{
    out->names = mim_queries_cells(queries, SIZE_MAX, &out->count);
    if (out->names == NULL || out->count == 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "only a table that is read from a file can be annotated: its rows and "
                        "columns are kept");
    return MIMICRY_OK;
}

void mim_given_columns_set(const struct mim_given_columns *given, struct mim_column *out)
{
    for (size_t c = 0; c < given->count; c++)
        out[c] = (struct mim_column){given->names[c], MIM_TEXT, false, NULL,
                                     "As it stands in the table of queries"};
}

static bool has(const struct mim_given_columns *given, const char *name)
{
    size_t c = 0;
    while (c < given->count && strcmp(given->names[c], name) != 0)
        c++;
    return c < given->count;
}

/* How often the prefix has to stand before a name until no given column is named so: that ends, as
 * each is another name. */
static size_t times(const struct mim_given_columns *given, const char *name, char *room)
{
    size_t n = 0;
    memcpy(room, name, strlen(name) + 1);
    while (has(given, room)) {
        memmove(room + strlen(prefix), room, strlen(room) + 1);
        memcpy(room, prefix, strlen(prefix));
        n++;
    }
    return n;
}

static void tell(size_t count, const char *first, const char *now, mimicry_note_fn note, void *data)
{
    char text[300];
    if (count == 0 || note == NULL)
        return;
    snprintf(text, sizeof text,
             "columns of the queries' table that are named like ours: %zu, '%.60s' the first; ours "
             "is '%.80s' and so on",
             count, first, now);
    note(data, text);
}

mimicry_status mim_given_columns_part(const struct mim_given_columns *given,
                                      struct mim_column *ours, size_t n_ours, mimicry_note_fn note,
                                      void *data, char **out_names, mimicry_error *error)
{
    size_t longest = 0, renamed = 0;
    const char *first = NULL, *now = NULL; /* of the first that is renamed */
    for (size_t c = 0; c < n_ours; c++)
        longest = strlen(ours[c].name) > longest ? strlen(ours[c].name) : longest;
    /* Each prefix makes the name of one given column more. */
    const size_t room = longest + (given->count + 1) * strlen(prefix) + 1;
    *out_names = mim_alloc_array(n_ours, room);
    if (*out_names == NULL)
        return mim_fail_memory(error);
    for (size_t c = 0; c < n_ours; c++) {
        char *name = *out_names + c * room;
        if (times(given, ours[c].name, name) == 0)
            continue;
        if (renamed++ == 0) {
            first = ours[c].name;
            now = name;
        }
        ours[c].name = name;
    }
    tell(renamed, first, now, note, data);
    return MIMICRY_OK;
}

void mim_given_columns_put(const struct mim_given_columns *given, struct mim_table *table,
                           const char *cells)
{
    for (size_t c = 0; c < given->count; c++) {
        const size_t length = strlen(cells);
        mim_put_text(table, cells, length);
        cells += length + 1;
    }
}
