/* What the work of each plan takes, in nanoseconds; only the ratios matter.
 *
 * Measured on one core of a server with AVX-512 and AVX2 (Sapphire Rapids class, two cores, under
 * load): all windows of 9 residues of 20 proteins of yeast against 5,189 human proteins, counted by
 * each plan in turn with each instruction set, m = 2 to 4 and BLOSUM62 penalties of 12 to 20,
 * processor time a window over the units that it has. Those of the look-ups, of layouts and of
 * portable byte lanes are from a Zen 4 server. */
#ifndef MIM_SEARCH_PLAN_COSTS_H
#define MIM_SEARCH_PLAN_COSTS_H

#include <stdint.h>

/* A pass over the text, by instruction set. */
struct mim_scan_costs {
    double plane; /* a vector of planes and position */
    double digit; /* of sliding planes: a vector and digit of the counters */
    double line;  /* of sliding sums: a line of a diagonal */
    double byte;  /* of byte lanes: a window and position that is looked at */
};

static inline struct mim_scan_costs mim_scan_costs_of(uint32_t bit_lanes)
{
    if (bit_lanes == 512)
        return (struct mim_scan_costs){0.85, 1.0, 1.3, 0.0128};
    if (bit_lanes == 256)
        return (struct mim_scan_costs){1.0, 1.1, 2.4, 0.036};
    return (struct mim_scan_costs){1.0, 1.1, 69, 0.5};
}

static const double MIM_COST_BUILD_PLANES = 0.4; /* a residue, for all queries together */
static const double MIM_COST_BUILD_LANES = 0.3;
static const double MIM_COST_LOOKED_AT = 80; /* a window that is proposed by its sum */
static const double MIM_COST_CHEAP = 10000;  /* a search that no scan can beat */

/* Look-ups. */
static const double MIM_COST_CANDIDATE = 15; /* a window that is compared with the pattern, */
static const double MIM_COST_SUMMED = 22;    /* or whose penalties are looked up and summed */
static const double MIM_COST_NODE = 65;      /* a prefix that is looked up */
static const double MIM_COST_PIECE = 60;     /* a piece, whatever its budget */

#endif
