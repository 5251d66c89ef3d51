/* Turns sets of genes into a filter of records, and tells what they leave open. */
#include "search/gene_filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "annotate/mangled.h"
#include "base/memory.h"

/* Which genes of a set any record has. */
static mimicry_status mark(const struct mimicry_index *index, const struct mimicry_genes *genes,
                           bool *marked, mimicry_error *error)
{
    for (uint64_t r = 0; r < index->records; r++) {
        const char *names[3];
        if (!mim_index_names(index, r, names))
            return mim_fail_damaged(error);
        const size_t number = *names[1] == '\0' ? MIM_NO_GENE : mim_genes_find(genes, names[1]);
        if (number != MIM_NO_GENE)
            marked[number] = true;
    }
    return MIMICRY_OK;
}

/* Genes that no record has: how many, the one that was given first, and how many of them a
 * spreadsheet has made something else of. */
struct missing_genes {
    size_t count, mangled;
    const char *first;
};

static struct missing_genes find_missing(const struct mimicry_genes *genes, const bool *marked)
{
    struct missing_genes missing = {0};
    for (size_t i = 0; i < genes->count; i++) {
        const char *name = genes->names[i];
        if (marked[i])
            continue;
        missing.count++;
        missing.mangled += mim_is_mangled(name, strlen(name));
        if (missing.first == NULL || name < missing.first) /* they are in the order given */
            missing.first = name;
    }
    return missing;
}

static void tell_missing(const struct mimicry_genes *genes, const struct missing_genes *missing,
                         const char *what, mimicry_note_fn note, void *data)
{
    char text[320], mangled[96];
    mim_mangled_remark(missing->mangled, mangled, sizeof mangled);
    if (genes->count == 0)
        snprintf(text, sizeof text, "no gene is named of those that are to be %s", what);
    else
        snprintf(text, sizeof text,
                 "genes to be %s that match no record: %zu of %zu, '%.100s' the first%s", what,
                 missing->count, genes->count, missing->first, mangled);
    note(data, text);
}

/* Tells of the genes of a set, which may be NULL, that no record has. */
static mimicry_status tell_set(const struct mimicry_index *index, const struct mimicry_genes *genes,
                               const char *what, mimicry_note_fn note, void *data,
                               mimicry_error *error)
{
    if (genes == NULL)
        return MIMICRY_OK;
    bool *marked = mim_alloc_zeroed(genes->count, sizeof *marked);
    const mimicry_status status =
        marked == NULL ? mim_fail_memory(error) : mark(index, genes, marked, error);
    if (status == MIMICRY_OK) {
        const struct missing_genes missing = find_missing(genes, marked);
        if (missing.count > 0 || genes->count == 0)
            tell_missing(genes, &missing, what, note, data);
    }
    free(marked);
    return status;
}

static void tell_unnamed(const struct mimicry_index *index, bool searched, mimicry_note_fn note,
                         void *data)
{
    uint64_t without = 0;
    char text[160];
    for (uint64_t r = 0; r < index->records; r++) {
        const char *names[3];
        without += mim_index_names(index, r, names) && *names[1] == '\0';
    }
    if (without == 0)
        return;
    snprintf(text, sizeof text, "records without a gene, which are %s: %llu of %llu",
             searched ? "searched" : "left out", (unsigned long long)without,
             (unsigned long long)index->records);
    note(data, text);
}

static mimicry_status tell(const struct mimicry_index *index,
                           const struct mimicry_genes *only_genes,
                           const struct mimicry_genes *exclude_genes, mimicry_note_fn note,
                           void *data, mimicry_error *error)
{
    tell_unnamed(index, only_genes == NULL, note, data);
    const mimicry_status status = tell_set(index, only_genes, "searched", note, data, error);
    return status == MIMICRY_OK ? tell_set(index, exclude_genes, "left out", note, data, error)
                                : status;
}

mimicry_status mim_gene_filter_set(struct mim_gene_filter *out, const struct mimicry_index *index,
                                   const struct mimicry_genes *only_genes,
                                   const struct mimicry_genes *exclude_genes, mimicry_note_fn note,
                                   void *data, mimicry_error *error)
{
    *out = (struct mim_gene_filter){0};
    if (only_genes == NULL && exclude_genes == NULL)
        return MIMICRY_OK;
    mimicry_status status = mim_filter_records(index, only_genes, exclude_genes, &out->records,
                                               &out->filter.kept, error);
    out->filter.records = out->records;
    if (status == MIMICRY_OK && note != NULL)
        status = tell(index, only_genes, exclude_genes, note, data, error);
    return status;
}

void mim_gene_filter_free(struct mim_gene_filter *filter)
{
    free(filter->records);
    *filter = (struct mim_gene_filter){0};
}
