/* Candidates, read a block at a time: mutated peptides with their wild types and where they are
 * from. */
#ifndef MIM_QUERY_CANDIDATES_H
#define MIM_QUERY_CANDIDATES_H

#include "base/error.h"

struct mimicry0_candidates;

mimicry_status mim_candidates_open(const char *path, struct mimicry0_candidates **out,
                                   mimicry_error *error);

/* The next candidates, at most `most` of them; none at the end. They live until the next call. */
mimicry_status mim_candidates_next(struct mimicry0_candidates *reader, size_t most,
                                   const mimicry0_candidate **out, size_t *out_count,
                                   mimicry_error *error);

/* Which columns were taken for what; empty where there is no table. */
const char *mim_candidates_columns(const struct mimicry0_candidates *reader);

void mim_candidates_close(struct mimicry0_candidates *reader);

#endif
