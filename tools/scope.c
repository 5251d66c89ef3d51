/* Makes sets of genes out of the words of the command line, and says what they leave open. */
#include "scope.h"

#include <stdio.h>
#include <stdlib.h>

static mimicry_status no_memory(mimicry_error *error)
{
    snprintf(error->message, sizeof error->message, "not enough memory");
    return MIMICRY_E_MEMORY;
}

bool scope_knows(int option)
{
    return option >= SCOPE_ONLY_GENE && option <= SCOPE_EXCLUDE_GENES;
}

static bool add(const char ***list, size_t *count, const char *word, int most)
{
    if (*list == NULL)
        *list = calloc((size_t)most, sizeof **list);
    if (*list == NULL)
        return report("not enough memory"), false;
    (*list)[(*count)++] = word;
    return true;
}

bool scope_take_option(struct scope_request *request, int option, const char *word, int most)
{
    const bool only = option == SCOPE_ONLY_GENE || option == SCOPE_ONLY_GENES;
    struct scope_words *words = only ? &request->only : &request->exclude;
    return option == SCOPE_ONLY_GENE || option == SCOPE_EXCLUDE_GENE
               ? add(&words->names, &words->n_names, word, most)
               : add(&words->files, &words->n_files, word, most);
}

/* One set of the genes of several. */
static mimicry_status join(const struct scope_words *words, mimicry_genes *const *sets,
                           mimicry_genes **out, mimicry_error *error)
{
    size_t count = words->n_names, n = 0;
    for (size_t i = 0; i < words->n_files; i++)
        count += mimicry0_genes_count(sets[i]);
    const char **names = calloc(count + 1, sizeof *names);
    if (names == NULL)
        return no_memory(error);
    for (size_t i = 0; i < words->n_names; i++)
        names[n++] = words->names[i];
    for (size_t i = 0; i < words->n_files; i++) {
        for (size_t k = 0; k < mimicry0_genes_count(sets[i]); k++)
            names[n++] = mimicry0_genes_name(sets[i], k);
    }
    const mimicry_status status = mimicry_genes_create(names, n, out, error);
    free(names);
    return status;
}

static mimicry_status make_set(const struct scope_words *words, mimicry_genes **out,
                               mimicry_error *error)
{
    mimicry_status status = MIMICRY_OK;
    if (words->n_names + words->n_files == 0)
        return MIMICRY_OK;
    mimicry_genes **sets = calloc(words->n_files + 1, sizeof *sets);
    if (sets == NULL)
        return no_memory(error);
    for (size_t i = 0; i < words->n_files && status == MIMICRY_OK; i++)
        status = mimicry_genes_read(words->files[i], &sets[i], error);
    if (status == MIMICRY_OK)
        status = join(words, sets, out, error);
    for (size_t i = 0; i < words->n_files; i++)
        mimicry_genes_free(sets[i]);
    free(sets);
    return status;
}

mimicry_status scope_open(const struct scope_request *request, struct scope *out,
                          mimicry_error *error)
{
    const mimicry_status status = make_set(&request->only, &out->only, error);
    return status == MIMICRY_OK ? make_set(&request->exclude, &out->exclude, error) : status;
}

/* Names that were given one by one: one that no record has is likely to be a slip. */
static mimicry_status report_strangers(const struct scope_words *words, const mimicry_index *index,
                                       uint64_t records, mimicry_error *error)
{
    for (size_t i = 0; i < words->n_names; i++) {
        mimicry_genes *one = NULL;
        mimicry0_record record = {.size = sizeof record};
        bool found = false;
        mimicry_status status = mimicry_genes_create(words->names + i, 1, &one, error);
        for (uint64_t r = 0; r < records && !found && status == MIMICRY_OK; r++) {
            status = mimicry0_index_get_record(index, r, &record, error);
            found = status == MIMICRY_OK && mimicry_genes_has(one, record.gene);
        }
        mimicry_genes_free(one);
        if (status != MIMICRY_OK)
            return status;
        if (!found)
            report("note: no record has the gene '%s'", words->names[i]);
    }
    return MIMICRY_OK;
}

mimicry_status scope_report(const struct scope_request *request, const struct scope *scope,
                            const mimicry_index *index, mimicry_error *error)
{
    mimicry0_index_info info = {.size = sizeof info};
    mimicry0_record record = {.size = sizeof record};
    uint64_t without = 0;
    if (scope->only == NULL && scope->exclude == NULL)
        return MIMICRY_OK;
    mimicry_status status = mimicry0_index_get_info(index, &info, error);
    for (uint64_t r = 0; r < info.records && status == MIMICRY_OK; r++) {
        status = mimicry0_index_get_record(index, r, &record, error);
        without += status == MIMICRY_OK && record.gene[0] == '\0';
    }
    if (status == MIMICRY_OK && without > 0)
        report("note: %llu of %llu records have no gene: they are %s", (unsigned long long)without,
               (unsigned long long)info.records, scope->only != NULL ? "left out" : "kept");
    if (status == MIMICRY_OK)
        status = report_strangers(&request->only, index, info.records, error);
    if (status == MIMICRY_OK)
        status = report_strangers(&request->exclude, index, info.records, error);
    return status;
}

void scope_close(struct scope_request *request, struct scope *scope)
{
    mimicry_genes_free(scope->only);
    mimicry_genes_free(scope->exclude);
    free(request->only.names);
    free(request->only.files);
    free(request->exclude.names);
    free(request->exclude.files);
}
