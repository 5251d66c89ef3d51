/* Comparing shared segments and profiles of the library with the oracle. */
#ifndef MIMICRY_TESTS_SHARED_CHECKS_H
#define MIMICRY_TESTS_SHARED_CHECKS_H

#include "checks.h"
#include "oracle_shared.h"

typedef struct segment_list {
    mimicry0_segment *data;
    size_t count;
    size_t calls;
    size_t stop_after; /* calls; 0: never */
} segment_list;

/* A mimicry0_segments_fn for a segment_list. */
int take_segments(void *data, const mimicry0_segment *segments, size_t count, size_t stride);

segment_list find_segments(const mimicry_index *index, const test_peptides *sequences,
                           const mimicry0_shared_options *options);

/* Fails the test unless both are the same. Frees both. */
void expect_segments(segment_list got, oracle_segments wanted, const char *label, uint64_t number);

typedef struct position_list {
    mimicry0_shared_position *data;
    size_t count;
} position_list;

/* A mimicry0_shared_positions_fn for a position_list. */
int take_positions(void *data, const mimicry0_shared_position *positions, size_t count,
                   size_t stride);

/* Fails the test unless the library's profile is the oracle's. Of the proteome the sets of genes
 * count; `counts` tells the oracle which records they leave, or is NULL. */
void check_profile(const tested_proteome *proteome, const mimicry_index *index,
                   const oracle_matrix *matrix, const test_peptides *sequences,
                   const mimicry0_shared_profile_options *options, const bool *counts,
                   const char *label);

#endif
