/* Insertions and deletions: all windows that a peptide can be aligned with.
 *
 * An alignment is read from left to right. Each of its columns pairs a residue of the peptide with
 * one of the window (a match or a mismatch), deletes one of the peptide, or inserts one of the
 * window. Between two pairs the deletions stand first. The first and the last residue of the window
 * are paired: a window with more around it is no other finding. The peptide's first and last
 * residue may be deleted. */
#ifndef MIM_SEARCH_EDITS_H
#define MIM_SEARCH_EDITS_H

#include "base/parallel.h"
#include "search/search.h"

enum {
    MIM_EDITS_ENDS = 2 * MIMICRY_MAX_INDELS + 1 /* lengths that windows of a peptide may have */
};

/* A peptide with what is allowed. */
struct mim_edits_query {
    const uint8_t *codes;
    uint32_t length;
    uint32_t max_indels;
    uint32_t max_mismatches; /* at most length */
    uint64_t number;         /* of the peptide, for the filter */
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
uint32_t mim_edits_test(const struct mim_edits_query *query, const uint8_t *at,
                        struct mim_edits_end ends[MIM_EDITS_ENDS]);

/* ---- Places to test ---- */

struct mim_edits_hit {
    uint64_t at; /* where it begins in the text */
    uint32_t job;
    uint16_t length;
    uint16_t mismatches;
    uint8_t indels;
};

/* A worker's hits, and memory of its own. */
struct mim_edits_finder {
    const struct mimicry_index *index;
    const struct mim_kernels *kernels;
    const struct mim_filter *filter; /* what counts, or NULL: all */
    struct mim_edits_hit *hits;
    size_t count, capacity;
    uint8_t *lanes; /* of the scan; set when it is first needed */
};

void mim_edits_finder_free(struct mim_edits_finder *finder);

/* Whether looking up pieces of the peptide costs less than a scan; `possible`: whether it can be
 * done at all. */
bool mim_edits_seeds_pay(const struct mimicry_index *index, const struct mim_edits_query *query,
                         bool *possible);

/* All hits of a peptide, by its pieces. */
mimicry_status mim_edits_seek(struct mim_edits_finder *finder, const struct mim_edits_query *query,
                              uint32_t job, mimicry_error *error);

/* All hits that begin in [from, to) of the text, by a look at every place. */
mimicry_status mim_edits_scan(struct mim_edits_finder *finder, const struct mim_edits_query *query,
                              uint32_t job, uint64_t from, uint64_t to, mimicry_error *error);

/* ---- The whole search, as mim_search_run has it ---- */

mimicry_status mim_edits_run(const struct mim_search *search, const char *const *peptides,
                             size_t n_peptides, mimicry_hits_fn each, void *each_data,
                             mimicry_error *error);

#endif
