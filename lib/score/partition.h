/* The partition function of a peptide over all records of an index: recognition by what is like it.
 */
#ifndef MIM_SCORE_PARTITION_H
#define MIM_SCORE_PARTITION_H

#include "index/index.h"
#include "score/align.h"

struct mim_partition {
    const struct mimicry_index *index;
    const struct mim_align_scoring *scoring;
    const struct mim_kernels *kernels;
    double a, k; /* finite; k above 0 */
    unsigned threads;
    mimicry_progress_fn progress;
    void *progress_data;
};

/* For every peptide R and 1 - R (or NULL), as the header defines them with
 * MIMICRY_SCORE_DISSIMILARITY. */
mimicry_status mim_partition_run(const struct mim_partition *partition, const char *const *peptides,
                                 size_t n_peptides, double *opt_out_r, double *opt_out_rest,
                                 mimicry_error *error);

/* Records whose best alignment scores below this change Z, and so R, by less than 1e-16 together:
 * `records` terms e^(-k (a - s)) of s <= cut - 1 sum to at most records * e^(-k (a - (cut - 1))).
 * A whole number, at least 1; INFINITY for no records. */
double mim_partition_cut(uint64_t records, double a, double k);

#endif
