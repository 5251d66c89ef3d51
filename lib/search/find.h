/* The searches down the suffix array. Each gives all hits of one job to a collector. */
#ifndef MIM_SEARCH_FIND_H
#define MIM_SEARCH_FIND_H

#include "index/index.h"
#include "search/collect.h"

/* Plans SUFFIX and SEEDS: the windows around each intact piece of the peptide. */
mimicry_status mim_find_by_pieces(const struct mimicry_index *index, const struct mim_job *job,
                                  uint32_t job_number, struct mim_collector *collector,
                                  mimicry_error *error);

/* Plan BRANCH: all prefixes of the suffix array whose penalties are within the limit. */
mimicry_status mim_find_by_branches(const struct mimicry_index *index, const struct mim_job *job,
                                    uint32_t job_number, struct mim_collector *collector,
                                    mimicry_error *error);

/* An index whose tables point outside its text. */
mimicry_status mim_find_corrupt(mimicry_error *error);

#endif
