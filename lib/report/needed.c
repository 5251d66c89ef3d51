/* Looks for the columns that the page cannot do without. */
#include "report/needed.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "table/views.h"

enum { MOST_NAMES = 8 };

/* What the page reads of each table in every row (data/report/src); it does without the others. */
static const struct {
    const char *table, *source;
    const char *names[MOST_NAMES];
} needed[] = {
    [MIM_NEEDED_ROWS] = {"rows",
                         "the rows that mimicry screen writes",
                         {"id", "peptide", "nearest", "nearest_mismatches", "nearest_accession",
                          "nearest_gene"}},
    [MIM_NEEDED_HITS] = {"hits",
                         "what mimicry screen writes by --hits",
                         {"query_id", "query", "match", "mismatches", "accession", "gene"}},
    [MIM_NEEDED_ALONG] = {"table along sequences",
                          "that of mimicry_along",
                          {"query_id", "position", "mismatches", "covering"}},
};

static bool has_column(const struct ArrowSchema *schema, const char *name)
{
    for (int64_t i = 0; i < schema->n_children; i++)
        if (schema->children[i]->name != NULL && strcmp(schema->children[i]->name, name) == 0)
            return true;
    return false;
}

mimicry_status mim_needed_check(struct ArrowArrayStream *table, enum mim_needed what,
                                mimicry_error *error)
{
    struct ArrowSchema schema = {0};
    char missing[256] = "";
    size_t used = 0;
    mimicry_status status = mim_views_status(table, table->get_schema(table, &schema), error);
    if (status != MIMICRY_OK)
        return status;
    status = mim_views_check_schema(&schema, error);
    /* The names of a table together are shorter than `missing`. */
    for (size_t i = 0; status == MIMICRY_OK && i < MOST_NAMES && needed[what].names[i] != NULL; i++)
        if (!has_column(&schema, needed[what].names[i]))
            used += (size_t)snprintf(missing + used, sizeof missing - used, "%s%s",
                                     used == 0 ? "" : ", ", needed[what].names[i]);
    schema.release(&schema);
    return status != MIMICRY_OK || used == 0
               ? status
               : mim_fail(error, MIMICRY_E_ARGUMENT, "the %s: no column %s; a report needs %s",
                          needed[what].table, missing, needed[what].source);
}
