/* Turns sets of genes into a filter of records, and tells what they leave open. */
#include "search/gene_filter.h"

#include <stdio.h>
#include <stdlib.h>

/* Records without a gene, and with one of either set. */
struct tally {
    uint64_t without, of_only, of_exclude;
};

static struct tally count(const struct mimicry_index *index, const struct mimicry_genes *only_genes,
                          const struct mimicry_genes *exclude_genes)
{
    struct tally tally = {0};
    for (uint64_t r = 0; r < index->records; r++) {
        const char *names[3];
        if (!mim_index_names(index, r, names))
            continue;
        const char *gene = names[1];
        tally.without += *gene == '\0';
        tally.of_only += *gene != '\0' && only_genes != NULL && mim_genes_has(only_genes, gene);
        tally.of_exclude +=
            *gene != '\0' && exclude_genes != NULL && mim_genes_has(exclude_genes, gene);
    }
    return tally;
}

static void tell(const struct mimicry_index *index, const struct mimicry_genes *only_genes,
                 const struct mimicry_genes *exclude_genes, mimicry_note_fn note, void *data)
{
    const struct tally tally = count(index, only_genes, exclude_genes);
    char text[160];
    if (tally.without > 0) {
        snprintf(text, sizeof text, "%llu of %llu records have no gene: they are %s",
                 (unsigned long long)tally.without, (unsigned long long)index->records,
                 only_genes != NULL ? "left out" : "searched");
        note(data, text);
    }
    if (only_genes != NULL && tally.of_only == 0)
        note(data, "no record has a gene of those that are to be searched");
    if (exclude_genes != NULL && tally.of_exclude == 0)
        note(data, "no record has a gene of those that are to be left out");
}

mimicry_status mim_gene_filter_set(struct mim_gene_filter *out, const struct mimicry_index *index,
                                   const struct mimicry_genes *only_genes,
                                   const struct mimicry_genes *exclude_genes, mimicry_note_fn note,
                                   void *data, mimicry_error *error)
{
    *out = (struct mim_gene_filter){0};
    if (only_genes == NULL && exclude_genes == NULL)
        return MIMICRY_OK;
    const mimicry_status status = mim_filter_records(index, only_genes, exclude_genes,
                                                     &out->records, &out->filter.kept, error);
    out->filter.records = out->records;
    if (status == MIMICRY_OK && note != NULL)
        tell(index, only_genes, exclude_genes, note, data);
    return status;
}

void mim_gene_filter_free(struct mim_gene_filter *filter)
{
    free(filter->records);
    *filter = (struct mim_gene_filter){0};
}
