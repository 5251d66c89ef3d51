/* mimicry alleles: which HLA alleles have a motif. */
#include <stdlib.h>

#include "tables.h"

/* The names of the built-in alleles; NULL without memory. */
static const char **all_names(size_t *out_count)
{
    size_t n = 0;
    while (mimicry_name(MIMICRY_NAMES_ALLELES, n) != NULL)
        n++;
    const char **names = calloc(n, sizeof *names);
    for (size_t i = 0; names != NULL && i < n; i++)
        names[i] = mimicry_name(MIMICRY_NAMES_ALLELES, i);
    *out_count = n;
    return names;
}

static mimicry_status open_table(struct inputs *in, const char *const *names, size_t count,
                                 struct ArrowArrayStream *out, mimicry_error *error)
{
    mimicry_status status = mimicry_annotations_create(&in->annotations, error);
    if (status == MIMICRY_OK)
        status =
            mimicry_annotations_add(in->annotations, MIMICRY_MOTIFS, in->request->motifs, error);
    return status == MIMICRY_OK ? mimicry_annotations_table(in->annotations, MIMICRY_MOTIFS, names,
                                                            count, out, error)
                                : status;
}

int run_alleles(const struct request *r)
{
    struct inputs in;
    struct ArrowArrayStream table;
    mimicry_error error = {.size = sizeof error};
    const char **all = NULL;
    const char *const *names = (const char *const *)r->words;
    size_t count = r->n_words;
    inputs_begin(r, &in);
    if (count == 0)
        names = all = all_names(&count);
    int status;
    if (names == NULL)
        status = report("not enough memory");
    else if (open_table(&in, names, count, &table, &error) != MIMICRY_OK)
        status = report_status(&error);
    else
        status = table_print(&in, &table);
    free(all);
    inputs_close(&in);
    return status;
}
