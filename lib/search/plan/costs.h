/* What the work of each plan takes, in nanoseconds; only the ratios matter.
 *
 * Measured on one quiet core of a server with AVX-512 and AVX2 (Sapphire Rapids class), each plan
 * with each instruction set, processor time over the units that it has: 200 MHC ligands of 9
 * residues against 12.15 M residues, m = 2 to 5, BLOSUM62 penalties of 12 to 24, the best 10 and
 * 100; sliding and portable, all windows of 9 residues of 5 proteins of yeast against 5,189 human
 * proteins. Quiet, a byte with AVX2 took 0.019. On an EPYC under load byte lanes took 1.5 to 2
 * times as long as that says for penalties of 18 to 22, and look-ups 1.1 times as long as the
 * others say (600 ligands, 2026-11-29); 0.024 is between. */
#ifndef MIM_SEARCH_PLAN_COSTS_H
#define MIM_SEARCH_PLAN_COSTS_H

#include <stdint.h>

/* By instruction set. */
struct mim_plan_costs {
    double plane; /* a vector of planes and position */
    double digit; /* of sliding planes: a vector and digit of the counters */
    double line;  /* of sliding sums: a line of a diagonal */
    double byte;  /* of byte lanes: a window and position that is looked at */
    double reads; /* how many times as long the look-ups below take: see there */
};

static inline struct mim_plan_costs mim_plan_costs_of(uint32_t bit_lanes)
{
    if (bit_lanes == 512)
        return (struct mim_plan_costs){0.50, 0.54, 0.8, 0.0060, 1};
    if (bit_lanes == 256)
        return (struct mim_plan_costs){0.52, 0.46, 1.0, 0.024, 2};
    return (struct mim_plan_costs){0.42, 0.42, 36, 0.47, 2};
}

static const double MIM_COST_BUILD_PLANES = 0.4; /* a residue, for all queries together */
static const double MIM_COST_BUILD_LANES = 0.3;
static const double MIM_COST_LOOKED_AT = 50; /* a window that is proposed by its sum */
static const double MIM_COST_CHEAP = 10000;  /* a search that no scan of any text can beat */

/* Look-ups. They wait for memory, and machines without AVX-512 have smaller caches: on an EPYC of
 * the third generation (0.5 and 32 MiB) they took 1.9 to 2.6 times as long beside passes over the
 * text by mismatches, 1.2 to 2.2 by penalties (2026-11-29). */
static const double MIM_COST_CANDIDATE = 6; /* a window that is compared with the pattern, */
static const double MIM_COST_SUMMED = 17.5; /* or whose penalties are looked up and summed */
static const double MIM_COST_NODE = 36;     /* a prefix that is looked up */
static const double MIM_COST_PIECE = 38;    /* a piece, whatever its budget */
static const double MIM_COST_SPLIT = 20000; /* look-ups for which no other split is tried */

/* Look-ups whose windows pass a sieve (find/sieve.h), which read memory in a row. On that EPYC. */
static const double MIM_COST_SIEVED = 1;       /* a window */
static const double MIM_COST_SIEVED_NODE = 12; /* a prefix */
static const double MIM_COST_SIEVE = 500;      /* a piece */

#endif
