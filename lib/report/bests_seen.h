/* What the rows of a screen say of the best window of each candidate. */
#ifndef MIM_REPORT_BESTS_SEEN_H
#define MIM_REPORT_BESTS_SEEN_H

#include "report/look.h"

enum {
    MIM_MOST_BESTS = 2000,  /* candidates, the first ones */
    MIM_BEST_RESIDUES = 50, /* of a candidate's window, at most */
};

struct mim_best {
    char window[MIM_BEST_RESIDUES + 1]; /* of the candidate, NUL-terminated */
    double score, evalue;
    uint64_t row; /* from 1 */
};

struct mim_bests {
    struct mim_best *of;
    size_t count, room;
    uint64_t rows; /* that were seen */
};

/* Notes those whose score and E-value are known. `bests` begins all zero and outlives the look. */
struct mim_look mim_bests_seen(struct mim_bests *bests);
void mim_bests_free(struct mim_bests *bests);

#endif
