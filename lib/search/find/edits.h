/* Insertions and deletions: all windows that a peptide can be aligned with.
 *
 * An alignment is read from left to right. Each of its columns pairs a residue of the peptide with
 * one of the window (a match or a mismatch), deletes one of the peptide, or inserts one of the
 * window. Between two pairs the deletions stand first. The first and the last residue of the window
 * are paired: a window with more around it is no other finding. The peptide's first and last
 * residue may be deleted. */
#ifndef MIM_SEARCH_FIND_EDITS_H
#define MIM_SEARCH_FIND_EDITS_H

#include "search/find/edits_align.h"
#include "search/find/finder.h"

enum {
    MIM_EDITS_ENDS = 2 * MIMICRY_MAX_INDELS + 1 /* lengths that windows of a peptide may have */
};

/* A peptide with what is allowed. */
struct mim_edits_goal {
    const uint8_t *codes;
    uint32_t length;
    uint32_t max_indels;
    uint32_t max_mismatches; /* at most length */
};

/* A window, by its length, and what it takes: the fewest indels with which there are at most
 * max_mismatches, and the fewest mismatches with so many indels. */
struct mim_edits_end {
    uint32_t length;
    uint32_t indels;
    uint32_t mismatches;
};

/* The windows that begin at `at` and are hits, by length; how many. This is the definition of a
 * hit; all else only proposes places. Reads what a window may have, and one more. */
uint32_t mim_edits_test(const struct mim_edits_goal *goal, const uint8_t *at,
                        struct mim_edits_end ends[MIM_EDITS_ENDS]);

/* ---- What the two finders share ---- */

/* A worker's memory; they have an array of these to work with. */
struct mim_edits_worker {
    struct mim_alignment alignment;
    uint8_t *lanes; /* of the scan; set when it is first needed */
};

mimicry_status mim_edits_begin(const struct mim_round *round, void **out_workers,
                               mimicry_error *error);
void mim_edits_finish(const struct mim_round *round, void *workers);

/* What a job's hits go through. */
struct mim_edits_task {
    const struct mim_search *search;
    const struct mim_job *job;
    uint32_t number; /* of the job */
    struct mim_edits_goal goal;
    struct mim_edits_worker *worker;
    struct mim_collector *collector;
};

struct mim_edits_task mim_edits_task_of(const struct mim_round *round, uint32_t job,
                                        struct mim_edits_worker *worker,
                                        struct mim_collector *collector);

/* Collects the `n` windows at text position `at` that count, with the scores of their
 * alignments. */
mimicry_status mim_edits_collect(const struct mim_edits_task *task, uint64_t at,
                                 const struct mim_edits_end *ends, uint32_t n,
                                 mimicry_error *error);

#endif
