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
    int32_t plan; /* MIMICRY_PLAN_AUTO, SEEDS (which those that cannot be do without), or SCAN */
    mimicry_progress_fn progress;
    void *progress_data;
};

/* For every peptide R and 1 - R (or NULL), as the header defines them with
 * MIMICRY_SCORE_DISSIMILARITY. */
mimicry_status mim_partition_run(const struct mim_partition *partition, const char *const *peptides,
                                 size_t n_peptides, double *opt_out_r, double *opt_out_rest,
                                 mimicry_error *error);

/* Proteins whose best alignment scores below this change R and 1 - R by less than 1e-16 together,
 * where `a` is the midpoint; and by less than 1e-16 of themselves, where it is the best score of
 * any and above the midpoint m. So many terms e^(-k (m - s)) of s <= cut - 1 sum to at
 * most proteins * e^(-k (m - (cut - 1))) <= 1e-16 e^(k (a - m)), and Z is at least e^(k (a - m)) in
 * the second case. A whole number, at least 1; INFINITY for no proteins. */
double mim_partition_cut(uint64_t proteins, double a, double k);

#endif
