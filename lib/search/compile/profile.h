/* A query as a table of penalties: a small whole number for each position and residue. */
#ifndef MIM_SEARCH_COMPILE_PROFILE_H
#define MIM_SEARCH_COMPILE_PROFILE_H

#include "search/compile/goal.h"
#include "model/model.h"

enum {
    MIM_MOST_PENALTY = 254,  /* the highest limit a profile can have */
    MIM_NEVER = 255,         /* the penalty of what no hit can have at a position */
    MIM_MATCHES_NOTHING = 31 /* a code that no text has */
};

/* Every window within the query's threshold has a sum of penalties of at most `limit`, where sums
 * stop at 255. The converse need not hold: the candidates that a profile gives are tested exactly.
 */
struct mim_profile {
    uint32_t length;
    const struct mim_position *positions;
    uint8_t (*penalty)[MIM_CODES]; /* by position and code; MIM_NEVER from MIM_STOP on */
    uint8_t *pattern;              /* residues, or MIM_MATCHES_NOTHING; readable up to a
                                      multiple of 8 */
    const uint8_t *opt_codes;      /* the query's, if they alone tell what each position asks */
    uint32_t *order;               /* scan order: the position with the highest expected penalty
                                      first */
    uint32_t lookahead;            /* positions to sum before a block is tested for early exit */
    double effort;                 /* expected positions summed per block */
    uint8_t limit;
    bool has_pattern; /* mismatches are residues that are not the pattern's */
    bool by_pattern;  /* and those are the penalties */
    bool is_exact;    /* the converse does hold */
    bool impossible;  /* no window can reach the threshold */
    double unit;      /* score that one unit of penalty stands for; 1 under mismatches */
    double best;      /* the highest score that any window can have; unused under mismatches */
};

/* How common each code is in a proteome; of MIM_RESIDUES they sum to 1. */
struct mim_frequencies {
    double of[MIM_CODES];
};
void mim_frequencies_set(struct mim_frequencies *out, const uint64_t counts[MIM_CODES]);

/* The amino acids in order: of highest score, or (NULL) those that are accepted first. */
void mim_rank(const double *opt_scores, uint32_t accepts, uint8_t out[MIM_AMINO_ACIDS]);

/* For each residue of a query the amino acids, from the most to the least similar. */
struct mim_ranking {
    uint8_t of[MIM_RESIDUES][MIM_AMINO_ACIDS];
};
/* By a matrix, or (NULL) by identity. */
void mim_ranking_set(struct mim_ranking *out, const struct mim_matrix *opt_matrix);

/* The penalties of a position below MIM_RESIDUES: as they are if `scale` is 0, else times that and
 * rounded down. */
void mim_penalties_set(const double *scores, double scale, uint8_t out[MIM_CODES]);

/* What a residue of queries asks of a window under a matrix, wherever it stands. */
struct mim_asked {
    double best, low;           /* scores with it */
    uint8_t penalty[MIM_CODES]; /* mim_penalties_set at scale 0; MIM_NEVER from MIM_STOP on */
};
void mim_asked_set(struct mim_asked out[MIM_RESIDUES], const struct mim_matrix *matrix);

/* Compiles a query into arrays of `length` that the caller has given the profile: penalty and
 * pattern. */
void mim_profile_compile(const struct mim_goal *goal, struct mim_profile *profile);

/* Fills in order, an array of `length` too, lookahead and effort: the byte lanes need them. */
void mim_profile_set_order(struct mim_profile *profile, const struct mim_frequencies *frequencies);

/* The penalties of one position of random windows, up to the profile's limit, and how probable each
 * is. */
struct mim_spread {
    uint32_t count;
    uint8_t penalty[MIM_AMINO_ACIDS];
    double chance[MIM_AMINO_ACIDS];
};
void mim_spread_set(struct mim_spread *out, const struct mim_profile *profile,
                    const struct mim_frequencies *frequencies, uint32_t position);

/* The sums of penalties of random windows, over some positions: at[k] is the probability of a sum
 * of exactly k. Sums above the profile's limit are left out. */
struct mim_density {
    double at[MIM_MOST_PENALTY + 1];
};
/* `out` is another density with one position more; without one to begin with, that position alone.
 */
void mim_density_add(const struct mim_density *opt_density, uint32_t limit,
                     const struct mim_spread *spread, struct mim_density *out);

#endif
