/* Gives a table of results the columns of the table of queries, as they stand there. */
#include "table/given_columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/columns.h"
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

size_t mim_given_columns_count(const struct mim_given_columns *given)
{
    return given->count + (given->reference != NULL);
}

void mim_given_columns_set(const struct mim_given_columns *given, struct mim_column *out)
{
    const struct mim_column match = {given->match_name, MIM_TEXT, 0, NULL,
                                     "As pVACtools has it: whether 8 residues that are new in the "
                                     "mutated protein stand in one of another transcript, True or "
                                     "False; Not Run without its sequence"};
    for (size_t c = 0; c <= given->count; c++) {
        if (given->reference != NULL && c == given->match_at)
            *out++ = match;
        if (c < given->count)
            *out++ = (struct mim_column){given->names[c], MIM_TEXT, false, NULL,
                                         "As it stands in the table of queries"};
    }
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

/* ---- Matches ---- */

static size_t find(const struct mim_given_columns *given, const char *key)
{
    size_t c = 0;
    while (c < given->count && !mim_column_is(given->names[c], key))
        c++;
    return c;
}

mimicry_status mim_given_columns_add_matches(struct mim_given_columns *given,
                                             struct mim_reference *reference, mimicry_error *error)
{
    /* Of pVACseq, whose ID is a place in the genome; of the others' reports. */
    static const char *const keys[MIM_GIVEN_KEYS] = {"index", "id", "mutation"};
    given->reference = reference;
    given->match_at = find(given, "evaluation");
    given->match_name = given->match_at < given->count ? "Ref Match" : "Reference Match";
    for (size_t i = 0; i < MIM_GIVEN_KEYS; i++) {
        const size_t column = find(given, keys[i]);
        if (column < given->count)
            given->keys[given->n_keys++] = column;
    }
    if (given->n_keys == 0)
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "mutated proteins, and a table without a column Index, ID or Mutation that "
                        "names them");
    if (has(given, given->match_name))
        return mim_fail(error, MIMICRY_E_ARGUMENT,
                        "mutated proteins, and a table that has a column '%s' already",
                        given->match_name);
    return MIMICRY_OK;
}

static const char *cell_at(const char *cells, size_t column)
{
    while (column-- > 0)
        cells += strlen(cells) + 1;
    return cells;
}

static const char *match_of(struct mim_given_columns *given, const char *cells)
{
    for (size_t i = 0; i < given->n_keys; i++) {
        switch (mim_reference_find(given->reference, cell_at(cells, given->keys[i]))) {
        case MIM_REFERENCE_YES:
            return "True";
        case MIM_REFERENCE_NO:
            return "False";
        default:
            break;
        }
    }
    if (given->unmatched++ == 0)
        snprintf(given->first, sizeof given->first, "%s", cell_at(cells, given->keys[0]));
    return "Not Run";
}

void mim_given_columns_put(struct mim_given_columns *given, struct mim_table *table,
                           const char *cells)
{
    const char *match = given->reference != NULL ? match_of(given, cells) : NULL;
    for (size_t c = 0; c <= given->count; c++) {
        if (match != NULL && c == given->match_at)
            mim_put_string(table, match);
        if (c == given->count)
            break;
        const size_t length = strlen(cells);
        mim_put_text(table, cells, length);
        cells += length + 1;
    }
}

void mim_given_columns_tell(struct mim_given_columns *given, mimicry_note_fn note, void *data)
{
    char text[200];
    if (given->unmatched == 0 || given->told || note == NULL)
        return;
    given->told = true;
    snprintf(
        text, sizeof text,
        "rows of which the mutated protein is not given, so that %s is Not Run: %llu, '%s' the "
        "first",
        given->match_name, (unsigned long long)given->unmatched, given->first);
    note(data, text);
}

void mim_given_columns_free(struct mim_given_columns *given)
{
    mim_reference_free(given->reference);
    *given = (struct mim_given_columns){.names = NULL};
}
