/* How similar the index is at each residue of sequences. */
#ifndef MIM_SEARCH_ALONG_H
#define MIM_SEARCH_ALONG_H

#include "search/shared.h"

/* What the index has at a residue of a sequence. */
struct mim_along_position {
    uint64_t query, position;
    uint64_t longest;  /* residues of the longest segment that begins here; 0: there is none */
    uint64_t covering; /* residues of the longest segment that contains this */
    uint64_t shared_record, shared_start; /* the first place of `longest` */
    uint64_t nearest_record, nearest_start;
    uint32_t window;     /* residues of the window from here on; 0: none */
    uint32_t mismatches; /* of the nearest window of the index */
};

struct mim_along;

/* Of all sequences of the search, whose letters these are. `opt_windows`: the search for the one
 * nearest window of each. All of it outlives what is made. */
mimicry_status mim_along_create(const struct mim_shared_search *search, const char *const *letters,
                                const struct mim_search *opt_windows, struct mim_along **out,
                                mimicry_error *error);

/* The positions of the next sequence that has any; 0 at the end. They are valid until the next
 * call. */
mimicry_status mim_along_next(struct mim_along *along, const struct mim_along_position **out,
                              size_t *out_count, mimicry_error *error);

void mim_along_free(struct mim_along *along);

#endif
