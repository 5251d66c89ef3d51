/* Which peptide a scan is of, and the mean responses to its single mutants. */
#ifndef MIM_MODEL_SCAN_INDEX_H
#define MIM_MODEL_SCAN_INDEX_H

#include "model/scan_file.h"

/* Means of replicates, as the file has them. All zero to begin with. */
struct mim_scan_means {
    char index[MIMICRY_MAX_PEPTIDE + 1];
    uint32_t length;
    double (*sum)[MIM_AMINO_ACIDS]; /* by position and residue */
    uint64_t (*count)[MIM_AMINO_ACIDS];
    double own_sum; /* of the index peptide */
    uint64_t own_count;
    uint64_t left_out; /* rows of multiple mutants, and of other lengths */
};

/* The index is `opt_peptide` if it is given, else what the file tells, else the peptide that most
 * others differ from by one residue. */
mimicry_status mim_scan_means_find(const struct mim_scan_file *file, const char *opt_peptide,
                                   struct mim_scan_means *out, mimicry_error *error);
void mim_scan_means_free(struct mim_scan_means *means);

#endif
