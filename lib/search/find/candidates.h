/* The windows around what a look-up found: they wait while their text is fetched, and are tested.
 */
#ifndef MIM_SEARCH_FIND_CANDIDATES_H
#define MIM_SEARCH_FIND_CANDIDATES_H

#include "index/suffix.h"
#include "search/collect.h"

enum {
    MIM_CANDIDATES_WAIT = 96,    /* windows that wait while others come, less one run */
    MIM_CANDIDATES_AT_ONCE = 32, /* at most, that come and are tested together: a run */
    MIM_CANDIDATES_RING = 128    /* a power of two, at least the sum of both */
};

/* A string that was looked up for a piece of a job: the first residues of the piece, or more. */
struct mim_string {
    uint32_t job;
    uint16_t piece, known; /* known: how many residues */
    uint32_t spent;        /* what they cost */
};

/* The suffixes that begin with one. */
struct mim_strings {
    struct mim_interval ranks;
    struct mim_string string;
};

/* A ring of windows, and one of the runs that they came in: those of a run have one string, so that
 * what is asked of a window is set up once for many. */
struct mim_candidates {
    const struct mimicry_index *index;
    struct mim_collector *collector;
    const struct mim_job *jobs;
    uint64_t come, tested;            /* windows so far */
    uint64_t begun, done;             /* runs so far */
    uint64_t at[MIM_CANDIDATES_RING]; /* where a window begins in the text */
    struct mim_run_of_windows {
        uint64_t end; /* windows that have come with it and before */
        struct mim_string string;
    } runs[MIM_CANDIDATES_RING]; /* each that waits has a window that does */
    struct mim_last_window last; /* that was tested, if it is a long one, */
    uint32_t last_piece;         /* for this piece, */
    bool last_fits;              /* with this result */
};

/* The windows of a job in which its piece stands where one of these suffixes begins. */
mimicry_status mim_candidates_add(struct mim_candidates *candidates,
                                  const struct mim_strings *strings, mimicry_error *error);

/* Tests those that still wait. */
mimicry_status mim_candidates_finish(struct mim_candidates *candidates, mimicry_error *error);

#endif
