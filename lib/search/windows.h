/* The peptides of a search one after the other, or the windows of longer sequences. */
#ifndef MIM_SEARCH_WINDOWS_H
#define MIM_SEARCH_WINDOWS_H

#include "search/search.h"

/* A peptide to search: letters [start, start + length) of sequence number `sequence`. */
struct mim_window {
    const char *letters;
    uint64_t sequence;
    uint64_t start;
    uint32_t length;
};

/* A copy is a place to come back to. */
struct mim_windows {
    const char *const *sequences;
    uint64_t count;
    uint32_t window_min, window_max; /* 0: whole sequences */
    bool are_epitopes;               /* each of them is a window, in the letters of an epitope */
    const struct mimicry_model *model;
    uint32_t least, most; /* lengths that the model is for */
    uint64_t sequence;    /* the next window is of this one, */
    uint64_t sequence_length;
    uint64_t start;  /* begins here, */
    uint32_t length; /* and has this length, if it is that long */
};

/* Checks every letter and length, then stands before the first window; `*total` is how many
 * windows there are, those with `*` included. */
mimicry_status mim_windows_open(struct mim_windows *windows, const struct mim_search *search,
                                const char *const *sequences, uint64_t count, uint64_t *total,
                                mimicry_error *error);

/* The next window without `*`; false after the last. */
bool mim_windows_next(struct mim_windows *windows, struct mim_window *out);

#endif
