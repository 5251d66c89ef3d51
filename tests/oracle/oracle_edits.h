/* The naive oracle of searches with indels: every window of every length is compared by a plain
 * dynamic program. And how alignments and edits are shown, by trying all of them. It shares nothing
 * with the library but the hit record. */
#ifndef MIMICRY_TESTS_ORACLE_EDITS_H
#define MIMICRY_TESTS_ORACLE_EDITS_H

#include "oracle.h"
#include "support.h"

typedef struct edits_request {
    unsigned max_indels;
    unsigned max_mismatches;
} edits_request;

/* All hits of the peptides in the documented order, but for their scores. Peptides have at most
 * ORACLE_EDITS_LONGEST residues, in upper case. */
enum { ORACLE_EDITS_LONGEST = 40 };
oracle_hits oracle_edits_search(const oracle_records *records, const char *const *peptides,
                                size_t n_peptides, const edits_request *request);

/* Whether the window is a hit, and with how many indels and mismatches. */
bool oracle_edits_compare(const char *peptide, const char *window, size_t window_length,
                          const edits_request *request, unsigned *indels, unsigned *mismatches);

/* The alignment that is to be shown, out of all there are, as a string of columns: `d`, `i` and
 * `p`. It grows with the number of alignments: for short peptides. False if there is none with
 * these numbers. The caller frees it. */
bool oracle_edits_align(const char *peptide, const char *window, unsigned indels,
                        unsigned mismatches, char **out_columns);

/* The notation of an alignment's edits. */
test_text oracle_edits_text(const char *peptide, const char *window, const char *columns);

/* PEPMatch's own rule for 1 or 2 deletions, or 1 or 2 insertions, and nothing else: all places
 * inside the peptide are tried. Empty if there are none. */
test_text oracle_pepmatch_text(const char *peptide, const char *window);

#endif
