/* A peptide with its threshold, and the test that decides whether a window is a hit. */
#ifndef MIM_SEARCH_COMPILE_GOAL_H
#define MIM_SEARCH_COMPILE_GOAL_H

#include <stdbool.h>

#include "model/matrix.h"

struct mim_asked;

/* What a query asks of one position of a window. */
struct mim_position {
    const double *scores;   /* of MIM_CODES residues */
    const uint8_t *similar; /* the MIM_AMINO_ACIDS, of highest score first; under mismatches those
                               that are none first */
    uint32_t accepts;       /* bit c: residue c is no mismatch */
};

struct mim_goal {
    const uint8_t *codes; /* residues, none of them MIM_STOP */
    const struct mim_position *positions;
    const struct mim_asked *opt_asked; /* by residue of the query, if that is made (profile.h) */
    uint32_t length;
    bool is_single;            /* no position accepts more than one residue */
    bool is_integer;           /* every score is a whole number */
    bool is_uniform;           /* a residue has the same scores at every position: a matrix's */
    bool by_score;             /* the threshold is min_score, else max_mismatches */
    uint32_t max_mismatches;   /* at most length */
    uint32_t fewer_mismatches; /* by score: fewer than this, too; 0: any number */
    double min_score;          /* what is forgiven has been taken off; may be -INFINITY */
};

/* A window that reached the threshold. */
struct mim_found {
    uint64_t at; /* where it begins in the text */
    double score;
    uint16_t mismatches;
    uint16_t job;   /* whose hit it is (batch.h) */
    uint8_t indels; /* with insertions and deletions alone */
    int8_t longer;  /* residues that insertions add to the window, less those of deletions */
};

/* The sum of the peptide's scores with itself. */
double mim_goal_self_score(const struct mim_goal *goal);

/* The score of a window, in the order in which all sums of scores are made. */
static inline double mim_goal_score(const struct mim_goal *goal, const uint8_t *window)
{
    double score = 0;
    for (uint32_t j = 0; j < goal->length; j++)
        score += goal->positions[j].scores[window[j]];
    return score;
}

/* Fills in out->score and out->mismatches; true if `window`, of which length codes can be read, is
 * one and reaches the threshold. This is the definition of a hit; all else only proposes windows.
 */
bool mim_goal_test(const struct mim_goal *goal, const uint8_t *window, struct mim_found *out);

#endif
