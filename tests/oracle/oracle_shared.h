/* The naive oracle of shared segments, of profiles along sequences and of distinct peptides: every
 * residue of a sequence against every residue of every record, as the definitions say. It shares
 * nothing with the library. */
#ifndef MIMICRY_TESTS_ORACLE_SHARED_H
#define MIMICRY_TESTS_ORACLE_SHARED_H

#include "oracle.h"

/* Residues [query_start, query_start + length) of a sequence are [start, start + length) of a
 * record. */
typedef struct oracle_segment {
    size_t query, query_start, record, start, length;
} oracle_segment;

typedef struct oracle_segments {
    oracle_segment *data;
    size_t count;
    size_t capacity;
} oracle_segments;

/* All maximal segments in the documented order. starts and ends: of changes, or NULL. counts: which
 * records are searched, or NULL for all. */
oracle_segments oracle_shared(const oracle_records *records, const char *const *sequences,
                              size_t n_sequences, size_t min_length, const uint32_t *starts,
                              const uint32_t *ends, const bool *counts);

typedef struct oracle_along {
    size_t query, position;
    size_t longest; /* residues of the longest segment that begins here; 0: none */
    size_t covering;
    size_t shared_record, shared_start; /* the first place of the longest */
    size_t nearest_record, nearest_start;
    uint32_t window; /* 0: none */
    uint32_t mismatches;
} oracle_along;

/* All positions of one sequence, as many as it has residues; the caller frees them. window 0: no
 * windows. */
oracle_along *oracle_profile(const oracle_records *records, const oracle_matrix *matrix,
                             const char *sequence, size_t number, uint32_t window,
                             const bool *counts);

/* The number of the distinct peptide of each hit: those of one window of one query whose matches
 * have the same letters share one; numbers go up from 0 in the order of first hits. Returns how
 * many there are. */
size_t oracle_group(const oracle_records *records, const mimicry_hit *hits, size_t count,
                    uint64_t *out);

#endif
