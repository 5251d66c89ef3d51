/* Which windows count: a hit that a filter does not take is left out before hits are counted, put
 * in order, or cut to the best. */
#ifndef MIM_SEARCH_FILTER_H
#define MIM_SEARCH_FILTER_H

#include "index/index.h"
#include "annotate/genes.h"

/* Either part may be NULL: it takes everything. Used by all threads at once. */
struct mim_filter {
    const uint8_t *records; /* a byte a record: 0 when none of its windows counts */
    uint64_t kept;          /* residues of the others, when `records` is not NULL */
    /* Whether a window counts, [start, start + length) of the record, as a hit of peptide number
     * `query` of those that are searched. With it, equal peptides are searched one by one. */
    bool (*takes)(const void *data, uint64_t query, uint64_t record, uint64_t start,
                  uint32_t length);
    const void *data;
    double share; /* of windows, that `takes` takes, for guesses of how many hits there are */
};

/* The bytes of `records`, which the caller frees: records with a gene that only_genes has, and
 * that exclude_genes has not; either may be NULL. A record without a gene is none of only_genes,
 * nor of exclude_genes. */
mimicry_status mim_filter_records(const struct mimicry_index *index,
                                  const struct mimicry_genes *only_genes,
                                  const struct mimicry_genes *exclude_genes, uint8_t **out,
                                  uint64_t *out_kept, mimicry_error *error);

/* Whether any record with a residue in [from, to) of the text counts; to > from. */
bool mim_filter_takes_any(const struct mim_filter *filter, const struct mimicry_index *index,
                          uint64_t from, uint64_t to);

/* Whether the window of `length` residues at text position `at` counts. */
static inline bool mim_filter_takes(const struct mim_filter *filter,
                                    const struct mimicry_index *index, uint64_t query, uint64_t at,
                                    uint32_t length)
{
    const uint64_t record = mim_index_record_at(index, at);
    if (filter->records != NULL && !filter->records[record])
        return false;
    return filter->takes == NULL ||
           filter->takes(filter->data, query, record, at - index->starts[record], length);
}

#endif
