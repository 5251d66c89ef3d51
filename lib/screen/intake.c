/* Copies queries from their source, whose strings live only until it is asked again. */
#include "screen/intake.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "query/queries.h"

enum { MOST = 4096 }; /* queries asked for at once */

static const char *copy_string(char **to, const char *from)
{
    const size_t bytes = strlen(from) + 1;
    char *copy = memcpy(*to, from, bytes);
    *to += bytes;
    return copy;
}

static size_t cells_size(const char *const *cells, size_t count)
{
    size_t size = 0;
    for (size_t c = 0; c < count; c++)
        size += strlen(cells[c]) + 1;
    return size;
}

static mimicry_status copy_query(const mimicry_query *query, const char *const *cells,
                                 size_t n_cells, struct mim_kept_query **out, mimicry_error *error)
{
    /* Strings that stand in memory together: their sum is no overflow. */
    const size_t bytes = strlen(query->id) + strlen(query->peptide) + strlen(query->wildtype) +
                         strlen(query->gene) + strlen(query->accession) + strlen(query->allele) +
                         6 + cells_size(cells, n_cells);
    struct mim_kept_query *kept = malloc(sizeof *kept + bytes);
    if (kept == NULL)
        return mim_fail_memory(error);
    char *to = kept->strings;
    kept->next = NULL;
    kept->query = *query;
    kept->query.id = copy_string(&to, query->id);
    kept->query.peptide = copy_string(&to, query->peptide);
    kept->query.wildtype = copy_string(&to, query->wildtype);
    kept->query.gene = copy_string(&to, query->gene);
    kept->query.accession = copy_string(&to, query->accession);
    kept->query.allele = copy_string(&to, query->allele);
    kept->query.target = ""; /* a screen has no use for it */
    kept->cells = n_cells > 0 ? to : NULL;
    for (size_t c = 0; c < n_cells; c++)
        copy_string(&to, cells[c]);
    *out = kept;
    return MIMICRY_OK;
}

mimicry_status mim_intake_next(struct mim_intake *intake, struct mim_kept_query **out,
                               mimicry_error *error)
{
    *out = intake->given_back;
    if (*out != NULL) {
        intake->given_back = (*out)->next;
        return MIMICRY_OK;
    }
    if (intake->at == intake->count) {
        const mimicry_status status =
            mim_queries_next(intake->source, MOST, &intake->queries, &intake->count, error);
        intake->at = 0;
        if (status != MIMICRY_OK)
            intake->count = 0;
        if (intake->count == 0)
            return status;
    }
    size_t n_cells = 0;
    const char *const *cells =
        intake->keeps_cells ? mim_queries_cells(intake->source, intake->at, &n_cells) : NULL;
    return copy_query(&intake->queries[intake->at++], cells, n_cells, out, error);
}

void mim_intake_return(struct mim_intake *intake, struct mim_kept_query *query)
{
    query->next = intake->given_back;
    intake->given_back = query;
}

void mim_intake_free(struct mim_intake *intake)
{
    for (struct mim_kept_query *query = intake->given_back, *next; query != NULL; query = next) {
        next = query->next;
        free(query);
    }
    intake->given_back = NULL;
}
